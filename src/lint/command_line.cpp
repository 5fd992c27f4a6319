#include "lint/command_line.h"

#include <algorithm>
#include <array>

#include "command/tree.h"
#include "text/words.h"

namespace cmdwright::lint {

namespace {

std::string_view base_name(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

/// The word at the start of `text`; `text` goes on behind the blanks after it.
std::string_view take_word(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_of(" \t\n\r"), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  return word;
}

/// Words that open shell text and also English sentences: alone they prove nothing.
bool opens_shell(std::string_view word) {
  constexpr std::array<std::string_view, 30> kWords = {
      "cd",   "sudo",  "env",   "nohup",  "time",   "timeout", "export", "bash",   "sh",    "zsh",
      "for",  "if",    "while", "until",  "set",    "uv",      "xargs",  "exec",   "eval",  "source",
      "nice", "watch", "cat",   "docker", "poetry", "pipenv",  "echo",   "stdbuf", "flock", "parallel"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

bool is_assignment(std::string_view word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string_view::npos || equals == 0 || !is_alpha(word[0])) return false;
  return std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(equals),
                     [](char c) { return is_alnum(c) || c == '_'; });
}

bool holds(std::string_view text, const std::vector<Str>& pieces) {
  return std::any_of(pieces.begin(), pieces.end(),
                     [&](Str piece) { return text.find(piece) != std::string_view::npos; });
}

} // namespace

std::size_t prompt_length(std::string_view line) {
  for (const std::string_view prompt : {"$ ", "% ", "PS> ", "PS C:\\> ", "❯ ", "➜ "})
    if (line.starts_with(prompt)) return prompt.size();
  return 0;
}

bool CommandLines::is_script_path(std::string_view word) const {
  if (!word.ends_with(".py")) return false;
  const std::string_view name = base_name(word);
  const spec::Pack& pack = spec_.pack();
  if (!pack.script_prefix.empty() && name.starts_with(pack.script_prefix)) return true;
  return spec_.script(name) != nullptr || (!pack.script_dir.empty() && word.starts_with(pack.script_dir));
}

bool CommandLines::calls_script(std::string_view text) const {
  std::string_view rest = text;
  const std::string_view first = take_word(rest);
  std::string_view name = base_name(first);
  while (!name.empty() && (is_digit(name.back()) || name.back() == '.')) name.remove_suffix(1);
  if (name == spec_.pack().interpreter || name == "py" || name == "pypy") {
    std::string_view word = take_word(rest);
    while (word.size() > 1 && word[0] == '-') word = take_word(rest);
    return is_script_path(word);
  }
  if (!is_script_path(first)) return false;
  // Without interpreter, a script's name may also open a sentence about it.
  return first.find('/') != std::string_view::npos || rest.find(" --") != std::string_view::npos ||
         rest.starts_with("--");
}

bool CommandLines::begins(std::string_view text) const {
  if (text.empty() || static_cast<unsigned char>(text[0]) >= 0x80) return false;
  if (calls_script(text)) return true;
  std::string_view rest = text;
  const std::string_view first = take_word(rest);
  const std::string_view line = text.substr(0, text.find('\n'));
  if (first == "export" || is_assignment(first)) {
    if (first != "export")
      return line.find(".py") != std::string_view::npos && !command::find_commands(line, spec_).empty();
    return is_assignment(rest.substr(0, rest.find_first_of(" \t\n")));
  }
  if ((first == "pip" || first == "pip3") && rest.starts_with("install ")) return true;
  if (opens_shell(first))
    return line.find(".py") != std::string_view::npos && !command::find_commands(line, spec_).empty();
  const bool listed = std::any_of(words_.foreign.begin(), words_.foreign.end(), [&](const Foreign& f) {
    return std::find(f.programs.begin(), f.programs.end(), first) != f.programs.end();
  });
  if (!listed) return false;
  for (const command::Program& program : command::find_programs(line, command::parse_shell(line), spec_))
    if (foreign_program(words_, program.words) != nullptr) return true;
  return false;
}

std::size_t CommandLines::begin_in(std::string_view line) const {
  std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
  begin += prompt_length(line.substr(begin));
  if (begins(line.substr(begin))) return begin;
  if (line.find(".py") == std::string_view::npos) return std::string_view::npos;
  // "Run: python scripts/…", "命令：python scripts/…"
  for (const std::string_view colon : {": ", "：", ":\t"}) {
    const std::size_t at = line.find(colon);
    if (at == std::string_view::npos) continue;
    std::size_t behind = std::min(line.find_first_not_of(" \t", at + colon.size()), line.size());
    if (begins(line.substr(behind))) return behind;
  }
  return std::string_view::npos;
}

bool CommandLines::is_call(std::string_view text) const {
  text = trim(text);
  text.remove_prefix(prompt_length(text));
  return begins(text);
}

const Foreign* foreign_program(const Words& words, const std::vector<command::Word>& program) {
  if (program.empty()) return nullptr;
  const std::string_view name = base_name(program[0].value);
  for (const Foreign& f : words.foreign) {
    if (std::find(f.programs.begin(), f.programs.end(), name) == f.programs.end()) continue;
    if (!f.words.empty()) {
      const auto operand = std::find_if(program.begin() + 1, program.end(),
                                        [](const command::Word& w) { return !w.value.starts_with('-'); });
      if (operand == program.end() ||
          std::find(f.words.begin(), f.words.end(), operand->value) == f.words.end())
        continue;
    }
    if (!f.texts.empty() && std::none_of(program.begin() + 1, program.end(),
                                         [&](const command::Word& w) { return holds(w.value, f.texts); }))
      continue;
    return &f;
  }
  return nullptr;
}

} // namespace cmdwright::lint
