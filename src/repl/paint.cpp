#include "repl/paint.h"

#include <algorithm>
#include <cstdint>

#include "text/utf8.h"

namespace cmdwright::repl {

namespace {

constexpr std::size_t kNarrowest = 8; ///< columns that are reckoned with at least

std::string_view code_of(Style style) {
  switch (style) {
  case Style::Plain:
    return {};
  case Style::Strong:
    return "1";
  case Style::Dim:
    return "2";
  case Style::Option:
    return "36";
  case Style::Number:
    return "1;33";
  case Style::Question:
    return "1;35";
  case Style::Notice:
    return "33";
  case Style::Error:
    return "31";
  case Style::Good:
    return "32";
  case Style::Chosen:
    return "7";
  }
  return {};
}

std::string styled(std::string_view text, Style style, bool colour) {
  const std::string_view code = code_of(style);
  if (!colour || code.empty() || text.empty()) return std::string(text);
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

/// One character of a line with its style.
struct Cell {
  std::string_view text;
  std::size_t width;
  Style style;
};

std::vector<Cell> cells_of(const std::vector<Piece>& pieces) {
  std::vector<Cell> cells;
  for (const Piece& p : pieces)
    for (std::size_t i = 0; i < p.text.size();) {
      const std::size_t end = next_character(p.text, i);
      const std::string_view text = std::string_view(p.text).substr(i, end - i);
      const char32_t code = utf8::decode(text, 0).code;
      i = end;
      if (code == '\n' || code == '\t')
        cells.push_back({" ", 1, p.style});
      else if (code >= 0x20 && (code < 0x7F || code >= 0xA0))
        cells.push_back({text, utf8::width(text), p.style});
    }
  return cells;
}

std::string row_bytes(const std::vector<Cell>& cells, std::size_t begin, std::size_t end, std::size_t indent,
                      bool colour) {
  std::string out(indent, ' ');
  for (std::size_t i = begin; i < end;) {
    std::string run;
    const Style style = cells[i].style;
    for (; i < end && cells[i].style == style; ++i) run += cells[i].text;
    out += styled(run, style, colour);
  }
  return out;
}

bool is_blank_cell(const Cell& c) {
  return c.text == " ";
}

} // namespace

std::vector<std::string> rows_of(const ScreenLine& line, std::size_t width, bool colour) {
  const std::vector<Cell> cells = cells_of(line.pieces);
  if (line.kind == ScreenLine::Kind::Command) return {row_bytes(cells, 0, cells.size(), 0, colour)};
  width = std::max(width, kNarrowest);
  std::size_t indent = 0; // of the rows that go on
  while (indent < cells.size() && is_blank_cell(cells[indent])) ++indent;
  indent = std::min(indent + 2, width / 2);
  std::vector<std::string> rows;
  for (std::size_t begin = 0;;) {
    const std::size_t before = rows.empty() ? 0 : indent;
    std::size_t used = before;
    std::size_t end = begin;
    std::size_t good = begin; // the last place to break at
    for (; end < cells.size() && used + cells[end].width <= width; ++end) {
      used += cells[end].width;
      const bool wide = cells[end].width == 2;
      if (is_blank_cell(cells[end]) || wide)
        good = end + 1;
      else if (end + 1 < cells.size() && cells[end + 1].width == 2)
        good = end + 1;
    }
    if (end < cells.size() && is_blank_cell(cells[end])) good = end;
    if (end < cells.size() && good > begin &&
        !(rows.empty() && good <= indent - std::min<std::size_t>(indent, 2)))
      end = good;
    std::size_t shown = end;
    while (end < cells.size() && shown > begin && is_blank_cell(cells[shown - 1])) --shown;
    rows.push_back(row_bytes(cells, begin, shown, before, colour));
    begin = std::max(end, begin + (end == begin && end < cells.size() ? 1 : 0));
    while (begin < cells.size() && is_blank_cell(cells[begin])) ++begin;
    if (begin >= cells.size()) return rows;
  }
}

namespace {

/// The candidates in columns below the line; the chosen one always among them.
void add_offers(Frame& frame, const View& view, std::size_t width, std::size_t most, bool colour) {
  std::size_t column = 1;
  for (const std::string& o : view.offers) column = std::max(column, utf8::width(o) + 2);
  column = std::min(column, width);
  const std::size_t across = std::max<std::size_t>(1, width / column);
  const std::size_t rows = (view.offers.size() + across - 1) / across;
  const std::size_t shown = std::min(rows, most);
  if (shown == 0) return;
  const std::size_t chosen_row = view.chosen == SIZE_MAX ? 0 : view.chosen / across;
  const std::size_t first = chosen_row < shown ? 0 : chosen_row - shown + 1;
  for (std::size_t r = first; r < first + shown; ++r) {
    Frame::Row row;
    for (std::size_t i = r * across; i < std::min((r + 1) * across, view.offers.size()); ++i) {
      const std::string_view text = utf8::prefix_of_width(view.offers[i], width - 1);
      const std::size_t pad = row.width == 0 ? 0 : (i - r * across) * column - row.width;
      row.bytes +=
          std::string(pad, ' ') + styled(text, i == view.chosen ? Style::Chosen : Style::Plain, colour);
      row.width += pad + utf8::width(text);
    }
    frame.rows.push_back(std::move(row));
  }
  if (rows > shown && first + shown < rows) {
    const std::string more = "(" + std::to_string(view.offers.size() - (first + shown) * across) + " more)";
    frame.rows.push_back({styled(more, Style::Dim, colour), utf8::width(more)});
  }
}

} // namespace

Frame layout(const View& view, std::string_view prompt, std::size_t width, std::size_t height, bool colour) {
  width = std::max(width, kNarrowest);
  height = std::max<std::size_t>(height, 2);
  // A prompt (of a search) may be as long as what was typed into it.
  std::string_view shown_prompt = view.prompt.empty() ? prompt : std::string_view(view.prompt);
  shown_prompt = utf8::prefix_of_width(shown_prompt, width / 2);
  Frame frame;
  frame.rows.push_back({styled(shown_prompt, view.prompt.empty() ? Style::Strong : Style::Question, colour),
                        utf8::width(shown_prompt)});
  const std::size_t indent = frame.rows[0].width;
  bool placed = false;
  const auto place = [&](std::size_t at) {
    if (placed || at < view.cursor) return;
    placed = true;
    if (frame.rows.back().width >= width) frame.rows.push_back({});
    frame.row = frame.rows.size() - 1;
    frame.column = frame.rows.back().width;
  };
  for (std::size_t i = 0; i < view.text.size();) {
    const std::size_t end = next_character(view.text, i);
    const std::string_view character = view.text.substr(i, end - i);
    const std::size_t columns = utf8::width(character);
    if (character != "\n" && frame.rows.back().width + columns > width) frame.rows.push_back({});
    place(i);
    if (character == "\n") {
      frame.rows.push_back({std::string(indent, ' '), indent});
    } else {
      frame.rows.back().bytes += character;
      frame.rows.back().width += columns;
    }
    i = end;
  }
  place(view.text.size());
  const std::size_t room = height - 1;
  if (frame.rows.size() > room) {
    const std::size_t first = std::min(frame.row - std::min(frame.row, room / 2), frame.rows.size() - room);
    frame.rows.erase(frame.rows.begin() + static_cast<std::ptrdiff_t>(first + room), frame.rows.end());
    frame.rows.erase(frame.rows.begin(), frame.rows.begin() + static_cast<std::ptrdiff_t>(first));
    frame.row -= first;
  }
  if (!view.offers.empty() && frame.rows.size() + 2 < height)
    add_offers(frame, view, width, std::min<std::size_t>(height - frame.rows.size() - 2, 8), colour);
  return frame;
}

namespace {
std::string move(std::size_t count, char direction) {
  return count == 0 ? std::string{} : "\x1b[" + std::to_string(count) + direction;
}
} // namespace

std::string Painter::to_top() const {
  return move(shown_.row, 'A') + "\r";
}

std::string Painter::paint(const Frame& frame) {
  std::string out = to_top();
  if (moved_ || frame.rows.size() < shown_.rows.size()) {
    out += "\x1b[J";
    shown_.rows.clear();
    moved_ = false;
  }
  for (std::size_t i = 0; i < frame.rows.size(); ++i) {
    if (i > 0) out += "\r\n";
    if (i < shown_.rows.size() && shown_.rows[i] == frame.rows[i]) continue;
    // Cleared first: behind a full row, the cursor still stands on its last column.
    if (i < shown_.rows.size()) out += "\x1b[K";
    out += frame.rows[i].bytes;
  }
  out += move(frame.rows.size() - 1 - frame.row, 'A') + "\r" + move(frame.column, 'C');
  shown_ = frame;
  return out;
}

std::string Painter::leave() {
  std::string out = move(shown_.rows.empty() ? 0 : shown_.rows.size() - 1 - shown_.row, 'B') + "\r\n";
  shown_ = {};
  moved_ = false;
  return out;
}

std::string Painter::erase() {
  std::string out = to_top() + "\x1b[J";
  shown_ = {};
  moved_ = false;
  return out;
}

void Painter::resized(std::size_t width) {
  width = std::max<std::size_t>(width, 1);
  std::size_t row = shown_.column / width;
  for (std::size_t i = 0; i < shown_.row && i < shown_.rows.size(); ++i)
    row += std::max<std::size_t>(1, (shown_.rows[i].width + width - 1) / width);
  shown_.row = row;
  moved_ = true;
}

std::string clipboard_bytes(std::string_view text) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out = "\x1b]52;c;";
  for (std::size_t i = 0; i < text.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t j = 0; j < 3; ++j)
      bits = bits << 8U | (i + j < text.size() ? static_cast<unsigned char>(text[i + j]) : 0U);
    for (std::size_t j = 0; j < 4; ++j)
      out += i + j <= text.size() ? kLetters[bits >> (18U - 6U * j) & 63U] : '=';
  }
  return out + "\x07";
}

} // namespace cmdwright::repl
