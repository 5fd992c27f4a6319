// What real shells make of lines of text.
#pragma once

#include <string>
#include <vector>

namespace cmdwright::test {

/// For each line the words that `shell` splits it into, the first one (a program that is not run) included.
/// The lines may call `program` only; they are run in one shell, in an empty folder.
[[nodiscard]] std::vector<std::vector<std::string>>
split_by_shell(const std::string& shell, const std::string& program, const std::vector<std::string>& lines);

} // namespace cmdwright::test
