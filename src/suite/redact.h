// Secrets and ids replaced by made-up ones of the same shape, the same one for the same original, so that a
// conversation still hangs together: keys and tokens (by their name, after "Bearer", or long random words),
// signatures in URLs, and ids (long numbers, long words of letters and digits). Which replacement a secret
// gets depends on the order in which they come, never on the secret itself.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace cmdwright::suite {

class Redactor {
public:
  [[nodiscard]] std::string text(std::string_view text);
  /// A JSON text, string by string, also inside strings that hold JSON themselves. What is no JSON is taken
  /// as text.
  [[nodiscard]] std::string json(std::string_view json);

private:
  std::string replacement(std::string_view original);
  std::string named_secrets(std::string_view text);
  std::string words(std::string_view text);

  std::map<std::string, std::string, std::less<>> known_;
  std::set<std::string> used_;
  std::uint64_t count_ = 0;
};

} // namespace cmdwright::suite
