// Expectations of a suite file changed to what an agent does now, with everything else left as it is written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "suite/result.h"

namespace cmdwright::suite {

struct Updated {
  std::string file;
  std::size_t changed = 0;
};
struct UpdateResult {
  std::vector<Updated> files;
  std::vector<Error> left; ///< failures that have to be looked at by hand, and why
};

/// Rewrites the suites of these results, each file in one step. Only expectations that stand in the case
/// itself, in block style, and fail alike in all conversations of the case can be changed.
[[nodiscard]] UpdateResult update_suites(const std::vector<CaseResult>& results);

/// `yaml` with the value of the key that stands at `line` and `column` (both from 1) replaced; nothing when
/// it does not stand in a block of its own. `items`: a list, else `scalar`.
struct NewValue {
  bool list = false;
  std::string scalar;
  std::vector<std::string> items;
  friend bool operator==(const NewValue&, const NewValue&) = default;
};
[[nodiscard]] std::optional<std::string> replace_value(const std::string& yaml, std::uint32_t line,
                                                       std::uint32_t column, const NewValue& value);

} // namespace cmdwright::suite
