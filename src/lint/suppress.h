// "# cmdwright: ignore[rule,…] reason" in shell text, "<!-- cmdwright: ignore[rule] -->" in Markdown: on the
// line of the mistake, or alone on the line before it. A command that goes on over lines with '\' counts as
// one line.
#pragma once

#include <string_view>
#include <vector>

#include "lint/finding.h"
#include "text/span.h"

namespace cmdwright::lint {

struct Suppression {
  Span place;  ///< the whole mark, for reports
  Span covers; ///< findings that begin in it are dropped
  std::vector<std::string_view> rules;
  std::vector<bool> used; ///< by rule
};

[[nodiscard]] std::vector<Suppression> find_suppressions(std::string_view text);

/// Removes what is suppressed from `findings` (all of one text) and notes what was used.
void suppress(std::vector<Suppression>& suppressions, std::vector<Finding>& findings);

} // namespace cmdwright::lint
