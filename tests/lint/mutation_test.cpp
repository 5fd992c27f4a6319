// Every known kind of mistake in every good command. Printed, one line a rule: mutants, how many are found
// (recall), how many findings are right (precision), how many repairs give the good command back. The figures
// in docs/lint.md come from here.
#include <algorithm>
#include <cmath>
#include <iomanip>
#include <iostream>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "command/equal.h"
#include "lint/fix.h"
#include "lint/mutation.h"
#include "support/lint.h"

namespace cmdwright::lint {
namespace {

struct Tally {
  unsigned mutants = 0, found = 0, findings = 0, right = 0, fixable = 0, repaired = 0;
};

/// Wilson's interval of a share with 95 % confidence, in percent.
std::pair<double, double> interval(unsigned hits, unsigned all) {
  if (all == 0) return {0, 100};
  const double z = 1.96;
  const double n = all;
  const double p = hits / n;
  const double centre = p + z * z / (2 * n);
  const double width = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  return {100 * (centre - width) / (1 + z * z / n), 100 * (centre + width) / (1 + z * z / n)};
}

void print(const std::string& name, const Tally& t) {
  const auto share = [](unsigned hits, unsigned all) { return all == 0 ? 100.0 : 100.0 * hits / all; };
  const auto [low, high] = interval(t.found, t.mutants);
  std::cout << std::left << std::setw(24) << name << std::right << std::fixed << std::setprecision(1)
            << std::setw(7) << t.mutants << std::setw(8) << share(t.found, t.mutants) << " [" << low << ", "
            << high << "]" << std::setw(8) << share(t.right, t.findings) << std::setw(7) << t.fixable
            << std::setw(8) << share(t.repaired, t.fixable) << "\n";
}

bool means_the_same(const std::string& a, const std::string& b) {
  const spec::Spec& spec = test::built_in().spec();
  const std::vector<command::Command> x = command::find_commands(a, spec);
  const std::vector<command::Command> y = command::find_commands(b, spec);
  return x.size() == 1 && y.size() == 1 && x[0].operation != nullptr && command::equal(x[0], y[0]);
}

TEST(Mutation, EveryKindOfMistakeIsFoundAndRepaired) {
  const std::vector<std::string> good = test::good_commands();
  ASSERT_GT(good.size(), 100U);
  for (const std::string& command : good)
    EXPECT_EQ(test::rules_in_commands(command), test::Rules{}) << command;

  const std::vector<test::Mutant> all = test::mutants(good, test::built_in().spec());
  ASSERT_GT(all.size(), 2000U);
  std::map<std::string, Tally> tallies;
  std::map<std::string, std::string> misses; // one of a kind
  for (const test::Mutant& m : all) {
    Input input;
    input.text = m.bad;
    Report report;
    test::built_in_linter().text(input, report);
    Tally& t = tallies[std::string(m.rule)];
    ++t.mutants;
    std::set<std::string_view> rules;
    for (const Finding& f : report.findings) rules.insert(f.rule->slug);
    t.found += rules.contains(m.rule) ? 1 : 0;
    t.findings += static_cast<unsigned>(rules.size());
    t.right += rules.contains(m.rule) ? 1 : 0;
    if (rules != std::set<std::string_view>{m.rule})
      misses[m.operation] = m.bad + "\n    found: " + ::testing::PrintToString(rules);
    if (!m.fixable) continue;
    ++t.fixable;
    const Fixed fixed = fix(test::built_in_linter(), input, true);
    if (means_the_same(fixed.text, m.good))
      ++t.repaired;
    else
      misses[m.operation + " (repair)"] = m.bad + "\n    repaired: " + fixed.text;
  }
  Tally sum;
  std::cout << "rule                     mutants recall [95 %]      precision fixable repaired\n";
  for (const auto& [rule, t] : tallies) {
    print(rule, t);
    sum.mutants += t.mutants, sum.found += t.found, sum.findings += t.findings, sum.right += t.right;
    sum.fixable += t.fixable, sum.repaired += t.repaired;
  }
  print("all", sum);
  std::string failures;
  for (const auto& [operation, words] : misses) failures += operation + ": " + words + "\n";
  EXPECT_GE(sum.found, 0.99 * sum.mutants) << failures;
  EXPECT_GE(sum.right, 0.995 * sum.findings) << failures;
  EXPECT_GE(sum.repaired, 0.95 * sum.fixable) << failures;
}

} // namespace
} // namespace cmdwright::lint
