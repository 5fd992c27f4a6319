#include "exec/source_file.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "exec/hash.h"

namespace cmdwright::exec {

Result<SourceFile> SourceFile::open(const std::string& path) {
  SourceFile file;
  file.path_ = path;
  file.fd_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK); // a pipe must not hang here
  if (file.fd_ < 0) return Error{std::string("cannot be opened: ") + std::strerror(errno), path};
  struct stat info {};
  if (::fstat(file.fd_, &info) != 0)
    return Error{std::string("cannot be read: ") + std::strerror(errno), path};
  if (!S_ISREG(info.st_mode))
    return Error{S_ISDIR(info.st_mode) ? "is a folder" : "is no regular file", path};
  if (info.st_size == 0) return Error{"is empty; there is nothing to upload", path};
  file.size_ = static_cast<std::uint64_t>(info.st_size);
  file.changed_seconds_ = info.st_mtim.tv_sec;
  file.changed_nanoseconds_ = info.st_mtim.tv_nsec;
  return file;
}

SourceFile::SourceFile(SourceFile&& other) noexcept
    : path_(std::move(other.path_)), fd_(std::exchange(other.fd_, -1)), size_(other.size_),
      changed_seconds_(other.changed_seconds_), changed_nanoseconds_(other.changed_nanoseconds_) {}

SourceFile::~SourceFile() {
  if (fd_ >= 0) ::close(fd_);
}

std::ptrdiff_t SourceFile::read(std::uint64_t offset, char* buffer, std::size_t size) const {
  for (;;) {
    const ssize_t n = ::pread(fd_, buffer, size, static_cast<off_t>(offset));
    if (n >= 0 || errno != EINTR) return n;
  }
}

bool SourceFile::unchanged() const {
  struct stat info {};
  return ::fstat(fd_, &info) == 0 && static_cast<std::uint64_t>(info.st_size) == size_ &&
         info.st_mtim.tv_sec == changed_seconds_ && info.st_mtim.tv_nsec == changed_nanoseconds_;
}

std::string SourceFile::md5_of(std::uint64_t offset, std::uint64_t size) const {
  std::string bytes(size, '\0');
  for (std::size_t have = 0; have < bytes.size();) {
    const std::ptrdiff_t n = read(offset + have, bytes.data() + have, bytes.size() - have);
    if (n <= 0) return {};
    have += static_cast<std::size_t>(n);
  }
  return md5(bytes);
}

} // namespace cmdwright::exec
