// Suites run from text, for comparison in tests.
#pragma once

#include <string>
#include <vector>

#include "suite/load.h"
#include "suite/report.h"
#include "suite/run.h"

namespace cmdwright::test {

/// Runs the cases of a suite that is called "s" (files in it are taken from `folder`) with the built-in pack
/// at a fixed time. Loading errors end up in `errors`, a line each.
struct SuiteRun {
  suite::RunReport report;
  std::string errors;
};
[[nodiscard]] SuiteRun run_suite(const std::string& yaml, const suite::RunOptions& options = {},
                                 const std::string& folder = {});

/// "passed NAME" or "failed NAME: expectation(turn): message; …" for each result.
[[nodiscard]] std::string outcomes(const suite::RunReport& report);
[[nodiscard]] std::string outcomes(const std::string& yaml);

} // namespace cmdwright::test
