// cmdwright repl: a session at a prompt, or line by line without a terminal.
#pragma once

#include <memory>

#include "cli/subcommand.h"

namespace cmdwright::cli {

std::unique_ptr<Subcommand> make_repl_command();

} // namespace cmdwright::cli
