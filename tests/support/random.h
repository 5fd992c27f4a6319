// Random text for property tests; the same seed gives the same text on every machine.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace cmdwright::test {

class Random {
public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}

  /// 0 … limit - 1.
  [[nodiscard]] std::size_t below(std::size_t limit) { return engine_() % limit; }
  [[nodiscard]] bool chance(std::size_t of) { return below(of) == 0; }

  template <class List> [[nodiscard]] const auto& one_of(const List& list) {
    return *(std::begin(list) + static_cast<std::ptrdiff_t>(below(std::size(list))));
  }

  /// Up to `most` pieces that shells, quotes and encodings have trouble with. No NUL byte.
  [[nodiscard]] std::string nasty_text(std::size_t most);

  /// `text` with other digits, and here and there a word left out, doubled or replaced.
  [[nodiscard]] std::string variation(std::string_view text);

private:
  std::mt19937 engine_;
};

} // namespace cmdwright::test
