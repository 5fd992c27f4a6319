// Taking a text apart. Markdown blocks first; code blocks give shell text whole or, when they are sessions or
// of another language, by their lines; the lines of prose are looked at one by one, because agents print
// commands without any mark; backticks give a command when a call stands in them.
//
// Shell text is collected by copying it over a blank text of the same size, so that quote and list marks,
// line numbers and prompts vanish and every place stays what it was.
#include "lint/answer.h"

#include <algorithm>
#include <array>

#include "lint/command_line.h"
#include "text/utf8.h"
#include "text/words.h"

namespace cmdwright::lint {

namespace {

bool is_one_of(std::string_view name, std::span<const std::string_view> names) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view n) { return equals_ignoring_case(n, name); });
}

bool is_shell_language(std::string_view language) {
  constexpr std::array<std::string_view, 13> kShell = {
      "",         "bash", "sh",         "shell", "zsh", "console", "shell-session", "shellsession",
      "terminal", "cmd",  "powershell", "ps1",   "bat"};
  return is_one_of(language, kShell);
}

/// A fence stands in the text, so that it is Markdown rather than shell text.
bool has_fence(std::string_view text) {
  for (std::size_t at = text.find("```"); at != std::string_view::npos; at = text.find("```", at + 3)) {
    const std::size_t newline = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    const std::string_view before = text.substr(newline == std::string_view::npos ? 0 : newline + 1,
                                                at - (newline == std::string_view::npos ? 0 : newline + 1));
    if (before.find_first_not_of(" \t>0123456789.-*+") == std::string_view::npos) return true;
  }
  return text.starts_with("~~~") || text.find("\n~~~") != std::string_view::npos;
}

std::size_t sentence_end(std::string_view text, std::size_t i) {
  // Offset behind a mark that ends a sentence at `i`, or 0.
  const char c = text[i];
  if (c == '!' || c == '?' || c == '.') {
    std::size_t end = i + 1;
    while (end < text.size() && (text[end] == '!' || text[end] == '?' || text[end] == '.' ||
                                 text[end] == ')' || text[end] == '"' || text[end] == '*'))
      ++end;
    if (end < text.size() && !is_blank(text[end])) return 0;
    if (c == '.' && i >= 1 && end == i + 1) {
      // "e.g.", "i.e.", "No.", "vs." and numbers of list items do not end a sentence.
      const std::size_t word = text.find_last_of(" \t(", i);
      const std::string_view last = text.substr(word == std::string_view::npos ? 0 : word + 1,
                                                i - (word == std::string_view::npos ? 0 : word + 1));
      constexpr std::array<std::string_view, 8> kShort = {"e.g", "i.e",    "no",  "vs",
                                                          "etc", "approx", "min", "sec"};
      if (is_one_of(last, kShort) || (last.size() <= 2 && all_digits(last))) return 0;
    }
    return end;
  }
  for (const std::string_view mark : {"。", "！", "？", "；"})
    if (text.substr(i).starts_with(mark)) {
      std::size_t end = i + mark.size();
      for (const std::string_view closing : {"”", "）", "」", "**"})
        if (text.substr(end).starts_with(closing)) end += closing.size();
      return end;
    }
  return 0;
}

} // namespace

/// One text on its way.
class AnswerBuilder {
public:
  AnswerBuilder(std::string_view text, const CommandLines& lines, const Phrases& phrases, bool prose,
                Answer& out)
      : text_(text), lines_(lines), phrases_(phrases), prose_(prose), out_(out) {}

  void run() {
    const Markdown markdown = scan_markdown(text_);
    out_.storage.assign(text_.size(), ' ');
    for (std::size_t i = 0; i < text_.size(); ++i)
      if (text_[i] == '\n') out_.storage[i] = '\n';
    for (const Block& block : markdown.blocks) {
      const std::span<const Span> lines(markdown.lines.data() + block.first_line, block.line_count);
      if (block.kind == Block::Kind::Code)
        code_block(block, lines);
      else if (block.kind != Block::Kind::Comment)
        prose_block(block, lines);
      ++block_number_;
    }
    out_.shell = out_.storage;
  }

private:
  void copy(Span span) {
    std::copy(text_.begin() + span.begin, text_.begin() + span.end, out_.storage.begin() + span.begin);
  }
  void add_code(Span span, bool quoted = false) {
    if (!out_.code.empty() && out_.code.back().quoted == quoted && joined_ &&
        out_.code.back().span.end < span.begin) {
      out_.code.back().span.end = span.end;
    } else {
      out_.code.push_back({span, quoted});
    }
  }

  void code_block(const Block& block, std::span<const Span> lines) {
    if (lines.empty()) return;
    const bool quoted = lead_in_says_wrong();
    const bool session =
        std::any_of(lines.begin(), lines.end(), [&](Span l) { return prompt_length(trim(l.of(text_))) > 0; });
    const bool whole = is_shell_language(block.language) && !session;
    bool any = false;
    if (whole) {
      any = std::any_of(lines.begin(), lines.end(),
                        [&](Span l) { return lines_.begin_in(l.of(text_)) != std::string_view::npos; });
      const bool named = !block.language.empty();
      if (any || named) {
        for (const Span line : lines) copy(line);
        add_code({lines.front().begin, lines.back().end}, quoted);
      }
      any |= named;
    } else {
      any = lines_by_one(lines, quoted);
    }
    if (any) return;
    out_.data.push_back({lines.front().begin, lines.back().end});
    for (const Span line : lines)
      for (const Inline& in : scan_inlines(text_, line))
        if (in.kind == Inline::Kind::Url) out_.links.push_back({in.span, in.url, false, true, kNoSentence});
  }

  /// The lines that are commands, with the lines that they go on in.
  bool lines_by_one(std::span<const Span> lines, bool quoted) {
    bool any = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::size_t begin = lines_.begin_in(lines[i].of(text_));
      if (begin == std::string_view::npos) continue;
      i = take_command(lines, i, begin, quoted);
      any = true;
    }
    return any;
  }

  /// Takes the command that begins in line `i`; returns the last line that belongs to it.
  std::size_t take_command(std::span<const Span> lines, std::size_t i, std::size_t begin, bool quoted) {
    Span span{lines[i].begin + static_cast<std::uint32_t>(begin), lines[i].end};
    copy(span);
    while (text_[span.end - 1] == '\\' && i + 1 < lines.size()) {
      ++i;
      copy(lines[i]);
      span.end = lines[i].end;
    }
    add_code(span, quoted);
    return i;
  }

  [[nodiscard]] bool lead_in_says_wrong() const {
    if (out_.sentences.empty()) return false;
    const Sentence& last = out_.sentences.back();
    return last.block_number + 1 == block_number_ && last.topics.has(Topic::Quoted);
  }

  void prose_block(const Block& block, std::span<const Span> lines) {
    std::vector<Span> left;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::size_t begin = lines_.begin_in(lines[i].of(text_));
      if (begin == std::string_view::npos) {
        left.push_back(lines[i]);
        continue;
      }
      const Span before{lines[i].begin, lines[i].begin + static_cast<std::uint32_t>(begin)};
      if (before.size() > 2) left.push_back(before);
      flush(block, left);
      joined_ = last_was_command_ == block_number_;
      i = take_command(lines, i, begin, false);
      joined_ = false;
      last_was_command_ = block_number_;
    }
    flush(block, left);
  }

  /// Sentences of lines that stand together.
  void flush(const Block& block, std::vector<Span>& lines) {
    if (lines.empty()) return;
    Span open{};
    bool has_open = false;
    for (const Span line : lines) {
      std::uint32_t begin = line.begin;
      const std::vector<Inline> inlines = scan_inlines(text_, line);
      if (has_open && !goes_on(open, line)) {
        add_sentence(block, open);
        has_open = false;
      }
      auto in = inlines.begin();
      for (std::uint32_t i = line.begin; i < line.end;) {
        while (in != inlines.end() && in->span.begin < i) ++in;
        if (in != inlines.end() && in->span.begin == i && in->span.end > i) {
          i = in->span.end;
          continue;
        }
        const std::size_t end = sentence_end(line.of(text_), i - line.begin);
        if (end == 0) {
          ++i;
          continue;
        }
        const Span sentence{has_open ? open.begin : begin, line.begin + static_cast<std::uint32_t>(end)};
        add_sentence(block, sentence);
        has_open = false;
        i = begin = sentence.end;
        while (begin < line.end && is_blank(text_[begin])) ++begin;
        i = std::max(i, begin);
      }
      if (begin < line.end) {
        open = has_open ? Span{open.begin, line.end} : Span{begin, line.end};
        has_open = true;
      }
    }
    if (has_open) add_sentence(block, open);
    lines.clear();
  }

  /// A line that was broken only because it was long.
  [[nodiscard]] bool goes_on(Span before, Span next) const {
    const char last = text_[before.end - 1];
    if (last == ':' || last == '|' || before.of(text_).ends_with("：")) return false;
    const char first = text_[next.begin];
    if (first >= 'a' && first <= 'z') return true;
    return static_cast<unsigned char>(first) >= 0x80 &&
           utf8::width(utf8::line_at(text_, before.begin).text) >= 60;
  }

  void add_sentence(const Block& block, Span span) {
    if (!prose_) {
      for (const Inline& in : scan_inlines(text_, span)) inline_code(in, {});
      return;
    }
    Sentence s;
    s.span = span;
    s.block = block.kind;
    s.block_number = block_number_;
    std::string plain;
    std::uint32_t at = span.begin;
    const std::vector<Inline> inlines = scan_inlines(text_, span);
    const auto number = static_cast<std::uint32_t>(out_.sentences.size());
    for (const Inline& in : inlines) {
      plain.append(text_.substr(at, in.span.begin - at));
      at = in.span.end;
      if (in.kind == Inline::Kind::Link) {
        s.link = true;
        plain.append(1, ' ').append(in.text.of(text_)).append(1, ' ');
        out_.links.push_back({in.span, in.url, true, false, number});
      } else if (in.kind == Inline::Kind::Url) {
        s.link = true;
        plain.append(1, ' ');
        out_.links.push_back({in.span, in.url, false, false, number});
      } else {
        plain.append(" ` ");
      }
    }
    plain.append(text_.substr(at, span.end - at));
    s.topics = phrases_.topics(plain);
    for (const Inline& in : inlines)
      if (in.kind == Inline::Kind::Code) {
        if (inline_code(in, s.topics)) {
          s.command = true;
        } else if (const Span inner = in.text; is_url(inner)) {
          s.link = true;
          out_.links.push_back({in.span, inner, false, true, number});
        } else {
          s.topics.add(phrases_.topics(inner.of(text_)));
        }
      }
    measure(s, plain, inlines);
    out_.sentences.push_back(s);
  }

  [[nodiscard]] bool is_url(Span span) const {
    const std::string_view text = trim(span.of(text_));
    return (text.starts_with("https://") || text.starts_with("http://")) &&
           text.find(' ') == std::string_view::npos;
  }

  bool inline_code(const Inline& in, Topics around) {
    if (in.kind != Inline::Kind::Code || !lines_.is_call(in.text.of(text_))) return false;
    Span span = in.text;
    while (span.begin < span.end && is_blank(text_[span.begin])) ++span.begin;
    span.begin += static_cast<std::uint32_t>(prompt_length(span.of(text_)));
    copy(span);
    add_code(span, around.has(Topic::Quoted));
    return true;
  }

  /// Marks at the end, and how many words are left without links and code.
  void measure(Sentence& s, std::string_view plain, const std::vector<Inline>& inlines) const {
    std::string_view end = trim(plain);
    while (!end.empty() && (end.ends_with('*') || end.ends_with('_') || end.ends_with(' ') ||
                            end.ends_with('"') || end.ends_with(')')))
      end.remove_suffix(1);
    s.asks = end.ends_with('?') || end.ends_with("？");
    s.colon = end.ends_with(':') || end.ends_with("：");
    std::string words;
    std::uint32_t from = s.span.begin;
    for (const Inline& in : inlines) {
      words.append(text_.substr(from, in.span.begin - from)).append(1, ' ');
      from = in.span.end;
    }
    words.append(text_.substr(from, s.span.end - from));
    std::uint32_t halves = 0;
    bool inside = false;
    for (std::size_t i = 0; i < words.size();) {
      const utf8::Decoded d = utf8::decode(words, i);
      i += d.length;
      const bool letter =
          d.code < 0x80 ? is_alnum(static_cast<char>(d.code)) : d.code >= 0xC0 && d.code < 0x2000;
      if (utf8::is_cjk(d.code) && d.code >= 0x3040 && d.code < 0xFF00) ++halves;
      if (letter && !inside) halves += 2;
      inside = letter || (inside && (d.code == '\'' || d.code == '-' || d.code == '_'));
    }
    s.words = (halves + 1) / 2;
    s.bare = halves == 0;
    s.option = s.span.of(text_).find("--") != std::string_view::npos;
    const std::string_view trimmed = trim(plain);
    for (const std::string_view colon : {std::string_view(":"), std::string_view("：")})
      if (const std::size_t at = trimmed.find(colon); at != std::string_view::npos) {
        const std::string_view value = trim(trimmed.substr(at + colon.size()));
        s.value |= !value.empty() && value.find(' ') == std::string_view::npos &&
                   std::any_of(value.begin(), value.end(), is_digit);
      }
  }

  std::string_view text_;
  const CommandLines& lines_;
  const Phrases& phrases_;
  bool prose_;
  Answer& out_;
  std::uint32_t block_number_ = 0;
  std::uint32_t last_was_command_ = 0xFFFFFFFF;
  bool joined_ = false;
};

void AnswerReader::commands(std::string_view text, Answer& out) const {
  out.text = out.shell = text;
  out.code.clear();
  out.sentences.clear();
  out.links.clear();
  out.data.clear();
  if (has_fence(text)) {
    const CommandLines lines(spec_, words_);
    AnswerBuilder(text, lines, phrases_, false, out).run();
    return;
  }
  const auto size = static_cast<std::uint32_t>(text.size());
  out.code.push_back({{0, size}, false});
  // Prompts and list marks in front of commands are no shell text.
  bool copied = false;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t newline = std::min(text.find('\n', begin), text.size());
    std::size_t at = begin;
    while (at < newline && is_blank(text[at])) ++at;
    std::size_t mark = prompt_length(text.substr(at, newline - at));
    if (mark == 0 && at < newline && (is_digit(text[at]) || text[at] == '-' || text[at] == '*')) {
      std::size_t digits = at;
      while (is_digit(text[digits])) ++digits;
      const std::size_t behind = digits > at ? digits + 1 : at + 1;
      const bool is_mark = behind < newline && is_blank(text[behind]) &&
                           (digits == at || text[digits] == '.' || text[digits] == ')');
      if (is_mark) mark = behind + 1 - at;
    }
    if (mark > 0) {
      if (!copied) out.storage.assign(text);
      copied = true;
      for (std::size_t i = at; i < at + mark; ++i) out.storage[i] = ' ';
    }
    begin = newline + 1;
  }
  if (copied) out.shell = out.storage;
}

void AnswerReader::answer(std::string_view text, Answer& out) const {
  out.text = text;
  out.code.clear();
  out.sentences.clear();
  out.links.clear();
  out.data.clear();
  const CommandLines lines(spec_, words_);
  AnswerBuilder(text, lines, phrases_, true, out).run();
  classify(out.sentences, !out.code.empty());
}

} // namespace cmdwright::lint
