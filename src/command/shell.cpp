// One pass over the text with an explicit list of ranges still to do: a substitution is skipped as part of
// its word and put on the list, so nothing recurses. A word is collected piece by piece; the pieces decide
// how it counts as quoted.
#include "command/shell.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"
#include "text/words.h"

namespace cmdwright::command {

namespace {

bool is_operator(char c) {
  return c == ';' || c == '&' || c == '|' || c == '(' || c == ')' || c == '<' || c == '>';
}
/// Means nothing to the shell inside a word.
bool is_plain(char c) {
  switch (c) {
  case '-':
  case '_':
  case '.':
  case '/':
  case ':':
  case '=':
  case ',':
  case '+':
  case '%':
  case '@':
  case '*':
  case '?':
  case '[':
  case ']':
  case '{':
  case '}':
    return true;
  default:
    return is_alnum(c) || static_cast<unsigned char>(c) >= 0x80;
  }
}
bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_name_start(char c) {
  return is_alpha(c) || c == '_';
}

/// Reserved words after which another command may start.
bool is_prefix_keyword(std::string_view w) {
  constexpr std::array<std::string_view, 9> kWords = {"do",    "then",  "else", "elif", "if",
                                                      "while", "until", "!",    "{"};
  return std::find(kWords.begin(), kWords.end(), w) != kWords.end();
}

struct Task {
  std::uint32_t begin;
  std::uint32_t end;
  std::uint32_t depth;
};

constexpr std::size_t kNobody = SIZE_MAX;

/// Announced by <<WORD, it begins on the next line.
struct HereDocument {
  std::string delimiter;
  bool strip_tabs;
  std::size_t command; ///< index of the command that reads it, kNobody while that is still being read
};

class Lexer {
public:
  Lexer(std::string_view text, Span range, bool lines) : text_(text), quotes_end_at_newline_(lines) {
    tasks_.push_back({range.begin, range.end, 0});
  }

  Shell run() {
    for (std::size_t i = 0; i < tasks_.size(); ++i) {
      pos_ = tasks_[i].begin;
      end_ = tasks_[i].end;
      depth_ = tasks_[i].depth;
      program();
    }
    return std::move(shell_);
  }

private:
  [[nodiscard]] bool done() const { return pos_ >= end_; }
  [[nodiscard]] char at(std::uint32_t i) const { return i < end_ ? text_[i] : '\0'; }
  [[nodiscard]] char here() const { return at(pos_); }

  void program() {
    SimpleCommand command;
    fresh(command);
    while (!done()) {
      const char c = here();
      if (const std::uint32_t joint = continuation(); joint > 0) {
        pos_ += joint;
      } else if (c == '\n') {
        ++pos_;
        close(command, Ending::Newline);
        skip_here_documents();
      } else if (is_space(c)) {
        ++pos_;
      } else if (c == '#') {
        comment();
      } else if ((c == '<' || c == '>') && at(pos_ + 1) == '(') {
        add_word(command, word(command));
      } else if (c == '<' && !angle_end(command)) {
        redirection();
      } else if (c == '>') {
        redirection();
      } else if (c == ';' || c == '&' || c == '|' || c == '(' || c == ')') {
        operator_(command);
      } else if (is_digit(c) && is_redirected_descriptor()) {
        redirection();
      } else {
        add_word(command, word(command));
      }
    }
    close(command, Ending::End);
  }

  /// Bytes of a line continuation at pos_; 0 when there is none. One at the very end joins nothing.
  [[nodiscard]] std::uint32_t continuation() const {
    if (here() != '\\') return 0;
    if (pos_ + 1 >= end_ || at(pos_ + 1) == '\n') return pos_ + 1 >= end_ ? 1 : 2;
    return at(pos_ + 1) == '\r' && at(pos_ + 2) == '\n' ? 3 : 0;
  }

  void fresh(SimpleCommand& command) const {
    command = SimpleCommand{};
    command.depth = depth_;
    command.span = {pos_, pos_};
  }

  void close(SimpleCommand& command, Ending ending) {
    if (!command.words.empty() || !command.assignments.empty()) {
      command.ending = ending;
      if (command.words.empty() || !skipped_construct(command)) {
        for (HereDocument& document : here_documents_)
          if (document.command == kNobody) document.command = shell_.commands.size();
        shell_.commands.push_back(std::move(command));
      }
    }
    fresh(command);
  }

  /// `for x in a b` and `case x in` hold words, not a command.
  static bool skipped_construct(const SimpleCommand& command) {
    const Word& first = command.words.front();
    if (first.quote != Quote::Bare) return false;
    return first.value == "for" || first.value == "case" || first.value == "done" || first.value == "fi" ||
           first.value == "esac" || first.value == "}" || first.value == "function";
  }

  void comment() {
    const std::uint32_t begin = pos_;
    while (!done() && here() != '\n') ++pos_;
    shell_.comments.push_back({{begin, pos_}});
  }

  void operator_(SimpleCommand& command) {
    const char c = here();
    const bool doubled = at(pos_ + 1) == c;
    Ending ending = Ending::Semicolon;
    if (c == '&') ending = doubled ? Ending::And : Ending::Background;
    if (c == '|') ending = doubled ? Ending::Or : Ending::Pipe;
    if (c == '&' && at(pos_ + 1) == '>') { // &> file
      redirection();
      return;
    }
    pos_ += doubled && c != '(' && c != ')' ? 2U : 1U;
    if (c == '|' && !doubled && here() == '&') ++pos_;
    if (c == '(' && !command.words.empty() && here() == ')') { // f() { …
      ++pos_;
      command.words.clear();
      return;
    }
    close(command, ending);
  }

  /// A digit that belongs to a redirection: 2>file, 0<file.
  [[nodiscard]] bool is_redirected_descriptor() const {
    std::uint32_t i = pos_;
    while (is_digit(at(i))) ++i;
    return at(i) == '>' || (at(i) == '<' && at(i + 1) != '<' && !is_alpha(at(i + 1)));
  }

  void redirection() {
    while (is_digit(here()) || here() == '&') ++pos_;
    const bool here_document = here() == '<' && at(pos_ + 1) == '<' && at(pos_ + 2) != '<';
    while (here() == '<' || here() == '>') ++pos_;
    if (here() == '|' || here() == '&') ++pos_;
    const bool strip_tabs = here_document && here() == '-';
    if (strip_tabs) ++pos_;
    while (!done() && is_blank(here())) ++pos_;
    if (done() || here() == '\n') return;
    if (is_operator(here())) return;
    SimpleCommand ignored;
    const Word target = word(ignored);
    if (here_document) here_documents_.push_back({target.value, strip_tabs, kNobody});
  }

  void skip_here_documents() {
    for (const HereDocument& document : here_documents_) {
      Span body{pos_, pos_};
      while (!done()) {
        std::uint32_t line_end = pos_;
        while (line_end < end_ && text_[line_end] != '\n') ++line_end;
        std::string_view line = text_.substr(pos_, line_end - pos_);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (document.strip_tabs)
          while (line.starts_with('\t')) line.remove_prefix(1);
        pos_ = std::min(line_end + 1, end_);
        if (line == document.delimiter) break;
        body.end = pos_;
      }
      if (document.command < shell_.commands.size()) shell_.commands[document.command].here_document = body;
    }
    here_documents_.clear();
  }

  /// End of a bare `<placeholder>` at pos_: letters right after '<', a '>' on the same line that closes the
  /// word, no character in between that would make it anything else. Only where an option is waiting for its
  /// value, or behind another placeholder.
  [[nodiscard]] std::uint32_t angle_end(const SimpleCommand& command, bool inside_word = false) const {
    if (!inside_word && (command.words.empty() ||
                         (!command.words.back().value.starts_with('-') && !command.words.back().angle)))
      return 0;
    const auto next = static_cast<unsigned char>(at(pos_ + 1));
    if (!is_alpha(static_cast<char>(next)) && next < 0x80) return 0;
    for (std::uint32_t i = pos_ + 1; i < end_; ++i) {
      const char c = text_[i];
      if (c == '>') {
        const char after = at(i + 1);
        const bool closes = i + 1 >= end_ || is_space(after) || after == '"' || after == ',' ||
                            after == ';' || after == ')' || after == '`' || after == '<';
        return closes && !is_blank(text_[i - 1]) ? i + 1 : 0;
      }
      if (c == '\n' || c == '<' || c == '|' || c == '&' || c == ';' || c == '"' || c == '\'') return 0;
    }
    return 0;
  }

  /// Skips $(…) whose '(' is at pos_, quotes and nesting respected. Leaves pos_ after the ')'.
  void skip_parentheses() {
    unsigned open = 0;
    while (!done()) {
      const char c = text_[pos_++];
      if (c == '\\') {
        pos_ = std::min(pos_ + 1, end_);
      } else if (c == '\'') {
        while (!done() && text_[pos_++] != '\'') {
        }
      } else if (c == '"') {
        while (!done() && here() != '"') pos_ += here() == '\\' ? 2U : 1U;
        pos_ = std::min(pos_ + 1, end_);
      } else if (c == '(') {
        ++open;
      } else if (c == ')' && --open == 0) {
        return;
      }
    }
  }

  /// $name, ${…}, $(…), $((…)) at pos_. Appends the source text to `word`.
  void dollar(Word& word) {
    const std::uint32_t begin = pos_++;
    const char c = here();
    if (c == '(') {
      pos_ = begin;
      substitution(word);
      return;
    }
    if (c == '{') {
      while (!done() && here() != '}' && here() != '\n') ++pos_;
      pos_ = std::min(pos_ + 1, end_);
      word.expands = true;
    } else if (is_name_start(c)) {
      while (is_name_start(here()) || is_digit(here())) ++pos_;
      word.expands = true;
    } else if (is_digit(c) || c == '@' || c == '*' || c == '#' || c == '?' || c == '$' || c == '!') {
      ++pos_;
      word.expands = true;
    }
    word.value.append(text_.substr(begin, pos_ - begin));
  }

  /// $(…), $((…)), <(…) or >(…) at pos_.
  void substitution(Word& word) {
    const std::uint32_t begin = pos_++;
    const bool arithmetic = at(pos_ + 1) == '(';
    const std::uint32_t inner = pos_ + 1;
    skip_parentheses();
    if (!arithmetic && depth_ + 1 < kDeepest) {
      const std::uint32_t inner_end = pos_ > inner && text_[pos_ - 1] == ')' ? pos_ - 1 : pos_;
      tasks_.push_back({inner, inner_end, depth_ + 1});
    }
    word.expands = true;
    word.value.append(text_.substr(begin, pos_ - begin));
  }

  void backtick(Word& word) {
    const std::uint32_t begin = pos_++;
    while (!done() && here() != '`') pos_ += here() == '\\' ? 2U : 1U;
    pos_ = std::min(pos_, end_);
    if (depth_ + 1 < kDeepest) tasks_.push_back({begin + 1, pos_, depth_ + 1});
    pos_ = std::min(pos_ + 1, end_);
    word.expands = true;
    word.value.append(text_.substr(begin, pos_ - begin));
  }

  bool quote_ends_here() const { return quotes_end_at_newline_ && here() == '\n'; }

  void unterminated(Word& word, std::uint32_t quote) {
    word.unterminated = true;
    shell_.unterminated.push_back({quote, quote + 1});
  }

  void single_quote(Word& word) {
    const std::uint32_t begin = pos_++;
    while (!done() && here() != '\'' && !quote_ends_here()) ++pos_;
    word.value.append(text_.substr(begin + 1, pos_ - begin - 1));
    if (here() == '\'') {
      ++pos_;
    } else {
      unterminated(word, begin);
    }
  }

  /// $'…' of bash: a backslash escapes, the quote too.
  void escaped_quote(Word& word) {
    const std::uint32_t begin = pos_++;
    while (!done() && here() != '\'' && !quote_ends_here()) {
      char c = text_[pos_++];
      if (c == '\\' && !done()) {
        constexpr std::string_view kLetters = "nrtabefv";
        constexpr std::string_view kMeanings = "\n\r\t\a\b\x1B\f\v";
        c = text_[pos_++];
        if (const std::size_t known = kLetters.find(c); known != std::string_view::npos) {
          c = kMeanings[known];
        } else if (c != '\\' && c != '\'' && c != '"' && c != '?') {
          word.value.push_back('\\'); // \x41, \101, \u2014: left as written
        }
      }
      word.value.push_back(c);
    }
    if (here() == '\'') {
      ++pos_;
    } else {
      unterminated(word, begin);
    }
  }

  void double_quote(Word& word) {
    const std::uint32_t begin = pos_++;
    for (;;) {
      if (done() || quote_ends_here()) {
        unterminated(word, begin);
        return;
      }
      const char c = here();
      if (c == '"') {
        ++pos_;
        return;
      }
      if (c == '$') {
        dollar(word);
      } else if (c == '`') {
        backtick(word);
      } else if (c == '\\') {
        const char next = at(pos_ + 1);
        if (next == '\n') {
          pos_ += 2;
        } else if (next == '"' || next == '\\' || next == '$' || next == '`') {
          word.value.push_back(next);
          pos_ += 2;
        } else {
          word.value.push_back(c);
          ++pos_;
        }
      } else {
        word.value.push_back(c);
        ++pos_;
      }
    }
  }

  Word word(const SimpleCommand& command) {
    Word w;
    w.span.begin = pos_;
    bool bare = false;
    bool single = false;
    bool dbl = false;
    unsigned pieces = 0;
    while (!done()) {
      const char c = here();
      if ((c == '<' || c == '>') && at(pos_ + 1) == '(' && pos_ == w.span.begin) {
        substitution(w), bare = true;
        continue;
      }
      if (c == '<') {
        const std::uint32_t close = angle_end(command, pos_ != w.span.begin);
        if (close == 0) break;
        w.value.append(text_.substr(pos_, close - pos_));
        pos_ = close;
        w.angle = bare = true;
        continue;
      }
      if (is_space(c) || is_operator(c)) break;
      if (c == '\'') {
        single_quote(w), single = true, ++pieces;
      } else if (c == '"') {
        double_quote(w), dbl = true, ++pieces;
      } else if (c == '$' && at(pos_ + 1) == '\'') {
        ++pos_;
        escaped_quote(w), single = true, ++pieces;
      } else if (c == '$') {
        dollar(w), bare = true;
      } else if (c == '`') {
        backtick(w), bare = true;
      } else if (c == '\\') {
        if (const std::uint32_t joint = continuation(); joint > 0) {
          pos_ += joint;
          continue;
        }
        bare = true;
        ++pos_;
        if (!done()) w.value.push_back(text_[pos_++]);
      } else {
        bare = true;
        const std::uint32_t begin = pos_;
        do {
          const char plain = text_[pos_];
          w.meta |= plain == '*' || plain == '?' || plain == '[' || plain == '{' || plain == '}';
          ++pos_;
        } while (!done() && is_plain(here()));
        w.value.append(text_.substr(begin, pos_ - begin));
      }
    }
    w.span.end = pos_;
    if (single || dbl) {
      w.quote = bare || (single && dbl) || pieces > 1 ? Quote::Mixed : single ? Quote::Single : Quote::Double;
    }
    const char after = here();
    w.glued = after == ';' || after == '&' || after == '|';
    return w;
  }

  void add_word(SimpleCommand& command, Word w) {
    constexpr std::size_t kUsual = 16; // words of a command
    if (command.words.capacity() == 0) command.words.reserve(kUsual);
    if (command.words.size() == 2 && command.words[0].value == "function" && w.value == "{") {
      command.words.clear(); // function f { …
      return;
    }
    if (command.words.empty()) {
      if (w.quote == Quote::Bare && is_prefix_keyword(w.value)) return;
      if (command.assignments.empty()) command.span.begin = w.span.begin;
      if (is_assignment(w)) {
        command.span.end = w.span.end;
        command.assignments.push_back(std::move(w));
        return;
      }
    }
    command.span.end = w.span.end;
    command.words.push_back(std::move(w));
  }

  static bool is_assignment(const Word& w) {
    const std::size_t equals = w.value.find('=');
    if (equals == std::string::npos || equals == 0 || !is_name_start(w.value[0])) return false;
    return std::all_of(w.value.begin(), w.value.begin() + static_cast<std::ptrdiff_t>(equals),
                       [](char c) { return is_name_start(c) || is_digit(c) || c == '+'; });
  }

  std::string_view text_;
  bool quotes_end_at_newline_;
  std::vector<Task> tasks_;
  std::uint32_t pos_ = 0;
  std::uint32_t end_ = 0;
  std::uint32_t depth_ = 0;
  std::vector<HereDocument> here_documents_; ///< announced on this line
  Shell shell_;
};

} // namespace

Shell parse_shell(std::string_view text, Span range) {
  Shell shell = Lexer(text, range, false).run();
  // An open quote swallows every following line. What people see is one bad line, so read again with quotes
  // that end with their line: the commands after it keep their own findings.
  const std::string_view part = range.of(text);
  if (!shell.unterminated.empty() && part.find('\n') != std::string_view::npos)
    return Lexer(text, range, true).run();
  return shell;
}

std::vector<std::uint32_t> value_offsets(std::string_view text, const Word& word) {
  std::vector<std::uint32_t> offsets;
  offsets.reserve(word.value.size());
  // Quote removal only drops bytes, so each byte of the value is the next byte of the source that is not
  // dropped. ($'…' may change one byte, never the number.)
  std::uint32_t i = word.span.begin;
  char quote = '\0'; // '$' for $'…'
  while (i < word.span.end && offsets.size() < word.value.size()) {
    const char c = text[i];
    if (quote == '\0' && (c == '\'' || c == '"')) {
      quote = c;
      ++i;
      continue;
    }
    if (quote == '\0' && c == '$' && i + 1 < word.span.end && text[i + 1] == '\'') {
      quote = '$';
      i += 2;
      continue;
    }
    if (quote != '\0' && c == (quote == '$' ? '\'' : quote)) {
      quote = '\0';
      ++i;
      continue;
    }
    if (c == '\\' && quote != '\'' && i + 1 < word.span.end) {
      const char next = text[i + 1];
      constexpr std::string_view kInDouble = "\"\\$`\n";
      constexpr std::string_view kInDollar = "nrtabefv\\'\"?";
      const bool drops = quote == '\0' || (quote == '"' && kInDouble.find(next) != std::string_view::npos) ||
                         (quote == '$' && kInDollar.find(next) != std::string_view::npos);
      if (drops) ++i;
      if (drops && next == '\n') {
        ++i;
        continue;
      }
    }
    offsets.push_back(i++);
  }
  while (offsets.size() < word.value.size()) offsets.push_back(word.span.end);
  return offsets;
}

std::string double_quoted(std::string_view value) {
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\' || c == '$' || c == '`') out.push_back('\\');
    out.push_back(c);
  }
  out.push_back('"');
  return out;
}

std::string single_quoted(std::string_view value) {
  std::string out = "'";
  for (const char c : value) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out.push_back(c);
    }
  }
  out.push_back('\'');
  return out;
}

bool is_safe_bare(std::string_view value) {
  if (value.empty()) return false;
  if (value.front() == '#') return false;
  for (std::size_t i = 0; i < value.size();) {
    const utf8::Decoded d = utf8::decode(value, i);
    if (!d.valid) return false;
    if (d.code < 0x80) {
      const char c = static_cast<char>(d.code);
      constexpr std::string_view kSafe = "_-./:,+@%=";
      const bool home =
          c == '~' && i == 0 && value.starts_with("~/"); // anywhere else bash may expand it: k=~
      if (!is_alnum(c) && kSafe.find(c) == std::string_view::npos && !(c == '#' && i > 0) && !home)
        return false;
    } else if (d.code == 0xA0 || d.code == 0x3000 || (d.code >= 0x2000 && d.code <= 0x206F)) {
      return false; // blanks and quotes that look like shell syntax but are not: clearer in quotes
    }
    i += d.length;
  }
  return true;
}

} // namespace cmdwright::command
