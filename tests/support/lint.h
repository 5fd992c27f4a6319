// Linting in tests.
#pragma once

#include <string>
#include <vector>

#include "lint/linter.h"
#include "support/pack.h"

namespace cmdwright::test {

/// With the built-in pack and its own severities.
[[nodiscard]] const lint::Linter& built_in_linter();

[[nodiscard]] lint::Input input_of(const lint::Example& example);
/// Rules that are found in an example, each once, sorted.
[[nodiscard]] std::vector<std::string> rules_in(const lint::Example& example);
/// … in a text of commands.
[[nodiscard]] std::vector<std::string> rules_in_commands(std::string_view text,
                                                         std::string_view request = {});
/// … in an agent's answer.
[[nodiscard]] std::vector<std::string> rules_in_answer(std::string_view text, std::string_view request = {});
/// … in a recorded conversation, in any format.
[[nodiscard]] std::vector<std::string> rules_in_transcript(std::string_view text);

using Rules = std::vector<std::string>;

} // namespace cmdwright::test
