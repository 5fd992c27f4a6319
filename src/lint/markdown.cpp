#include "lint/markdown.h"

#include <algorithm>

#include "text/words.h"

namespace cmdwright::lint {

namespace {

using Kind = Block::Kind;

/// One line with its marks taken off, and what they were.
struct Cut {
  Span content;
  std::uint32_t quotes = 0; ///< number of '>'
  std::uint32_t indent = 0; ///< columns of blanks before the content, behind the last mark
  std::uint32_t column = 0; ///< of the content, behind the quotes
  bool item = false;        ///< a list mark stood before the content
};

struct Fence {
  char mark = '\0';
  std::uint32_t length = 0;
};

class Scanner {
public:
  explicit Scanner(std::string_view text) : text_(text) {}

  Markdown run() {
    const auto size = static_cast<std::uint32_t>(text_.size());
    for (std::uint32_t begin = 0; begin < size;) {
      const std::size_t newline = text_.find('\n', begin);
      const auto end = newline == std::string_view::npos ? size : static_cast<std::uint32_t>(newline);
      line({begin, end > begin && text_[end - 1] == '\r' ? end - 1 : end});
      begin = end + 1;
    }
    return std::move(out_);
  }

private:
  [[nodiscard]] char at(std::uint32_t i, Span line) const { return i < line.end ? text_[i] : '\0'; }

  void line(Span span) {
    if (comment_) {
      extend(span);
      comment_ = span.of(text_).find("-->") == std::string_view::npos;
      return;
    }
    if (fence_.mark != '\0') {
      fenced(span);
      return;
    }
    const Cut cut = marks(span);
    if (cut.content.empty()) {
      open_ = false;
      after_blank_ = true;
      return;
    }
    text_line(span, cut);
    after_blank_ = false;
  }

  /// Takes quote and list marks off, as many as there are.
  [[nodiscard]] Cut marks(Span line) const {
    Cut cut;
    std::uint32_t i = line.begin;
    std::uint32_t column = 0;
    const auto blanks = [&] {
      std::uint32_t n = 0;
      for (; is_blank(at(i, line)); ++i) n += text_[i] == '\t' ? 4 - (column + n) % 4 : 1;
      column += n;
      return n;
    };
    cut.indent = blanks();
    while (at(i, line) == '>' && cut.indent < 4) {
      ++i, ++cut.quotes;
      column = 0;
      if (at(i, line) == ' ') ++i;
      cut.indent = blanks();
    }
    for (;;) {
      const std::uint32_t mark = list_mark(i, line);
      if (mark == 0 || (!cut.item && cut.indent >= list_column_ + 4 && !open_)) break;
      i += mark, column += mark;
      cut.item = true;
      cut.indent = blanks();
      if (cut.indent > 4) break; // code behind the mark
    }
    cut.column = column;
    cut.content = {i, line.end};
    while (cut.content.end > i && is_blank(text_[cut.content.end - 1])) --cut.content.end;
    return cut;
  }

  /// Bytes of "- ", "* ", "+ ", "12. ", "3) " at `i` without the blank behind, 0 when there is none.
  [[nodiscard]] std::uint32_t list_mark(std::uint32_t i, Span line) const {
    const char c = at(i, line);
    if (c == '-' || c == '*' || c == '+') {
      if (is_rule(i, line)) return 0;
      return is_blank(at(i + 1, line)) ? 1 : 0;
    }
    if (text_.substr(i, 3) == "\u2022" && line.end > i + 3 && is_blank(at(i + 3, line))) return 3;
    std::uint32_t digits = 0;
    while (is_digit(at(i + digits, line)) && digits < 9) ++digits;
    if (digits == 0) return 0;
    const char mark = at(i + digits, line);
    return (mark == '.' || mark == ')') && is_blank(at(i + digits + 1, line)) ? digits + 1 : 0;
  }

  /// "---", "* * *", "___"
  [[nodiscard]] bool is_rule(std::uint32_t i, Span line) const {
    const char mark = at(i, line);
    if (mark != '-' && mark != '*' && mark != '_') return false;
    unsigned count = 0;
    for (; i < line.end; ++i) {
      if (text_[i] == mark)
        ++count;
      else if (!is_blank(text_[i]))
        return false;
    }
    return count >= 3;
  }

  [[nodiscard]] Fence fence_at(Span content) const {
    const char mark = at(content.begin, content);
    if (mark != '`' && mark != '~') return {};
    std::uint32_t length = 0;
    while (at(content.begin + length, content) == mark) ++length;
    if (length < 3) return {};
    // Behind ``` no further backtick may follow: ```code``` is inline code.
    const std::string_view rest = text_.substr(content.begin + length, content.end - content.begin - length);
    if (mark == '`' && rest.find('`') != std::string_view::npos) return {};
    return {mark, length};
  }

  void fenced(Span span) {
    // The quotes of the opening line stand before every line; its indentation may.
    std::uint32_t i = span.begin;
    std::uint32_t quotes = 0;
    while (quotes < fence_quotes_) {
      std::uint32_t j = i;
      while (is_blank(at(j, span))) ++j;
      if (at(j, span) != '>') break;
      i = j + 1;
      if (at(i, span) == ' ') ++i;
      ++quotes;
    }
    if (quotes < fence_quotes_) { // the quote ends, and with it the fence
      fence_ = {};
      open_ = false;
      line(span);
      return;
    }
    std::uint32_t inner = i;
    while (is_blank(at(inner, span))) ++inner;
    std::uint32_t length = 0;
    while (at(inner + length, span) == fence_.mark) ++length;
    const bool closes =
        length >= fence_.length && trim(text_.substr(inner + length, span.end - inner - length)).empty();
    if (closes) {
      out_.blocks.back().span.end = span.end;
      fence_ = {};
      open_ = false;
      return;
    }
    for (std::uint32_t n = 0; n < fence_indent_ && is_blank(at(i, span)); ++n) ++i;
    add_line({i, span.end}, span);
  }

  void text_line(Span span, const Cut& cut) {
    const char c = at(cut.content.begin, cut.content);
    if (cut.item || (after_blank_ && cut.column < list_column_)) list_column_ = cut.column;
    if (const Fence fence = fence_at(cut.content); fence.mark != '\0') {
      Block& block = start(Kind::Code, span, cut);
      block.fenced = true;
      block.language = trim(
          text_.substr(cut.content.begin + fence.length, cut.content.end - cut.content.begin - fence.length));
      block.language = block.language.substr(0, block.language.find_first_of(" \t{"));
      fence_ = fence;
      fence_quotes_ = cut.quotes;
      fence_indent_ = cut.column;
      open_ = false;
      return;
    }
    if (!open_ && !cut.item && cut.column >= list_column_ + 4) {
      indented(span, cut);
      return;
    }
    if (text_.substr(cut.content.begin).starts_with("<!--")) {
      start(Kind::Comment, span, cut);
      add_line(cut.content, span);
      comment_ = cut.content.of(text_).find("-->") == std::string_view::npos;
      open_ = false;
      return;
    }
    if (!cut.item && is_rule(cut.content.begin, cut.content)) {
      open_ = false;
      return;
    }
    if (open_ && c == '=' && cut.content.of(text_).find_first_not_of('=') == std::string_view::npos) {
      out_.blocks.back().kind = Kind::Heading; // underlined
      out_.blocks.back().span.end = span.end;
      open_ = false;
      return;
    }
    if (c == '#' && heading(span, cut)) return;
    const Kind kind = c == '|' ? Kind::Table : cut.item ? Kind::Item : Kind::Paragraph;
    const bool continues = open_ && !cut.item &&
                           (kind == Kind::Table) == (out_.blocks.back().kind == Kind::Table) &&
                           out_.blocks.back().quote == (cut.quotes > 0);
    if (!continues) start(kind, span, cut);
    add_line(cut.content, span);
    open_ = true;
  }

  bool heading(Span span, const Cut& cut) {
    std::uint32_t level = 0;
    while (at(cut.content.begin + level, cut.content) == '#') ++level;
    const char next = at(cut.content.begin + level, cut.content);
    if (level > 6 || (next != ' ' && next != '\t' && next != '\0')) return false;
    start(Kind::Heading, span, cut);
    Span content = cut.content;
    content.begin += level;
    while (content.begin < content.end && is_blank(text_[content.begin])) ++content.begin;
    while (content.end > content.begin && text_[content.end - 1] == '#') --content.end;
    add_line(content, span);
    open_ = false;
    return true;
  }

  void indented(Span span, const Cut& cut) {
    const bool goes_on = !out_.blocks.empty() && out_.blocks.back().kind == Kind::Code &&
                         !out_.blocks.back().fenced && last_indented_ == out_.blocks.size();
    if (!goes_on) start(Kind::Code, span, cut);
    last_indented_ = out_.blocks.size();
    add_line(cut.content, span);
  }

  Block& start(Kind kind, Span span, const Cut& cut) {
    Block& block = out_.blocks.emplace_back();
    block.kind = kind;
    block.quote = cut.quotes > 0;
    block.span = span;
    block.first_line = static_cast<std::uint32_t>(out_.lines.size());
    return block;
  }

  void add_line(Span content, Span whole) {
    Block& block = out_.blocks.back();
    out_.lines.push_back(content);
    ++block.line_count;
    block.span.end = whole.end;
  }
  void extend(Span span) { out_.blocks.back().span.end = span.end; }

  std::string_view text_;
  Markdown out_;
  Fence fence_;
  std::uint32_t fence_quotes_ = 0;
  std::uint32_t fence_indent_ = 0;
  std::uint32_t list_column_ = 0; ///< where the content of the innermost list item begins; 0 outside lists
  std::size_t last_indented_ = 0; ///< number of blocks when the last indented line was added
  bool open_ = false;             ///< the last block takes further lines
  bool comment_ = false;
  bool after_blank_ = true;
};

// Bounds that keep the work linear whatever the text; real labels and code spans are far shorter.
constexpr std::uint32_t kLongestLabel = 500;
constexpr std::uint32_t kDeepestLabel = 8;
constexpr std::uint32_t kLongestCode = 1U << 16U;

bool ends_url(char c) {
  return static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>' || c == '"' || c == '`' || c == '|' ||
         c == '\\' || c == '^' || c == '{' || c == '}';
}

/// End of the URL at `i`: blanks, quotes and Han text end it, closing marks behind it do not belong to it.
std::uint32_t url_end(std::string_view text, std::uint32_t i, std::uint32_t end) {
  const std::uint32_t begin = i;
  while (i < end && !ends_url(text[i])) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == 0xE3 || c == 0xEF || (c >= 0xE4 && c <= 0xE9))
      break; // CJK punctuation, full-width forms, ideographs
    ++i;
  }
  const std::string_view url = text.substr(begin, i - begin);
  auto surplus = std::count(url.begin(), url.end(), ')') - std::count(url.begin(), url.end(), '(');
  while (i > begin) {
    const char last = text[i - 1];
    if (last == ')') {
      if (surplus-- <= 0) break;
    } else if (last != '.' && last != ',' && last != ';' && last != ':' && last != '!' && last != '?' &&
               last != '*' && last != '_' && last != '\'' && last != ']') {
      break;
    }
    --i;
  }
  return i;
}

/// Begin of the next run of exactly `ticks` backticks, 0 when there is none.
std::uint32_t closing_ticks(std::string_view text, std::uint32_t i, std::uint32_t end, std::uint32_t ticks) {
  end = std::min(end, i + kLongestCode);
  while (i < end) {
    if (text[i] != '`') {
      ++i;
      continue;
    }
    std::uint32_t run = 0;
    while (i + run < end && text[i + run] == '`') ++run;
    if (run == ticks) return i;
    i += run;
  }
  return 0;
}

bool is_url_at(std::string_view text, std::uint32_t i, std::uint32_t end) {
  const std::string_view rest = text.substr(i, end - i);
  const std::size_t scheme = rest.starts_with("https://") ? 8 : rest.starts_with("http://") ? 7 : 0;
  return scheme > 0 && rest.size() > scheme && !ends_url(rest[scheme]);
}

/// `[text](url)` at `i`, images too.
bool link_at(std::string_view text, std::uint32_t i, std::uint32_t end, Inline& out) {
  std::uint32_t depth = 0;
  std::uint32_t j = i;
  const std::uint32_t limit = std::min(end, i + kLongestLabel);
  for (; j < limit; ++j) {
    if (text[j] == '\\') {
      ++j;
    } else if (text[j] == '[') {
      if (++depth > kDeepestLabel) return false;
    } else if (text[j] == ']' && --depth == 0) {
      break;
    }
  }
  if (j + 1 >= limit || text[j] != ']' || text[j + 1] != '(') return false;
  std::uint32_t target = j + 2;
  while (target < end && is_blank(text[target])) ++target;
  const bool angle = target < end && text[target] == '<';
  if (angle) ++target;
  std::uint32_t k = target;
  std::uint32_t open = 0;
  for (; k < end; ++k) {
    const char c = text[k];
    if (angle ? c == '>' : is_blank(c)) break;
    if (!angle && c == '(') ++open;
    if (!angle && c == ')' && open-- == 0) break;
  }
  const std::size_t close = text.substr(0, std::min(end, k + kLongestLabel)).find(')', k);
  if (close == std::string_view::npos) return false;
  out = {Inline::Kind::Link, {i, static_cast<std::uint32_t>(close) + 1}, {i + 1, j}, {target, k}, false};
  return true;
}

} // namespace

Markdown scan_markdown(std::string_view text) {
  return Scanner(text).run();
}

std::vector<Inline> scan_inlines(std::string_view text, Span line) {
  std::vector<Inline> out;
  for (std::uint32_t i = line.begin; i < line.end;) {
    const char c = text[i];
    if (c == '`') {
      std::uint32_t ticks = 0;
      while (i + ticks < line.end && text[i + ticks] == '`') ++ticks;
      const std::uint32_t end = closing_ticks(text, i + ticks, line.end, ticks);
      if (end != 0) out.push_back({Inline::Kind::Code, {i, end + ticks}, {i + ticks, end}, {}, false});
      i = std::max(end, i) + ticks;
    } else if (Inline link; c == '[' && link_at(text, i, line.end, link)) {
      out.push_back(link);
      i = link.span.end;
    } else if (c == 'h' && (i == line.begin || !is_alnum(text[i - 1])) && is_url_at(text, i, line.end)) {
      const std::uint32_t end = url_end(text, i, line.end);
      const bool angle = i > line.begin && text[i - 1] == '<' && end < line.end && text[end] == '>';
      out.push_back({Inline::Kind::Url, {i, end}, {i, end}, {i, end}, angle});
      i = std::max(end, i + 1);
    } else {
      ++i;
    }
  }
  return out;
}

} // namespace cmdwright::lint
