// Strings as JSON writes them: decoding, encoding, and the way back from a decoded byte to its source.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/arena.h"

namespace cmdwright::json {

/// The text of a string whose raw form (without quotes) is `raw`. Accepts anything: a wrong escape stands for
/// itself, a lone surrogate becomes U+FFFD.
[[nodiscard]] std::string decoded(std::string_view raw);
/// The same in an arena; `raw` itself when it has no escape.
[[nodiscard]] std::string_view decoded(std::string_view raw, Arena& arena);

/// For each byte of decoded(raw), the offset in `raw` of what it came from, and raw.size() at the end.
[[nodiscard]] std::vector<std::uint32_t> source_offsets(std::string_view raw);
/// Offset in `raw` of the decoded byte number `offset`; raw.size() behind the last one.
[[nodiscard]] std::uint32_t source_offset(std::string_view raw, std::size_t offset);

/// Appends `text` without quotes, escaped as little as JSON allows. Invalid UTF-8 becomes U+FFFD.
void append_escaped(std::string& out, std::string_view text);
/// With quotes around it.
void append_quoted(std::string& out, std::string_view text);
[[nodiscard]] std::string quoted(std::string_view text);

} // namespace cmdwright::json
