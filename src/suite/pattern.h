// Patterns: what an expectation allows where it does not want to be exact.
//
//     python scripts/upload.py upload --file {path}
//     python scripts/task.py --task-id {capture: task}      the same value wherever {capture: task} stands
//     python scripts/search.py --names "{any}" --limit 5
//
// {any} stands for any text, {capture: name} too, and a type of docs/packs.md ({file_id}, {int}, {url}, …)
// for whatever looks like one. A placeholder may be a part of a value: File:{file_id}.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "command/equal.h"
#include "command/tree.h"
#include "text/result.h"

namespace cmdwright::suite {

/// Values that {capture: …} has bound, by name.
using Captures = std::map<std::string, std::string, std::less<>>;

/// Something that a placeholder stands for.
struct Hole {
  enum class Kind : std::uint8_t { Any, Capture, Type };
  Kind kind = Kind::Any;
  std::string name; ///< of a capture
  spec::ValueType type = spec::ValueType::Text;
  std::string source; ///< "{capture: task}"
};

/// A text with holes.
class TextPattern {
public:
  TextPattern() = default;
  /// An error names a placeholder that does not exist.
  static Result<TextPattern> parse(std::string_view text);

  /// The whole of `text` matches. Captures are bound only then.
  [[nodiscard]] bool matches(std::string_view text, Captures& captures) const;
  [[nodiscard]] bool is_plain() const { return holes_.empty(); }
  /// As it was written.
  [[nodiscard]] std::string source() const;

private:
  friend class CommandPattern;
  static TextPattern from_marked(std::string_view marked, const std::vector<Hole>& holes);
  bool match(std::size_t hole, std::string_view rest, Captures& captures, unsigned& steps) const;

  std::vector<std::string> literals_{{}}; ///< before, between and behind the holes
  std::vector<Hole> holes_;
};

/// A text as a pattern that stands for it: what would be a placeholder becomes {any}.
[[nodiscard]] std::string literal_pattern(std::string_view text);

/// What is different between a command that was expected and one that was given.
struct ParamDifference {
  std::string param;    ///< "--quality"; empty for the script itself, or for words that belong to no option
  std::string expected; ///< empty: it should not be there
  std::string actual;   ///< empty: it is missing
  bool expected_there = true;
  bool actual_there = true;
};

class CommandPattern {
public:
  /// `text` must be one script call.
  static Result<CommandPattern> parse(std::string_view text, const spec::Spec& spec);
  /// `command` exactly; where a value holds `placeholder` (not empty), anything may stand in its place.
  static CommandPattern exact(const command::Command& command, std::string source,
                              std::string_view placeholder);

  [[nodiscard]] bool matches(const command::Command& command, Captures& captures) const;
  /// Empty exactly when it matches (captures as they are).
  [[nodiscard]] std::vector<ParamDifference> differences(const command::Command& command,
                                                         const Captures& captures) const;
  /// The same for the parameters that the pattern names; others may be there too.
  [[nodiscard]] std::vector<ParamDifference> partial_differences(const command::Command& command,
                                                                 const Captures& captures) const;
  [[nodiscard]] const std::string& source() const { return source_; }
  /// "vod_upload.py upload"
  [[nodiscard]] const std::string& operation() const { return operation_; }

private:
  /// One parameter, as commands are compared: its values in order, or as a set.
  struct Param {
    std::string name;
    std::vector<TextPattern> items;
    bool set = false;
    std::string when_absent; ///< what leaving it out means, where that is known
  };
  static CommandPattern of(const command::Command& command, std::string source,
                           const std::vector<Hole>& holes);
  std::vector<ParamDifference> compare(const command::Command& command, Captures& captures,
                                       bool partial = false) const;
  [[nodiscard]] static bool items_match(const Param& param, const std::vector<std::string>& items,
                                        Captures& captures);

  std::string source_;
  std::string operation_;
  std::vector<Param> params_;
};

} // namespace cmdwright::suite
