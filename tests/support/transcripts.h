// Conversations as short text, for comparison in tests.
#pragma once

#include <string>
#include <string_view>

#include "transcript/reader.h"

namespace cmdwright::test {

/// "conversation ID 'title' now=… sidechain", then a line for each message.
[[nodiscard]] std::string as_text(const transcript::Conversation& conversation);

/// Everything that a reader gives, conversations and problems in order; a file named "t".
[[nodiscard]] std::string read_as_text(transcript::Reader reader);
[[nodiscard]] std::string read_as_text(std::string_view text, transcript::ReaderOptions options = {});

} // namespace cmdwright::test
