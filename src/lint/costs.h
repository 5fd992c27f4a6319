// Which commands cost money when they run. Private to the lint room.
#pragma once

#include "command/tree.h"
#include "spec/spec.h"

namespace cmdwright::lint {

/// A processing command that really sends something: no dry run, no help.
[[nodiscard]] bool costs_money(const command::Command& command, const spec::Pack& pack);
/// It only prints its help.
[[nodiscard]] bool asks_help(const command::Command& command);

} // namespace cmdwright::lint
