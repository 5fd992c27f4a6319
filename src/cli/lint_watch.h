// lint --watch: lints everything once, then each file that changes, until it is interrupted.
#pragma once

#include <string>
#include <vector>

#include "cli/lint_run.h"

namespace cmdwright::cli {

class LintWatch {
public:
  LintWatch(World& world, const lint::Linter& linter, LintRunOptions options, std::vector<std::string> names,
            std::vector<std::string> exclude)
      : world_(world), linter_(linter), options_(std::move(options)), names_(std::move(names)),
        exclude_(std::move(exclude)) {}
  int run();

private:
  World& world_;
  const lint::Linter& linter_;
  LintRunOptions options_;
  std::vector<std::string> names_;
  std::vector<std::string> exclude_;
};

} // namespace cmdwright::cli
