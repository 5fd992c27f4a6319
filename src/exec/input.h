// What is to be executed, read from text: commands one a line, or the results of `cmdwright gen --format
// json` (and jsonl). Each command is found, checked by the one validator, and bound to its mapping.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "command/tree.h"
#include "exec/api.h"
#include "spec/spec.h"

namespace cmdwright::exec {

/// One command of a plan.
struct PlannedCommand {
  std::string line; ///< as given; the spans of `command` are meaningless
  command::Command command;
  const ApiOperation* operation = nullptr; ///< nullptr: there is no such command
  std::vector<std::string> problems; ///< why it is not executed, "rule: message"; empty: nothing is wrong

  [[nodiscard]] bool good() const { return operation != nullptr && problems.empty(); }
};

/// Commands in order. The FileId of an upload stands in for the placeholder in what follows it.
struct CommandPlan {
  std::string id; ///< of the gen result, as text
  std::vector<PlannedCommand> commands;
};

/// Texts longer than this are refused.
inline constexpr std::size_t kLongestPlan = std::size_t{64} << 20U;

/// One plan of all commands in a shell text, one a line: comments, blank lines and Markdown fences are
/// skipped, a backslash at the end and an open quote go on with the next line. What is no command becomes an
/// entry with a problem.
[[nodiscard]] CommandPlan read_commands(std::string_view text, const Api& api, const spec::Spec& spec);

/// One plan for each gen result (an object, an array of them, or one a line). An error for anything else, and
/// for results without commands: a question that is still open, a refusal.
[[nodiscard]] Result<std::vector<CommandPlan>> read_results(std::string_view text, const Api& api,
                                                            const spec::Spec& spec);

/// A whole text of either kind, told apart by its first character.
[[nodiscard]] Result<std::vector<CommandPlan>> read_plans(std::string_view text, const Api& api,
                                                          const spec::Spec& spec);

/// Adds the problem of commands whose placeholder no upload before them fills.
void check_order(CommandPlan& plan, const spec::Spec& spec);

/// The command with the values of secret options masked.
[[nodiscard]] std::string masked_line(const PlannedCommand& planned);

} // namespace cmdwright::exec
