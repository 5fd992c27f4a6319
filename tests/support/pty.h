// The program on a pseudo-terminal, driven as a person would: type, look, wait for what should appear.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "support/vt_screen.h"

namespace cmdwright::test {

struct PtyOptions {
  std::size_t width = 80;
  std::size_t height = 24;
  std::string folder;                             ///< working directory
  std::map<std::string, std::string> environment; ///< the whole environment
};

class Pty {
public:
  Pty(const std::vector<std::string>& arguments, const PtyOptions& options);
  ~Pty();
  Pty(const Pty&) = delete;
  Pty& operator=(const Pty&) = delete;

  void type(std::string_view bytes);
  void resize(std::size_t width, std::size_t height);
  /// The terminal goes away.
  void hang_up();

  /// Reads until the screen shows `text`; fails the test after some seconds.
  bool see(std::string_view text);
  /// Reads until the rows from the top are `rows`, and nothing else is on the screen.
  bool see_rows(const std::vector<std::string>& rows);
  /// Reads until the cursor is there.
  bool see_cursor(std::size_t row, std::size_t column);
  /// The exit status, or 128 + signal; fails the test when the program does not end.
  int wait();
  /// Reads what comes within `milliseconds`.
  void read_for(int milliseconds);

  [[nodiscard]] const VtScreen& screen() const { return screen_; }
  [[nodiscard]] const std::string& bytes() const { return bytes_; } ///< everything that was written
  [[nodiscard]] pid_t process() const { return child_; }

private:
  bool read(int milliseconds);
  template <class Done> bool until(Done done, const std::string& what);

  VtScreen screen_;
  std::string bytes_;
  int terminal_ = -1;
  pid_t child_ = -1;
};

} // namespace cmdwright::test
