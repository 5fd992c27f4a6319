// Lines of a stream of bytes, one at a time, with a limit for each.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "transcript/reader.h"

namespace cmdwright::cli {

class LineReader {
public:
  explicit LineReader(std::unique_ptr<transcript::ByteInput> input)
      : input_(std::move(input)), buffer_(kBuffer) {}

  /// The next line without its end (LF or CRLF). False at the end, or after a failure. Of a line longer than
  /// `limit` only limit + 1 bytes are kept.
  bool next(std::string& out, std::size_t limit) {
    out.clear();
    for (;;) {
      if (at_ == filled_ && !fill()) {
        number_ += out.empty() ? 0 : 1;
        return !out.empty();
      }
      const char* from = buffer_.data() + at_;
      const char* end = static_cast<const char*>(std::memchr(from, '\n', filled_ - at_));
      const std::size_t n = end == nullptr ? filled_ - at_ : static_cast<std::size_t>(end - from);
      out.append(from, std::min(n, limit + 1 - std::min(limit + 1, out.size())));
      at_ += n + (end == nullptr ? 0 : 1);
      if (end == nullptr) continue;
      if (out.ends_with('\r')) out.pop_back();
      ++number_;
      return true;
    }
  }
  /// Of the line that was read last, from 1.
  [[nodiscard]] std::uint64_t number() const { return number_; }
  /// Why reading stopped before the end; empty when it did not.
  [[nodiscard]] const std::string& failure() const { return failure_; }

private:
  static constexpr std::size_t kBuffer = std::size_t{256} << 10U;

  bool fill() {
    at_ = filled_ = 0;
    if (done_) return false;
    const Result<std::size_t> n = input_->read(buffer_.data(), buffer_.size());
    if (!n) failure_ = n.error().text();
    filled_ = n ? *n : 0;
    done_ = filled_ == 0;
    return !done_;
  }

  std::unique_ptr<transcript::ByteInput> input_;
  std::vector<char> buffer_;
  std::size_t at_ = 0;
  std::size_t filled_ = 0;
  std::uint64_t number_ = 0;
  bool done_ = false;
  std::string failure_;
};

} // namespace cmdwright::cli
