#include "support/pty.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "text/words.h"

namespace cmdwright::test {

namespace {
using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds kPatience{10};

winsize size_of(std::size_t width, std::size_t height) {
  return {static_cast<unsigned short>(height), static_cast<unsigned short>(width), 0, 0};
}
} // namespace

Pty::Pty(const std::vector<std::string>& arguments, const PtyOptions& options)
    : screen_(options.width, options.height) {
  const winsize size = size_of(options.width, options.height);
  child_ = ::forkpty(&terminal_, nullptr, nullptr, &size);
  if (child_ < 0) {
    ADD_FAILURE() << "forkpty";
    return;
  }
  if (child_ == 0) {
    if (!options.folder.empty() && ::chdir(options.folder.c_str()) != 0) ::_exit(126);
    (void)::clearenv();
    for (const auto& [name, value] : options.environment) (void)::setenv(name.c_str(), value.c_str(), 1);
    std::vector<char*> argv;
    for (const std::string& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));
    argv.push_back(nullptr);
    (void)::execv(argv[0], argv.data());
    ::_exit(127);
  }
  (void)::fcntl(terminal_, F_SETFL, O_NONBLOCK);
  (void)::fcntl(terminal_, F_SETFD, FD_CLOEXEC);
}

Pty::~Pty() {
  if (child_ > 0) {
    (void)::kill(child_, SIGKILL);
    (void)::waitpid(child_, nullptr, 0);
  }
  hang_up();
}

void Pty::hang_up() {
  if (terminal_ >= 0) (void)::close(terminal_);
  terminal_ = -1;
}

bool Pty::read(int milliseconds) {
  pollfd wait{terminal_, POLLIN, 0};
  if (::poll(&wait, 1, milliseconds) <= 0) return true;
  std::array<char, 1U << 16U> block{};
  const ssize_t n = ::read(terminal_, block.data(), block.size());
  if (n < 0) return errno == EAGAIN || errno == EINTR;
  if (n == 0) return false;
  bytes_.append(block.data(), static_cast<std::size_t>(n));
  screen_.feed({block.data(), static_cast<std::size_t>(n)});
  return true;
}

void Pty::read_for(int milliseconds) {
  const auto end = Clock::now() + std::chrono::milliseconds(milliseconds);
  while (Clock::now() < end && read(5)) {
  }
}

void Pty::type(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(terminal_, bytes.data(), bytes.size());
    if (n > 0)
      bytes.remove_prefix(static_cast<std::size_t>(n));
    else if (errno != EAGAIN && errno != EINTR)
      return;
    (void)read(n > 0 ? 0 : 5); // the other side may be waiting to write
  }
}

void Pty::resize(std::size_t width, std::size_t height) {
  read_for(20); // what is under way was meant for the old size
  screen_.resize(width, height);
  const winsize size = size_of(width, height);
  (void)::ioctl(terminal_, TIOCSWINSZ, &size);
}

template <class Done> bool Pty::until(Done done, const std::string& what) {
  const auto end = Clock::now() + kPatience;
  bool open = true;
  while (!done()) {
    if (!open || Clock::now() > end) {
      ADD_FAILURE() << (open ? "did not appear: " : "the terminal closed before: ") << what
                    << "\nThe screen was\n"
                    << screen_.text() << "\n[cursor " << screen_.row() << ", " << screen_.column() << "]";
      return false;
    }
    open = read(20);
  }
  return true;
}

bool Pty::see(std::string_view text) {
  return until([&] { return screen_.text().find(text) != std::string::npos; }, std::string(text));
}

bool Pty::see_rows(const std::vector<std::string>& rows) {
  return until([&] { return screen_.rows() == rows; }, "\n" + join(rows, "\n"));
}

bool Pty::see_cursor(std::size_t row, std::size_t column) {
  return until([&] { return screen_.row() == row && screen_.column() == column; },
               "cursor " + std::to_string(row) + ", " + std::to_string(column));
}

int Pty::wait() {
  const auto end = Clock::now() + kPatience;
  for (;;) {
    int status = 0;
    const pid_t ended = ::waitpid(child_, &status, WNOHANG);
    if (ended == child_) {
      if (terminal_ >= 0) read_for(20);
      child_ = -1;
      return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    if (Clock::now() > end) {
      ADD_FAILURE() << "the program did not end";
      return -1;
    }
    if (terminal_ >= 0)
      (void)read(10);
    else
      (void)::usleep(5000);
  }
}

} // namespace cmdwright::test
