// POSIX shell text, cut into simple commands and words, every word with its place and the way it was quoted.
//
// Not an interpreter: nothing is expanded or run. Substitutions ($(…), `…`, <(…)) are found and their
// commands listed too, loops and conditions are looked through, here-documents and comments are noted and
// skipped. Any input is accepted; what a shell would refuse (a quote that is never closed) is reported in
// `problems`. Work is linear in the size of the text; nesting is limited to kDeepest levels, deeper text is
// left alone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace cmdwright::command {

inline constexpr unsigned kDeepest = 32;

/// How a word was written. Mixed: partly quoted, or several quoted pieces.
enum class Quote : std::uint8_t { Bare, Single, Double, Mixed };

struct Word {
  Span span;
  std::string value; ///< after quote removal; expansions keep their source text
  Quote quote = Quote::Bare;
  bool expands = false; ///< holds $… or a substitution that the shell would replace
  bool meta = false; ///< holds a bare character that means something to the shell: * ? [ { } or a leading ~…
  bool unterminated = false; ///< its quote is never closed
  bool angle = false;        ///< a bare <placeholder>, which is no redirection
  bool glued = false;        ///< an operator (; & |) follows at once, without a blank
};

/// What ends a simple command.
enum class Ending : std::uint8_t { End, Newline, Semicolon, And, Or, Pipe, Background };

struct SimpleCommand {
  Span span;
  std::vector<Word> words; ///< without assignments in front, redirections, keywords
  std::vector<Word> assignments;
  Ending ending = Ending::End;
  std::uint32_t depth = 0; ///< 0 outside every substitution
  Span here_document;      ///< body of the last one that it reads; empty when there is none
};

struct Comment {
  Span span; ///< from '#' to the end of the line
};

struct Shell {
  std::vector<SimpleCommand> commands; ///< those of a substitution come after the command that holds it
  std::vector<Comment> comments;
  std::vector<Span> unterminated; ///< opening quotes that are never closed
};

/// The text between `range`, with spans that count from the start of `text`.
[[nodiscard]] Shell parse_shell(std::string_view text, Span range);
[[nodiscard]] inline Shell parse_shell(std::string_view text) {
  return parse_shell(text, {0, static_cast<std::uint32_t>(text.size())});
}

/// For each byte of word.value, its offset in `text` (nested text such as the argument of `sh -c` is lexed
/// again and mapped back with this).
[[nodiscard]] std::vector<std::uint32_t> value_offsets(std::string_view text, const Word& word);

/// `value` as one shell word in double quotes, with \ " $ and ` escaped.
[[nodiscard]] std::string double_quoted(std::string_view value);
/// `value` as one shell word in single quotes; an inner ' is written '\''.
[[nodiscard]] std::string single_quoted(std::string_view value);
/// True when a shell takes `value`, written bare, as exactly this one word.
[[nodiscard]] bool is_safe_bare(std::string_view value);

} // namespace cmdwright::command
