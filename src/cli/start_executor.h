// Hands over to the executor, `cmdwright-exec`: this process becomes it, with the same arguments, streams and
// environment.
#pragma once

#include <string>
#include <vector>

#include "cli/world.h"

namespace cmdwright::cli {

/// Looked for beside this program, then in PATH. Returns only when it cannot be started.
int start_executor(World& world, const std::string& subcommand, const std::vector<std::string>& words);

} // namespace cmdwright::cli
