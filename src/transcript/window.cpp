#include "transcript/window.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text/utf8.h"

namespace cmdwright::transcript {

namespace {

constexpr std::size_t kBlock = std::size_t{256} << 10U;

class MemoryInput final : public ByteInput {
public:
  explicit MemoryInput(std::string_view text) : rest_(text) {}
  Result<std::size_t> read(char* to, std::size_t size) override {
    const std::size_t n = std::min(size, rest_.size());
    if (n > 0) std::memcpy(to, rest_.data(), n);
    rest_.remove_prefix(n);
    return n;
  }

private:
  std::string_view rest_;
};

class FileInput final : public ByteInput {
public:
  FileInput(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}
  ~FileInput() override {
    if (descriptor_ > 2) ::close(descriptor_);
  }
  FileInput(const FileInput&) = delete;
  FileInput& operator=(const FileInput&) = delete;
  Result<std::size_t> read(char* to, std::size_t size) override {
    for (;;) {
      const ssize_t n = ::read(descriptor_, to, size);
      if (n >= 0) return static_cast<std::size_t>(n);
      if (errno != EINTR) return Error{std::string("cannot read: ") + std::strerror(errno), path_};
    }
  }

private:
  int descriptor_;
  std::string path_;
};

} // namespace

std::unique_ptr<ByteInput> memory_input(std::string_view text) {
  return std::make_unique<MemoryInput>(text);
}

Result<std::unique_ptr<ByteInput>> file_input(const std::string& path) {
  const int descriptor = path == "-" ? 0 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return Error{std::string("cannot open: ") + std::strerror(errno), path};
  std::unique_ptr<ByteInput> input = std::make_unique<FileInput>(descriptor, path);
  struct stat info {};
  if (::fstat(descriptor, &info) == 0 && S_ISDIR(info.st_mode)) return Error{"is a directory", path};
  return input;
}

bool Window::more() {
  if (ended_) return false;
  if (capacity_ - end_ < kBlock) {
    // Room for another block: close the gap in front first, then grow.
    const std::size_t size = end_ - begin_;
    if (begin_ < kBlock) {
      const std::size_t capacity = std::max(2 * capacity_, size + 2 * kBlock);
      std::unique_ptr<char[]> larger(new char[capacity]);
      if (size > 0) std::memcpy(larger.get(), buffer_.get() + begin_, size);
      buffer_ = std::move(larger);
      capacity_ = capacity;
    } else {
      std::memmove(buffer_.get(), buffer_.get() + begin_, size);
    }
    begin_ = 0;
    end_ = size;
  }
  const Result<std::size_t> got = input_->read(buffer_.get() + end_, kBlock);
  if (!got) failure_ = got.error();
  ended_ = !got || *got == 0;
  if (!ended_) end_ += *got;
  return !ended_;
}

void Window::drop_lines(std::size_t size, std::uint64_t lines) {
  begin_ += size;
  offset_ += size;
  line_ += lines;
  bytes_before_ = characters_before_ = 0;
}

void Window::drop(std::size_t size) {
  const std::string_view dropped = view().substr(0, size);
  const std::size_t newline = dropped.rfind('\n');
  const std::string_view tail = newline == std::string_view::npos ? dropped : dropped.substr(newline + 1);
  const auto lines = static_cast<std::uint64_t>(std::count(dropped.begin(), dropped.end(), '\n'));
  if (lines > 0) bytes_before_ = characters_before_ = 0;
  bytes_before_ += tail.size();
  characters_before_ += utf8::length(tail);
  line_ += lines;
  begin_ += size;
  offset_ += size;
}

std::size_t Balance::find_end(std::string_view text, std::size_t done) {
  for (std::size_t i = done; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string_) {
      if (escape_)
        escape_ = false;
      else if (c == '\\')
        escape_ = true;
      else if (c == '"')
        in_string_ = false;
    } else if (c == '"') {
      in_string_ = true;
    } else if (c == '{' || c == '[') {
      ++depth_;
    } else if (c == '}' || c == ']') {
      if (depth_ <= 1) return i + 1;
      --depth_;
    }
  }
  return std::string_view::npos;
}

} // namespace cmdwright::transcript
