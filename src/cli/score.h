// Answers measured against labels: counts, the decision table, confusions. Used by `score`, which prints
// them.
#pragma once

#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "cli/cases.h"
#include "cli/engine.h"

namespace cmdwright::cli {

struct Failure {
  Case labelled;
  Outcome outcome;
};

struct Score {
  std::string name; ///< of the file
  unsigned cases = 0;
  unsigned exact = 0;
  unsigned routing = 0;
  unsigned answered = 0;                                             ///< gave commands
  unsigned wrong = 0;                                                ///< gave commands that are not right
  std::map<std::pair<std::string, std::string>, unsigned> decisions; ///< (labelled, given) -> cases
  std::map<std::pair<std::string, std::string>, unsigned>
      confusions; ///< (operation meant, operation given) -> cases
  std::vector<Failure> failures;

  [[nodiscard]] double exact_share() const { return share(exact, cases); }
  [[nodiscard]] double routing_share() const { return share(routing, cases); }
  [[nodiscard]] double wrong_share() const { return share(wrong, answered); }
  /// Mean of the F1 scores of ok, ask and refuse, over those that occur.
  [[nodiscard]] double macro_f1() const;

  void add(const Score& other);

private:
  [[nodiscard]] static double share(unsigned part, unsigned all) {
    return all == 0 ? 0.0 : 100.0 * part / all;
  }
};

inline constexpr std::array<const char*, 3> kDecisions = {"ok", "ask", "refuse"};

/// `now` is used for cases that have no clock of their own.
[[nodiscard]] Score score(const Engine&, const std::string& name, const std::vector<Case>&,
                          understand::Now now);

} // namespace cmdwright::cli
