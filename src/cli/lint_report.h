// The reports of `lint`, one class a format, all behind one interface. Results are written as they come, so
// that memory stays small however many there are.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "cli/lint_result.h"
#include "cli/world.h"

namespace cmdwright::cli {

struct LintSummary {
  std::uint64_t texts = 0; ///< files, records, conversations
  std::uint64_t errors = 0;
  std::uint64_t warnings = 0;
  std::uint64_t infos = 0;
  std::uint64_t fixable = 0;  ///< safely
  std::uint64_t unsafely = 0; ///< only with --unsafe-fixes
  std::uint64_t fixed = 0;    ///< texts that were repaired
  std::uint64_t known = 0;    ///< left out because the baseline has them
  std::uint64_t problems = 0; ///< inputs that could not be read
  [[nodiscard]] std::uint64_t all() const { return errors + warnings + infos; }
};

class LintReport {
public:
  explicit LintReport(Output& out) : out_(out) {}
  virtual ~LintReport() = default;
  LintReport(const LintReport&) = delete;
  LintReport& operator=(const LintReport&) = delete;

  virtual void begin() {}
  virtual void add(const LintResult& result) = 0;
  virtual void end(const LintSummary&) {}

protected:
  Output& out_;
};

struct LintReportOptions {
  std::string format; ///< text, json, jsonl, sarif, github, junit
  bool colour = false;
  bool quiet = false;                   ///< text: no summary
  std::vector<const lint::Rule*> rules; ///< all that are on, for formats that describe them
};
[[nodiscard]] std::unique_ptr<LintReport> make_lint_report(Output& out, const LintReportOptions& options);

// One for each format.
[[nodiscard]] std::unique_ptr<LintReport> make_text_report(Output& out, const LintReportOptions& options);
[[nodiscard]] std::unique_ptr<LintReport> make_json_report(Output& out);
[[nodiscard]] std::unique_ptr<LintReport> make_json_lines_report(Output& out);
[[nodiscard]] std::unique_ptr<LintReport> make_sarif_report(Output& out, const LintReportOptions& options);
[[nodiscard]] std::unique_ptr<LintReport> make_github_report(Output& out);
[[nodiscard]] std::unique_ptr<LintReport> make_junit_report(Output& out);

/// What comes before the findings of a result: "run.jsonl", and for one of many its id or line.
[[nodiscard]] std::string result_name(const LintResult& result);

} // namespace cmdwright::cli
