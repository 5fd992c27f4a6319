#pragma once

#include "cli/subcommand.h"

namespace cmdwright::cli {
std::unique_ptr<Subcommand> make_hook_claude_code_command();
std::unique_ptr<Subcommand> make_hook_install_command();
} // namespace cmdwright::cli
