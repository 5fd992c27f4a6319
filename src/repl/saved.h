// A session as a file that a shell (and the linter) can read too: each line that was typed stands in a
// comment, the commands that it came to below it.
//
//     # > print menu.pdf twice
//     python scripts/press.py print --file menu.pdf --copies 2
//
// A typed line of several lines goes on behind "# | ". A file without such comments is taken as lines to
// type, one a line; comments and blank lines are left out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cmdwright::repl {

inline constexpr std::size_t kMostLoaded = 1000; ///< lines to type of one file

void append_saved(std::string& file, std::string_view input, const std::vector<std::string>& commands);

struct Loaded {
  std::vector<std::string> inputs;
  bool cut = false; ///< there were more than kMostLoaded
};
[[nodiscard]] Loaded read_saved(std::string_view file);

} // namespace cmdwright::repl
