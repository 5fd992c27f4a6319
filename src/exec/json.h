// JSON as the exec room uses it: order kept, places named by paths such as "OutputConfig.ClassId" or
// "FileInfos[0].Type".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "text/result.h"

namespace cmdwright::exec {

using Json = nlohmann::ordered_json;

/// Never throws; what is no JSON gives an Error.
[[nodiscard]] Result<Json> parse_json(std::string_view text);
/// One line, or (indent >= 0) indented. Invalid UTF-8 is replaced.
[[nodiscard]] std::string dump(const Json& value, int indent = -1);

/// Sets a place, making objects and arrays on the way. [n] is an element, [+] a new one at the end, [-1] the
/// last one.
void set_at(Json& root, std::string_view path, Json value);
/// The value at a place, or nullptr. Of several elements ("[]") the first.
[[nodiscard]] const Json* find_at(const Json& root, std::string_view path);
/// All values at a place; "[]" stands for every element: "Output.FileInfos[].FileUrl".
[[nodiscard]] std::vector<const Json*> all_at(const Json& root, std::string_view path);
/// A text (or number, as text) at a place; empty when there is none.
[[nodiscard]] std::string text_at(const Json& root, std::string_view path);
[[nodiscard]] std::optional<std::int64_t> int_at(const Json& root, std::string_view path);
/// Member of an object, or nullptr.
[[nodiscard]] const Json* member(const Json& object, std::string_view key);
/// null, "", 0, [] and {}.
[[nodiscard]] bool is_empty(const Json& value);

} // namespace cmdwright::exec
