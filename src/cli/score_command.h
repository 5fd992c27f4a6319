// cmdwright score: how many labelled requests are answered right.
#pragma once

#include "cli/subcommand.h"

namespace cmdwright::cli {

[[nodiscard]] std::unique_ptr<Subcommand> make_score_command();

} // namespace cmdwright::cli
