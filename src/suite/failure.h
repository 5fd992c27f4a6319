// What was not as expected, in a form that every report can use.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "suite/pattern.h"

namespace cmdwright::suite {

/// A parameter (or the script itself, with an empty name) of one command.
struct Difference {
  std::string command; ///< "vod_upload.py upload"
  ParamDifference param;
};

struct Failure {
  std::string expectation; ///< key in the suite: "commands"
  std::string place;       ///< of that key, "file:line:column"
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  bool own = false;       ///< the key stands in the case itself
  std::uint32_t turn = 0; ///< of the agent, from 1; 0: the whole conversation
  std::string message;    ///< one line
  // Side by side, where there is something to compare:
  std::vector<std::string> expected;
  std::vector<std::string> actual;
  std::vector<Difference> differences;
  // The value that the key would need, where what the agent did can be written down:
  std::string accept_scalar;
  std::optional<std::vector<std::string>> accept_list;
};

/// "--quality: sd instead of hd", "--no-wait is missing".
[[nodiscard]] std::string difference_text(const Difference& difference);

} // namespace cmdwright::suite
