#include "lint/form.h"

#include <algorithm>
#include <array>

#include "lint/answer.h"
#include "text/words.h"

namespace cmdwright::lint {

namespace {

template <std::size_t N>
bool has_ending(std::string_view name, const std::array<std::string_view, N>& endings) {
  const std::string lower = ascii_lower(name);
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return lower.ends_with(e); });
}

/// Something that a person is told, rather than shell text that is no script call.
bool is_told(const Sentence& s) {
  constexpr std::uint32_t kPhrase = 3;
  return s.asks || s.speech != Speech::Extra || s.words >= kPhrase;
}

/// Shell text has operators, expansions and comments where prose has words.
bool looks_like_shell(std::string_view line) {
  line = trim(line);
  if (line.starts_with('#')) return true;
  constexpr std::array<std::string_view, 12> kOpeners = {
      "for ", "while ", "if ", "then", "else", "fi", "do", "done", "set ", "echo ", "cd ", "export "};
  for (const std::string_view opener : kOpeners)
    if (line.starts_with(opener)) return true;
  return line.find("=$(") != std::string_view::npos || line.find(" | ") != std::string_view::npos ||
         line.find("&&") != std::string_view::npos || line.find("\"$") != std::string_view::npos;
}

} // namespace

Form form_of(const Linter& linter, std::string_view name, std::string_view text) {
  constexpr std::array<std::string_view, 5> kShell = {".sh", ".bash", ".zsh", ".ksh", ".command"};
  constexpr std::array<std::string_view, 3> kMarkdown = {".md", ".markdown", ".mdx"};
  if (has_ending(name, kShell) || text.starts_with("#!")) return Form::Commands;
  if (has_ending(name, kMarkdown)) return Form::Answer;
  Answer answer;
  AnswerReader(linter.spec(), linter.words(), linter.phrases()).answer(text, answer);
  for (const Sentence& s : answer.sentences)
    if (is_told(s) && !looks_like_shell(s.span.of(text))) return Form::Answer;
  return Form::Commands;
}

} // namespace cmdwright::lint
