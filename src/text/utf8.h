// UTF-8 that survives anything: an invalid byte decodes to U+FFFD of length 1, so every loop below ends and
// every offset stays a byte offset of the input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cmdwright::utf8 {

struct Decoded {
  char32_t code;
  std::uint8_t length; ///< bytes taken, 1 to 4; 1 for an invalid byte
  bool valid;
};

/// REQUIRES: offset < text.size().
[[nodiscard]] Decoded decode(std::string_view text, std::size_t offset);

void append(std::string& out, char32_t code);
/// Writes 1 to 4 bytes to `to`; returns how many.
std::size_t encode(char32_t code, char* to);

/// Offset of the first byte that is not part of valid UTF-8, or npos.
[[nodiscard]] std::size_t first_invalid(std::string_view text);

/// Number of code points (invalid bytes count as one each).
[[nodiscard]] std::size_t length(std::string_view text);

/// Columns a terminal needs for `text`: wide characters 2, combining marks and controls 0.
[[nodiscard]] std::size_t width(std::string_view text);

/// The longest prefix of `text` that fits into `columns`.
[[nodiscard]] std::string_view prefix_of_width(std::string_view text, std::size_t columns);

/// Han ideographs, kana and the CJK punctuation around them: text that is written without blanks.
[[nodiscard]] bool is_cjk(char32_t code);

/// Letters of any script.
[[nodiscard]] bool is_letter(char32_t code);
/// Han ideographs alone.
[[nodiscard]] bool is_han(char32_t code);

/// Line and column of a byte offset, both from 1; columns count code points.
struct LineColumn {
  std::uint32_t line;
  std::uint32_t column;
};
[[nodiscard]] LineColumn line_column(std::string_view text, std::size_t offset);

/// The whole line (without its end) that holds `offset`, and where it begins.
struct Line {
  std::string_view text;
  std::size_t begin;
};
[[nodiscard]] Line line_at(std::string_view text, std::size_t offset);

} // namespace cmdwright::utf8
