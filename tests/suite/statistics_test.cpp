#include "suite/statistics.h"

#include <gtest/gtest.h>

namespace cmdwright::test {
namespace {

using suite::Runs;

/// By counting every way to draw k of n runs.
std::pair<double, double> counted(Runs runs, std::uint32_t k) {
  unsigned ways = 0;
  unsigned some = 0;
  unsigned all = 0;
  for (unsigned set = 0; set < (1U << runs.count); ++set) {
    unsigned size = 0;
    unsigned right = 0;
    for (unsigned i = 0; i < runs.count; ++i) {
      size += set >> i & 1U;
      right += i < runs.passed ? set >> i & 1U : 0;
    }
    if (size != k) continue;
    ++ways;
    some += right > 0 ? 1 : 0;
    all += right == k ? 1 : 0;
  }
  return {static_cast<double>(some) / ways, static_cast<double>(all) / ways};
}

TEST(Statistics, EstimatorsEqualCounting) {
  for (std::uint32_t n = 1; n <= 8; ++n)
    for (std::uint32_t c = 0; c <= n; ++c)
      for (std::uint32_t k = 1; k <= n; ++k) {
        const auto [some, all] = counted({n, c}, k);
        EXPECT_NEAR(suite::pass_at({n, c}, k), some, 1e-12) << n << ' ' << c << ' ' << k;
        EXPECT_NEAR(suite::pass_all({n, c}, k), all, 1e-12) << n << ' ' << c << ' ' << k;
      }
}

TEST(Statistics, WilsonKnownValues) {
  EXPECT_NEAR(suite::wilson(0, 10).low, 0, 1e-12);
  EXPECT_NEAR(suite::wilson(0, 10).high, 0.2775, 1e-4);
  EXPECT_NEAR(suite::wilson(5, 10).low, 0.2366, 1e-4);
  EXPECT_NEAR(suite::wilson(5, 10).high, 0.7634, 1e-4);
  EXPECT_EQ(suite::wilson(0, 0).high, 1);
}

TEST(Statistics, RepeatedCases) {
  const suite::Repeated stats = suite::repeated({{5, 5}, {5, 0}, {6, 3}});
  EXPECT_EQ(stats.cases, 3U);
  EXPECT_EQ(stats.flaky, 1U);
  std::vector<std::uint32_t> ks;
  for (const suite::Reliability& r : stats.by_k) ks.push_back(r.k);
  EXPECT_EQ(ks, (std::vector<std::uint32_t>{1, 2, 4, 5}));
  EXPECT_NEAR(stats.by_k[0].pass_at, (1 + 0 + 0.5) / 3, 1e-12);
  EXPECT_NEAR(stats.by_k[0].pass_all, stats.by_k[0].pass_at, 1e-12);
  EXPECT_GT(stats.by_k[2].pass_at, stats.by_k[2].pass_all);
}

} // namespace
} // namespace cmdwright::test
