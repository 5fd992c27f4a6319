#include "text/files.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cmdwright {

namespace fs = std::filesystem;

namespace {
Error failure(std::string_view what, const std::string& path) {
  return {std::string(what) + ": " + std::strerror(errno), path};
}

/// Closes on every way out.
struct Descriptor {
  int fd;
  ~Descriptor() {
    if (fd > 2) ::close(fd);
  }
};
} // namespace

Result<std::string> read_file(const std::string& path, std::size_t limit) {
  const Descriptor file{path == "-" ? 0 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.fd < 0) return failure("cannot open", path);
  struct stat info {};
  if (::fstat(file.fd, &info) == 0 && S_ISDIR(info.st_mode)) return Error{"is a directory", path};
  std::string content;
  const Error too_large{"is larger than " + std::to_string(limit >> 20U) + " MB", path};
  if (S_ISREG(info.st_mode) && static_cast<std::uint64_t>(info.st_size) > limit) return too_large;
  if (S_ISREG(info.st_mode)) content.reserve(static_cast<std::size_t>(info.st_size) + 1);
  char buffer[1U << 16U];
  for (;;) {
    const ssize_t n = ::read(file.fd, buffer, sizeof buffer);
    if (n == 0) return content;
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return failure("cannot read", path);
    content.append(buffer, static_cast<std::size_t>(n));
    if (content.size() > limit) return too_large;
  }
}

Status write_file(const std::string& path, std::string_view content) {
  // The new content goes into a neighbour that takes the old file's place when it is complete and on disk.
  std::error_code ignored;
  const fs::path target = fs::is_symlink(path, ignored) ? fs::canonical(path, ignored) : fs::path(path);
  if (target.empty()) return Error{"cannot write: the link leads nowhere", path};
  struct stat old {};
  const bool existed = ::stat(target.c_str(), &old) == 0;
  if (existed && ::access(target.c_str(), W_OK) != 0) return failure("cannot write", path);
  std::string temporary = target.string() + ".XXXXXX";
  Descriptor file{::mkstemp(temporary.data())};
  if (file.fd < 0) return failure("cannot write", path);
  bool good = existed ? ::fchmod(file.fd, old.st_mode & 07777U) == 0 : ::fchmod(file.fd, 0644) == 0;
  for (std::string_view rest = content; good && !rest.empty();) {
    const ssize_t n = ::write(file.fd, rest.data(), rest.size());
    if (n < 0 && errno == EINTR) continue;
    good = n > 0;
    if (good) rest.remove_prefix(static_cast<std::size_t>(n));
  }
  good = good && ::fsync(file.fd) == 0;
  good = good && ::rename(temporary.c_str(), target.c_str()) == 0;
  if (good) return success();
  const Error error = failure("cannot write", path);
  ::unlink(temporary.c_str());
  return error;
}

Result<std::vector<std::string>> list_files(const std::string& folder, std::string_view suffix) {
  std::error_code failed;
  std::vector<std::string> found;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed))
    if (it->path().native().ends_with(suffix)) found.push_back(it->path().string());
  if (failed) return Error{"cannot list: " + failed.message(), folder};
  std::sort(found.begin(), found.end());
  return found;
}

} // namespace cmdwright
