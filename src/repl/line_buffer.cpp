#include "repl/line_buffer.h"

#include <algorithm>

#include <utf8proc.h>

#include "text/utf8.h"
#include "text/words.h"

namespace cmdwright::repl {

namespace {

constexpr std::size_t kMostUndo = 200;
constexpr std::size_t kLargestUndo = 64 * 1024; ///< texts above this size are not kept for undo
constexpr std::size_t kFarthestBack = 256;      ///< bytes of the longest cluster that is looked for

bool continues(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80;
}

/// Letters, digits and everything that is not ASCII.
bool in_word(char c) {
  return is_alnum(c) || static_cast<unsigned char>(c) >= 0x80;
}

bool is_space(char c) {
  return c == ' ' || c == '\n';
}

} // namespace

std::size_t next_character(std::string_view text, std::size_t at) {
  if (at >= text.size()) return text.size();
  utf8::Decoded d = utf8::decode(text, at);
  utf8proc_int32_t state = 0;
  for (std::size_t i = at + d.length; i < text.size(); i += d.length) {
    const auto before = static_cast<utf8proc_int32_t>(d.code);
    d = utf8::decode(text, i);
    if (utf8proc_grapheme_break_stateful(before, static_cast<utf8proc_int32_t>(d.code), &state)) return i;
  }
  return text.size();
}

std::size_t previous_character(std::string_view text, std::size_t at) {
  if (at == 0) return 0;
  // Clusters are found forwards only; an ASCII character always begins one.
  std::size_t from = at - 1;
  while (from > 0 && at - from < kFarthestBack && static_cast<unsigned char>(text[from]) >= 0x80) --from;
  while (from > 0 && continues(text[from])) --from;
  for (std::size_t next = from; (next = next_character(text, from)) < at;) from = next;
  return from;
}

void LineBuffer::clear() {
  text_.clear();
  cursor_ = 0;
  undo_.clear();
  typed_to_ = std::string::npos;
}

void LineBuffer::set(std::string text) {
  text_ = std::move(text);
  cursor_ = text_.size();
  typed_to_ = std::string::npos;
}

void LineBuffer::remember() {
  if (text_.size() > kLargestUndo) return;
  if (undo_.size() == kMostUndo) undo_.erase(undo_.begin());
  undo_.push_back({text_, cursor_});
}

void LineBuffer::insert(std::string_view text) {
  if (text.empty()) return;
  if (cursor_ != typed_to_ || text.size() > 4) remember();
  text_.insert(cursor_, text);
  cursor_ += text.size();
  typed_to_ = cursor_;
}

void LineBuffer::replace(std::size_t begin, std::size_t end, std::string_view text) {
  remember();
  text_.replace(begin, end - begin, text);
  cursor_ = begin + text.size();
}

void LineBuffer::undo() {
  typed_to_ = std::string::npos;
  if (undo_.empty()) return;
  text_ = std::move(undo_.back().text);
  cursor_ = undo_.back().cursor;
  undo_.pop_back();
}

void LineBuffer::line_begin() {
  const std::size_t end = cursor_ == 0 ? std::string::npos : text_.rfind('\n', cursor_ - 1);
  cursor_ = end == std::string::npos ? 0 : end + 1;
}

void LineBuffer::line_end() {
  cursor_ = std::min(text_.find('\n', cursor_), text_.size());
}

bool LineBuffer::line_up() {
  const std::size_t was = cursor_;
  line_begin();
  if (cursor_ == 0) {
    cursor_ = was;
    return false;
  }
  const std::size_t column = utf8::width(std::string_view(text_).substr(cursor_, was - cursor_));
  const std::size_t end = --cursor_;
  line_begin();
  cursor_ += utf8::prefix_of_width(std::string_view(text_).substr(cursor_, end - cursor_), column).size();
  return true;
}

bool LineBuffer::line_down() {
  const std::size_t next = text_.find('\n', cursor_);
  if (next == std::string::npos) return false;
  const std::size_t was = cursor_;
  line_begin();
  const std::size_t column = utf8::width(std::string_view(text_).substr(cursor_, was - cursor_));
  const std::size_t end = std::min(text_.find('\n', next + 1), text_.size());
  cursor_ = next + 1;
  cursor_ += utf8::prefix_of_width(std::string_view(text_).substr(cursor_, end - cursor_), column).size();
  return true;
}

std::size_t LineBuffer::word_begin(std::size_t at) const {
  while (at > 0 && !in_word(text_[at - 1])) --at;
  while (at > 0 && in_word(text_[at - 1])) --at;
  return at;
}

std::size_t LineBuffer::word_end(std::size_t at) const {
  while (at < text_.size() && !in_word(text_[at])) ++at;
  while (at < text_.size() && in_word(text_[at])) ++at;
  return at;
}

void LineBuffer::erase_left() {
  if (cursor_ == 0) return;
  const std::size_t begin = previous_character(text_, cursor_);
  replace(begin, cursor_, {});
}

void LineBuffer::erase_right() {
  if (cursor_ == text_.size()) return;
  replace(cursor_, next_character(text_, cursor_), {});
}

void LineBuffer::kill(std::size_t begin, std::size_t end) {
  if (begin == end) return;
  const std::string cut = text_.substr(begin, end - begin);
  // Kills that follow each other come back together.
  const bool goes_on = killed_at_ == cursor_ && killed_size_ == text_.size();
  if (!goes_on)
    killed_ = cut;
  else if (end == cursor_)
    killed_ = cut + killed_;
  else
    killed_ += cut;
  replace(begin, end, {});
  killed_at_ = cursor_;
  killed_size_ = text_.size();
}

void LineBuffer::kill_word_left() {
  kill(word_begin(cursor_), cursor_);
}

void LineBuffer::kill_word_right() {
  kill(cursor_, word_end(cursor_));
}

void LineBuffer::kill_blank_word_left() {
  std::size_t begin = cursor_;
  while (begin > 0 && is_space(text_[begin - 1])) --begin;
  while (begin > 0 && !is_space(text_[begin - 1])) --begin;
  kill(begin, cursor_);
}

void LineBuffer::kill_to_line_begin() {
  const std::size_t end = cursor_;
  line_begin();
  const std::size_t begin = cursor_;
  cursor_ = end;
  kill(begin, end);
}

void LineBuffer::kill_to_line_end() {
  const std::size_t end = std::min(text_.find('\n', cursor_), text_.size());
  kill(cursor_, end == cursor_ && end < text_.size() ? end + 1 : end);
}

void LineBuffer::swap_characters() {
  if (cursor_ == 0 || text_.empty()) return;
  const std::size_t middle = cursor_ == text_.size() ? previous_character(text_, cursor_) : cursor_;
  const std::size_t begin = previous_character(text_, middle);
  const std::size_t end = next_character(text_, middle);
  if (begin == middle) return;
  replace(begin, end, text_.substr(middle, end - middle) + text_.substr(begin, middle - begin));
}

} // namespace cmdwright::repl
