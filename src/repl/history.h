// Lines that were entered, oldest first. Recall and search; where they are kept is history_file.h's business.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cmdwright::repl {

class History {
public:
  static constexpr std::size_t kMost = 5000;         ///< entries; the oldest go first
  static constexpr std::size_t kLongest = 16 * 1024; ///< bytes of an entry that is kept

  /// Blank lines, lines that are too long and the repetition of the last one are not kept; false then.
  bool add(std::string_view line);

  [[nodiscard]] const std::vector<std::string>& entries() const { return entries_; }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

  /// The newest entry before index `before` that contains `text`, ASCII letter case ignored.
  [[nodiscard]] std::optional<std::size_t> find_before(std::string_view text, std::size_t before) const;
  /// The oldest one behind index `after`.
  [[nodiscard]] std::optional<std::size_t> find_after(std::string_view text, std::size_t after) const;

private:
  std::vector<std::string> entries_;
};

/// One entry as a line of the history file ('\n' written "\n", '\' written "\\") and back.
[[nodiscard]] std::string to_file_line(std::string_view entry);
/// Nothing when the line is damaged: control characters, invalid UTF-8, too long.
[[nodiscard]] std::optional<std::string> from_file_line(std::string_view line);

} // namespace cmdwright::repl
