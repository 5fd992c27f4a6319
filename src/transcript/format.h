// Which transcript format a text has, judged by its beginning.
#pragma once

#include <cstdint>
#include <string_view>

namespace cmdwright::transcript {

/// How a file is cut into records. What a record is (a conversation, a message, an event of a session log) is
/// decided record by record.
enum class Format : std::uint8_t {
  Unknown,
  JsonLines,    ///< a JSON value a line
  JsonDocument, ///< JSON over several lines, or one array of everything
  PlainText,    ///< "User: …", "Assistant: …"
};

[[nodiscard]] std::string_view format_name(Format format);

/// How much of a file sniff() wants to see.
inline constexpr std::size_t kSniffed = std::size_t{64} << 10U;

struct Sniffed {
  Format format = Format::Unknown;
  bool transcript = false; ///< it has the keys or the labels of one; other JSON has not
};
/// `head` is the beginning of the text, or all of it.
[[nodiscard]] Sniffed sniff(std::string_view head);

} // namespace cmdwright::transcript
