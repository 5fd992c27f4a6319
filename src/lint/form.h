// What a text is taken for when nobody says it.
#pragma once

#include <string_view>

#include "lint/linter.h"

namespace cmdwright::lint {

/// Shell files and plain command lines are commands, Markdown and prose with commands in it are answers.
/// `name` is the file's, or empty.
[[nodiscard]] Form form_of(const Linter& linter, std::string_view name, std::string_view text);

} // namespace cmdwright::lint
