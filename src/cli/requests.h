// Requests as they arrive: lines of text, JSON Lines, and what can be wrong with them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"

namespace cmdwright::cli {

/// Bytes of one JSON line: a conversation of many turns, each up to understand::kLongestRequest.
inline constexpr std::size_t kLongestLine = std::size_t{16} << 20U;

/// Empty when the text can be understood; else what is wrong with it (blank, too long, no UTF-8, a NUL byte).
[[nodiscard]] std::string wrong_request(std::string_view text);

/// `text` with a blank for every control character but the line feed: they would end up in commands, and a
/// terminal that prints those would obey. Offsets stay what they were.
[[nodiscard]] std::string without_controls(std::string text);

/// The requests of a text, one a line; a line that begins with blanks, a bullet or a number and a dot belongs
/// to the request above it.
[[nodiscard]] std::vector<std::string> split_requests(std::string_view text);

/// {"id":…, "request":…} or {"id":…, "turns":[…]}, optional "now".
struct RequestLine {
  std::vector<std::string> turns; ///< at least one
  std::string now;
};
/// `id` becomes the JSON text of the line's id as soon as it is known, whatever else is wrong.
[[nodiscard]] Result<RequestLine> read_request_line(std::string_view line, std::string& id);

/// The object that stands for a line that could not be answered.
[[nodiscard]] std::string error_json(std::string_view id, std::size_t line, const std::string& message);

} // namespace cmdwright::cli
