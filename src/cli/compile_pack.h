// A pack folder as the file that the program loads. Shared by the build's compiler and by --pack.
#pragma once

#include <string>
#include <vector>

#include "text/result.h"

namespace cmdwright::cli {

/// Compiles `folder`/rules and `folder`/grammar. On mistakes the result is empty and `errors` says what and
/// where.
[[nodiscard]] std::string compile_pack(const std::string& folder, std::vector<Error>& errors);

} // namespace cmdwright::cli
