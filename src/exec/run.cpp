#include "exec/run.h"

#include <algorithm>

#include <fmt/format.h>

#include "command/render.h"
#include "exec/dry_run.h"
#include "exec/hash.h"

namespace cmdwright::exec {

namespace {

std::string name_of(const PlannedCommand& planned) {
  return spec::operation_name(*planned.command.script_spec, *planned.command.operation);
}

/// The command shows its requests instead of sending them.
bool is_dry(const spec::Spec& spec, const PlannedCommand& planned) {
  return planned.operation->does != Deed::Environment && planned.command.has(spec.pack().dry_run);
}

bool has_placeholder(const command::Command& command, std::string_view placeholder) {
  if (placeholder.empty()) return false;
  for (const command::Option& option : command.options)
    for (const command::Value& value : option.values)
      if (value.text.find(placeholder) != std::string::npos) return true;
  return false;
}

template <class Visit> void each(std::vector<CommandPlan>& plans, Visit visit) {
  for (CommandPlan& plan : plans)
    for (PlannedCommand& planned : plan.commands) visit(planned);
}

std::string list_of(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : " and ") + name;
  return out;
}

Decision stop(StepResult::Status status, std::string text) {
  Decision out;
  out.status = status;
  out.text = std::move(text);
  return out;
}

Decision check_commands(const spec::Spec& spec, std::vector<CommandPlan>& plans) {
  Decision out;
  for (CommandPlan& plan : plans) check_order(plan, spec);
  each(plans, [&](PlannedCommand& planned) {
    if (planned.good()) return;
    out.invalid = true;
    out.text += (out.text.empty() ? "" : "\n") + masked_line(planned);
    for (const std::string& problem : planned.problems) out.text += "\n  " + problem;
    if (planned.problems.empty()) out.text += "\n  it cannot be executed";
  });
  if (out.invalid) out.text += "\nNothing was sent.";
  return out;
}

} // namespace

std::uint32_t paid_tasks(const Api& api, const PlannedCommand& planned) {
  std::uint32_t tasks = 0;
  for (const Request& request : planned.operation->requests) {
    if (request.action.empty() || api.action(request.action).kind != ActionKind::Submit) continue;
    const command::Option* list = request.for_each.empty() ? nullptr : planned.command.find(request.for_each);
    tasks += list == nullptr ? 1 : static_cast<std::uint32_t>(list->values.size());
  }
  return tasks;
}

bool is_processing(const spec::Spec& spec, const PlannedCommand& planned) {
  return planned.command.operation->cost == spec::Cost::Processing && !is_dry(spec, planned);
}

Decision decide(Session& session, std::vector<CommandPlan>& plans, const RunRules& rules, Reporter& report) {
  const spec::Spec& spec = session.spec;
  if (Decision wrong = check_commands(spec, plans); wrong.invalid) return wrong;

  Decision out;
  std::vector<std::string> ask;
  std::vector<std::string> missing;
  std::uint32_t tasks = 0;
  bool processing = false;
  each(plans, [&](PlannedCommand& planned) {
    const Verdict verdict = rules.policy.verdict(name_of(planned));
    if (verdict == Verdict::Deny && out.go())
      out = stop(StepResult::Status::Denied,
                 "denied by the policy: " + name_of(planned) + "\nNothing was sent.");
    if (is_dry(spec, planned)) return;
    const std::uint32_t paid = paid_tasks(session.api, planned);
    tasks += paid;
    processing |= is_processing(spec, planned);
    if (verdict == Verdict::Ask || (rules.confirm && (paid > 0 || is_processing(spec, planned))))
      ask.push_back(masked_line(planned));
    if (rules.process) return;
    for (std::string& name : missing_credentials(session, planned.command, *planned.operation))
      if (std::find(missing.begin(), missing.end(), name) == missing.end())
        missing.push_back(std::move(name));
  });
  if (!out.go()) return out;
  std::optional<std::uint32_t> budget = rules.policy.budget();
  if (rules.budget) budget = std::min(budget.value_or(*rules.budget), *rules.budget);
  if (budget && tasks > *budget)
    return stop(
        StepResult::Status::Denied,
        fmt::format("over the budget: {} paid tasks, and {} are allowed\nNothing was sent.", tasks, *budget));
  if (!missing.empty())
    return stop(StepResult::Status::NoCredentials,
                "credentials are not configured: set " + list_of(missing) + "\nNothing was sent.");
  if (processing) report.note(session.api.service().cost_notice);
  if (ask.empty() || rules.yes) return out;
  for (const std::string& line : ask) report.note(line);
  const std::optional<std::string> answer = report.ask(ask.size() == 1 ? "Run it?" : "Run them?");
  if (is_yes(answer)) return out;
  return stop(StepResult::Status::Unanswered,
              answer ? "Nothing was sent."
                     : "this needs a yes, and nobody is there to ask; --yes gives it\nNothing was sent.");
}

bool fill_placeholder(command::Command& command, std::string_view placeholder, const std::string& file) {
  bool filled = false;
  for (command::Option& option : command.options)
    for (command::Value& value : option.values)
      for (std::size_t at = value.text.find(placeholder); at != std::string::npos;
           at = value.text.find(placeholder, at + file.size())) {
        value.text.replace(at, placeholder.size(), file);
        value.angle = false;
        filled = true;
      }
  return filled;
}

namespace {

StepResult show_dry(Session& session, const PlannedCommand& planned) {
  const std::string host = session.settings.endpoint ? session.settings.endpoint->authority : std::string{};
  const Result<std::vector<DryRequest>> requests =
      dry_requests(session.api, session.spec, planned, session.around(), host);
  if (!requests) return failed(requests.error().text());
  StepResult out;
  out.lines = {dry_text(planned, *requests)};
  if (out.lines.front().ends_with('\n')) out.lines.front().pop_back();
  return out;
}

/// Same commands, same plan: a plan that is run again makes the same session ids.
std::string plan_id(const CommandPlan& plan) {
  if (plan.commands.size() < 2) return {};
  std::string all;
  for (const PlannedCommand& planned : plan.commands) all += planned.line + "\n";
  return hex(sha256(all)).substr(0, 16);
}

} // namespace

Task<void> run_plan(Session& session, CommandPlan plan, Reporter& report,
                    std::function<void(const StepResult&)> on_step) {
  const std::string placeholder(session.spec.pack().placeholder);
  const std::string id = plan_id(plan);
  std::string file;
  bool going = true;
  for (std::size_t i = 0; i < plan.commands.size(); ++i) {
    PlannedCommand& planned = plan.commands[i];
    StepResult result;
    if (!going || session.loop.interrupts() > 0) {
      result.status = going ? StepResult::Status::Interrupted : StepResult::Status::Skipped;
      result.command = masked_line(planned);
      going = false;
      on_step(result);
      continue;
    }
    if (!file.empty() && fill_placeholder(planned.command, placeholder, file))
      planned.line = command::render(planned.command, session.spec);
    const std::string text = masked_line(planned);
    if (is_dry(session.spec, planned)) {
      result = show_dry(session, planned);
    } else if (has_placeholder(planned.command, placeholder)) {
      result = failed("no upload before it has given a FileId");
    } else {
      const bool needed = std::any_of(
          plan.commands.begin() + static_cast<std::ptrdiff_t>(i) + 1, plan.commands.end(),
          [&](const PlannedCommand& later) { return has_placeholder(later.command, placeholder); });
      const bool uploads = planned.command.operation->cost == spec::Cost::Upload;
      Step step{session, planned.command, *planned.operation, text, id, needed && uploads, report};
      result = co_await run_step(step);
    }
    result.command = text;
    if (!result.file.empty() && planned.command.operation->cost == spec::Cost::Upload) file = result.file;
    going = result.good();
    on_step(result);
  }
}

} // namespace cmdwright::exec
