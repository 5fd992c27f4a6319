// The spec for people (tables of plain text) and for programs (JSON). What `pack show` and `:spec` print.
#pragma once

#include <string>

#include "spec/spec.h"

namespace cmdwright::spec {

/// All scripts and their subcommands, a line each.
[[nodiscard]] std::string show_pack(const Spec&);
/// One script with all its subcommands, or (`subcommand` given) one of them, with every parameter.
[[nodiscard]] std::string show_script(const Script&, const Operation* only);

[[nodiscard]] std::string show_json(const Spec&);
[[nodiscard]] std::string show_json(const Script&, const Operation* only);

/// "file_id", "enum", …: a type as rules/*.yaml spells it.
[[nodiscard]] std::string_view type_name(ValueType);
/// "one of same, flu, sd, hd", "1 to 4", "5 or more characters", …: what a parameter accepts; empty when
/// anything.
[[nodiscard]] std::string accepts(const Param&);

} // namespace cmdwright::spec
