// Questions: for credentials, for what was said already, for what need not be said.
//
// What a question asks for is found with the grammar's own words: whatever concept announces a parameter in a
// request names it in a question too. A parameter of the request's frames that is filled was given; one that
// the plan itself asks for is rightly asked; the others are optional.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "lint/context.h"
#include "text/words.h"

namespace cmdwright::lint {

namespace {

using understand::Frame;
using understand::Grammar;
using understand::Id;
using understand::Mentioned;

bool contains(const std::vector<Id>& ids, Id id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// Asks the person for a secret, rather than telling them to configure it.
bool asks_secret(const Sentence& s) {
  if (!s.topics.has(Topic::Secret) || s.topics.has(Topic::SecretObject)) return false;
  const bool question = s.speech == Speech::Question || s.speech == Speech::Lead || s.asks;
  if (s.topics.has(Topic::Configure)) return s.topics.has(Topic::Ask) && s.topics.has(Topic::Give);
  return (question || s.speech == Speech::Extra || s.speech == Speech::Credentials) &&
         (s.topics.has(Topic::Give) || s.topics.has(Topic::Ask));
}

/// How a parameter of one frame stands when somebody asks for it. The best of several frames counts.
enum class State : std::uint8_t { Unrelated, Optional, Given, Missing };

/// The state of everything that a mention can be about.
class Standing {
public:
  Standing(const Context& context, const Understood* understood, std::size_t turn)
      : grammar_(context.understander().grammar()), pack_(context.spec().pack()), understood_(understood),
        loose_files_(has_loose_files(context, turn)) {}

  [[nodiscard]] State of(const Mentioned& m, std::string_view words) const {
    State state = State::Unrelated;
    for_each_frame([&](const Frame& frame) {
      for (const understand::Slot& slot : frame.intent->slots)
        if (announces(slot, m) && !means(*frame.intent, m.concept_id))
          state = std::max(state, of(frame, slot.param));
      for (const understand::FileSlot& slot : frame.intent->files)
        if (names(slot, m)) state = std::max(state, of(frame, slot));
    });
    if (state == State::Unrelated && names_missing(words)) return State::Missing;
    if (state == State::Unrelated && never_asked(m)) state = State::Optional;
    return state;
  }

  /// The file itself, by words such as "which video".
  [[nodiscard]] State of_file() const {
    State state = State::Unrelated;
    for_each_frame([&](const Frame& frame) {
      for (const understand::FileSlot& slot : frame.intent->files)
        if (slot.required || frame.intent->files.size() == 1) state = std::max(state, of(frame, slot));
    });
    return state;
  }

  /// Several of the values that one parameter takes: "mp4 or hls?"
  [[nodiscard]] State of_choice(const std::vector<Mentioned>& mentions) const {
    State state = State::Unrelated;
    for_each_frame([&](const Frame& frame) {
      for (const understand::Slot& slot : frame.intent->slots) {
        const spec::Param* p = frame.operation->find(slot.param);
        if (p == nullptr || p->values.empty()) continue;
        std::set<std::string> values;
        for (const Mentioned& m : mentions) {
          for (const understand::Choice& choice : slot.choices)
            if (is(choice.feature, m)) values.insert(std::string(choice.value));
          if (contains(slot.accepts, m.concept_id)) values.insert(mapped(slot, m.value));
        }
        std::erase_if(values, [&](const std::string& v) {
          return std::find(p->values.begin(), p->values.end(), v) == p->values.end();
        });
        if (values.size() > 1) state = std::max(state, of(frame, slot.param));
      }
    });
    return state;
  }

  /// A parameter by its name.
  [[nodiscard]] State of_param(std::string_view param) const {
    State state = State::Unrelated;
    for_each_frame([&](const Frame& frame) { state = std::max(state, of(frame, param)); });
    const bool never =
        std::find(pack_.never_ask.begin(), pack_.never_ask.end(), param) != pack_.never_ask.end();
    return state == State::Unrelated && never ? State::Optional : state;
  }

private:
  /// Somebody named a file, and nothing that was asked for works on one yet.
  [[nodiscard]] bool has_loose_files(const Context& context, std::size_t turn) const {
    bool used = false;
    for_each_frame([&](const Frame& frame) {
      for (const understand::RoleFiles& files : frame.files) used |= !files.items.empty();
    });
    if (used || understood_ == nullptr) return false;
    for (std::size_t i = 0; i < turn; ++i) {
      const Turn& t = context.talk().turns[i];
      if (t.who != Turn::Who::Person) continue;
      for (const Mentioned& m : context.understander().mentions(t.text, understand::now_from_unix(0)))
        if (m.concept_id == grammar_.concept_named("file_id") ||
            m.concept_id == grammar_.builtin(understand::Builtin::Url) ||
            m.concept_id == grammar_.builtin(understand::Builtin::Path))
          return true;
    }
    return false;
  }
  template <class F> void for_each_frame(const F& f) const {
    if (understood_ == nullptr) return;
    for (const Frame& frame : understood_->draft.frames)
      if (frame.operation != nullptr) f(frame);
  }

  [[nodiscard]] bool is(Id feature, const Mentioned& m) const {
    const understand::Feature& f = grammar_.features[feature];
    return f.concept_id == m.concept_id && (f.value.empty() || f.value == m.value);
  }
  /// The words say what is done: "transcode" may introduce a value, but asks for none.
  [[nodiscard]] bool means(const understand::Intent& intent, Id concept_id) const {
    return std::any_of(intent.evidence.begin(), intent.evidence.end(), [&](const understand::Evidence& e) {
      return e.weight > 0 && e.when.all.size() == 1 &&
             std::any_of(e.when.all[0].begin(), e.when.all[0].end(),
                         [&](Id f) { return grammar_.features[f].concept_id == concept_id; });
    });
  }
  [[nodiscard]] bool is_param(const Mentioned& m, std::string_view param) const {
    const std::string_view name = grammar_.concepts[m.concept_id].name;
    return name.starts_with("param.") && param.starts_with("--") && name.substr(6) == param.substr(2);
  }
  [[nodiscard]] bool announces(const understand::Slot& slot, const Mentioned& m) const {
    return contains(slot.cues, m.concept_id) || is_param(m, slot.param);
  }
  [[nodiscard]] bool names(const understand::FileSlot& slot, const Mentioned& m) const {
    for (const std::string_view param : {slot.id, slot.url, slot.path, slot.ref, slot.json})
      if (is_param(m, param)) return true;
    return false;
  }
  /// Parameters that the pack never asks for, whatever the request.
  [[nodiscard]] bool never_asked(const Mentioned& m) const {
    for (const std::string_view param : pack_.never_ask) {
      if (is_param(m, param)) return true;
      for (const understand::Intent& intent : grammar_.intents)
        for (const understand::Slot& slot : intent.slots)
          if (slot.param == param && contains(slot.cues, m.concept_id)) return true;
    }
    for (const understand::Slot& slot : grammar_.modifiers)
      for (const understand::Choice& choice : slot.choices)
        if (is(choice.feature, m)) return true;
    return false;
  }
  [[nodiscard]] static std::string mapped(const understand::Slot& slot, const std::string& value) {
    for (const auto& [from, to] : slot.map)
      if (from == value) return std::string(to);
    return value;
  }

  /// Asked for by the plan, itself or another of the parameters one of which is needed.
  [[nodiscard]] bool missing(const Frame& frame, std::string_view param) const {
    const std::string operation = spec::operation_name(*frame.script, *frame.operation);
    for (const plan::Question& q : understood_->plan.asks) {
      if (q.command != operation) continue;
      if (q.param == param) return true;
      for (const spec::Constraint& k : frame.operation->constraints) {
        if (k.kind != spec::Constraint::Kind::OneOf && k.kind != spec::Constraint::Kind::AtLeastOne) continue;
        const auto in_group = [&](std::string_view name) {
          return std::find(k.params.begin(), k.params.end(), name) != k.params.end();
        };
        if (in_group(q.param) && in_group(param)) return true;
      }
    }
    return false;
  }
  /// The words are a part of the name of something that the plan asks for: "token" of --api-token.
  [[nodiscard]] bool names_missing(std::string_view words) const {
    if (understood_ == nullptr || words.empty()) return false;
    std::string name = ascii_lower(words);
    std::replace(name.begin(), name.end(), ' ', '-');
    return std::any_of(understood_->plan.asks.begin(), understood_->plan.asks.end(),
                       [&](const plan::Question& q) {
                         return ("-" + q.param + "-").find("-" + name + "-") != std::string::npos;
                       });
  }
  [[nodiscard]] State of(const Frame& frame, std::string_view param) const {
    if (frame.operation->find(param) == nullptr) return State::Unrelated;
    if (missing(frame, param)) {
      const bool file =
          std::any_of(frame.intent->files.begin(), frame.intent->files.end(), [&](const auto& slot) {
            return slot.id == param || slot.url == param || slot.path == param || slot.ref == param;
          });
      return file && loose_files_ ? State::Given : State::Missing;
    }
    const understand::Filled* filled = frame.find(param);
    return filled != nullptr && !filled->source.empty() ? State::Given : State::Optional;
  }
  [[nodiscard]] State of(const Frame& frame, const understand::FileSlot& slot) const {
    // Said at a time when nobody knew what for.
    if (slot.required && loose_files_) return State::Given;
    for (const std::string_view param : {slot.id, slot.url, slot.path, slot.ref, slot.json})
      if (!param.empty() && missing(frame, param)) return State::Missing;
    for (const understand::RoleFiles& files : frame.files)
      if (files.slot == &slot && !files.items.empty()) return State::Given;
    return slot.required ? State::Missing : State::Optional;
  }

  const Grammar& grammar_;
  const spec::Pack& pack_;
  const Understood* understood_;
  bool loose_files_ = false;
};

/// The parameters that a sentence names in so many words.
std::vector<Str> named_in(const Words& words, std::string_view sentence) {
  const std::string folded = folded_for_phrases(sentence);
  std::vector<Str> out;
  for (const Asked& asked : words.asked)
    if (std::any_of(asked.words.begin(), asked.words.end(),
                    [&](Str w) { return folded.find(w) != std::string::npos; }))
      out.push_back(asked.param);
  return out;
}

void check_parameters(const Context& context, std::size_t turn, const Said& said, const Sentence& sentence) {
  const Understood* understood = context.understood(turn);
  const std::string_view text = sentence.span.of(said.answer.text);
  const std::vector<Mentioned> mentions = context.understander().mentions(text, understand::now_from_unix(0));
  const Standing standing(context, understood, turn);
  State worst = State::Unrelated;
  Span place = sentence.span;
  // One thing that is rightly asked for excuses nothing else, but of several readings of a word the best
  // counts.
  std::map<std::pair<std::uint32_t, std::uint32_t>, State> by_place;
  for (const Mentioned& m : mentions) {
    State& state = by_place[{m.source.begin, m.source.end}];
    state = std::max(state, standing.of(m, m.source.of(text)));
  }
  const auto note = [&](State state, Span span) {
    if (state != State::Given && state != State::Optional) return;
    if (worst == State::Unrelated || state == State::Given) {
      worst = state;
      place = {span.begin + sentence.span.begin, span.end + sentence.span.begin};
    }
  };
  const bool any_missing =
      std::any_of(by_place.begin(), by_place.end(), [](const auto& e) { return e.second == State::Missing; });
  for (const auto& [span, state] : by_place) note(state, {span.first, span.second});
  const Span whole{0, static_cast<std::uint32_t>(text.size())};
  if (worst == State::Unrelated && !any_missing) note(standing.of_choice(mentions), whole);
  if (worst == State::Unrelated && !any_missing && sentence.topics.has(Topic::AskFile))
    note(standing.of_file(), whole);
  if (worst == State::Unrelated && !any_missing)
    for (const Str param : named_in(context.words(), text)) note(standing.of_param(param), whole);
  if (worst == State::Given) {
    context.report(rule::kAskedGiven, said.source, place, "this was said already");
    // … and in the same breath something that need not be said.
    for (const Str param : named_in(context.words(), text))
      if (standing.of_param(param) == State::Optional) {
        worst = State::Optional;
        place = sentence.span;
        break;
      }
  }
  if (worst == State::Optional)
    context.report(rule::kAskedOptional, said.source, place,
                   "this is optional or has a default, leave it out");
}

} // namespace

void check_questions(const Context& context) {
  const Talk& talk = context.talk();
  if (!talk.prose) return;
  for (std::size_t i = 0; i < talk.turns.size(); ++i) {
    const Turn& turn = talk.turns[i];
    if (turn.who != Turn::Who::Agent) continue;
    for (std::uint32_t a = turn.first_answer; a < turn.first_answer + turn.answer_count; ++a) {
      const Said& said = talk.said[a];
      const Sentence* before = nullptr;
      for (const Sentence& s : said.answer.sentences) {
        // "That is not possible. Allowed: …" asks for nothing new.
        const bool lists = before != nullptr && before->speech == Speech::Refusal && !s.asks;
        before = &s;
        const bool secret = asks_secret(s);
        if (secret)
          context.report(rule::kAskedSecret, said.source, s.span,
                         "credentials come from the environment and are never asked for");
        if (lists) continue;
        if (s.speech == Speech::Question || (s.speech == Speech::Lead && s.block == Block::Kind::Item))
          check_parameters(context, i, said, s);
      }
    }
  }
}

} // namespace cmdwright::lint
