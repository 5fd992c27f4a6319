// The text being edited, and its cursor. Everything moves by what a reader takes for one character (grapheme
// clusters of Unicode), so a cursor never stands inside an accented letter or an emoji.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cmdwright::repl {

/// The character boundary behind, or in front of, byte offset `at` of `text`.
[[nodiscard]] std::size_t next_character(std::string_view text, std::size_t at);
[[nodiscard]] std::size_t previous_character(std::string_view text, std::size_t at);

class LineBuffer {
public:
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::size_t cursor() const { return cursor_; } ///< byte offset
  [[nodiscard]] bool empty() const { return text_.empty(); }

  void clear();
  /// The new text is no step that undo() takes back.
  void set(std::string text);
  void insert(std::string_view text);
  /// Puts `text` in the place of [begin, end); the cursor goes behind it.
  void replace(std::size_t begin, std::size_t end, std::string_view text);

  void left() { cursor_ = previous_character(text_, cursor_); }
  void right() { cursor_ = next_character(text_, cursor_); }
  void word_left() { cursor_ = word_begin(cursor_); }
  void word_right() { cursor_ = word_end(cursor_); }
  void line_begin();
  void line_end();
  void text_begin() { cursor_ = 0; }
  void text_end() { cursor_ = text_.size(); }
  /// To the line above or below of a text of several lines; false when there is none.
  bool line_up();
  bool line_down();

  void erase_left();
  void erase_right();
  void kill_word_left();
  void kill_word_right();
  void kill_blank_word_left(); ///< back to the blank before it, as a shell's Ctrl-W
  void kill_to_line_begin();
  void kill_to_line_end();
  void yank() { insert(killed_); }
  void swap_characters();
  void undo();

private:
  [[nodiscard]] std::size_t word_begin(std::size_t at) const;
  [[nodiscard]] std::size_t word_end(std::size_t at) const;
  void kill(std::size_t begin, std::size_t end);
  void remember();

  struct Before {
    std::string text;
    std::size_t cursor;
  };
  std::string text_;
  std::size_t cursor_ = 0;
  std::string killed_;
  std::size_t killed_at_ = std::string::npos; ///< cursor and size of the text after the last kill
  std::size_t killed_size_ = 0;
  std::vector<Before> undo_;
  std::size_t typed_to_ = std::string::npos; ///< letters typed one after the other are one step
};

} // namespace cmdwright::repl
