// Which reports a test run writes, and where to.
#pragma once

#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/colour.h"
#include "cli/world.h"
#include "suite/report.h"

namespace cmdwright::cli {

class TestReports {
public:
  void declare(Arguments& a);

  /// Results come in one by one; progress goes to standard error while it is a terminal.
  class Sink final : public suite::ResultSink {
  public:
    Sink(World& world, const TestReports& options);
    void result(const suite::CaseResult& result) override;
    /// Writes every report. False when a file could not be written.
    bool finish(const suite::Totals& totals);
    /// Empty unless a report needs them, or keep_results() was called.
    [[nodiscard]] const std::vector<suite::CaseResult>& results() const { return report_.results; }
    void keep_results() { keep_ = true; }

  private:
    void progress(const suite::Totals& totals);
    World& world_;
    const TestReports& options_;
    suite::TextReport text_;
    suite::RunReport report_;
    suite::Totals so_far_;
    bool keep_;
    bool progress_shown_ = false;
  };

  /// Rules are counted in what is written.
  [[nodiscard]] bool wants_faults() const { return format_ != "text" || writes_files(); }

  [[nodiscard]] bool wants_json() const { return format_ == "json"; }
  [[nodiscard]] bool verbose() const { return verbose_; }

private:
  [[nodiscard]] bool writes_files() const {
    return !save_.empty() || !junit_.empty() || !markdown_.empty() || !html_.empty();
  }

  std::string format_ = "text";
  std::string save_;
  std::string junit_;
  std::string markdown_;
  std::string html_;
  bool verbose_ = false;
  bool quiet_ = false;
  ColourOption colour_;
};

} // namespace cmdwright::cli
