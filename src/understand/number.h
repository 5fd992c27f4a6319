// Numbers as people write them: digits, number words, Han numerals; and units. Private to the understand
// room.
#pragma once

#include <string_view>
#include <vector>

#include "understand/mention.h"

namespace cmdwright::understand {

struct NumberAt {
  double value = 0;
  std::uint32_t last = 0; ///< equal to the start when there is no number
  bool digits = false;    ///< written in digits
};

/// The number that starts at token `at`: "20", "4.5", "twenty five", "二十", "两", "half".
[[nodiscard]] NumberAt number_at(const Grammar& grammar, const std::vector<Token>& tokens,
                                 const std::vector<Mention>& phrases, std::uint32_t at);

/// A unit as the lexicon describes it: "duration 60", "percent", "lines", "factor", "percent before".
struct Quantity {
  std::string_view dimension;
  double factor = 1;
  bool before = false; ///< the unit stands before its number
};
[[nodiscard]] Quantity quantity(std::string_view unit_value);

} // namespace cmdwright::understand
