// Which rules count and how: .cmdwright.yaml in the working directory or above it, then --select and
// --ignore.
//
//     rules:   {interpreter: off, cost-notice: error}     # off, info, warning, error
//     select:  [Quoting, enum-case]                       # only these rules or groups
//     ignore:  [extra-prose]
//     exclude: ["vendor/**", "*.log"]                     # files that folders and patterns leave out
//     fail_on: warning
//     baseline: .cmdwright-baseline.json
#pragma once

#include <string>
#include <vector>

#include "lint/linter.h"

namespace cmdwright::cli {

struct LintConfig {
  std::string file;   ///< that it was read from, empty when there is none
  std::string folder; ///< that holds it, with a slash at its end
  std::vector<std::pair<std::string, lint::Severity>> levels;
  std::vector<std::string> select;
  std::vector<std::string> ignore;
  std::vector<std::string> exclude;
  std::string fail_on;
  std::string baseline;
};

/// `path`: the file to read; empty: the nearest .cmdwright.yaml, or none. All mistakes in it come as one
/// error, one a line.
[[nodiscard]] Result<LintConfig> read_lint_config(const std::string& path);

/// Sets the linter's levels. `select` and `ignore` come from the command line and win.
[[nodiscard]] Status apply_lint_config(const LintConfig& config, const std::vector<std::string>& select,
                                       const std::vector<std::string>& ignore, lint::Linter& linter);

} // namespace cmdwright::cli
