// Transcripts named on the command line.
#pragma once

#include <memory>
#include <string>

#include "cli/world.h"
#include "transcript/reader.h"

namespace cmdwright::cli {

/// The world's standard input, which must not be read by anyone else meanwhile.
[[nodiscard]] std::unique_ptr<transcript::ByteInput> standard_input(World& world);

/// A file, or the world's standard input for "-", which must not be read by anyone else meanwhile.
[[nodiscard]] Result<transcript::Reader> open_transcript(World& world, const std::string& path);

} // namespace cmdwright::cli
