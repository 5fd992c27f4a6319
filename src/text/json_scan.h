// A pull scanner for JSON that knows where every token stands. Libraries decode strings and forget their
// place; a report that points into a file, and a repair that changes nothing else in it, need both.
//
//     json::Scanner scan(text);
//     if (scan.next() == json::Token::Object)
//       while (scan.next() == json::Token::Key) {
//         if (scan.is("content") && scan.next() == json::Token::String) use(scan.raw(), scan.escaped());
//         else scan.skip_value();
//       }
//     if (scan.failed()) report(scan.error_at(), scan.error());
//
// Strict (RFC 8259), but for the content of strings: escapes are checked when they are decoded, invalid UTF-8
// and lone surrogates pass. No recursion; nesting to kDeepest. Linear in the text, which must outlive the
// scanner.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace cmdwright::json {

/// Object and Array open one; End closes whichever is open. Done comes behind the outermost value.
enum class Token : std::uint8_t { Object, Array, End, Key, String, Number, True, False, Null, Done, Error };

inline constexpr std::size_t kDeepest = 1'000'000;

class Scanner {
public:
  /// `text` may be at most 4 GiB; offsets count from its start, whichever value in it is read.
  explicit Scanner(std::string_view text, std::uint32_t begin = 0) : text_(text), at_(begin) {}

  /// Error is final: every later call gives it again.
  Token next();

  /// The last token: a string or key without its quotes, a number, or the bracket.
  [[nodiscard]] Span span() const { return span_; }
  [[nodiscard]] std::string_view raw() const { return span_.of(text_); }
  /// The last string or key has a backslash.
  [[nodiscard]] bool escaped() const { return escaped_; }
  /// The last key is `name`, which needs no escapes. A key that spells itself with escapes is nobody's.
  [[nodiscard]] bool is(std::string_view name) const { return raw() == name; }

  /// Behind a Key: reads over its value. Returns what the value began with.
  Token skip_value();
  /// Behind an Object or Array: reads to behind its End.
  void skip_rest();

  [[nodiscard]] bool failed() const { return error_ != nullptr; }
  [[nodiscard]] std::uint32_t error_at() const { return span_.begin; }
  [[nodiscard]] const char* error() const { return error_; }
  /// Offset of what has not been read.
  [[nodiscard]] std::uint32_t at() const { return at_; }
  [[nodiscard]] std::size_t depth() const { return depth_; }

private:
  enum class Expect : std::uint8_t { Value, FirstItem, FirstKey, Key, CommaOrEnd, Nothing };

  Token value(char c);
  Token open(bool object);
  Token close(char c);
  Token string(Token kind);
  Token number();
  Token word(const char* word, Token kind);
  Token fail(const char* why, std::size_t at);
  void skip_blanks() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (static_cast<unsigned char>(c) > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) return;
      ++at_;
    }
  }
  void after_value() { expect_ = depth_ == 0 ? Expect::Nothing : Expect::CommaOrEnd; }
  [[nodiscard]] bool in_object() const {
    return (levels_[(depth_ - 1) / 64] >> ((depth_ - 1) % 64) & 1U) != 0;
  }

  std::string_view text_;
  std::uint32_t at_ = 0;
  Span span_;
  bool escaped_ = false;
  Expect expect_ = Expect::Value;
  const char* error_ = nullptr;
  std::size_t depth_ = 0;
  std::vector<std::uint64_t> levels_; ///< a bit for each open level: 1 in an object
};

} // namespace cmdwright::json
