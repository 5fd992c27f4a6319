#pragma once

#include "cli/subcommand.h"

namespace cmdwright::cli {
std::unique_ptr<Subcommand> make_explain_command();
} // namespace cmdwright::cli
