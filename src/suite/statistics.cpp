#include "suite/statistics.h"

#include <algorithm>
#include <cmath>

namespace cmdwright::suite {

namespace {
/// C(from, k) / C(whole, k), without large numbers.
double share_of_draws(std::uint32_t from, std::uint32_t whole, std::uint32_t k) {
  if (from < k) return 0;
  double share = 1;
  for (std::uint32_t i = 0; i < k; ++i)
    share *= static_cast<double>(from - i) / static_cast<double>(whole - i);
  return share;
}
} // namespace

double pass_at(Runs runs, std::uint32_t k) {
  return 1 - share_of_draws(runs.count - runs.passed, runs.count, k);
}

double pass_all(Runs runs, std::uint32_t k) {
  return share_of_draws(runs.passed, runs.count, k);
}

Interval wilson(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return {};
  constexpr double z = 1.959963984540054; // 95 %
  const auto n = static_cast<double>(whole);
  const double p = static_cast<double>(part) / n;
  const double centre = p + z * z / (2 * n);
  const double spread = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  const double scale = 1 + z * z / n;
  return {std::max(0.0, (centre - spread) / scale), std::min(1.0, (centre + spread) / scale)};
}

Repeated repeated(const std::vector<Runs>& cases) {
  Repeated out;
  std::uint32_t least = 0;
  for (const Runs& r : cases) {
    if (r.count == 0) continue;
    least = out.cases == 0 ? r.count : std::min(least, r.count);
    ++out.cases;
    out.flaky += r.passed > 0 && r.passed < r.count ? 1 : 0;
  }
  out.flake_rate = wilson(out.flaky, out.cases);
  for (std::uint32_t k = 1; k <= least; k = k < least && k * 2 > least ? least : k * 2) {
    Reliability at{k, 0, 0};
    for (const Runs& r : cases) {
      if (r.count == 0) continue;
      at.pass_at += pass_at(r, k) / static_cast<double>(out.cases);
      at.pass_all += pass_all(r, k) / static_cast<double>(out.cases);
    }
    out.by_k.push_back(at);
  }
  return out;
}

} // namespace cmdwright::suite
