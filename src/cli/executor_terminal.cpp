#include "cli/executor_terminal.h"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace cmdwright::cli {

void TerminalReporter::end_progress() {
  if (shown_ == 0) return;
  world_.err.write("\r" + std::string(shown_, ' ') + "\r");
  world_.err.flush();
  shown_ = 0;
}

void TerminalReporter::result(std::string_view text) {
  if (quiet_results_) return;
  end_progress();
  world_.out.write(text);
  world_.out.flush();
}

void TerminalReporter::note(std::string_view line) {
  end_progress();
  world_.err.line(label_ + std::string(line));
  world_.err.flush();
}

void TerminalReporter::progress(std::string_view line) {
  if (!world_.err.terminal() || !label_.empty()) return;
  const std::size_t before = shown_;
  std::string text = "\r" + std::string(line);
  if (before > line.size()) text += std::string(before - line.size(), ' ') + "\r" + std::string(line);
  world_.err.write(text);
  world_.err.flush();
  shown_ = line.size();
}

std::optional<std::string> TerminalReporter::ask(std::string_view question) {
  end_progress();
  const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  if (terminal < 0) return std::nullopt;
  const std::string text = label_ + std::string(question) + " [y/N] ";
  std::string answer;
  bool whole = ::write(terminal, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  for (char c = 0; whole && answer.size() < 100;) {
    const ssize_t n = ::read(terminal, &c, 1); // Ctrl-C ends it
    whole = n == 1;
    if (!whole || c == '\n') break;
    answer += c;
  }
  ::close(terminal);
  return whole || !answer.empty() ? std::optional(answer) : std::nullopt;
}

} // namespace cmdwright::cli
