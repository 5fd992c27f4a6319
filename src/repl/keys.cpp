#include "repl/keys.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"

namespace cmdwright::repl {

namespace {

using Kind = Key::Kind;

constexpr std::string_view kPasteBegin = "\x1b[200~";
constexpr std::string_view kPasteEnd = "\x1b[201~";
constexpr std::size_t kLongestSequence = 32; ///< of one escape sequence

struct Sequence {
  std::string_view bytes; ///< behind ESC
  Kind kind;
};
/// xterm, rxvt, the Linux console, screen and tmux.
constexpr std::array kSequences = {
    Sequence{"[A", Kind::Up},           Sequence{"[B", Kind::Down},        Sequence{"[C", Kind::Right},
    Sequence{"[D", Kind::Left},         Sequence{"[H", Kind::Home},        Sequence{"[F", Kind::End},
    Sequence{"OA", Kind::Up},           Sequence{"OB", Kind::Down},        Sequence{"OC", Kind::Right},
    Sequence{"OD", Kind::Left},         Sequence{"OH", Kind::Home},        Sequence{"OF", Kind::End},
    Sequence{"[1~", Kind::Home},        Sequence{"[4~", Kind::End},        Sequence{"[7~", Kind::Home},
    Sequence{"[8~", Kind::End},         Sequence{"[3~", Kind::Delete},     Sequence{"[Z", Kind::BackTab},
    Sequence{"[1;5C", Kind::WordRight}, Sequence{"[1;5D", Kind::WordLeft}, Sequence{"[1;3C", Kind::WordRight},
    Sequence{"[1;3D", Kind::WordLeft},  Sequence{"Oc", Kind::WordRight},   Sequence{"Od", Kind::WordLeft},
};

/// Length of the escape sequence at the start of `bytes` (which begins with ESC [ or ESC O); 0 when it is not
/// complete.
std::size_t sequence_length(std::string_view bytes) {
  if (bytes[1] == 'O') return bytes.size() < 3 ? 0 : 3;
  for (std::size_t i = 2; i < bytes.size(); ++i) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    if (c >= 0x40 && c <= 0x7E) return i + 1;
    if (c < 0x20 || c > 0x7E || i > kLongestSequence) return i; // broken off
  }
  return bytes.size() > kLongestSequence ? bytes.size() : 0;
}

bool incomplete_utf8(std::string_view bytes) {
  const auto lead = static_cast<unsigned char>(bytes[0]);
  const std::size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  if (bytes.size() >= need) return false;
  return std::all_of(bytes.begin() + 1, bytes.end(),
                     [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; });
}

} // namespace

std::string cleaned(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const utf8::Decoded d = utf8::decode(text, i);
    const bool ends_line = d.code == '\r' || d.code == '\n';
    if (ends_line) {
      out += '\n';
      if (d.code == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
    } else if (d.code == '\t') {
      out += ' ';
    } else if (!d.valid) {
      utf8::append(out, 0xFFFD);
    } else if (d.code >= 0x20 && (d.code < 0x7F || d.code >= 0xA0)) {
      out.append(text, i, d.length);
    }
    i += d.length;
  }
  return out;
}

void KeyReader::add_text(std::string_view text, std::vector<Key>& keys) const {
  if (keys.empty() || keys.back().kind != Kind::Text) keys.push_back({Kind::Text, 0, {}});
  keys.back().text += cleaned(text);
}

std::vector<Key> KeyReader::feed(std::string_view bytes) {
  pending_ += bytes;
  std::vector<Key> keys;
  std::size_t at = 0;
  while (at < pending_.size()) {
    const std::string_view rest = std::string_view(pending_).substr(at);
    const std::size_t used = pasting_ ? paste(rest, keys) : one(rest, keys);
    if (used == 0) break;
    at += used;
  }
  pending_.erase(0, at);
  return keys;
}

std::vector<Key> KeyReader::flush() {
  std::vector<Key> keys;
  if (pasting_ || pending_.empty()) return keys;
  const std::string held = pending_;
  pending_.clear();
  if (held[0] != '\x1b') {
    add_text(held, keys); // half a character
  } else if (held.size() == 1) {
    keys.push_back({Kind::Escape, 0, {}});
  } else {
    keys.push_back({Kind::Alt, held[1], {}}); // Alt-[ or Alt-O, or a sequence that broke off
  }
  return keys;
}

std::size_t KeyReader::paste(std::string_view bytes, std::vector<Key>& keys) {
  const std::size_t end = bytes.find(kPasteEnd);
  // The end mark may be cut in two: its possible beginning waits.
  std::size_t take = end != std::string_view::npos ? end : bytes.size();
  if (end == std::string_view::npos)
    for (std::size_t n = std::min(kPasteEnd.size() - 1, bytes.size()); n > 0; --n)
      if (bytes.ends_with(kPasteEnd.substr(0, n))) {
        take = bytes.size() - n;
        break;
      }
  pasted_.append(bytes.substr(0, std::min(take, kLongestPaste - std::min(kLongestPaste, pasted_.size()))));
  if (end == std::string_view::npos) return take;
  pasting_ = false;
  keys.push_back({Kind::Paste, 0, cleaned(pasted_)});
  pasted_.clear();
  pasted_.shrink_to_fit();
  return end + kPasteEnd.size();
}

std::size_t KeyReader::one(std::string_view bytes, std::vector<Key>& keys) {
  const char c = bytes[0];
  const auto code = static_cast<unsigned char>(c);
  if (c == '\x1b') return escape(bytes, keys);
  if (c == '\r' || c == '\n') {
    keys.push_back({Kind::Enter, 0, {}});
  } else if (c == '\t') {
    keys.push_back({Kind::Tab, 0, {}});
  } else if (c == '\x7f' || c == '\b') {
    keys.push_back({Kind::Backspace, 0, {}});
  } else if (code < 0x20) {
    const char letter = code == 0    ? ' '
                        : code <= 26 ? static_cast<char>('a' + code - 1)
                                     : static_cast<char>(code + 64);
    keys.push_back({Kind::Control, letter, {}});
  } else {
    // As much text as there is.
    std::size_t n = 0;
    while (n < bytes.size() && static_cast<unsigned char>(bytes[n]) >= 0x20 && bytes[n] != '\x7f') {
      const std::string_view rest = bytes.substr(n, 4);
      if (static_cast<unsigned char>(rest[0]) >= 0x80 && incomplete_utf8(rest)) break;
      n += utf8::decode(bytes, n).length;
    }
    if (n > 0) add_text(bytes.substr(0, n), keys);
    return n;
  }
  return 1;
}

std::size_t KeyReader::escape(std::string_view bytes, std::vector<Key>& keys) {
  if (bytes.size() < 2) return 0;
  if (bytes.starts_with(kPasteBegin)) {
    pasting_ = true;
    return kPasteBegin.size();
  }
  if (bytes[1] == '\x1b') { // Escape, then another sequence
    keys.push_back({Kind::Escape, 0, {}});
    return 1;
  }
  if (bytes[1] != '[' && bytes[1] != 'O') {
    const std::size_t length = utf8::decode(bytes, 1).length;
    keys.push_back({length == 1 ? Kind::Alt : Kind::Other, bytes[1], {}});
    return 1 + length;
  }
  const std::size_t length = sequence_length(bytes);
  if (length == 0) return 0;
  const std::string_view sequence = bytes.substr(1, length - 1);
  for (const Sequence& s : kSequences)
    if (s.bytes == sequence) {
      keys.push_back({s.kind, 0, {}});
      return length;
    }
  keys.push_back({Kind::Other, 0, {}});
  return length;
}

} // namespace cmdwright::repl
