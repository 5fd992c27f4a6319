// Which given command answers to which expected one, when they are not simply the same.
#pragma once

#include <optional>
#include <vector>

#include "suite/behaviour.h"
#include "suite/failure.h"
#include "suite/pattern.h"

namespace cmdwright::suite {

struct Alignment {
  /// For each expected command the given one that stands for it: equal ones first, then those of the same
  /// script, then by position.
  std::vector<std::optional<std::size_t>> partner;
  std::vector<bool> equal;         ///< by expected command
  std::vector<std::size_t> extras; ///< given commands that nobody expected
  bool in_order = true;            ///< partners stand in the order of the expected

  [[nodiscard]] bool all_equal() const;
};

/// Captures are bound by the equal ones.
[[nodiscard]] Alignment align(const std::vector<CommandPattern>& expected,
                              const std::vector<const GivenCommand*>& given, Captures& captures);

/// What differs, command by command.
[[nodiscard]] std::vector<Difference> differences_of(const Alignment& alignment,
                                                     const std::vector<CommandPattern>& expected,
                                                     const std::vector<const GivenCommand*>& given,
                                                     const Captures& captures, bool extras_allowed);

/// "vod_upload.py upload"
[[nodiscard]] std::string operation_of(const command::Command& command);

} // namespace cmdwright::suite
