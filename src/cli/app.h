// From the program's arguments to one subcommand's run.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/subcommand.h"
#include "cli/world.h"

namespace cmdwright::cli {

/// `words` are the arguments after the program's name. Returns the exit status; never throws.
int run_app(const std::vector<std::string>& words, World& world,
            std::span<const SubcommandEntry> table = subcommands());

} // namespace cmdwright::cli
