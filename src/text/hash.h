// FNV-1a with 64 bits: a stable fingerprint of a few texts, the same on every machine and in every release.
// No protection against people who look for collisions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cmdwright {

class Hash64 {
public:
  /// Adds a text and a separator, so that ("a", "bc") and ("ab", "c") differ.
  void add(std::string_view text) {
    for (const char c : text) mix(static_cast<unsigned char>(c));
    mix(0);
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }
  /// 16 digits.
  [[nodiscard]] std::string hex() const {
    std::string out(16, '0');
    std::uint64_t v = value_;
    for (std::size_t i = 16; i-- > 0; v >>= 4U) out[i] = "0123456789abcdef"[v & 15U];
    return out;
  }

private:
  void mix(unsigned char byte) {
    value_ ^= byte;
    value_ *= 0x100000001b3U;
  }
  std::uint64_t value_ = 0xcbf29ce484222325U;
};

} // namespace cmdwright
