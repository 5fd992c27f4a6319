// The history on disk: $XDG_STATE_HOME/cmdwright/history (~/.local/state/cmdwright/history), a line each,
// readable by its owner only. Sessions that run side by side append to it one whole line at a time.
#pragma once

#include <string>
#include <string_view>

#include "repl/history.h"
#include "text/result.h"

namespace cmdwright::repl {

class HistoryFile {
public:
  /// `path` empty: nothing is kept.
  explicit HistoryFile(std::string path) : path_(std::move(path)) {}

  /// Adds what the file holds. Damaged lines are left out (and left in the file); a file that has grown past
  /// kLargest is cut to its newest entries. The result is a notice for the person, or empty.
  [[nodiscard]] std::string load(History& history);

  /// Appends one entry in one write. The first failure is reported, later ones are not.
  [[nodiscard]] std::string append(std::string_view entry);

  static constexpr std::size_t kLargest = std::size_t{4} << 20U; ///< bytes

private:
  Status write(std::string_view line) const;
  std::string path_;
  bool failed_ = false;
};

/// From the values of XDG_STATE_HOME and HOME; empty when neither helps.
[[nodiscard]] std::string history_path(std::string_view state_home, std::string_view home);

} // namespace cmdwright::repl
