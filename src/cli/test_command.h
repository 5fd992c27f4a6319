#pragma once

#include <memory>

#include "cli/subcommand.h"

namespace cmdwright::cli {

std::unique_ptr<Subcommand> make_test_command();
std::unique_ptr<Subcommand> make_compare_command();

} // namespace cmdwright::cli
