// Transcripts named on the command line.
#pragma once

#include <string>

#include "cli/world.h"
#include "transcript/reader.h"

namespace cmdwright::cli {

/// A file, or the world's standard input for "-", which must not be read by anyone else meanwhile.
[[nodiscard]] Result<transcript::Reader> open_transcript(World& world, const std::string& path);

} // namespace cmdwright::cli
