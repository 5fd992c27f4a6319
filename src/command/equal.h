// When two commands mean the same (contract section 6): same script and subcommand, same parameters with the
// same values, whatever the order and quoting. Numbers compare by value, times by instant, JSON by content,
// lists as sets where the spec says so; a recommended or always-written default equals its absence.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "command/tree.h"

namespace cmdwright::command {

/// A command reduced to what it means. Equal meanings compare equal.
struct Meaning {
  std::string operation;                                   ///< "vod_upload.py upload"
  std::vector<std::pair<std::string, std::string>> params; ///< sorted by name; canonical value
  friend bool operator==(const Meaning&, const Meaning&) = default;
};

[[nodiscard]] Meaning meaning(const Command& command);
[[nodiscard]] bool equal(const Command& a, const Command& b);

/// What differs, a line each, for people: "--quality: hd instead of sd", "--no-wait is missing".
[[nodiscard]] std::vector<std::string> differences(const Meaning& expected, const Meaning& actual);

} // namespace cmdwright::command
