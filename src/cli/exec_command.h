// `cmdwright exec` and `cmdwright ledger`: dry runs here, everything that needs the network or the ledger in
// the executor, a program of its own that takes this one's place.
#pragma once

#include <memory>

#include "cli/subcommand.h"

namespace cmdwright::cli {

[[nodiscard]] std::unique_ptr<Subcommand> make_exec_command();
[[nodiscard]] std::unique_ptr<Subcommand> make_ledger_list_command();
[[nodiscard]] std::unique_ptr<Subcommand> make_ledger_show_command();
[[nodiscard]] std::unique_ptr<Subcommand> make_ledger_forget_command();

} // namespace cmdwright::cli
