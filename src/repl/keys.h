// Bytes from a terminal as keys: UTF-8 text, control characters, the escape sequences of xterm and its kin,
// bracketed paste.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cmdwright::repl {

struct Key {
  enum class Kind : std::uint8_t {
    Text,    ///< `text`: one or more characters, no control characters among them
    Paste,   ///< `text`: may hold '\n', no other control character
    Control, ///< Ctrl and `letter` ('a' to 'z', '_', ' ')
    Alt,     ///< Alt and `letter` (as typed: 'b', '<', …; '\r' for Enter, '\x7f' for Backspace)
    Enter,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Left,
    Right,
    WordLeft,
    WordRight,
    Up,
    Down,
    Home,
    End,
    Escape,
    Other, ///< a sequence that means nothing here
  };
  Kind kind = Kind::Other;
  char letter = 0;
  std::string text;
};

/// Bytes of the longest paste that is kept; the rest of a longer one is dropped.
inline constexpr std::size_t kLongestPaste = std::size_t{4} << 20U;

/// Takes bytes as they arrive, in pieces of any size.
class KeyReader {
public:
  [[nodiscard]] std::vector<Key> feed(std::string_view bytes);
  /// Nothing more came for a while: an ESC that waited for its sequence was the Escape key.
  [[nodiscard]] std::vector<Key> flush();
  /// Bytes wait for more (outside a paste).
  [[nodiscard]] bool waiting() const { return !pasting_ && !pending_.empty(); }

private:
  std::size_t one(std::string_view bytes, std::vector<Key>& keys); ///< bytes used; 0: needs more
  std::size_t escape(std::string_view bytes, std::vector<Key>& keys);
  std::size_t paste(std::string_view bytes, std::vector<Key>& keys);
  void add_text(std::string_view text, std::vector<Key>& keys) const;

  std::string pending_;
  std::string pasted_;
  bool pasting_ = false;
};

/// `text` as it may stand in a line: line ends become '\n', tabs blanks, other control characters go, invalid
/// UTF-8 becomes U+FFFD.
[[nodiscard]] std::string cleaned(std::string_view text);

} // namespace cmdwright::repl
