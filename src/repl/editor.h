// The line editor as a state machine: keys in; the line, its cursor and what is shown around it out. Keys are
// those of Emacs mode in shells (docs/repl.md lists them).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "repl/completion.h"
#include "repl/history.h"
#include "repl/keys.h"
#include "repl/line_buffer.h"

namespace cmdwright::repl {

/// What is on the screen between the answers.
struct View {
  std::string prompt;              ///< replaces the usual one while searching; else empty
  std::string_view text;           ///< may have several lines
  std::size_t cursor = 0;          ///< byte offset in `text`
  std::vector<std::string> offers; ///< completions to list below
  std::size_t chosen = SIZE_MAX;   ///< the one that stands in the line
};

class Editor {
public:
  using Completer = std::function<Completion(std::string_view text, std::size_t cursor)>;
  /// `history` must outlive the editor.
  Editor(const History& history, Completer completer) : history_(history), completer_(std::move(completer)) {}

  enum class Event : std::uint8_t {
    None,
    Accept,    ///< take() gives the line
    Interrupt, ///< Ctrl-C: the line was given up
    End,       ///< Ctrl-D on an empty line
    Clear,     ///< Ctrl-L: clear the screen
    Suspend,   ///< Ctrl-Z
    Bell,
  };
  Event press(const Key& key);

  /// The entered line; the editor is empty afterwards.
  [[nodiscard]] std::string take();
  /// Puts a text into the line to be edited.
  void offer(std::string text) { buffer_.set(std::move(text)); }

  [[nodiscard]] View view() const;

private:
  Event edit(const Key& key);
  Event control(char letter);
  Event alt(char letter);
  Event complete(bool forward);
  Event search_key(const Key& key);
  Event search_older();
  Event search_newer();
  void leave_search(bool keep);
  void recall(bool older);

  const History& history_;
  Completer completer_;
  LineBuffer buffer_;

  std::size_t recalled_ = SIZE_MAX; ///< index of the entry that is shown; SIZE_MAX: none
  std::string own_;                 ///< what was typed before entries were recalled

  bool searching_ = false;
  std::string query_;
  std::size_t found_ = SIZE_MAX;
  bool failed_ = false;
  std::string before_search_;

  Completion offers_; ///< with more than one candidate while the list is open
  std::size_t chosen_ = SIZE_MAX;
};

} // namespace cmdwright::repl
