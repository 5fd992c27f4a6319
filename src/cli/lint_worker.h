// From one piece of work to its result: the part of `lint` that may run on several threads at once.
#pragma once

#include <string>
#include <vector>

#include "cli/lint_result.h"
#include "cli/lint_source.h"
#include "lint/fix.h"
#include "lint/linter.h"

namespace cmdwright::cli {

struct LintWork {
  enum class As : std::uint8_t { Auto, Commands, Answer };
  As as = As::Auto;
  std::vector<std::string> request; ///< --request
  std::optional<understand::Now> now;
  bool fix = false;
  bool unsafe = false;
};

/// One for each thread; keeps its memory from one piece to the next. The linter is shared.
class LintWorker {
public:
  LintWorker(const lint::Linter& linter, const LintWork& work) : linter_(linter), work_(work) {}
  [[nodiscard]] LintResult run(const LintTask& task);

private:
  void run_text(const LintTask& task, LintResult& out);
  void run_record(const LintTask& task, LintResult& out);
  void run_conversation(const transcript::Conversation& conversation, LintResult& out);
  void lint_or_fix(lint::Input input, LintResult& out);

  const lint::Linter& linter_;
  const LintWork& work_;
  lint::Report report_;
};

} // namespace cmdwright::cli
