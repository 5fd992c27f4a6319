// Commands against the request: something else than was asked for, and steps that have no command.
//
// The plan of the request says which operations are needed, and on which files. Each planned step looks for a
// command of its own: first one that works on the same files, then any that does the same work. What is left
// of both is matched as "this instead of that" (wrong-script); planned steps that are left then are missing.
#include <algorithm>

#include "command/value.h"
#include "lint/context.h"

namespace cmdwright::lint {

namespace {

/// A step that the request calls for.
struct Step {
  const spec::Script* script;
  const spec::Operation* operation;
  std::vector<std::string> objects;          ///< ids, URLs and paths that it works on
  const understand::Intent* doubt = nullptr; ///< another reading of the request that is nearly as good
  bool certain = true;                       ///< the request says so clearly
  bool worded = false;                       ///< it has a text of its own, so no other step's command does it
  bool done = false;
};

struct Candidate {
  const Issued* issued;
  std::vector<std::string> objects;
  bool open = false; ///< it works on something that only the shell or an earlier output knows
  bool now = true;   ///< of the turn that is judged
  bool used = false;
};

bool is_object(spec::ValueType type) {
  return type == spec::ValueType::FileId || type == spec::ValueType::Url || type == spec::ValueType::Path ||
         type == spec::ValueType::TaskId || type == spec::ValueType::FileRef;
}

/// False when a value could be anything.
bool collect_objects(const command::Command& c, const spec::Pack& pack, std::vector<std::string>& out) {
  bool closed = true;
  for (const command::Option& o : c.options) {
    if (o.param == nullptr || !is_object(o.param->type)) continue;
    for (const command::Value& v : o.values) {
      const std::optional<command::FileRef> ref = command::as_file_ref(pack.file_refs, v.text);
      const std::string text(ref ? ref->target : std::string_view(v.text));
      if (v.expands || text == pack.placeholder || command::is_placeholder(text))
        closed = false;
      else
        out.push_back(text);
    }
  }
  return closed;
}

bool has_param(const spec::Operation& operation, std::string_view param) {
  return !param.empty() && operation.find(param) != nullptr;
}

/// The two commands do the same work, perhaps by another name.
bool same_work(const Context& context, const spec::Script& a_script, const spec::Operation& a,
               const spec::Script& b_script, const spec::Operation& b) {
  if (&a == &b) return true;
  const std::string a_name = spec::operation_name(a_script, a);
  const std::string b_name = spec::operation_name(b_script, b);
  if (a.prefer == b_name || b.prefer == a_name) return true;
  // Looking a task up is one kind of work; which script does it for which task is the rule task-route.
  const std::string_view task = context.spec().pack().task_param;
  if (has_param(a, task) && has_param(b, task)) return true;
  for (const std::vector<Str>& group : context.words().same_work) {
    const auto in = [&](const std::string& name) {
      return std::find(group.begin(), group.end(), name) != group.end();
    };
    if (in(a_name) && in(b_name)) return true;
  }
  return false;
}

bool overlap(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](const std::string& x) { return std::find(b.begin(), b.end(), x) != b.end(); });
}

class Comparison {
public:
  Comparison(const Context& context, std::vector<Step> steps, std::vector<Candidate> candidates)
      : context_(context), steps_(std::move(steps)), candidates_(std::move(candidates)) {}

  void match() {
    for (Step& step : steps_)
      pair(step, [&](const Candidate& c) { return overlap(step.objects, c.objects); });
    for (Step& step : steps_)
      if (!step.done) pair(step, [](const Candidate&) { return true; });
    // A command that takes the URL itself needs no upload of it.
    for (Step& step : steps_)
      if (!step.done && is_upload(*step.script) && !step.objects.empty())
        step.done = std::any_of(candidates_.begin(), candidates_.end(), [&](const Candidate& c) {
          const std::string_view text = c.issued->command.span.of(c.issued->shell);
          return std::all_of(step.objects.begin(), step.objects.end(),
                             [&](const std::string& o) { return command_takes(c, text, o); });
        });
    // One command may serve several steps: details of three files at once.
    for (Step& step : steps_)
      for (const Candidate& c : candidates_)
        if (!step.done && fits(step, c) &&
            (c.open || (step.objects.empty() && !step.worded) ||
             (!step.objects.empty() &&
              std::all_of(step.objects.begin(), step.objects.end(), [&](const std::string& o) {
                return std::find(c.objects.begin(), c.objects.end(), o) != c.objects.end();
              }))))
          step.done = c.now || step.done;
  }

  /// `whole`: nothing more will come, so that steps may be called missing.
  void report(bool whole) {
    const Candidate* wrong = nullptr;
    for (Candidate& c : candidates_) {
      if (c.used || !c.now) continue;
      const auto step = std::find_if(steps_.begin(), steps_.end(), [&](const Step& s) { return !s.done; });
      if (step == steps_.end()) break;
      if (!step->certain || could_be_meant(*step, c) || helps_only(*step, c)) continue;
      step->done = true;
      wrong = &c;
      const command::Command& command = c.issued->command;
      const Span span = command.subcommand_span.empty() ? command.path_span
                                                        : cover(command.path_span, command.subcommand_span);
      context_.report(rule::kWrongScript, c.issued->source, span,
                      "the request asks for '" + spec::operation_name(*step->script, *step->operation) + "'");
    }
    const auto now =
        std::count_if(candidates_.begin(), candidates_.end(), [](const Candidate& c) { return c.now; });
    // One wrong command for one file is one mistake, however the request was read.
    if (wrong != nullptr && now == 1)
      for (Step& s : steps_) s.done |= !s.objects.empty() && overlap(s.objects, wrong->objects);
    const Candidate* last = nullptr;
    for (const Candidate& c : candidates_)
      if (c.now) last = &c;
    if (!whole || last == nullptr) return;
    for (const Step& step : steps_)
      if (!step.done && step.certain) {
        std::string message = "no command for '" + spec::operation_name(*step.script, *step.operation) + "'";
        if (!step.objects.empty()) message += " of " + step.objects.front();
        context_.report(rule::kMissingStep, last->issued->source, last->issued->command.path_span,
                        std::move(message));
      }
  }

private:
  [[nodiscard]] bool fits(const Step& step, const Candidate& c) const {
    const command::Command& command = c.issued->command;
    if (command.script_spec == nullptr) return true; // unknown, reported as such
    if (command.operation == nullptr) return command.script_spec == step.script;
    return same_work(context_, *step.script, *step.operation, *command.script_spec, *command.operation);
  }
  template <class Wanted> void pair(Step& step, const Wanted& wanted) {
    for (Candidate& c : candidates_)
      if (!c.used && fits(step, c) && wanted(c)) {
        c.used = step.done = true;
        return;
      }
  }
  [[nodiscard]] bool is_upload(const spec::Script& script) const {
    const spec::Pack& pack = context_.spec().pack();
    return script.name == pack.local_route.script || script.name == pack.url_route.script;
  }
  /// The URL stands in the command, and not where the id of a stored file belongs.
  [[nodiscard]] static bool command_takes(const Candidate& c, std::string_view text,
                                          const std::string& object) {
    if (!command::is_url(object) || text.find(object) == std::string_view::npos) return false;
    return std::none_of(c.issued->command.options.begin(), c.issued->command.options.end(),
                        [&](const command::Option& o) {
                          return o.param != nullptr && o.param->type == spec::ValueType::FileId &&
                                 std::any_of(o.values.begin(), o.values.end(),
                                             [&](const command::Value& v) { return v.text == object; });
                        });
  }
  /// Looking something up on the way to what was asked for.
  [[nodiscard]] bool helps_only(const Step& step, const Candidate& c) const {
    const command::Command& command = c.issued->command;
    if (!c.issued->run || command.operation == nullptr) return false;
    const auto looks_up = [](const spec::Operation& o) {
      return o.cost == spec::Cost::None || o.cost == spec::Cost::Query;
    };
    return looks_up(*command.operation) &&
           (!looks_up(*step.operation) || has_param(*command.operation, context_.spec().pack().task_param));
  }
  /// A reading of the request that is nearly as good as the one that was taken.
  [[nodiscard]] bool could_be_meant(const Step& step, const Candidate& c) const {
    const command::Command& command = c.issued->command;
    return step.doubt != nullptr && command.script == step.doubt->script &&
           command.subcommand == step.doubt->subcommand;
  }

  const Context& context_;
  std::vector<Step> steps_;
  std::vector<Candidate> candidates_;
};

std::vector<Step> steps_of(const Context& context, const Understood& understood) {
  std::vector<Step> steps;
  constexpr std::int32_t kClose = 2;   // difference of evidence at which both readings may be meant
  constexpr std::int32_t kCertain = 8; // evidence of more than one word that could mean other things
  if (understood.plan.status == plan::Status::Ok) {
    for (const command::Command& c : understood.plan.commands) {
      Step step{c.script_spec, c.operation, {}, nullptr, true, false, false};
      for (const command::Option& o : c.options)
        step.worded |= o.param != nullptr && o.param->type == spec::ValueType::Text;
      collect_objects(c, context.spec().pack(), step.objects);
      steps.push_back(std::move(step));
    }
  } else if (understood.plan.status == plan::Status::Ask) {
    for (const understand::Frame& f : understood.draft.frames) {
      if (f.operation == nullptr) continue;
      Step step{f.script, f.operation, {}, nullptr, true, false, false};
      for (const understand::RoleFiles& files : f.files)
        for (const understand::FileItem& item : files.items) step.objects.push_back(item.text);
      steps.push_back(std::move(step));
    }
  }
  const auto certain = [](const understand::Frame& f) { return f.score >= kCertain; };
  const std::vector<understand::Frame>& frames = understood.draft.frames;
  for (Step& step : steps) {
    bool found = false;
    for (const understand::Frame& f : frames) {
      if (f.operation != step.operation) continue;
      if (f.second != nullptr && f.score - f.second_score <= kClose) step.doubt = f.second;
      step.certain = (found && step.certain) || certain(f);
      found = true;
    }
    // An upload on the way to something is as certain as that.
    if (!found) step.certain = std::all_of(frames.begin(), frames.end(), certain);
  }
  return steps;
}

/// The agent's last words in these turns ask, tell of a failure or of missing credentials, or that a task
/// still runs.
bool stopped_for_a_reason(const Talk& talk, std::size_t first, std::size_t last) {
  for (std::size_t i = first; i < last; ++i) {
    const Turn& turn = talk.turns[i];
    if (turn.who == Turn::Who::Output && turn.failed) return true;
    if (turn.who != Turn::Who::Agent) continue;
    for (std::uint32_t a = turn.first_answer; a < turn.first_answer + turn.answer_count; ++a)
      for (const Sentence& s : talk.said[a].answer.sentences)
        if (s.speech == Speech::Question || s.speech == Speech::Task || s.speech == Speech::Credentials ||
            s.speech == Speech::Refusal)
          return true;
  }
  return false;
}

} // namespace

void check_request(const Context& context) {
  const Talk& talk = context.talk();
  std::vector<Candidate> earlier;
  // A person's turns in a row are one request; what the agent does up to the next one is its answer.
  for (std::size_t i = 0; i < talk.turns.size();) {
    if (talk.turns[i].who == Turn::Who::Person) {
      ++i;
      continue;
    }
    const std::size_t first = i;
    while (i < talk.turns.size() && talk.turns[i].who != Turn::Who::Person) ++i;
    constexpr std::size_t kMostEarlier = 64; // what was issued long ago answers nothing now
    if (earlier.size() > kMostEarlier)
      earlier.erase(earlier.begin(), earlier.end() - static_cast<std::ptrdiff_t>(kMostEarlier));
    std::vector<Candidate> candidates = earlier;
    for (std::size_t t = first; t < i; ++t)
      if (talk.turns[t].who == Turn::Who::Agent)
        for (const Act& act : talk.acts_of(talk.turns[t]))
          if (act.kind == Act::Kind::Command) {
            Candidate c{&talk.issued[act.index], {}, false, true, false};
            c.open = !collect_objects(c.issued->command, context.spec().pack(), c.objects);
            candidates.push_back(std::move(c));
          }
    const bool any = candidates.size() > earlier.size();
    earlier = candidates;
    for (Candidate& c : earlier) c.now = false;
    const Understood* understood = any ? context.understood(first) : nullptr;
    if (understood == nullptr) continue;
    Comparison comparison(context, steps_of(context, *understood), std::move(candidates));
    comparison.match();
    comparison.report(i == talk.turns.size() && !stopped_for_a_reason(talk, first, i));
  }
}

} // namespace cmdwright::lint
