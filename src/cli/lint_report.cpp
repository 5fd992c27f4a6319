#include "cli/lint_report.h"

namespace cmdwright::cli {

std::unique_ptr<LintReport> make_lint_report(Output& out, const LintReportOptions& options) {
  if (options.format == "json") return make_json_report(out);
  if (options.format == "jsonl") return make_json_lines_report(out);
  if (options.format == "sarif") return make_sarif_report(out, options);
  if (options.format == "github") return make_github_report(out);
  if (options.format == "junit") return make_junit_report(out);
  return make_text_report(out, options);
}

std::string result_name(const LintResult& result) {
  std::string name = result.file == "-" ? "<stdin>" : result.file;
  if (!result.bulk) return name;
  if (!result.id.empty()) return name + " [" + result.id + "]";
  return result.record > 0 ? name + ":" + std::to_string(result.record) : name;
}

} // namespace cmdwright::cli
