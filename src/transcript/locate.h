// From a piece of a message to its bytes in the file, and from new text to the bytes that would replace it.
//
//     const Location at = locate(conversation, *call.command, finding.span);
//     sarif.region(at.line, at.column, at.offset, at.end_offset - at.offset);
//     if (at.exact) edits.push_back({at.offset, at.end_offset, in_coding(*call.command, fix.text)});
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "transcript/conversation.h"

namespace cmdwright::transcript {

struct Location {
  std::uint64_t offset = 0; ///< bytes from the start of the file
  std::uint64_t end_offset = 0;
  std::uint64_t line = 1; ///< of the file, from 1
  std::uint64_t end_line = 1;
  std::uint64_t column = 1; ///< code points from the start of that line, from 1
  std::uint64_t end_column = 1;
  std::uint64_t byte = 0; ///< bytes between the start of that line and the place
  bool exact = false;     ///< false: the place of the whole text, because its bytes cannot be mapped
};

/// Where `part` of `text` stands. REQUIRES: `text` is of this conversation and contains `part`. Takes time in
/// proportion to the record that holds it: meant for what is reported, not for every text.
[[nodiscard]] Location locate(const Conversation& conversation, const Text& text, Span part);
/// The whole text.
[[nodiscard]] Location locate(const Conversation& conversation, const Text& text);
[[nodiscard]] Location locate(const Conversation& conversation, const Message& message);

/// `replacement` as it must be written where `text` stands.
[[nodiscard]] std::string in_coding(const Text& text, std::string_view replacement);

} // namespace cmdwright::transcript
