// cmdwright transcript: recorded conversations for people, and in the normalised form.
#pragma once

#include "cli/subcommand.h"

namespace cmdwright::cli {

[[nodiscard]] std::unique_ptr<Subcommand> make_transcript_show_command();
[[nodiscard]] std::unique_ptr<Subcommand> make_transcript_convert_command();

} // namespace cmdwright::cli
