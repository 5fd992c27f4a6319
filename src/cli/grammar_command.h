// cmdwright grammar: tools for those who write grammars.
#pragma once

#include "cli/subcommand.h"

namespace cmdwright::cli {

[[nodiscard]] std::unique_ptr<Subcommand> make_grammar_trace_command();
[[nodiscard]] std::unique_ptr<Subcommand> make_grammar_words_command();

} // namespace cmdwright::cli
