#include "suite/compare.h"

#include <gtest/gtest.h>

#include "support/pack.h"
#include "support/suites.h"

namespace cmdwright::test {
namespace {

using suite::Change;

suite::SavedRun saved(const suite::RunReport& report) {
  Result<suite::SavedRun> run = suite::read_saved_run(suite::json_report(report), "run.json");
  EXPECT_TRUE(run) << run.error().text();
  return run ? *run : suite::SavedRun{};
}

suite::RunReport run_of(const std::string& levels) {
  return run_suite("cases:\n  - name: ${n}\n    tags: [t]\n    with: [" + levels +
                   "]\n    request: transcode 5145403721233902989 to ${q}\n"
                   "    expect: {params: {--quality: \"${v}\"}, rules: clean}\n")
      .report;
}

std::string changes(const suite::Comparison& c) {
  std::string out;
  for (const suite::CaseChange& one : c.cases) {
    out += std::string(suite::change_name(one.change)) + " " + one.key;
    for (const suite::Difference& d : one.differences) out += " [" + suite::difference_text(d) + "]";
    out += "\n";
  }
  return out;
}

TEST(Compare, SortsCasesByWhatHappened) {
  const suite::SavedRun before =
      saved(run_of("{n: a, q: 720p, v: hd}, {n: b, q: 720p, v: sd}, {n: c, q: 720p, v: "
                   "hd}, {n: d, q: 540p, v: '{any}'}, {n: e, q: 540p, v: sd}"));
  const suite::SavedRun after =
      saved(run_of("{n: a, q: 540p, v: hd}, {n: b, q: 540p, v: sd}, {n: c, q: 720p, v: hd}, "
                   "{n: d, q: 360p, v: '{any}'}, {n: f, q: 540p, v: sd}"));
  const suite::Comparison comparison = suite::compare_runs(before, after, built_in().spec());
  EXPECT_EQ(changes(comparison), "broken s::a [--quality: sd instead of hd]\n"
                                 "fixed s::b [--quality: sd instead of hd]\n"
                                 "changed s::d [--quality: flu instead of sd]\n"
                                 "new s::f\n"
                                 "gone s::e\n");
  EXPECT_EQ(comparison.same, 1U);
  EXPECT_EQ(comparison.tags.at("t").before, 4U);
  EXPECT_EQ(comparison.tags.at("t").after, 4U);
  EXPECT_EQ(comparison.scripts.at("vod_process_media.py transcode").of_before, 5U);
}

TEST(Compare, ARunEqualsItself) {
  const suite::SavedRun run = saved(run_of("{n: a, q: 720p, v: hd}, {n: b, q: 720p, v: sd}"));
  const suite::Comparison comparison = suite::compare_runs(run, run, built_in().spec());
  EXPECT_TRUE(comparison.cases.empty());
  EXPECT_EQ(comparison.same, 2U);
}

Change change_of(suite::Runs before, suite::Runs after) {
  const auto one = [](suite::Runs runs) {
    suite::SavedRun run;
    suite::SavedCase c;
    c.key = "k";
    c.runs = runs;
    c.outcome = runs.passed == runs.count ? "passed" : "failed";
    run.cases.push_back(c);
    return run;
  };
  const suite::Comparison comparison = suite::compare_runs(one(before), one(after), built_in().spec());
  return comparison.cases.empty() ? Change::Same : comparison.cases[0].change;
}

TEST(Compare, RepeatedRunsAreComparedByRate) {
  EXPECT_EQ(change_of({10, 10}, {10, 9}), Change::Changed) << "one slip is no news";
  EXPECT_EQ(change_of({10, 10}, {10, 3}), Change::Broken);
  EXPECT_EQ(change_of({10, 10}, {10, 0}), Change::Broken);
  EXPECT_EQ(change_of({20, 15}, {20, 3}), Change::Broken);
  EXPECT_EQ(change_of({20, 3}, {20, 15}), Change::Fixed);
  EXPECT_EQ(change_of({10, 7}, {10, 6}), Change::Changed);
  EXPECT_EQ(change_of({10, 7}, {10, 7}), Change::Same);
  EXPECT_EQ(change_of({1, 1}, {1, 0}), Change::Broken);
}

TEST(Compare, OtherFilesAreRefused) {
  for (const char* json :
       {"", "[]", "{}", R"({"format":"cmdwright-run-1"})", R"({"format":"cmdwright-run-1","cases":[1]})"})
    EXPECT_FALSE(suite::read_saved_run(json, "x.json")) << json;
  EXPECT_EQ(suite::read_saved_run("{}", "x.json").error().text(),
            "x.json: this is no saved run; cmdwright test --save makes one");
}

} // namespace
} // namespace cmdwright::test
