// cmdwright gen: requests to commands, questions, refusals.
#pragma once

#include "cli/subcommand.h"

namespace cmdwright::cli {

[[nodiscard]] std::unique_ptr<Subcommand> make_gen_command();

} // namespace cmdwright::cli
