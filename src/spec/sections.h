// The file that holds a compiled pack: named sections, each the compact form of one room's data.
// Layout: "cmdwright-pack-1\n", then for each section a line "<name> <bytes>\n", an empty line, then the
// bodies.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cmdwright::spec {

[[nodiscard]] std::string write_sections(const std::vector<std::pair<std::string, std::string>>& sections);

/// Body of a section, a view into `file`; empty when there is no such section or the file is damaged.
[[nodiscard]] std::string_view section(std::string_view file, std::string_view name);

} // namespace cmdwright::spec
