// A stretch of the input that moves forward: what has been read and not yet used. Private to the transcript
// room.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "transcript/reader.h"

namespace cmdwright::transcript {

class Window {
public:
  explicit Window(std::unique_ptr<ByteInput> input) : input_(std::move(input)) {}

  [[nodiscard]] std::string_view view() const { return {buffer_.get() + begin_, end_ - begin_}; }
  /// Reads on, which makes view() longer and moves it. False at the end, or after a failure.
  bool more();
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

  /// Drops the first `size` bytes, which are whole lines (with their end) or all that is left.
  void drop_lines(std::size_t size, std::uint64_t lines);
  /// Drops any bytes, counting the lines in them.
  void drop(std::size_t size);

  // Of the first byte of view():
  [[nodiscard]] std::uint64_t offset() const { return offset_; }
  [[nodiscard]] std::uint64_t line() const { return line_; }
  [[nodiscard]] std::uint64_t bytes_before() const { return bytes_before_; } ///< in its line
  [[nodiscard]] std::uint64_t characters_before() const { return characters_before_; }

  [[nodiscard]] std::uint64_t bytes_read() const { return offset_ + (end_ - begin_); }

private:
  std::unique_ptr<ByteInput> input_;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool ended_ = false;
  std::optional<Error> failure_;
  std::uint64_t offset_ = 0;
  std::uint64_t line_ = 1;
  std::uint64_t bytes_before_ = 0;
  std::uint64_t characters_before_ = 0;
};

/// Finds where a JSON object or array ends, fed piece by piece. Counts brackets only; whether it is JSON is
/// the scanner's business.
class Balance {
public:
  /// Offset behind the end of the value in `text`, of which `done` bytes were seen by earlier calls; npos
  /// when it goes on.
  std::size_t find_end(std::string_view text, std::size_t done);

private:
  std::size_t depth_ = 0;
  bool in_string_ = false;
  bool escape_ = false;
};

} // namespace cmdwright::transcript
