// File names with wildcards: * and ? and [a-z] inside one name, ** for any folders.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cmdwright::suite {

[[nodiscard]] bool has_wildcards(std::string_view path);

/// The files that match, sorted by name. Hidden files match only where the pattern begins with a dot, links
/// to folders are not followed by **.
[[nodiscard]] std::vector<std::string> expand_glob(const std::string& pattern);

} // namespace cmdwright::suite
