// cmdwright pack: checking and showing packs.
#pragma once

#include "cli/subcommand.h"

namespace cmdwright::cli {

[[nodiscard]] std::unique_ptr<Subcommand> make_pack_check_command();
[[nodiscard]] std::unique_ptr<Subcommand> make_pack_show_command();

} // namespace cmdwright::cli
