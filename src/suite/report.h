// Results for people and for tools. The text report is written as results come; the others need all of them.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "suite/result.h"
#include "suite/statistics.h"

namespace cmdwright::suite {

/// Everything about a run.
struct RunReport {
  std::vector<CaseResult> results;
  Totals totals;
};

struct TextOptions {
  bool colour = false;
  bool verbose = false; ///< name passed cases too
  bool quiet = false;   ///< only the summary
};

/// Failures as they come, a summary at the end.
class TextReport final : public ResultSink {
public:
  using Writer = std::function<void(std::string_view)>;
  TextReport(Writer write, TextOptions options) : write_(std::move(write)), options_(options) {}

  void result(const CaseResult& result) override;
  void finish(const Totals& totals);

private:
  [[nodiscard]] std::string painted(std::string_view text, const char* colour) const;
  void failure(const Failure& f);

  Writer write_;
  TextOptions options_;
  std::map<std::string, Runs> repeated_;
};

/// One JSON document; `cmdwright compare` reads it (see saved.h).
[[nodiscard]] std::string json_report(const RunReport& report);
/// JUnit XML, a test suite for each suite file.
[[nodiscard]] std::string junit_report(const RunReport& report);
/// For a comment on a pull request; at most `most` bytes, with a note where something was left out.
[[nodiscard]] std::string markdown_report(const RunReport& report, std::size_t most = 60'000);
/// One page that needs nothing but a browser.
[[nodiscard]] std::string html_report(const RunReport& report);

/// Runs by key, of cases that ran repeatedly.
[[nodiscard]] std::map<std::string, Runs> repeated_runs(const RunReport& report);
/// "pass@4 0.97, pass^4 0.61", a line for each k, and the flake rate.
[[nodiscard]] std::string repeated_text(const std::map<std::string, Runs>& runs);
/// "suite.yaml › name › conversation (run 2)"
[[nodiscard]] std::string title_of(const CaseResult& result);

} // namespace cmdwright::suite
