#include "suite/load.h"

#include <gtest/gtest.h>

#include "support/pack.h"
#include "support/process.h"
#include "support/suites.h"

namespace cmdwright::test {
namespace {

/// All errors of a suite, of the file and of its cases, a line each.
std::string errors_of(const std::string& yaml) {
  const suite::Loaded loaded = suite::load_suite_text("s", yaml, built_in().spec());
  std::string out;
  for (const Error& e : loaded.errors) out += e.text() + "\n";
  for (const suite::Suite& s : loaded.suites)
    for (const suite::Case& c : s.cases)
      for (const Error& e : c.errors) out += c.name + "@" + e.text() + "\n";
  return out;
}

std::string case_with(const std::string& lines) {
  return "cases:\n  - name: x\n    request: hello\n" + lines;
}

TEST(SuiteLoad, MistakesHaveTheirPlace) {
  EXPECT_EQ(errors_of("cases: 3"), "s:1:8: expected a list, found '3'\n");
  EXPECT_EQ(errors_of("suites: []\ncases: []"), "s:1:1: unknown key 'suites', did you mean 'suite'?\n");
  EXPECT_EQ(errors_of("suite: x"), "s:1:1: 'cases' is missing\n");
  EXPECT_EQ(errors_of("cases:\n  - request: x\n    expect: {asks: true}"),
            "(no name)@s:2:5: 'name' is missing\n");
  EXPECT_EQ(errors_of(case_with("    expect: {}")), "x@s:2:5: the case expects nothing\n");
  EXPECT_EQ(errors_of(case_with("    expect: {rules: [enum-cas]}")),
            "x@s:4:21: there is no rule 'enum-cas', did you mean 'enum-case'?\n");
  EXPECT_EQ(errors_of(case_with("    expect: {says: '('}")),
            "x@s:4:20: this is no regular expression (RE2): missing ): (\n");
  EXPECT_EQ(errors_of(case_with("    expect: {commands: ls}")), "x@s:4:24: this is no call of a script\n");
  EXPECT_EQ(errors_of(case_with("    expect: {script: vod_x.py}")),
            "x@s:4:22: there is no script 'vod_x.py'\n");
  EXPECT_EQ(errors_of(case_with("    expect: {asks: [file-id]}")),
            "x@s:4:20: 'file-id' is no parameter such as --name\n");
  EXPECT_EQ(errors_of(case_with("    skip: true\n    expect: {asks: true}")),
            "x@s:4:11: 'skip' needs the reason\n");
  EXPECT_EQ(errors_of("cases:\n  - name: x\n    expect: {asks: true}"),
            "x@s:2:5: a case needs one of request, conversation and transcript\n");
  EXPECT_EQ(errors_of("cases:\n  - name: x\n    conversation: [{usr: hi}]\n    expect: {asks: true}"),
            "x@s:3:21: expected one of user, assistant, system, runs, calls, tool and expect\n"
            "x@s:3:19: nobody asks for anything; begin with 'user:'\n");
}

TEST(SuiteLoad, OneBrokenCaseLeavesTheOthers) {
  EXPECT_EQ(
      outcomes(
          "cases:\n"
          "  - name: bad\n    request: x\n    expect: {ask: true}\n"
          "  - name: good\n    request: transcode 5145403721233902989 to 720p\n    expect: {asks: false}\n"),
      "error bad: s:4:14: unknown key 'ask', did you mean 'asks'?\n"
      "passed good\n");
}

TEST(SuiteLoad, DefaultsGoToEveryCaseThatDoesNotSayOtherwise) {
  const suite::Loaded loaded =
      suite::load_suite_text("s",
                             "defaults: {tags: [a], now: 2026-01-01T00:00:00Z, expect: "
                             "{rules: clean, asks: false}}\n"
                             "cases:\n"
                             "  - {name: x, request: hi, tags: [b]}\n"
                             "  - {name: y, request: hi, expect: {asks: true}}\n",
                             built_in().spec());
  ASSERT_TRUE(loaded.errors.empty());
  const std::vector<suite::Case>& cases = loaded.suites.at(0).cases;
  EXPECT_EQ(cases[0].tags, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(cases[0].now, "2026-01-01T00:00:00Z");
  EXPECT_FALSE(cases[0].whole.asks->value.wanted);
  EXPECT_TRUE(cases[1].whole.asks->value.wanted);
  EXPECT_TRUE(cases[1].whole.rules.has_value());
}

TEST(SuiteLoad, ATableMakesACaseOfEachRow) {
  EXPECT_EQ(outcomes("cases:\n"
                     "  - name: ${q} is ${v}\n"
                     "    with: [{q: 720p, v: hd}, {q: 540p, v: hd}]\n"
                     "    request: transcode 5145403721233902989 to ${q}\n"
                     "    expect: {params: {--quality: \"${v}\"}}\n"),
            "passed 720p is hd\n"
            "failed 540p is hd: params: --quality: sd instead of hd\n");
  EXPECT_EQ(
      errors_of("cases:\n  - name: ${z}\n    with: [{q: 1}]\n    request: x\n    expect: {asks: true}\n"),
      "${z}@s:2:11: the table under 'with' has no column 'z'\n");
  EXPECT_EQ(errors_of("cases:\n  - name: x\n    with: []\n    request: x\n    expect: {asks: true}\n"),
            "x@s:3:11: the table is empty\n");
}

TEST(SuiteLoad, IncludesCountOnceAndMayCircle) {
  const TemporaryFolder folder;
  const std::string expects = "    request: hi\n    expect: {commands: []}\n";
  const std::string a = folder.write("a.yaml", "include: [sub/*.yaml]\ncases:\n  - name: a\n" + expects);
  folder.write("sub/b.yaml", "include: ../a.yaml\ncases:\n  - name: b\n" + expects);
  const suite::Loaded loaded = suite::load_suites({a, a}, built_in().spec());
  EXPECT_TRUE(loaded.errors.empty());
  ASSERT_EQ(loaded.suites.size(), 2U);
  EXPECT_EQ(loaded.suites[0].cases[0].name, "b");
  EXPECT_EQ(loaded.suites[1].cases[0].name, "a");
  const std::string c = folder.write("c.yaml", "include: none-*.yaml\n");
  const suite::Loaded missing = suite::load_suites({c}, built_in().spec());
  ASSERT_EQ(missing.errors.size(), 1U);
  EXPECT_EQ(missing.errors[0].message, "no file matches 'none-*.yaml'");
}

TEST(SuiteLoad, EqualNamesAreToldApart) {
  const suite::Loaded loaded = suite::load_suite_text(
      "s",
      "cases: [{name: x, request: a, expect: {asks: true}}, {name: x, request: b, expect: {asks: true}}]",
      built_in().spec());
  EXPECT_EQ(loaded.suites.at(0).cases[1].name, "x #2");
}

} // namespace
} // namespace cmdwright::test
