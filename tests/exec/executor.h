// Runs of the executor inside the test program, against the stand-in.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "exec/run.h"
#include "stand_in/stand_in.h"
#include "support/pack.h"
#include "support/process.h"

namespace cmdwright::test {

/// Collects what a run says; answers questions from a list, then not at all.
class CollectingReporter final : public exec::Reporter {
public:
  void result(std::string_view text) override { out += text; }
  void note(std::string_view line) override { notes += std::string(line) + "\n"; }
  void progress(std::string_view line) override {
    if (!line.empty()) last_progress = line;
  }
  std::optional<std::string> ask(std::string_view question) override;

  std::string out;
  std::string notes;
  std::string last_progress;
  std::vector<std::string> questions;
  std::vector<std::string> answers;
};

struct Ran {
  exec::Decision decision;
  std::vector<exec::StepResult> steps;
  std::string out;   ///< what a terminal would show as results
  std::string notes; ///< and beside them
  std::vector<std::string> questions;

  [[nodiscard]] const exec::StepResult& last() const { return steps.back(); }
  [[nodiscard]] std::string_view status() const {
    return exec::status_name(steps.empty() ? decision.status : steps.back().status);
  }
  /// Everything that anybody could read.
  [[nodiscard]] std::string everything() const;
};

class Executor {
public:
  explicit Executor(const StandIn& stand_in);

  /// One process's run of commands, one a line.
  Ran run(const std::string& commands);

  const exec::Api& api() const { return api_; }
  [[nodiscard]] std::string ledger_folder() const { return folder.path() + "/state"; }
  [[nodiscard]] std::vector<exec::Entry> ledger(bool only_open = false) const;

  TemporaryFolder folder; ///< working directory of the runs
  std::map<std::string, std::string> environment;
  exec::Settings settings;
  exec::RunRules rules;
  std::vector<std::string> answers;
  std::function<bool()> interrupt_when; ///< Ctrl-C comes when this holds

private:
  exec::Api api_;
};

/// The mapping of the built-in pack.
[[nodiscard]] exec::Api built_in_api();

} // namespace cmdwright::test
