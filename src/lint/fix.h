// Applying repairs: pass after pass until nothing is left to repair. Of repairs that overlap the first wins
// and the others get their turn in the next pass. A pass that leaves more mistakes than it found is taken
// back.
#pragma once

#include <string>

#include "lint/linter.h"

namespace cmdwright::lint {

inline constexpr unsigned kMostPasses = 10;

struct Fixed {
  std::string text;
  unsigned applied = 0; ///< repairs
  unsigned passes = 0;
};

/// `input.text` repaired. `unsafe`: good guesses too. Only findings at `least` or above are repaired.
[[nodiscard]] Fixed fix(const Linter& linter, Input input, bool unsafe, Severity least = Severity::Info);

/// One pass: the repairs of `findings` in `text`. Returns how many were applied to `out`.
unsigned apply_fixes(std::string_view text, const std::vector<Finding>& findings, bool unsafe, Severity least,
                     std::string& out);

} // namespace cmdwright::lint
