// Mistakes put into good commands on purpose, one at a time: what each is called, what the linter must find,
// and what the command was before. Shared by the test with its floors and the tool that prints the table.
#pragma once

#include <string>
#include <vector>

#include "command/rules.h"
#include "spec/spec.h"

namespace cmdwright::test {

struct Mutant {
  std::string operation; ///< "lower case of a value"
  rule::Slug rule;       ///< the one finding that it must give
  std::string good;
  std::string bad;
  bool fixable = false; ///< the repair must give the good command's meaning back
};

/// Good commands of every operation: those of tests/command/validator/documented.txt.
[[nodiscard]] std::vector<std::string> good_commands();
/// Every mutant of every good command; the same on every run.
[[nodiscard]] std::vector<Mutant> mutants(const std::vector<std::string>& commands, const spec::Spec& spec);

} // namespace cmdwright::test
