// One run of `lint` over its inputs: pieces of work in batches, on several threads when wanted, results in
// the order of the inputs; then repairs, baseline, reports and the exit status.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/lint_baseline.h"
#include "cli/lint_report.h"
#include "cli/lint_source.h"
#include "cli/lint_worker.h"

namespace cmdwright::cli {

struct LintRunOptions {
  LintWork work;
  LintSource::As as = LintSource::As::Auto;
  LintReportOptions report;
  lint::Severity fail_on = lint::Severity::Warning;
  bool fix = false;  ///< rewrite files
  bool diff = false; ///< show what --fix would do
  unsigned jobs = 1;
  std::uint64_t shard = 0; ///< from 0
  std::uint64_t shards = 1;
  bool progress = true;
};

class LintRun {
public:
  LintRun(World& world, const lint::Linter& linter, LintRunOptions options, Baseline* known)
      : world_(world), linter_(linter), options_(std::move(options)), known_(known) {}

  /// Lints all files. Returns the exit status.
  int run(const std::vector<std::string>& files, const std::vector<std::string>& problems);
  /// Everything that was found, for --write-baseline.
  [[nodiscard]] const Baseline& found() const { return found_; }

private:
  void work_off(std::vector<LintTask>& batch, std::size_t size);
  void take(const LintTask& task, LintResult result);
  void write_back(const LintTask& task, const std::string& text);
  void complain(const std::string& words, bool lost);
  void show_progress(std::size_t bytes);

  World& world_;
  const lint::Linter& linter_;
  LintRunOptions options_;
  Baseline* known_;
  Baseline found_;
  LintSummary summary_;
  std::unique_ptr<LintReport> report_;
  std::vector<LintWorker> workers_;
  bool failed_ = false; ///< something at or above fail_on
  bool lost_ = false;   ///< something could not be read or written
  std::uint64_t bytes_ = 0;
  std::int64_t shown_at_ = 0; ///< milliseconds of the last progress line
  std::int64_t began_at_ = 0;
  bool showing_ = false;
};

} // namespace cmdwright::cli
