// Small things one does with strings.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cmdwright {

/// Without blanks (space, tab, CR, LF) at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

/// Pieces between `separator`, empty ones included.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

[[nodiscard]] std::string join(std::span<const std::string_view> pieces, std::string_view separator);
[[nodiscard]] std::string join(std::span<const std::string> pieces, std::string_view separator);

/// ASCII letters in lower case, everything else unchanged.
[[nodiscard]] std::string ascii_lower(std::string_view text);
[[nodiscard]] bool equals_ignoring_case(std::string_view a, std::string_view b);

[[nodiscard]] constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
[[nodiscard]] constexpr bool is_alnum(char c) {
  return is_digit(c) || is_alpha(c);
}
[[nodiscard]] constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
[[nodiscard]] bool all_digits(std::string_view text);

/// Damerau-Levenshtein distance on bytes (insert, delete, replace, swap neighbours), or `limit + 1` when
/// larger.
[[nodiscard]] unsigned edit_distance(std::string_view a, std::string_view b, unsigned limit);

/// The candidate nearest to `word` when it is near enough to be a slip of the pen, else empty.
[[nodiscard]] std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

} // namespace cmdwright
