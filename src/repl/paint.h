// What the screen shows, as bytes for a terminal: lines of answers wrapped to its width, and the rows of the
// line being edited, repainted with as few bytes as is easy. Only what every terminal since the VT100 (and
// tmux, screen, the Linux console) understands is used.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "repl/editor.h"
#include "repl/screen_line.h"

namespace cmdwright::repl {

/// Rows of a line of an answer, without line ends. Commands are one row however long: the terminal wraps
/// them, and what is copied is whole. Control characters are dropped.
[[nodiscard]] std::vector<std::string> rows_of(const ScreenLine& line, std::size_t width, bool colour);

/// The rows that belong to the line being edited.
struct Frame {
  struct Row {
    std::string bytes;
    std::size_t width = 0; ///< columns
    friend bool operator==(const Row&, const Row&) = default;
  };
  std::vector<Row> rows;
  std::size_t row = 0; ///< of the cursor
  std::size_t column = 0;
};

/// A view on a screen of this size. What does not fit is cut: of the text, the rows around the cursor stay.
[[nodiscard]] Frame layout(const View& view, std::string_view prompt, std::size_t width, std::size_t height,
                           bool colour);

class Painter {
public:
  /// Bytes that turn what is on the screen into `frame`.
  [[nodiscard]] std::string paint(const Frame& frame);
  /// Leaves the frame on the screen; the cursor goes to the line below it.
  [[nodiscard]] std::string leave();
  /// Removes the frame from the screen; the cursor stands where it began.
  [[nodiscard]] std::string erase();
  /// The screen was cleared, the cursor is at its top.
  void cleared() { shown_ = {}; }
  /// The screen has another width now; rows that do not fit were wrapped by the terminal.
  void resized(std::size_t width);

private:
  [[nodiscard]] std::string to_top() const;
  Frame shown_;
  bool moved_ = false; ///< the rows are not where they were painted
};

/// The request to the terminal to put `text` on the clipboard (OSC 52).
[[nodiscard]] std::string clipboard_bytes(std::string_view text);

} // namespace cmdwright::repl
