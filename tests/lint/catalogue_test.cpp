// The catalogue: every rule's bad example shows the rule, its good example shows nothing, and what can be
// repaired is clean afterwards.
#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "command/rules.h"
#include "lint/fix.h"
#include "lint/registry.h"
#include "support/lint.h"

namespace cmdwright::lint {
namespace {

using test::built_in_linter;
using test::rules_in;

TEST(Catalogue, DescribesExactlyTheRulesThatAreChecked) {
  std::set<std::string_view> described;
  for (const Rule& r : test::built_in().catalogue().rules) {
    EXPECT_TRUE(described.insert(r.slug).second) << r.slug;
    EXPECT_TRUE(is_implemented(r.slug)) << r.slug;
    EXPECT_FALSE(r.summary.empty()) << r.slug;
    EXPECT_FALSE(r.why.empty()) << r.slug;
  }
  for (const rule::Slug slug : implemented_rules()) EXPECT_TRUE(described.contains(slug)) << slug;
}

TEST(Catalogue, BadExamplesShowTheRuleAndGoodOnesNothing) {
  for (const Rule& r : test::built_in().catalogue().rules) {
    const std::vector<std::string> bad = rules_in(r.bad);
    EXPECT_NE(std::find(bad.begin(), bad.end(), r.slug), bad.end())
        << r.slug << ": the bad example shows " << ::testing::PrintToString(bad);
    EXPECT_EQ(rules_in(r.good), std::vector<std::string>{}) << r.slug << ": " << r.good.text;
  }
}

TEST(Catalogue, BadExamplesShowNothingElse) {
  for (const Rule& r : test::built_in().catalogue().rules) {
    const std::vector<std::string> bad = rules_in(r.bad);
    EXPECT_TRUE(std::all_of(bad.begin(), bad.end(), [&](const std::string& s) { return s == r.slug; }))
        << r.slug << ": " << ::testing::PrintToString(bad);
  }
}

TEST(Catalogue, WhatCanBeRepairedSafelyIsCleanAfterwards) {
  std::set<std::string_view> repaired;
  for (const Rule& r : test::built_in().catalogue().rules) {
    if (r.bad.form == Form::Transcript) continue;
    Input input = test::input_of(r.bad);
    Report report;
    built_in_linter().text(input, report);
    const bool all = std::all_of(report.findings.begin(), report.findings.end(),
                                 [](const Finding& f) { return f.fix && f.fix->safe; });
    if (report.findings.empty() || !all) continue;
    const Fixed fixed = fix(built_in_linter(), input, false);
    Example after = r.bad;
    after.text = fixed.text;
    EXPECT_EQ(rules_in(after), std::vector<std::string>{}) << r.slug << ": " << fixed.text;
    repaired.insert(r.slug);
  }
  // Repairs that must not get lost.
  for (const rule::Slug slug : {rule::kScriptPrefix, rule::kInterpreter, rule::kEnumCase,
                                rule::kNeedlessQuotes, rule::kJoinedVersion, rule::kNonPreferredScript})
    EXPECT_TRUE(repaired.contains(slug)) << slug;
}

} // namespace
} // namespace cmdwright::lint
