// A terminal's screen in memory: what a person would see after a program wrote these bytes. Understands what
// our programs send (UTF-8 with wide and combining characters, automatic wrapping with the pending wrap of a
// VT100, cursor movement, erasing, styles, bracketed paste, OSC 52); anything else is a problem that tests
// see.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cmdwright::test {

class VtScreen {
public:
  VtScreen(std::size_t width, std::size_t height);

  void feed(std::string_view bytes);
  /// As terminals that wrap again do it: rows that become too long go on in the next row.
  void resize(std::size_t width, std::size_t height);

  /// Row texts without trailing blanks; rows below the last one with text are left out.
  [[nodiscard]] std::vector<std::string> rows() const;
  /// rows() as one text.
  [[nodiscard]] std::string text() const;
  /// What scrolled off the top, then rows().
  [[nodiscard]] std::vector<std::string> everything() const;
  [[nodiscard]] std::size_t row() const { return row_; }
  [[nodiscard]] std::size_t column() const { return column_; }

  [[nodiscard]] bool styled() const { return styled_; }     ///< some style was ever used
  [[nodiscard]] bool pasting() const { return bracketed_; } ///< bracketed paste is on
  [[nodiscard]] std::size_t bells() const { return bells_; }
  [[nodiscard]] const std::string& clipboard() const { return clipboard_; } ///< base64 of the last OSC 52
  [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }

private:
  struct Cell {
    std::string text = " "; ///< empty: the right half of a wide character
  };
  using Row = std::vector<Cell>;

  void put(std::string_view character, std::size_t width);
  void line_feed();
  std::size_t control(std::string_view bytes);  ///< bytes used; 0: incomplete
  std::size_t sequence(std::string_view bytes); ///< ESC …
  void csi(std::string_view body);              ///< behind ESC [, with the final letter
  static std::string row_text(const Row& row);

  std::size_t width_;
  std::size_t height_;
  std::vector<Row> cells_;
  std::vector<std::string> scrolled_;
  std::size_t row_ = 0;
  std::size_t column_ = 0;
  bool wrap_ = false; ///< the last column was written; the next character goes to the next row
  bool styled_ = false;
  bool bracketed_ = false;
  std::size_t bells_ = 0;
  std::string clipboard_;
  std::string pending_;
  std::vector<std::string> problems_;
};

} // namespace cmdwright::test
