#include "support/vt_screen.h"

#include <algorithm>

#include "text/utf8.h"
#include "text/words.h"

namespace cmdwright::test {

VtScreen::VtScreen(std::size_t width, std::size_t height)
    : width_(width), height_(height), cells_(height, Row(width)) {}

void VtScreen::feed(std::string_view bytes) {
  pending_ += bytes;
  std::size_t at = 0;
  while (at < pending_.size()) {
    const std::string_view rest = std::string_view(pending_).substr(at);
    const auto first = static_cast<unsigned char>(rest[0]);
    if (first < 0x20 || first == 0x7F) {
      const std::size_t used = control(rest);
      if (used == 0) break;
      at += used;
      continue;
    }
    const std::size_t need = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    if (rest.size() < need) break;
    const utf8::Decoded d = utf8::decode(rest, 0);
    if (!d.valid) problems_.push_back("invalid UTF-8");
    put(rest.substr(0, d.length), utf8::width(rest.substr(0, d.length)));
    at += d.length;
  }
  pending_.erase(0, at);
}

void VtScreen::put(std::string_view character, std::size_t width) {
  if (width == 0) { // joins what stands before it
    std::size_t at = wrap_ ? column_ : column_ - std::min<std::size_t>(column_, 1);
    while (at > 0 && cells_[row_][at].text.empty()) --at;
    cells_[row_][at].text += character;
    return;
  }
  if (wrap_ || column_ + width > width_) {
    column_ = 0;
    line_feed();
    wrap_ = false;
  }
  cells_[row_][column_].text = character;
  if (width == 2) cells_[row_][column_ + 1].text.clear();
  column_ += width;
  if (column_ >= width_) {
    column_ = width_ - 1;
    wrap_ = true;
  }
}

void VtScreen::line_feed() {
  if (++row_ < height_) return;
  scrolled_.push_back(row_text(cells_.front()));
  cells_.erase(cells_.begin());
  cells_.emplace_back(width_);
  row_ = height_ - 1;
}

std::size_t VtScreen::control(std::string_view bytes) {
  switch (bytes[0]) {
  case '\r':
    column_ = 0;
    wrap_ = false;
    return 1;
  case '\n':
    line_feed();
    wrap_ = false;
    return 1;
  case '\b':
    column_ -= std::min<std::size_t>(column_, 1);
    wrap_ = false;
    return 1;
  case '\a':
    ++bells_;
    return 1;
  case '\x1b':
    return sequence(bytes);
  default:
    problems_.push_back("control character " + std::to_string(bytes[0]));
    return 1;
  }
}

std::size_t VtScreen::sequence(std::string_view bytes) {
  if (bytes.size() < 2) return 0;
  if (bytes[1] == ']') {
    const std::size_t end = bytes.find('\a');
    if (end == std::string_view::npos) return 0;
    const std::string_view body = bytes.substr(2, end - 2);
    if (body.starts_with("52;c;"))
      clipboard_ = body.substr(5);
    else
      problems_.push_back("OSC " + std::string(body));
    return end + 1;
  }
  if (bytes[1] != '[') {
    problems_.push_back("ESC " + std::string(bytes.substr(1, 1)));
    return 2;
  }
  for (std::size_t i = 2; i < bytes.size(); ++i)
    if (bytes[i] >= 0x40 && bytes[i] <= 0x7E) {
      csi(bytes.substr(2, i - 1));
      return i + 1;
    }
  return 0;
}

void VtScreen::csi(std::string_view body) {
  const char letter = body.back();
  const std::string_view numbers = body.substr(0, body.size() - 1);
  if (numbers == "?2004" && (letter == 'h' || letter == 'l')) {
    bracketed_ = letter == 'h';
    return;
  }
  if (letter == 'm') {
    styled_ = true;
    return;
  }
  if (!all_digits(numbers) && !numbers.empty()) {
    problems_.push_back("CSI " + std::string(body));
    return;
  }
  const std::size_t number = numbers.empty() ? 0 : std::stoul(std::string(numbers));
  const std::size_t count = std::max<std::size_t>(1, number);
  const auto blank = [&](Row& row, std::size_t from) {
    std::fill(row.begin() + static_cast<std::ptrdiff_t>(from), row.end(), Cell{});
  };
  switch (letter) {
  case 'A':
    row_ -= std::min(row_, count);
    wrap_ = false;
    return;
  case 'B':
    row_ = std::min(row_ + count, height_ - 1);
    wrap_ = false;
    return;
  case 'C':
    column_ = std::min(column_ + count, width_ - 1);
    wrap_ = false;
    return;
  case 'D':
    column_ -= std::min(column_, count);
    wrap_ = false;
    return;
  case 'H':
    row_ = column_ = 0;
    wrap_ = false;
    return;
  case 'K':
    if (number == 0) return blank(cells_[row_], column_);
    break;
  case 'J':
    if (number == 0) blank(cells_[row_], column_);
    if (number == 0 || number == 2) {
      for (std::size_t r = number == 2 ? 0 : row_ + 1; r < height_; ++r) blank(cells_[r], 0);
      return;
    }
    break;
  default:
    break;
  }
  problems_.push_back("CSI " + std::string(body));
}

void VtScreen::resize(std::size_t width, std::size_t height) {
  std::vector<Row> rows;
  std::size_t row = 0, column = 0;
  for (std::size_t r = 0; r < cells_.size(); ++r) {
    Row cells = cells_[r];
    std::size_t used = cells.size();
    while (used > 0 && cells[used - 1].text == " ") --used;
    if (r == row_) used = std::max(used, column_ + 1);
    for (std::size_t begin = 0; begin == 0 || begin < used; begin += width) {
      Row part(width);
      for (std::size_t i = 0; i < width && begin + i < used; ++i) part[i] = cells[begin + i];
      if (r == row_ && column_ >= begin && column_ < begin + width) {
        row = rows.size();
        column = column_ - begin;
      }
      rows.push_back(std::move(part));
    }
  }
  // Blank rows below the cursor go first, then rows at the top scroll off.
  while (rows.size() > height && rows.size() - 1 > row) rows.pop_back();
  while (rows.size() > height) {
    scrolled_.push_back(row_text(rows.front()));
    rows.erase(rows.begin());
    --row;
  }
  rows.resize(height, Row(width));
  cells_ = std::move(rows);
  width_ = width;
  height_ = height;
  row_ = row;
  column_ = column;
  wrap_ = false;
}

std::string VtScreen::row_text(const Row& row) {
  std::string text;
  for (const Cell& c : row) text += c.text;
  return text.erase(text.find_last_not_of(' ') + 1);
}

std::vector<std::string> VtScreen::rows() const {
  std::vector<std::string> texts;
  for (const Row& r : cells_) texts.push_back(row_text(r));
  while (!texts.empty() && texts.back().empty()) texts.pop_back();
  return texts;
}

std::string VtScreen::text() const {
  const std::vector<std::string> all = rows();
  return join(all, "\n");
}

std::vector<std::string> VtScreen::everything() const {
  std::vector<std::string> all = scrolled_;
  for (std::string& r : rows()) all.push_back(std::move(r));
  return all;
}

} // namespace cmdwright::test
