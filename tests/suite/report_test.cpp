// Reports as text here; as real consumers read them in consumers_test.cpp.
#include "suite/report.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/suites.h"

namespace cmdwright::test {
namespace {

suite::CaseResult failing(const std::string& said) {
  suite::CaseResult r;
  r.suite = "s.yaml";
  r.name = "a";
  r.place = "s.yaml:2:5";
  r.tags = {"t"};
  r.outcome = suite::Outcome::Failed;
  r.requests = {said};
  suite::Failure f;
  f.expectation = "says";
  f.place = "s.yaml:4:7";
  f.turn = 2;
  f.message = "does not say";
  f.expected = {"x"};
  f.actual = {said};
  r.failures = {f};
  return r;
}

suite::RunReport report_of(std::vector<suite::CaseResult> results) {
  suite::RunReport report;
  for (const suite::CaseResult& r : results) report.totals.add(r.outcome);
  report.results = std::move(results);
  return report;
}

std::string text_of(const suite::RunReport& report, suite::TextOptions options = {}) {
  std::string out;
  suite::TextReport text([&](std::string_view piece) { out += piece; }, options);
  for (const suite::CaseResult& r : report.results) text.result(r);
  text.finish(report.totals);
  return out;
}

TEST(TextReport, ShowsExpectedAndGiven) {
  EXPECT_EQ(text_of(report_of({failing("hello")})), "FAIL  a  s.yaml:2:5\n"
                                                    "  > hello\n"
                                                    "  says (turn 2): does not say  s.yaml:4:7\n"
                                                    "    - x\n"
                                                    "    + hello\n"
                                                    "0 passed, 1 failed in 0.00 s\n");
  EXPECT_EQ(text_of(report_of({failing("hello")}), {false, false, true}), "0 passed, 1 failed in 0.00 s\n");
}

TEST(TextReport, WhatAnAgentPrintsCannotMoveTheCursorOrFloodTheScreen) {
  std::string long_text = "\x1b[2J";
  for (int i = 0; i < 1000; ++i) long_text += "line\n";
  const std::string out = text_of(report_of({failing(long_text)}));
  EXPECT_EQ(out.find('\x1b'), std::string::npos);
  EXPECT_LT(out.size(), 1000U);
}

TEST(MarkdownReport, NothingBreaksOutOfItsBlock) {
  const std::string out = suite::markdown_report(report_of({failing("```\n</details> **x** <b>")}));
  EXPECT_NE(out.find("````diff\n- x\n+ ```\n+ </details> **x** <b>\n````\n"), std::string::npos) << out;
  EXPECT_NE(out.find("> \\`\\`\\` \\</details\\> \\*\\*x\\*\\* \\<b\\>\n"), std::string::npos) << out;
}

TEST(MarkdownReport, StaysBelowItsLimit) {
  std::vector<suite::CaseResult> results(500, failing(std::string(500, 'x')));
  const std::string out = suite::markdown_report(report_of(results), 10'000);
  EXPECT_LT(out.size(), 10'200U);
  EXPECT_NE(out.find(" more are left out here."), std::string::npos);
  EXPECT_NE(out.find("| 0 | 500 | 0 | 0 |"), std::string::npos);
}

TEST(JunitReport, HoldsAnyText) {
  const std::string out = suite::junit_report(report_of({failing("\x01 <a b=\"c\"> & \xff 你好\n")}));
  EXPECT_NE(out.find("&lt;a b=&quot;c&quot;&gt; &amp; \xEF\xBF\xBD 你好"), std::string::npos) << out;
  EXPECT_EQ(out.find('\x01'), std::string::npos);
}

TEST(JsonReport, RepeatedRunsAreOneEntry) {
  std::vector<suite::CaseResult> results(3, failing("hello"));
  for (std::uint32_t i = 0; i < 3; ++i) results[i].run = i + 1;
  results[0].outcome = suite::Outcome::Passed;
  results[0].failures.clear();
  const auto out = nlohmann::json::parse(suite::json_report(report_of(results)));
  ASSERT_EQ(out["cases"].size(), 1U);
  EXPECT_EQ(out["cases"][0]["runs"], 3);
  EXPECT_EQ(out["cases"][0]["passed"], 1);
  EXPECT_EQ(out["cases"][0]["outcome"], "failed");
  EXPECT_EQ(out["cases"][0]["failures"][0]["message"], "does not say");
  EXPECT_EQ(out["repeated"]["flaky"], 1);
}

TEST(HtmlReport, NothingEndsTheScriptThatHoldsTheResults) {
  const std::string out = suite::html_report(report_of({failing("</script><script>alert(1)</script><!--")}));
  EXPECT_EQ(out.find("alert(1)</script>"), std::string::npos);
  EXPECT_EQ(out.find("http:"), std::string::npos) << "nothing is loaded from elsewhere";
  EXPECT_EQ(out.find("https:"), std::string::npos);
}

} // namespace
} // namespace cmdwright::test
