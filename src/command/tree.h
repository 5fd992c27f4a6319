// The command tree: one call of a script, with everything that generator, validator, tests and executor need
// to know.
//
// Read from text by find_commands() (then every part has its span in that text), or built by the generator
// (then the spans are empty and the renderer decides how to write each value).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "command/shell.h"
#include "spec/spec.h"
#include "text/span.h"

namespace cmdwright::command {

struct Value {
  std::string text;
  Span span;
  Quote quote = Quote::Bare;
  bool expands = false; ///< a shell variable or substitution stands for the real value
  bool meta = false;    ///< bare glob or brace characters
  bool angle = false;   ///< bare <placeholder>
};

struct Option {
  std::string name; ///< as written, "--file-id" or "-q"
  Span name_span;
  const spec::Param* param = nullptr; ///< nullptr: the operation has no such parameter
  std::vector<Value> values;
  bool attached = false; ///< written --name=value or -nvalue
};

struct Command {
  // Where and how it was written.
  Span span;
  Span interpreter_span; ///< empty when the script is run directly
  std::string interpreter;
  Span path_span;
  std::string path; ///< of the script, as written
  bool path_quoted = false;
  Span cut_by; ///< a shell operator glued to the last value: `--url http://a?b&c`

  // What it says.
  std::string script; ///< file name, "vod_upload.py"
  const spec::Script* script_spec = nullptr;
  std::string subcommand;
  Span subcommand_span;
  const spec::Operation* operation = nullptr; ///< nullptr: unknown script or subcommand
  std::vector<Option> options;                ///< in written order
  std::vector<Value> strays;                  ///< words that belong to no option
  bool unterminated = false;
  Span unterminated_at;

  [[nodiscard]] const Option* find(std::string_view param) const;
  /// First value of a parameter, or empty.
  [[nodiscard]] std::string_view value(std::string_view param) const;
  [[nodiscard]] bool has(std::string_view param) const { return find(param) != nullptr; }
};

/// Every script call in a piece of shell text, in order, those inside substitutions, `sh -c '…'`, `xargs`,
/// `env`, `nohup` and similar wrappers included. `shell` must come from parse_shell(text).
[[nodiscard]] std::vector<Command> find_commands(std::string_view text, const Shell& shell,
                                                 const spec::Spec& spec);
[[nodiscard]] std::vector<Command> find_commands(std::string_view text, const spec::Spec& spec);

/// A simple command that is not a script call, with its wrappers taken off: the words of the program itself.
struct Program {
  Span span;
  std::vector<Word> words; ///< words[0] is the program
};
/// Every script call and every other program that would run, from one walk.
struct Found {
  std::vector<Command> commands;
  std::vector<Program> programs;
};
[[nodiscard]] Found find_all(std::string_view text, const Shell& shell, const spec::Spec& spec);
/// The programs alone.
[[nodiscard]] std::vector<Program> find_programs(std::string_view text, const Shell& shell,
                                                 const spec::Spec& spec);

} // namespace cmdwright::command
