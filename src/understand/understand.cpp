#include "understand/understand.h"

#include <algorithm>

#include "understand/frames.h"
#include "understand/lexicon.h"
#include "understand/phrase.h"
#include "understand/trace.h"
#include "understand/values.h"

namespace cmdwright::understand {

struct Understander::State {
  explicit State(const Grammar& g) : patterns(g), index(g) {}
  Patterns patterns;
  ScoreIndex index;
};

Understander::Understander(const spec::Spec& spec, const Grammar& grammar)
    : spec_(spec), grammar_(grammar), state_(std::make_unique<State>(grammar)) {}
Understander::~Understander() = default;

namespace {

Analysis prepare(const Grammar& g, const Patterns& patterns, std::string_view request, Now now,
                 const std::vector<std::uint32_t>& plain_quotes = {}) {
  Analysis a;
  a.text = request;
  a.tokens = tokenize(request, g.han, plain_quotes);
  std::vector<Mention> phrases = find_phrases(g, a.tokens.list);
  std::vector<Mention> values = find_values(g, patterns, request, a.tokens.list, phrases, now);
  merge_mentions(g, a, std::move(phrases), std::move(values));
  find_bindings(g, a);
  cut_segments(g, a);
  collect_features(g, a);
  return a;
}

Language language_of(const Analysis& a) {
  unsigned han = 0;
  for (const Token& t : a.tokens.list) han += t.kind == TokenKind::Han ? 1U : 0U;
  return han >= 2 ? Language::Chinese : Language::English;
}

/// What holds for the whole request whatever its frames are.
void gather(const Grammar& g, const spec::Spec& spec, const Analysis& a, Understanding& u) {
  (void)spec;
  u.language = language_of(a);
  for (const Mention& m : a.mentions) {
    if (a.in_text(m.first)) continue;
    if (m.concept_id == g.role(Role::Cancel)) u.cancel = true;
    if (m.concept_id == g.role(Role::Correct)) u.correction = true;
    if (m.concept_id == g.role(Role::More)) u.more = true;
    if (m.concept_id == g.role(Role::Same)) u.same = true;
    if (is_file(g, m) && !m.negated) u.files.push_back(as_file(g, a, m));
    if (m.typed) u.values.push_back({m.concept_id, m.value, m.value2, a.span(m.first, m.last)});
  }
  std::vector<bool> known(a.tokens.list.size(), false);
  for (const Mention& m : a.mentions)
    for (std::uint32_t i = m.first; i < m.last; ++i) known[i] = true;
  for (std::uint32_t i = 0; i < a.tokens.list.size(); ++i) {
    const Token& t = a.token(i);
    if (known[i] || a.in_text(i) || t.kind == TokenKind::Symbol || t.kind == TokenKind::Newline) continue;
    if (!u.unknown.empty() && t.glued && u.unknown.back().end == t.span.begin)
      u.unknown.back().end = t.span.end;
    else
      u.unknown.push_back(t.span);
  }
}

/// "response format shall be json": the word is the value of the label in front of it.
bool belongs_to_label(const Grammar& g, const Analysis& a, const std::vector<Frame>& frames,
                      const Mention& m) {
  std::uint32_t i = m.first;
  while (i > 0 && (a.has_concept(i - 1, g.role(Role::Copula)) || a.token(i - 1).folded == ":" ||
                   a.token(i - 1).folded == "="))
    --i;
  if (i == m.first) return false;
  return std::any_of(a.mentions.begin(), a.mentions.end(), [&](const Mention& label) {
    if (label.last != i) return false;
    return std::any_of(frames.begin(), frames.end(), [&](const Frame& f) {
      return f.operation != nullptr &&
             std::any_of(f.intent->slots.begin(), f.intent->slots.end(), [&](const Slot& slot) {
               return f.find(slot.param) != nullptr &&
                      std::find(slot.cues.begin(), slot.cues.end(), label.concept_id) != slot.cues.end();
             });
    });
  });
}

/// Modifiers ("dry run", "don't wait") change no task; they are said of the whole request.
void gather_modifiers(const Grammar& g, const Analysis& a, const std::vector<Frame>& frames,
                      Understanding& u) {
  for (const Slot& slot : g.modifiers) {
    const spec::Param* param = nullptr;
    for (const Frame& f : frames)
      if (f.operation != nullptr && param == nullptr) param = f.operation->find(slot.param);
    if (param == nullptr) continue;
    for (const Mention& m : a.mentions) {
      if (const Binding* b = a.binding_at(m.first); a.in_text(m.first) || (b != nullptr && b->verbatim))
        continue;
      const Span said = a.span(m.first, m.last);
      const bool taken = std::any_of(frames.begin(), frames.end(), [&](const Frame& f) {
        return std::any_of(f.params.begin(), f.params.end(), [&](const Filled& p) {
          return p.param->name != param->name && !p.source.empty() && p.source.overlaps(said);
        });
      });
      if (taken || belongs_to_label(g, a, frames, m)) continue; // "response format json"
      for (const Choice& c : slot.choices) {
        const Feature& f = g.features[c.feature];
        if (f.concept_id != m.concept_id || (!f.value.empty() && f.value != m.value)) continue;
        const bool there = std::any_of(u.modifiers.begin(), u.modifiers.end(),
                                       [&](const Filled& x) { return x.param->name == param->name; });
        if (m.negated || c.value.empty())
          u.unset.push_back(param);
        else if (!there)
          u.modifiers.push_back({param, {}, a.span(m.first, m.last), "modifier", false});
      }
    }
  }
}

} // namespace

namespace {

/// "The customer writes: '…'": words that somebody reports are part of the story, not a text for a parameter.
/// The places of their quotation marks.
std::vector<std::uint32_t> reported_quotes(const Grammar& g, const Analysis& a) {
  constexpr std::uint32_t kReach = 4;
  std::vector<std::uint32_t> places;
  for (const Mention& says : a.mentions) {
    if (says.concept_id != g.role(Role::Says)) continue;
    for (std::uint32_t i = says.last; i < a.tokens.list.size() && i < says.last + kReach; ++i) {
      const Token& t = a.token(i);
      if (t.kind != TokenKind::Quoted || a.in_text(i) || t.inner.end <= t.inner.begin) continue;
      places.push_back(t.span.begin);
      places.push_back(t.inner.end);
      break;
    }
  }
  return places;
}

Analysis analyse(const Grammar& g, const Patterns& patterns, const ScoreIndex& index,
                 std::string_view request, Now now, const std::vector<std::uint32_t>& plain_quotes = {}) {
  Analysis a = prepare(g, patterns, request.substr(0, kLongestRequest), now, plain_quotes);
  find_groups(index, a);
  // Texts may hold anything, also words that look like a request. Once they are cut out, what is left is
  // judged again.
  find_texts(g, a);
  if (!a.texts.empty()) {
    const std::vector<Group> before = a.groups;
    collect_features(g, a);
    find_groups(index, a);
    const auto has = [&](const Intent* intent) {
      return std::any_of(a.groups.begin(), a.groups.end(),
                         [&](const Group& k) { return k.intent == intent; });
    };
    // When the evidence for a text's own intent went with the text, the first reading stands.
    if (!std::all_of(a.texts.begin(), a.texts.end(), [&](const TextSpan& t) { return has(t.intent); }))
      a.groups = before;
  }
  if (plain_quotes.empty())
    if (const std::vector<std::uint32_t> reported = reported_quotes(g, a); !reported.empty())
      return analyse(g, patterns, index, request, now, reported);
  return a;
}

} // namespace

std::vector<Mentioned> Understander::mentions(std::string_view text, Now now) const {
  const Analysis a = prepare(grammar_, state_->patterns, text.substr(0, kLongestRequest), now);
  std::vector<Mentioned> out;
  for (const Mention& m : a.mentions)
    if (!m.negated) out.push_back({m.concept_id, m.value, a.span(m.first, m.last)});
  return out;
}

std::string Understander::trace(std::string_view request, Now now) const {
  const Analysis a = analyse(grammar_, state_->patterns, state_->index, request, now);
  return trace_of(grammar_, a, build_frames(spec_, grammar_, a));
}

Understanding Understander::understand(std::string_view request, Now now) const {
  Understanding u;
  const Analysis a = analyse(grammar_, state_->patterns, state_->index, request, now);
  u.frames = build_frames(spec_, grammar_, a);
  gather(grammar_, spec_, a, u);
  gather_modifiers(grammar_, a, u.frames, u);
  return u;
}

Understanding Understander::read_as(std::string_view request, Now now, const Frame& so_far,
                                    const std::vector<std::string_view>& wanted) const {
  Understanding u;
  const Intent& intent = *so_far.intent;
  Analysis a = prepare(grammar_, state_->patterns, request.substr(0, kLongestRequest), now);
  if (!a.segments.empty()) {
    Group group;
    group.last = static_cast<std::uint32_t>(a.segments.size());
    group.intent = &intent;
    a.groups.push_back(group);
    find_texts(grammar_, a);
    Frame f = empty_frame(spec_, intent);
    f.params.clear();
    Scope scope;
    for (std::uint32_t s = 0; s < a.segments.size(); ++s) scope.segments.push_back(s);
    if (f.operation != nullptr) {
      std::vector<bool> used(a.mentions.size(), false);
      add_texts(a, scope, f);
      fill_slots(grammar_, a, scope, f, wanted, used, &so_far);
      add_files(grammar_, a, scope, f, used, &so_far);
    }
    u.frames.push_back(std::move(f));
  }
  gather(grammar_, spec_, a, u);
  gather_modifiers(grammar_, a, u.frames, u);
  return u;
}

} // namespace cmdwright::understand
