// What is wrong with a typed command, and how it looks repaired. The one place of the session that knows who
// finds mistakes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command/finding.h"
#include "command/tree.h"
#include "spec/spec.h"

namespace cmdwright::repl {

struct Checked {
  std::vector<command::Command> commands;
  std::vector<command::Finding> findings; ///< by place
};

/// `text` must outlive the result's views.
[[nodiscard]] Checked check(std::string_view text, const spec::Spec& spec);

/// `text` after its findings were repaired, as far as that is known; nothing when that changes nothing.
/// `guess` takes fixes that are good guesses too.
[[nodiscard]] std::optional<std::string> repaired(const std::string& text, const spec::Spec& spec,
                                                  bool guess);

/// True when the line is meant as a call of a script, not as a request in words.
[[nodiscard]] bool is_call(std::string_view line, const spec::Spec& spec);

} // namespace cmdwright::repl
