// What repeated runs of cases say: how often one of k runs is right, how often all of them are, how many
// cases waver, and how sure that is.
//
// The estimators are unbiased: of n runs of a case c were right, so of the ways to draw k of them
// 1 - C(n-c, k) / C(n, k) hold a right one (pass@k) and C(c, k) / C(n, k) hold right ones only (pass^k).
// Intervals are Wilson's, 95 %.
#pragma once

#include <cstdint>
#include <vector>

namespace cmdwright::suite {

struct Runs {
  std::uint32_t count = 0;
  std::uint32_t passed = 0;
};

struct Interval {
  double low = 0;
  double high = 1;
};

/// REQUIRES: 1 <= k <= runs.count.
[[nodiscard]] double pass_at(Runs runs, std::uint32_t k);
[[nodiscard]] double pass_all(Runs runs, std::uint32_t k);
/// Of `part` in `whole`; [0, 1] when `whole` is 0.
[[nodiscard]] Interval wilson(std::uint64_t part, std::uint64_t whole);

/// Means over all cases that ran at least k times.
struct Reliability {
  std::uint32_t k = 1;
  double pass_at = 0;
  double pass_all = 0;
};
struct Repeated {
  std::vector<Reliability> by_k; ///< k = 1, 2, 4, … and the largest that all cases have
  std::uint64_t cases = 0;
  std::uint64_t flaky = 0; ///< right in some runs and wrong in others
  Interval flake_rate;
};
[[nodiscard]] Repeated repeated(const std::vector<Runs>& cases);

} // namespace cmdwright::suite
