// How deeply a piece of JSON nests. The JSON library prints and compares recursively, so what comes from
// users is measured before it is handed over.
#pragma once

#include <string_view>

namespace cmdwright {

inline constexpr unsigned kDeepestJson = 100;

/// True when brackets and braces outside of strings nest deeper than kDeepestJson. Takes any text.
[[nodiscard]] constexpr bool nests_too_deep(std::string_view json) {
  unsigned depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') ++i;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kDeepestJson) return true;
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return false;
}

} // namespace cmdwright
