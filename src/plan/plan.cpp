#include "plan/plan.h"

#include <algorithm>
#include <array>

#include "command/render.h"
#include "command/rules.h"
#include "command/validate.h"
#include "plan/questions.h"
#include "plan/steps.h"
#include "text/words.h"

namespace cmdwright::plan {

using command::Command;
using understand::Frame;

namespace {

/// Rules whose findings are a matter of asking: something is missing, or a value is not possible.
bool is_question(std::string_view rule) {
  constexpr std::array<std::string_view, 15> kRules = {
      rule::kMissingParam,    rule::kMissingValue, rule::kEnumValue,        rule::kEnumCase,
      rule::kValueType,       rule::kValueRange,   rule::kTooManyValues,    rule::kTooLong,
      rule::kValueFormat,     rule::kJsonInvalid,  rule::kJsonShape,        rule::kModelLimits,
      rule::kExclusiveParams, rule::kPlaceholder,  rule::kInapplicableParam};
  return std::find(kRules.begin(), kRules.end(), rule) != kRules.end();
}

/// "2k" where the chosen model writes "2K": another letter case is no question.
void spell_right(Command& c, const spec::Spec& spec) {
  std::vector<command::Finding> findings;
  command::validate({}, c, spec, findings);
  for (const command::Finding& f : findings)
    if (f.rule == rule::kEnumCase && f.fix && f.fix->edits.size() == 1)
      if (const spec::Param* p = c.operation->find(f.param); p != nullptr && p->list == spec::ListKind::One)
        command::set_value(c, *p, f.fix->edits[0].text);
}

void add(std::vector<Question>& asks, Question q) {
  for (const Question& other : asks)
    if (other.param == q.param && other.command == q.command) return;
  asks.push_back(std::move(q));
}

/// A question rather than a guess: values that found no place, and readings with little behind them.
bool doubtful(const Draft& draft, const Wording& wording, std::vector<Question>& asks) {
  constexpr std::int32_t kSure = 5;
  for (const Frame& f : draft.frames) {
    if (f.operation == nullptr) continue;
    if (!f.unused.empty()) {
      asks.push_back({"", spec::operation_name(*f.script, *f.operation), wording.unused(f.unused), {}});
    } else if (f.score > 0 && ((f.score < kSure && !f.unknown.empty()) || f.score == f.second_score)) {
      std::vector<const understand::Intent*> readings{f.intent};
      if (f.second != nullptr && f.second_score + 2 >= f.score) readings.push_back(f.second);
      asks.push_back({"", "", wording.which(readings), {}});
    }
  }
  return !asks.empty();
}

} // namespace

Draft draft_of(understand::Understanding u) {
  Draft d;
  d.frames = std::move(u.frames);
  d.modifiers = std::move(u.modifiers);
  d.language = u.language;
  d.no_frames_is_question = !u.files.empty();
  return d;
}

Plan Planner::plan(const Draft& draft) const {
  Plan plan;
  const Wording wording(grammar_, draft.language);
  const bool real = std::any_of(draft.frames.begin(), draft.frames.end(),
                                [](const Frame& f) { return f.operation != nullptr; });
  for (const Frame& f : draft.frames)
    if (f.operation == nullptr && !(real && f.intent->soft)) {
      plan.reason = wording.reason(*f.intent);
      return plan;
    }
  if (draft.frames.empty()) {
    if (draft.no_frames_is_question) {
      plan.status = Status::Ask;
      plan.asks.push_back({"", "", wording.what_to_do(), {}});
    } else {
      plan.reason = wording.unknown();
    }
    return plan;
  }
  Steps steps = make_steps(spec_, grammar_, draft);
  for (Step& step : steps.list) {
    for (const std::string& param : step.missing) add(plan.asks, wording.missing(step.command, param, {}));
    std::vector<command::Finding> findings;
    spell_right(step.command, spec_);
    command::validate({}, step.command, spec_, findings);
    for (const command::Finding& f : findings) {
      if (!is_question(f.rule)) continue;
      if (f.param.empty()) {
        plan.asks.push_back(
            {"", spec::operation_name(*step.command.script_spec, *step.command.operation), f.message, {}});
        continue;
      }
      if (f.rule == rule::kMissingParam)
        add(plan.asks, wording.missing(step.command, std::string(f.param), f.allowed));
      else
        add(plan.asks, wording.impossible(step.command, f));
    }
  }
  if (!plan.asks.empty()) {
    plan.status = Status::Ask;
    return plan;
  }
  if (doubtful(draft, wording, plan.asks)) {
    plan.status = Status::Ask;
    return plan;
  }
  plan.status = Status::Ok;
  bool costs = false;
  for (const Step& step : steps.list) {
    costs |= step.command.operation->cost == spec::Cost::Processing && !step.dry;
    plan.commands.push_back(step.command);
  }
  if (costs) plan.notices.push_back({"cost", wording.cost()});
  return plan;
}

} // namespace cmdwright::plan
