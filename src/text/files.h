// Files read and written whole, with errors that name the file and the reason.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"

namespace cmdwright {

/// Bytes of the largest file (or stream) that is read whole: what arrives without end is refused, not kept.
inline constexpr std::size_t kLargestFile = std::size_t{256} << 20U;

/// Content of a file or device (or of standard input for "-"), at most `limit` bytes.
Result<std::string> read_file(const std::string& path, std::size_t limit = kLargestFile);

/// Replaces `path` in one step: readers see the old content or the new, and a failure (no space, no
/// permission) leaves the old file whole. Permissions of an existing file are kept.
Status write_file(const std::string& path, std::string_view content);

/// Names of the entries of `folder` that end in `suffix`, sorted, each with the folder in front.
Result<std::vector<std::string>> list_files(const std::string& folder, std::string_view suffix);

} // namespace cmdwright
