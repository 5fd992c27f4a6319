// A mention: a stretch of tokens that means something.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "understand/grammar.h"
#include "understand/token.h"

namespace cmdwright::understand {

struct Mention {
  std::uint32_t first = 0; ///< token
  std::uint32_t last = 0;  ///< one behind the last token
  Id concept_id = kNone;
  std::string value; ///< member of a class, or the value in canonical form
  double number =
      0; ///< of numbers and quantities (seconds, percent, lines, …); second end of a range in `high`
  double high = 0;
  bool joined = false; ///< a range of two values that were both said
  bool range = false;  ///< stands for number … high, or value … value2
  std::string value2;  ///< second date of a period, second half of a size or ratio
  bool negated = false;
  bool reported = false; ///< told of the past or of others ("I made", 上传的): no request
  bool typo = false;     ///< matched only after correcting a slip
  bool spelled = false;  ///< a number in words, weaker than one in digits
  bool typed = false;    ///< made by code (number, literal, pattern), not by the lexicon

  [[nodiscard]] std::uint32_t size() const { return last - first; }
  [[nodiscard]] bool covers(std::uint32_t token) const { return first <= token && token < last; }
};

struct ByFirst {
  bool operator()(const Mention& m, std::uint32_t token) const { return m.first < token; }
  bool operator()(std::uint32_t token, const Mention& m) const { return token < m.first; }
};

/// Those of `mentions`, which are sorted by their first token, that begin at `token`.
[[nodiscard]] inline std::span<const Mention> beginning_at(const std::vector<Mention>& mentions,
                                                           std::uint32_t token) {
  const auto range = std::equal_range(mentions.begin(), mentions.end(), token, ByFirst{});
  return {range.first, range.second};
}

} // namespace cmdwright::understand
