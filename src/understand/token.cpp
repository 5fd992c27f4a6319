// Folding and cutting in one pass. A run of letters and digits is cut at '-' and '.', and between a leading
// number and the letters behind it ("720p", "10s"), so that numbers, units and hyphenated words fall apart
// the same way in requests and in lexicon phrases; `glued` keeps the knowledge that the pieces were one run.
#include "understand/token.h"

#include <algorithm>

#include "text/utf8.h"
#include "text/words.h"
#include "understand/literal.h"

namespace cmdwright::understand {

namespace {

char32_t fold(char32_t c, const HanFolding& han) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
  if (c >= 0xFF01 && c <= 0xFF5E) return fold(c - 0xFF01 + 0x21, han); // full-width ASCII
  switch (c) {
  case 0x3000:
  case 0x00A0:
    return ' ';
  case 0x3002:
    return '.'; // 。
  case 0x3001:
    return ','; // 、
  case 0x2019:
  case 0x2018:
    return '\'';
  case 0x2014:
  case 0x2013:
  case 0x2212:
    return '-';
  case 0x00D7:
    return 'x'; // ×
  case 0x2192:
    return '>'; // →
  case 0x301C:
    return '~';
  default:
    break;
  }
  if (c >= 0x4E00 && c <= 0x9FFF) {
    const auto it = std::lower_bound(han.begin(), han.end(), std::pair<std::uint32_t, std::uint32_t>{c, 0});
    if (it != han.end() && it->first == c) return it->second;
  }
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 0x20; // À … Þ
  return c;
}

bool is_han(char32_t c) {
  return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || c >= 0x20000;
}
bool is_letter(char32_t c) {
  return (c >= 'a' && c <= 'z') || c == '_' || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) ||
         (c >= 0x370 && c <= 0x52F) || (c >= 0x3040 && c <= 0x30FF);
}
bool is_digit_code(char32_t c) {
  return c >= '0' && c <= '9';
}
bool is_word_code(char32_t c) {
  return is_letter(c) || is_digit_code(c);
}

class Cutter {
public:
  Cutter(std::string_view text, const HanFolding& han, const std::vector<std::uint32_t>& plain)
      : text_(text), han_(han), plain_(plain) {
    out_.folded.reserve(text.size() + 16); // folding never makes text longer than this: views stay valid
  }

  Tokens run() {
    while (pos_ < text_.size()) step();
    return std::move(out_);
  }

private:
  struct Folded {
    char32_t code;
    std::uint8_t length;
  };
  [[nodiscard]] Folded at(std::size_t i) const {
    if (i >= text_.size()) return {0, 1};
    const utf8::Decoded d = utf8::decode(text_, i);
    return {fold(d.code, han_), d.length};
  }

  void add(TokenKind kind, std::size_t begin, std::size_t end, Span inner, bool title = false) {
    Token t;
    t.kind = kind;
    t.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    t.inner = inner;
    t.title = title;
    t.glued = begin == last_end_ && !out_.list.empty();
    out_.list.push_back(t);
    last_end_ = end;
    pos_ = end;
  }

  /// A token whose folded text is built from the characters between.
  void add_folded(TokenKind kind, std::size_t begin, std::size_t end) {
    const std::size_t start = out_.folded.size();
    for (std::size_t i = begin; i < end;) {
      const Folded f = at(i);
      if (f.code != '\'') utf8::append(out_.folded, f.code); // don't -> dont
      i += f.length;
    }
    add(kind, begin, end, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    out_.list.back().folded = std::string_view(out_.folded).substr(start);
  }

  void step() {
    const Folded f = at(pos_);
    if (f.code == '\n') {
      add(TokenKind::Newline, pos_, pos_ + 1, {});
      return;
    }
    if (f.code <= 0x20 || f.code == 0x7F || (f.code >= 0x200B && f.code <= 0x200F) || f.code == 0xFEFF) {
      pos_ += f.length;
      return;
    }
    const bool word_before =
        !out_.list.empty() && last_end_ == pos_ &&
        (out_.list.back().kind == TokenKind::Word || out_.list.back().kind == TokenKind::Number);
    if (!plain_.empty() && std::find(plain_.begin(), plain_.end(), pos_) != plain_.end()) {
      const std::size_t start = out_.folded.size();
      out_.folded += ',';
      add(TokenKind::Symbol, pos_, pos_ + f.length, {});
      out_.list.back().folded = std::string_view(out_.folded).substr(start);
      return;
    }
    if (const auto literal = literal_at(text_, pos_, word_before)) {
      add(literal->kind, pos_, literal->end, literal->inner, literal->title);
      return;
    }
    const char32_t next = at(pos_ + f.length).code;
    if ((f.code == '-' || f.code == '=') && next == '>') { // an arrow is one sign
      pos_ += f.length;
      add_folded(TokenKind::Symbol, pos_, pos_ + 1);
      out_.list.back().span.begin -= f.length;
    } else if (is_digit_code(f.code)) {
      number();
    } else if (is_letter(f.code)) {
      word();
    } else if (is_han(f.code)) {
      add_folded(TokenKind::Han, pos_, pos_ + f.length);
    } else {
      add_folded(TokenKind::Symbol, pos_, pos_ + f.length);
    }
  }

  void number() {
    const std::size_t begin = pos_;
    std::size_t i = pos_;
    while (is_digit_code(at(i).code)) i += at(i).length;
    const Folded dot = at(i);
    if (dot.code == '.' && text_[i] == '.' && is_digit_code(at(i + 1).code)) { // 4.5, but not 1.2.3
      std::size_t j = i + 1;
      while (is_digit_code(at(j).code)) j += at(j).length;
      if (!(at(j).code == '.' && is_digit_code(at(j + 1).code))) i = j;
    }
    // Digits that are followed by letters and then digits again are a word: "9f3a".
    std::size_t j = i;
    while (is_letter(at(j).code)) j += at(j).length;
    if (j > i && is_digit_code(at(j).code)) {
      while (is_word_code(at(j).code)) j += at(j).length;
      const bool size = is_size(begin, j);
      if (!size) {
        add_folded(TokenKind::Word, begin, j);
        return;
      }
    }
    add_folded(TokenKind::Number, begin, i);
  }

  /// "1920x1080" falls apart into number, x, number.
  [[nodiscard]] bool is_size(std::size_t begin, std::size_t end) const {
    unsigned letters = 0;
    bool x = false;
    for (std::size_t i = begin; i < end; i += at(i).length) {
      const char32_t c = at(i).code;
      if (is_digit_code(c) || c == '.') continue;
      ++letters;
      x = c == 'x';
    }
    return letters == 1 && x;
  }

  void word() {
    const std::size_t begin = pos_;
    std::size_t i = pos_;
    // "x1080" behind a glued number is the second half of a size.
    const bool after_number =
        !out_.list.empty() && last_end_ == pos_ && out_.list.back().kind == TokenKind::Number;
    if (after_number && at(i).code == 'x' && is_digit_code(at(i + at(i).length).code)) {
      add_folded(TokenKind::Word, begin, i + at(i).length);
      return;
    }
    for (;;) {
      const Folded f = at(i);
      if (is_word_code(f.code)) {
        i += f.length;
      } else if (f.code == '\'' && i > begin && is_letter(at(i + f.length).code)) {
        i += f.length;
      } else {
        break;
      }
    }
    add_folded(TokenKind::Word, begin, i);
  }

  std::string_view text_;
  const HanFolding& han_;
  const std::vector<std::uint32_t>& plain_;
  Tokens out_;
  std::size_t pos_ = 0;
  std::size_t last_end_ = 0;
};

} // namespace

bool in_parentheses(const std::vector<Token>& tokens, std::uint32_t i) {
  for (; i-- > 0 && tokens[i].kind != TokenKind::Newline;) {
    if (tokens[i].folded == ")") return false;
    if (tokens[i].folded == "(") return true;
  }
  return false;
}

Tokens tokenize(std::string_view text, const HanFolding& han, const std::vector<std::uint32_t>& plain) {
  return Cutter(text, han, plain).run();
}

} // namespace cmdwright::understand
