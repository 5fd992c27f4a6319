// Files read and written whole, with errors that name the file and the reason.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"

namespace cmdwright {

/// Content of a regular file (or of standard input for "-").
Result<std::string> read_file(const std::string& path);

/// Replaces `path` in one step: readers see the old content or the new, and a failure (no space, no
/// permission) leaves the old file whole. Permissions of an existing file are kept.
Status write_file(const std::string& path, std::string_view content);

/// Names of the entries of `folder` that end in `suffix`, sorted, each with the folder in front.
Result<std::vector<std::string>> list_files(const std::string& folder, std::string_view suffix);

} // namespace cmdwright
