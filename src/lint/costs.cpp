#include "lint/costs.h"

#include <algorithm>

namespace cmdwright::lint {

bool asks_help(const command::Command& command) {
  return std::any_of(command.options.begin(), command.options.end(),
                     [](const command::Option& o) { return o.name == "--help" || o.name == "-h"; });
}

bool costs_money(const command::Command& command, const spec::Pack& pack) {
  if (command.script_spec == nullptr) return false;
  const spec::Cost cost = command.operation != nullptr ? command.operation->cost : command.script_spec->cost;
  return cost == spec::Cost::Processing && !command.has(pack.dry_run) && !asks_help(command);
}

} // namespace cmdwright::lint
