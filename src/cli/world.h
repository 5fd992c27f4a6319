// Everything outside the program that a subcommand can touch, behind interfaces that tests replace.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "text/result.h"

namespace cmdwright::cli {

/// A stream to write to. Writing never throws and never blocks the rest of the work: the first failure is
/// remembered.
class Output {
public:
  virtual ~Output() = default;
  virtual void write(std::string_view text) = 0;
  virtual void flush() {}
  /// Set when something could not be written.
  [[nodiscard]] virtual bool failed() const { return false; }
  [[nodiscard]] virtual bool terminal() const { return false; }

  void line(std::string_view text) {
    write(text);
    write("\n");
  }
};

class Input {
public:
  virtual ~Input() = default;
  /// The next line without its end (LF or CRLF). False at the end. Of a line longer than `limit` bytes only
  /// the first limit + 1 are kept, which tells the caller that it was too long.
  virtual bool line(std::string& out, std::size_t limit) = 0;
  /// All that is left; an error when that is more than kLargestFile (text/files.h).
  virtual Result<std::string> rest() = 0;
  /// Up to `size` bytes; 0 at the end.
  virtual Result<std::size_t> block(char* to, std::size_t size) = 0;
  [[nodiscard]] virtual bool terminal() const { return false; }
};

class World {
public:
  World(Input& input, Output& output, Output& errors) : in(input), out(output), err(errors) {}
  virtual ~World() = default;

  Input& in;
  Output& out;
  Output& err;

  [[nodiscard]] virtual std::optional<std::string> environment(const char* name) const = 0;
  /// Seconds since 1970, UTC.
  [[nodiscard]] virtual std::int64_t clock() const = 0;
};

/// The process's own streams, environment and clock.
[[nodiscard]] World& real_world();

} // namespace cmdwright::cli
