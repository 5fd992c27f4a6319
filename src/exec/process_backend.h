// The other backend: the Python scripts themselves, started with their arguments as a list, never through a
// shell.
#pragma once

#include <functional>
#include <string>

#include "exec/input.h"
#include "exec/step.h"

namespace cmdwright::exec {

struct ScriptRunner {
  std::string interpreter; ///< "python", looked up in PATH; where there is none, "python3"
  std::string folder;      ///< that holds the scripts
};

/// Words of the call: interpreter, script, subcommand, options, as they were written.
[[nodiscard]] std::vector<std::string> script_words(const ScriptRunner& runner,
                                                    const command::Command& command);

/// Runs the commands of a plan in order. What a script prints goes to this process's own streams; its FileId
/// is picked from it for the commands that wait for one. The first one that fails ends the plan.
void run_scripts(const ScriptRunner& runner, const spec::Spec& spec, CommandPlan plan, Reporter& report,
                 const std::function<void(const StepResult&)>& on_step);

/// The FileId in the output of an upload; empty when there is none.
[[nodiscard]] std::string file_id_in(std::string_view output);

} // namespace cmdwright::exec
