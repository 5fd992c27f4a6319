#include "cli/world.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>

#include <fcntl.h>
#include <unistd.h>

#include "text/files.h"

namespace cmdwright::cli {

namespace {

class FileOutput final : public Output {
public:
  FileOutput(std::FILE* file, int descriptor) : file_(file), terminal_(::isatty(descriptor) == 1) {}
  void write(std::string_view text) override {
    failed_ |= std::fwrite(text.data(), 1, text.size(), file_) != text.size();
  }
  void flush() override { failed_ |= std::fflush(file_) != 0; }
  [[nodiscard]] bool failed() const override { return failed_; }
  [[nodiscard]] bool terminal() const override { return terminal_; }

private:
  std::FILE* file_;
  bool terminal_;
  bool failed_ = false;
};

class StandardInput final : public Input {
public:
  bool line(std::string& out, std::size_t limit) override {
    out.clear();
    for (;;) {
      if (at_ == filled_ && !fill()) return !out.empty();
      const char* from = buffer_ + at_;
      const char* end = static_cast<const char*>(std::memchr(from, '\n', filled_ - at_));
      const std::size_t n = end == nullptr ? filled_ - at_ : static_cast<std::size_t>(end - from);
      out.append(from, std::min(n, limit + 1 - std::min(limit + 1, out.size())));
      at_ += n + (end == nullptr ? 0 : 1);
      if (end == nullptr) continue;
      if (out.ends_with('\r')) out.pop_back();
      return true;
    }
  }
  Result<std::string> rest() override {
    std::string all(buffer_ + at_, filled_ - at_);
    at_ = filled_;
    while (fill()) {
      all.append(buffer_, filled_);
      if (all.size() > kLargestFile)
        return Error{"standard input is larger than " + std::to_string(kLargestFile >> 20U) + " MB", ""};
    }
    if (failed_) return failure();
    at_ = filled_;
    return all;
  }
  Result<std::size_t> block(char* to, std::size_t size) override {
    if (at_ == filled_ && !fill() && failed_) return failure();
    const std::size_t n = std::min(size, filled_ - at_);
    std::memcpy(to, buffer_ + at_, n);
    at_ += n;
    return n;
  }
  [[nodiscard]] bool terminal() const override { return ::isatty(0) == 1; }

private:
  static Error failure() { return {std::string("cannot read standard input: ") + std::strerror(errno), ""}; }

  bool fill() {
    ssize_t n = 0;
    do n = ::read(0, buffer_, sizeof buffer_);
    while (n < 0 && errno == EINTR);
    failed_ = n < 0;
    at_ = 0;
    filled_ = n > 0 ? static_cast<std::size_t>(n) : 0;
    return n > 0;
  }

  char buffer_[1U << 16U] = {};
  std::size_t at_ = 0;
  std::size_t filled_ = 0;
  bool failed_ = false;
};

class RealWorld final : public World {
public:
  using World::World;
  [[nodiscard]] std::optional<std::string> environment(const char* name) const override {
    const char* value = std::getenv(name);
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  }
  [[nodiscard]] std::int64_t clock() const override { return std::time(nullptr); }
};

} // namespace

namespace {
/// A standard stream that the caller closed would be handed out to the next file that is opened, and then be
/// written over. In its place goes /dev/null, opened the wrong way round so that using it still fails.
void occupy_closed_streams() {
  for (const int stream : {0, 1, 2})
    if (::fcntl(stream, F_GETFD) < 0) (void)::open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY);
}
} // namespace

World& real_world() {
  occupy_closed_streams();
  static StandardInput in;
  static FileOutput out(stdout, 1);
  static FileOutput err(stderr, 2);
  static RealWorld world(in, out, err);
  return world;
}

} // namespace cmdwright::cli
