// Which lines of a text are commands, where nothing else (a fence, backticks) says so. Private to the lint
// room.
#pragma once

#include <string_view>
#include <vector>

#include "command/shell.h"
#include "lint/catalogue.h"
#include "spec/spec.h"

namespace cmdwright::lint {

class CommandLines {
public:
  CommandLines(const spec::Spec& spec, const Words& words) : spec_(spec), words_(words) {}

  /// Offset where the command of this line begins, behind a prompt ("$ ") and the words in front of it
  /// ("Run: python …"); npos when the line holds none.
  [[nodiscard]] std::size_t begin_in(std::string_view line) const;
  /// A command stands right at the start of `text`.
  [[nodiscard]] bool begins(std::string_view text) const;
  /// `text` (from backticks) is a command, not only the name of a script.
  [[nodiscard]] bool is_call(std::string_view text) const;

private:
  /// An interpreter or nothing, then the path of a script.
  [[nodiscard]] bool calls_script(std::string_view text) const;
  [[nodiscard]] bool is_script_path(std::string_view word) const;

  const spec::Spec& spec_;
  const Words& words_;
};

/// The entry that says that this program does the job of a script, or nullptr. `words[0]` is the program.
[[nodiscard]] const Foreign* foreign_program(const Words& words, const std::vector<command::Word>& program);

/// Bytes of a prompt in front of a command, "$ " or "% " or "PS> ".
[[nodiscard]] std::size_t prompt_length(std::string_view line);

} // namespace cmdwright::lint
