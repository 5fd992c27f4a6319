// What the validator's parts share. Private to the command room.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "command/finding.h"
#include "command/rules.h"
#include "command/tree.h"
#include "command/value.h"

namespace cmdwright::command {

struct Check {
  std::string_view text;
  const Command& command;
  const spec::Spec& spec;
  std::vector<Finding>& out;

  Finding& report(std::string_view rule, Span span, std::string message,
                  std::optional<Fix> fix = std::nullopt) const {
    return out.emplace_back(Finding{rule, span, std::move(message), std::move(fix), {}, {}});
  }
  /// The same about one parameter.
  Finding& report(const spec::Param& p, std::string_view rule, Span span, std::string message,
                  std::optional<Fix> fix = std::nullopt) const {
    Finding& finding = report(rule, span, std::move(message), std::move(fix));
    finding.param = p.name;
    return finding;
  }
  [[nodiscard]] const spec::Operation& operation() const { return *command.operation; }
  /// The model that the command names, or the script's default; nullptr for a script without models.
  [[nodiscard]] const spec::Model* model() const;
};

[[nodiscard]] std::string quoted(std::string_view text);                       ///< 'text'
[[nodiscard]] std::string listed(const std::vector<std::string_view>& values); ///< a, b, c
[[nodiscard]] Fix replace(std::string title, Span span, std::string text, bool safe = true);

/// True when nothing can be said about the value because the shell supplies it.
[[nodiscard]] inline bool unknowable(const Value& v) {
  return v.expands;
}

void check_call(const Check&);        ///< interpreter, path, script, subcommand
void check_options(const Check&);     ///< which options are there
void check_constraints(const Check&); ///< and in which combination
void check_values(const Check&, const Option&);
void check_models(const Check&, const Option&);
void check_json(const Check&, const spec::Param&, const Value&);
[[nodiscard]] std::optional<std::size_t> json_array_size(std::string_view text);
void check_elements(const Check&);

/// A model name with its version in one value: "Kling O1", "vidu-q2", "Hunyuan3.0".
struct JoinedVersion {
  std::string_view model;
  std::string version;
  bool known = false; ///< the model has this version
};
[[nodiscard]] std::optional<JoinedVersion> split_joined_version(const spec::Script& script,
                                                                std::string_view text);
void report_joined_version(const Check&, Span, const JoinedVersion&);
/// The model's table, not the parameter's own list, says which values are right.
[[nodiscard]] bool ruled_by_model(const Check&, const spec::Param&);

/// Number of strays behind `option` that are really the rest of its bare text: `--prompt a red balloon`.
[[nodiscard]] std::size_t bare_text_tail(const Command& command, const Option& option);

/// True when the value has been reported as a quoting mistake, so that nothing else is said about it.
bool check_quotes(const Check&, const Option&);

} // namespace cmdwright::command
