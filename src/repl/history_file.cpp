#include "repl/history_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text/files.h"
#include "text/words.h"

namespace cmdwright::repl {

namespace {

/// An open file that is closed, and a lock that is given back, at the end of a scope.
class LockedFile {
public:
  LockedFile(const std::string& path, int flags)
      : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
    if (descriptor_ >= 0) (void)::flock(descriptor_, LOCK_EX);
  }
  ~LockedFile() {
    if (descriptor_ >= 0) (void)::close(descriptor_);
  }
  LockedFile(const LockedFile&) = delete;
  LockedFile& operator=(const LockedFile&) = delete;
  [[nodiscard]] int get() const { return descriptor_; }

private:
  int descriptor_;
};

Error failure(const std::string& path) {
  return {std::string("history: ") + std::strerror(errno) + "; this session's lines are not kept", path};
}

void make_folder(const std::string& path) {
  std::error_code ignored;
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  if (std::filesystem::create_directories(folder, ignored))
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, ignored);
}

} // namespace

std::string history_path(std::string_view state_home, std::string_view home) {
  if (state_home.starts_with('/')) return std::string(state_home) + "/cmdwright/history";
  return home.empty() ? std::string{} : std::string(home) + "/.local/state/cmdwright/history";
}

std::string HistoryFile::load(History& history) {
  if (path_.empty()) return {};
  struct stat info {};
  if (::stat(path_.c_str(), &info) != 0) return {}; // the first session
  if (!S_ISREG(info.st_mode)) {
    failed_ = true;
    return path_ + ": history: this is no file; this session's lines are not kept";
  }
  const LockedFile lock(path_, O_RDONLY);
  const Result<std::string> content = read_file(path_, 16 * kLargest);
  if (!content) {
    failed_ = true;
    return "history: " + content.error().text() + "; this session's lines are not kept";
  }
  std::size_t damaged = 0;
  std::vector<std::string_view> lines = split(*content, '\n');
  for (const std::string_view line : lines) {
    if (line.empty()) continue;
    if (const std::optional<std::string> entry = from_file_line(line))
      (void)history.add(*entry);
    else
      ++damaged;
  }
  if (content->size() > kLargest) {
    std::string newest;
    for (const std::string& e : history.entries()) newest += to_file_line(e) + "\n";
    if (const Status cut = write_file(path_, newest); !cut) return "history: " + cut.error().text();
    return {};
  }
  return damaged == 0 ? std::string{}
                      : path_ + ": history: " + std::to_string(damaged) + " damaged line(s) left out";
}

Status HistoryFile::write(std::string_view line) const {
  const LockedFile file(path_, O_RDWR | O_APPEND | O_CREAT);
  if (file.get() < 0) return failure(path_);
  // What a full disk or a crash cut off once must not swallow this line.
  std::string bytes;
  struct stat info {};
  if (::fstat(file.get(), &info) == 0 && info.st_size > 0) {
    char last = '\n';
    if (::pread(file.get(), &last, 1, info.st_size - 1) == 1 && last != '\n') bytes = "\n";
  }
  bytes.append(line).append("\n");
  ssize_t n = 0;
  do n = ::write(file.get(), bytes.data(), bytes.size());
  while (n < 0 && errno == EINTR);
  if (n != static_cast<ssize_t>(bytes.size())) return failure(path_);
  return success();
}

std::string HistoryFile::append(std::string_view entry) {
  if (path_.empty() || failed_) return {};
  make_folder(path_);
  if (const Status written = write(to_file_line(entry)); !written) {
    failed_ = true;
    return written.error().text();
  }
  return {};
}

} // namespace cmdwright::repl
