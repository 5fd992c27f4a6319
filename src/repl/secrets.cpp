#include "repl/secrets.h"

#include <algorithm>
#include <array>

#include "text/words.h"

namespace cmdwright::repl {

namespace {

constexpr std::size_t kMachineMade = 20; ///< characters
constexpr std::size_t kNamedValue = 6;   ///< shortest value that counts behind a name

/// Parts of names of secrets, in lower case.
constexpr std::array<std::string_view, 12> kNames = {"secret",  "password", "passwd", "passphrase",
                                                     "token",   "bearer",   "apikey", "api_key",
                                                     "api-key", "密钥",     "密码",   "令牌"};

bool in_value(char c) {
  return is_alnum(c) || c == '+' || c == '/' || c == '_' || c == '-' || c == '.' || c == '=' || c == '~';
}

/// A run of letters and digits that mixes all three kinds.
bool machine_made(std::string_view line) {
  for (std::size_t i = 0; i < line.size();) {
    std::size_t end = i;
    bool upper = false, lower = false, digit = false;
    for (; end < line.size() && is_alnum(line[end]); ++end) {
      const char c = line[end];
      digit |= is_digit(c);
      upper |= c >= 'A' && c <= 'Z';
      lower |= c >= 'a' && c <= 'z';
    }
    if (end - i >= kMachineMade && upper && lower && digit) return true;
    i = std::max(end, i + 1);
  }
  return false;
}

/// Behind the name at `at`: the rest of a word, then up to three short words or marks ("is", ":", "="), then
/// a value with a digit in it.
bool value_follows(std::string_view line, std::size_t at) {
  const std::string_view behind = line.substr(at, 120);
  std::size_t words = 0;
  for (std::size_t i = 0; i < behind.size() && words < 5;) {
    if (!in_value(behind[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < behind.size() && in_value(behind[end])) ++end;
    // NAME=value is one run.
    const std::string_view run = behind.substr(i, end - i);
    const std::size_t equals = run.find('=');
    const std::string_view value = equals == std::string_view::npos ? run : run.substr(equals + 1);
    if (value.size() >= kNamedValue && !value.starts_with("--") &&
        std::any_of(value.begin(), value.end(), is_digit))
      return true;
    i = end;
    ++words;
  }
  return false;
}

} // namespace

bool has_secret(std::string_view line) {
  if (machine_made(line)) return true;
  const std::string low = ascii_lower(line);
  for (const std::string_view name : kNames)
    for (std::size_t at = low.find(name); at != std::string::npos; at = low.find(name, at + name.size()))
      if (value_follows(low, at + name.size())) return true;
  return false;
}

} // namespace cmdwright::repl
