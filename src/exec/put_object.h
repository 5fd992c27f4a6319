// A file into the object storage: in one piece, or in parts side by side, and from where an earlier attempt
// ended.
#pragma once

#include <functional>
#include <string>

#include "exec/cos.h"

namespace cmdwright::exec {

inline constexpr std::uint64_t kPartSize = 1U << 20U; ///< also the largest file that goes in one piece
inline constexpr std::uint64_t kMostParts = 10000;

/// How a file is cut. Never an empty part.
struct Parts {
  std::uint64_t count = 1;
  std::uint64_t size = 0; ///< of each but the last
  std::uint64_t last = 0;

  [[nodiscard]] std::uint64_t size_of(std::uint64_t index) const { return index + 1 == count ? last : size; }
};
[[nodiscard]] Parts cut(std::uint64_t file_size);

struct PutOptions {
  unsigned parallel = 5;
  bool resume = false;                            ///< look for parts that are there already
  std::function<void(std::uint64_t)> on_progress; ///< bytes that have gone so far
};

/// REQUIRES: client and file outlive the task. `text` of the reply says what went wrong.
[[nodiscard]] Task<CosReply> put_object(CosClient& client, std::string key, const SourceFile& file,
                                        PutOptions options);

} // namespace cmdwright::exec
