// How a run talks: results to standard output, the rest to standard error, progress on one line where
// somebody watches.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/world.h"
#include "exec/reporter.h"

namespace cmdwright::cli {

class TerminalReporter final : public exec::Reporter {
public:
  /// `label` stands in front of notes when several plans run side by side; there is no progress line then.
  TerminalReporter(World& world, bool quiet_results, std::string label = {})
      : world_(world), quiet_results_(quiet_results), label_(std::move(label)) {}
  ~TerminalReporter() override { end_progress(); }

  void result(std::string_view text) override;
  void note(std::string_view line) override;
  void progress(std::string_view line) override;
  /// Asks on the terminal that the process belongs to, whatever standard input is.
  std::optional<std::string> ask(std::string_view question) override;

private:
  void end_progress();

  World& world_;
  bool quiet_results_; ///< the results go out as JSON when the step has ended
  std::string label_;
  std::size_t shown_ = 0; ///< bytes of the progress line on the screen
};

} // namespace cmdwright::cli
