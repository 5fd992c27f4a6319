// A text that must never be seen: it cannot be printed or compared by accident, and its memory is wiped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cmdwright::exec {

class Secret {
public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}
  Secret(const Secret&) = default;
  Secret(Secret&&) = default;
  Secret& operator=(const Secret&) = default;
  Secret& operator=(Secret&&) = default;
  ~Secret();

  /// For signing and sending only.
  [[nodiscard]] const std::string& reveal() const { return value_; }
  [[nodiscard]] bool empty() const { return value_.empty(); }
  /// First four characters and "****", or "****" alone.
  [[nodiscard]] std::string masked() const { return masked(value_); }
  [[nodiscard]] static std::string masked(std::string_view value);

private:
  std::string value_;
};

/// Key and id of a signature; the token belongs to temporary ones.
struct Credentials {
  std::string id;
  Secret key;
  Secret token;
};

/// `text` with every occurrence of a secret of four or more characters masked. Errors of libraries and
/// answers of servers pass through here before anybody sees them.
[[nodiscard]] std::string without_secrets(std::string text, const std::vector<Secret>& secrets);

} // namespace cmdwright::exec
