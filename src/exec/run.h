// Plans carried out: everything that can be decided is decided before the first request, then each plan's
// commands run one after the other, and plans side by side.
#pragma once

#include <functional>
#include <vector>

#include "exec/input.h"
#include "exec/policy.h"
#include "exec/step.h"

namespace cmdwright::exec {

struct RunRules {
  Policy policy;
  std::optional<std::uint32_t> budget; ///< paid tasks that the run may submit
  bool yes = false;                    ///< ask nothing; never overrides a denial
  bool confirm = false;                ///< paid steps are asked about although the policy allows them
  bool process = false;                ///< the scripts run, and find their credentials themselves
};

struct Decision {
  StepResult::Status status = StepResult::Status::Done; ///< Done: go on
  bool invalid = false;                                 ///< a command cannot be executed at all
  std::string text;                                     ///< why not

  [[nodiscard]] bool go() const { return !invalid && status == StepResult::Status::Done; }
};

/// Order of the checks: commands, policy, budget, credentials, questions. Nothing is sent.
[[nodiscard]] Decision decide(Session& session, std::vector<CommandPlan>& plans, const RunRules& rules,
                              Reporter& report);

/// Paid tasks that a command submits.
[[nodiscard]] std::uint32_t paid_tasks(const Api& api, const PlannedCommand& planned);
/// A call of a processing script that sends something (seed: "Cost Notice").
[[nodiscard]] bool is_processing(const spec::Spec& spec, const PlannedCommand& planned);

/// The first command that does not succeed ends its plan; what comes after it is Skipped. `on_step` hears of
/// each as it ends. REQUIRES: decide() said go. Session, report and on_step outlive the task.
[[nodiscard]] Task<void> run_plan(Session& session, CommandPlan plan, Reporter& report,
                                  std::function<void(const StepResult&)> on_step);

/// `command` with the placeholder of an upload replaced by its FileId; false when there was none.
bool fill_placeholder(command::Command& command, std::string_view placeholder, const std::string& file);

} // namespace cmdwright::exec
