// A command tree as text: one line, long options, required parameters first, minimal quoting (contract
// section 2). A POSIX shell splits the line into exactly the tree's values.
#pragma once

#include <string>

#include "command/tree.h"

namespace cmdwright::command {

/// Options that the operation does not know are printed last, as written.
[[nodiscard]] std::string render(const Command& command, const spec::Spec& spec);

/// One value as its parameter is usually written: free text and URLs in double quotes, JSON in single quotes,
/// the rest bare unless the shell would change it.
[[nodiscard]] std::string render_value(const spec::Param& param, std::string_view value);

/// An empty command for an operation, to be filled.
[[nodiscard]] Command make_command(const spec::Script& script, const spec::Operation& operation);
/// Adds a value; a parameter that is there already gets one more.
void add_value(Command& command, const spec::Param& param, std::string value);
/// Sets a parameter to one value (a flag: to none).
void set_value(Command& command, const spec::Param& param, std::string value = {});

} // namespace cmdwright::command
