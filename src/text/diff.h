// Unified diffs of two texts, as patch(1) takes them.
#pragma once

#include <string>
#include <string_view>

namespace cmdwright {

/// Empty when the texts are equal. `context` lines around each change. The shortest difference is found as
/// long as it has at most kMostDifferences lines; beyond that the middle is replaced as a whole.
inline constexpr int kMostDifferences = 2000;
[[nodiscard]] std::string unified_diff(std::string_view before, std::string_view after,
                                       std::string_view before_name, std::string_view after_name,
                                       unsigned context = 3);

} // namespace cmdwright
