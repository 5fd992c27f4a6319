#include "repl/terminal.h"

#include <array>
#include <cerrno>
#include <csignal>

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace cmdwright::repl {

namespace {

constexpr std::string_view kPasteOn = "\x1b[?2004h";
constexpr std::string_view kPasteOff = "\x1b[?2004l";

volatile std::sig_atomic_t resized = 0;
volatile std::sig_atomic_t ended = 0;

void on_resize(int) {
  resized = 1;
}
void on_end(int) {
  ended = 1;
}

void handle(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  (void)::sigaction(signal, &action, nullptr);
}

} // namespace

bool Terminal::enter() {
  if (raw_) return true;
  if (::tcgetattr(0, &before_) != 0) return false;
  termios raw = before_;
  raw.c_iflag &= ~static_cast<tcflag_t>(BRKINT | ICRNL | INLCR | IGNCR | INPCK | ISTRIP | IXON);
  raw.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON | IEXTEN | ISIG);
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  if (::tcsetattr(0, TCSADRAIN, &raw) != 0) return false;
  raw_ = true;
  sigset_t ours{};
  sigemptyset(&ours);
  for (const int signal : {SIGWINCH, SIGTERM, SIGHUP, SIGINT}) {
    sigaddset(&ours, signal);
    handle(signal, signal == SIGWINCH ? on_resize : on_end);
  }
  (void)::sigprocmask(SIG_BLOCK, &ours, &usual_);
  handle(SIGPIPE, SIG_IGN);
  return write(kPasteOn);
}

void Terminal::leave() {
  if (!raw_) return;
  (void)write(kPasteOff);
  (void)::tcsetattr(0, TCSADRAIN, &before_);
  raw_ = false;
  (void)::sigprocmask(SIG_SETMASK, &usual_, nullptr); // what was held back still comes to our handlers
  for (const int signal : {SIGWINCH, SIGTERM, SIGHUP, SIGINT}) handle(signal, SIG_DFL);
}

Terminal::Size Terminal::size() {
  winsize w{};
  Size size;
  if (::ioctl(1, TIOCGWINSZ, &w) != 0) return size;
  if (w.ws_col > 0) size.width = w.ws_col;
  if (w.ws_row > 0) size.height = w.ws_row;
  return size;
}

Terminal::Wait Terminal::read(std::string& bytes, int milliseconds) {
  for (;;) {
    if (ended != 0) return Wait::Gone;
    if (resized != 0) {
      resized = 0;
      return Wait::Resized;
    }
    pollfd wait{0, POLLIN, 0};
    const timespec time{milliseconds / 1000, milliseconds % 1000 * 1'000'000L};
    const int ready = ::ppoll(&wait, 1, milliseconds < 0 ? nullptr : &time, &usual_);
    if (ready < 0 && errno == EINTR) continue;
    if (ready < 0) return Wait::Gone;
    if (ready == 0) return Wait::Timeout;
    std::array<char, 1U << 16U> block; // NOLINT: filled by read
    const ssize_t n = ::read(0, block.data(), block.size());
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (n <= 0) return Wait::Gone;
    bytes.assign(block.data(), static_cast<std::size_t>(n));
    return Wait::Bytes;
  }
}

bool Terminal::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(1, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 && errno == EAGAIN) {
      pollfd wait{1, POLLOUT, 0};
      (void)::poll(&wait, 1, 1000);
      continue;
    }
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

void Terminal::suspend() {
  leave();
  (void)::raise(SIGTSTP);
  (void)enter();
}

} // namespace cmdwright::repl
