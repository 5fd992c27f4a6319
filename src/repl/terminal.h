// The terminal itself: raw mode, size, bytes in and out. Restores what it changed, whatever ends the session.
#pragma once

#include <csignal>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <termios.h>

namespace cmdwright::repl {

class Terminal {
public:
  /// Works on standard input and output. Nothing is changed before enter().
  Terminal() = default;
  ~Terminal() { leave(); }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  /// Raw mode and bracketed paste on; false when there is no terminal to set up.
  bool enter();
  /// Everything as it was before.
  void leave();

  struct Size {
    std::size_t width = 80;
    std::size_t height = 24;
  };
  [[nodiscard]] static Size size();

  enum class Wait : std::uint8_t { Bytes, Timeout, Resized, Gone };
  /// Waits for bytes and puts them into `bytes`. `milliseconds` < 0 waits without end. Gone: the terminal
  /// went away, or the process is asked to end.
  Wait read(std::string& bytes, int milliseconds);
  /// False when the terminal is gone.
  bool write(std::string_view bytes);
  /// Stops the process as Ctrl-Z does in other programs; returns when it goes on.
  void suspend();

private:
  termios before_{};
  sigset_t usual_{}; ///< signals outside of read() are held back until it is called
  bool raw_ = false;
};

} // namespace cmdwright::repl
