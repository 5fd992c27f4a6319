#include "cli/test_reports.h"

#include <fmt/format.h>

#include "text/files.h"

namespace cmdwright::cli {

void TestReports::declare(Arguments& a) {
  a.choice("--format", format_, {"text", "json", "junit", "markdown", "html"}, "What standard output gets");
  a.option("--save", save_, "FILE", "Write the results as JSON, for cmdwright compare");
  a.option("--junit", junit_, "FILE", "Write a JUnit report");
  a.option("--markdown", markdown_, "FILE", "Write a report for a pull request");
  a.option("--html", html_, "FILE", "Write a page for a browser");
  a.flag("-v,--verbose", verbose_, "Name cases that passed or were skipped too");
  a.flag("-q,--quiet", quiet_, "Only the summary");
  colour_.declare(a);
}

TestReports::Sink::Sink(World& world, const TestReports& options)
    : world_(world), options_(options),
      text_([&world](std::string_view text) { world.out.write(text); },
            {options.colour_.wanted(world, world.out), options.verbose_, options.quiet_}),
      keep_(options.wants_faults()) {}

void TestReports::Sink::progress(const suite::Totals& totals) {
  if (!world_.err.terminal() || options_.quiet_) return;
  if (progress_shown_) world_.err.write("\r\x1b[K");
  progress_shown_ = totals.ran() > 0;
  if (progress_shown_)
    world_.err.write(fmt::format("{} done, {} failed", totals.ran(), totals.failed + totals.broken));
  world_.err.flush();
}

void TestReports::Sink::result(const suite::CaseResult& result) {
  so_far_.add(result.outcome);
  const bool steps = so_far_.ran() % 100 == 0 || result.seconds > 0.1;
  const bool spoken = result.outcome == suite::Outcome::Failed || result.outcome == suite::Outcome::Broken;
  if (spoken && progress_shown_) progress({});
  if (options_.format_ == "text") text_.result(result);
  if (steps) {
    world_.out.flush();
    progress(so_far_);
  }
  if (keep_) report_.results.push_back(result);
}

bool TestReports::Sink::finish(const suite::Totals& totals) {
  if (progress_shown_) progress({});
  report_.totals = totals;
  if (options_.format_ == "text") text_.finish(totals);
  if (options_.format_ == "json") world_.out.write(suite::json_report(report_));
  if (options_.format_ == "junit") world_.out.write(suite::junit_report(report_));
  if (options_.format_ == "markdown") world_.out.write(suite::markdown_report(report_));
  if (options_.format_ == "html") world_.out.write(suite::html_report(report_));
  bool good = true;
  const auto file = [&](const std::string& path, const auto& render) {
    if (path.empty()) return;
    const Status written = write_file(path, render(report_));
    if (!written) world_.err.line("cmdwright test: " + written.error().text());
    good &= written.ok();
  };
  file(options_.save_, suite::json_report);
  file(options_.junit_, suite::junit_report);
  file(options_.markdown_, [](const suite::RunReport& r) { return suite::markdown_report(r); });
  file(options_.html_, suite::html_report);
  return good;
}

} // namespace cmdwright::cli
