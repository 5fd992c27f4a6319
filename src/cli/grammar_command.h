// cmdwright grammar: tools for those who write grammars.
#pragma once

#include "cli/subcommand.h"

namespace cmdwright::cli {

[[nodiscard]] std::unique_ptr<Subcommand> make_grammar_trace_command();

} // namespace cmdwright::cli
