// A local file while it is being sent: opened once, read at any place, and watched for changes, since a file
// that is written to meanwhile would arrive as a mixture of old and new.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "text/result.h"

namespace cmdwright::exec {

class SourceFile {
public:
  /// An error when it cannot be read, is no regular file, or is empty.
  static Result<SourceFile> open(const std::string& path);
  SourceFile(SourceFile&& other) noexcept;
  SourceFile& operator=(SourceFile&&) = delete;
  SourceFile(const SourceFile&) = delete;
  SourceFile& operator=(const SourceFile&) = delete;
  ~SourceFile();

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// Bytes read; less than `size` at the end of the file only, negative on errors.
  [[nodiscard]] std::ptrdiff_t read(std::uint64_t offset, char* buffer, std::size_t size) const;
  /// Size and time of the last change are those of the beginning. A file that was removed or replaced by
  /// another one is still whole here.
  [[nodiscard]] bool unchanged() const;
  /// Raw MD5 of a piece; empty when it cannot be read.
  [[nodiscard]] std::string md5_of(std::uint64_t offset, std::uint64_t size) const;

private:
  SourceFile() = default;
  std::string path_;
  int fd_ = -1;
  std::uint64_t size_ = 0;
  std::int64_t changed_seconds_ = 0;
  std::int64_t changed_nanoseconds_ = 0;
};

} // namespace cmdwright::exec
