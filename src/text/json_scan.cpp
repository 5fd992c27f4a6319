#include "text/json_scan.h"

#include <bit>
#include <cstring>

#include "text/words.h"

namespace cmdwright::json {

namespace {

/// Offset of the first quote, backslash or control character at or behind `at`; the text's size when there
/// is none. Eight bytes at a time: for each byte, the top bit of `hit` tells whether it is one of them (bits
/// above the first hit may be wrong, which does no harm).
std::size_t string_stop(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  constexpr std::uint64_t kTops = 0x8080808080808080U;
  while (at + 8 <= text.size()) {
    std::uint64_t w = 0;
    std::memcpy(&w, text.data() + at, 8);
    const std::uint64_t quote = w ^ (kOnes * '"');
    const std::uint64_t slash = w ^ (kOnes * '\\');
    const std::uint64_t hit =
        (((quote - kOnes) & ~quote) | ((slash - kOnes) & ~slash) | ((w - kOnes * 0x20U) & ~w)) & kTops;
    if (hit != 0) {
      if constexpr (std::endian::native == std::endian::little)
        return at + static_cast<std::size_t>(std::countr_zero(hit)) / 8;
      break;
    }
    at += 8;
  }
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20) return at;
  }
  return at;
}

} // namespace

Token Scanner::fail(const char* why, std::size_t at) {
  error_ = why;
  span_ = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at)};
  return Token::Error;
}

Token Scanner::next() {
  if (error_ != nullptr) return Token::Error;
  if (expect_ == Expect::Nothing) return Token::Done;
  skip_blanks();
  if (at_ >= text_.size()) return fail(depth_ > 0 ? "the text ends inside a value" : "no value", at_);
  char c = text_[at_];
  if (expect_ == Expect::CommaOrEnd) {
    if (c == '}' || c == ']') return close(c);
    if (c != ',') return fail("expected a comma or the end of the list", at_);
    ++at_;
    skip_blanks();
    if (at_ >= text_.size()) return fail("the text ends inside a value", at_);
    c = text_[at_];
    expect_ = in_object() ? Expect::Key : Expect::Value;
  }
  if (expect_ == Expect::FirstItem && c == ']') return close(c);
  if (expect_ == Expect::FirstKey && c == '}') return close(c);
  if (expect_ == Expect::FirstKey || expect_ == Expect::Key) {
    if (c != '"') return fail("expected a name in quotes", at_);
    if (string(Token::Key) == Token::Error) return Token::Error;
    skip_blanks();
    if (at_ >= text_.size() || text_[at_] != ':') return fail("expected a colon", at_);
    ++at_;
    expect_ = Expect::Value;
    return Token::Key;
  }
  return value(c);
}

Token Scanner::value(char c) {
  switch (c) {
  case '{':
    return open(true);
  case '[':
    return open(false);
  case '"':
    return string(Token::String);
  case 't':
    return word("true", Token::True);
  case 'f':
    return word("false", Token::False);
  case 'n':
    return word("null", Token::Null);
  default:
    if (c == '-' || is_digit(c)) return number();
    return fail("expected a value", at_);
  }
}

Token Scanner::open(bool object) {
  if (depth_ >= kDeepest) return fail("nested too deep", at_);
  if (depth_ / 64 >= levels_.size()) levels_.push_back(0);
  const std::uint64_t bit = std::uint64_t{1} << (depth_ % 64);
  if (object)
    levels_[depth_ / 64] |= bit;
  else
    levels_[depth_ / 64] &= ~bit;
  ++depth_;
  span_ = {at_, at_ + 1};
  ++at_;
  expect_ = object ? Expect::FirstKey : Expect::FirstItem;
  return object ? Token::Object : Token::Array;
}

Token Scanner::close(char c) {
  if (depth_ == 0 || in_object() != (c == '}')) return fail("this bracket closes nothing", at_);
  --depth_;
  span_ = {at_, at_ + 1};
  ++at_;
  after_value();
  return Token::End;
}

Token Scanner::string(Token kind) {
  const std::uint32_t begin = at_ + 1;
  std::size_t end = begin;
  bool escaped = false;
  for (;;) {
    end = string_stop(text_, end);
    if (end >= text_.size()) return fail("this string is never closed", at_);
    if (text_[end] == '"') break;
    if (text_[end] != '\\') return fail("a control character in a string must be written as an escape", end);
    escaped = true;
    end += 2;
  }
  span_ = {begin, static_cast<std::uint32_t>(end)};
  escaped_ = escaped;
  at_ = static_cast<std::uint32_t>(end + 1);
  if (kind == Token::String) after_value();
  return kind;
}

Token Scanner::number() {
  std::size_t end = at_;
  const auto digits = [&] {
    const std::size_t from = end;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    return end > from;
  };
  const auto at = [&](char c) { return end < text_.size() && text_[end] == c; };
  if (at('-')) ++end;
  bool good = true;
  if (at('0'))
    ++end;
  else
    good = digits();
  if (good && at('.')) {
    ++end;
    good = digits();
  }
  if (good && (at('e') || at('E'))) {
    ++end;
    if (at('+') || at('-')) ++end;
    good = digits();
  }
  if (!good || (end < text_.size() && (is_alnum(text_[end]) || text_[end] == '.')))
    return fail("no number", at_);
  span_ = {at_, static_cast<std::uint32_t>(end)};
  at_ = span_.end;
  after_value();
  return Token::Number;
}

Token Scanner::word(const char* word, Token kind) {
  const std::size_t size = std::strlen(word);
  if (text_.compare(at_, size, word) != 0) return fail("expected a value", at_);
  span_ = {at_, static_cast<std::uint32_t>(at_ + size)};
  at_ = span_.end;
  after_value();
  return kind;
}

Token Scanner::skip_value() {
  const Token first = next();
  if (first == Token::Object || first == Token::Array) skip_rest();
  return first;
}

void Scanner::skip_rest() {
  for (const std::size_t outside = depth_ - 1; depth_ > outside;)
    if (next() == Token::Error) return;
}

} // namespace cmdwright::json
