// Two saved runs side by side: what got worse, what got better.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "spec/spec.h"
#include "suite/failure.h"
#include "suite/saved.h"

namespace cmdwright::suite {

/// Broken: right before (in every run), and not any more; or so much less often that chance does not explain
/// it (the 95 % intervals of the pass rates do not meet). Fixed is the opposite. Changed: the same verdict,
/// but other commands, findings or failures.
enum class Change : std::uint8_t { Broken, Fixed, Changed, New, Gone, Same };
[[nodiscard]] std::string_view change_name(Change change);

struct CaseChange {
  Change change = Change::Same;
  std::string key;
  std::string before; ///< outcome, "7 of 10 runs" for repeated ones; empty for a new case
  std::string after;
  std::vector<Difference> differences; ///< between the commands; "expected" is before, "actual" after
  std::vector<std::string> failures;   ///< that the case has now and had not
};

/// A number before and after.
struct Shift {
  std::uint64_t before = 0;
  std::uint64_t after = 0;
  std::uint64_t of_before = 0; ///< out of how many; 0: the number stands alone
  std::uint64_t of_after = 0;
};

struct Comparison {
  std::vector<CaseChange> cases;        ///< without those that are the same, in the order of the new run
  std::map<std::string, Shift> rules;   ///< findings
  std::map<std::string, Shift> scripts; ///< passed cases of all that call it
  std::map<std::string, Shift> tags;    ///< passed cases of all that have it
  std::uint64_t same = 0;

  [[nodiscard]] std::uint64_t count(Change change) const;
};

[[nodiscard]] Comparison compare_runs(const SavedRun& before, const SavedRun& after, const spec::Spec& spec);

[[nodiscard]] std::string comparison_text(const Comparison& comparison, bool colour);
[[nodiscard]] std::string comparison_json(const Comparison& comparison);
[[nodiscard]] std::string comparison_markdown(const Comparison& comparison);

} // namespace cmdwright::suite
