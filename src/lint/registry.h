// Every check of the linter, in one table: what it looks at, which rules it can report, the function. A check
// whose rules are all off does not run.
#pragma once

#include <span>
#include <string_view>

#include "command/rules.h"

namespace cmdwright::lint {

class Context;

struct Check {
  std::span<const rule::Slug> rules;
  void (*run)(const Context&);
};

[[nodiscard]] std::span<const Check> checks();

/// Slugs of all rules that some check reports, in the order of the table.
[[nodiscard]] std::span<const rule::Slug> implemented_rules();
[[nodiscard]] bool is_implemented(std::string_view slug);

} // namespace cmdwright::lint
