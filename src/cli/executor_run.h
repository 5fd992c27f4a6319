// `exec` and `ledger` of the executor program: the parts that need the network and the ledger.
#pragma once

#include <memory>

#include "cli/subcommand.h"

namespace cmdwright::cli {

[[nodiscard]] std::unique_ptr<Subcommand> make_run_command();
[[nodiscard]] std::unique_ptr<Subcommand> make_ledger_list();
[[nodiscard]] std::unique_ptr<Subcommand> make_ledger_show();
[[nodiscard]] std::unique_ptr<Subcommand> make_ledger_forget();

/// $XDG_STATE_HOME/cmdwright, or its default below the home folder; empty when there is no home folder.
[[nodiscard]] std::string state_folder(const World& world);

} // namespace cmdwright::cli
