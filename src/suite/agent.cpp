#include "suite/agent.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "text/utf8.h"
#include "text/words.h"

extern char** environ;

namespace cmdwright::suite {

namespace {

using Clock = std::chrono::steady_clock;

/// Bytes of standard error that are kept.
constexpr std::size_t kMostErrors = std::size_t{64} << 10U;
/// How long a program may take to end after SIGTERM, and its children to let go of the pipes.
constexpr auto kGrace = std::chrono::milliseconds(300);

class Pipe {
public:
  Pipe() { good_ = ::pipe2(ends_, O_CLOEXEC) == 0; }
  ~Pipe() {
    close(0);
    close(1);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] int end(int which) const { return ends_[which]; }
  void close(int which) {
    if (ends_[which] >= 0) ::close(ends_[which]);
    ends_[which] = -1;
  }

private:
  int ends_[2] = {-1, -1};
  bool good_ = false;
};

/// One run of the program, in a process group of its own so that its children end with it.
class Run {
public:
  Run(const AgentOptions& options, const std::string& input, const std::atomic<bool>& stop)
      : options_(options), input_(input), stop_(stop), deadline_(Clock::now() + seconds(options.timeout)) {}

  Result<std::string> result() {
    if (!in_.good() || !out_.good() || !err_.good() || !start()) return failure("cannot be started");
    std::string wrong = talk();
    end(!wrong.empty());
    if (!wrong.empty()) return failure(wrong);
    return judged();
  }

private:
  static Clock::duration seconds(double n) {
    return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(n));
  }

  Error failure(const std::string& what) const {
    std::string last(trim(errors_));
    last = last.substr(last.find_last_of('\n') + 1);
    if (utf8::first_invalid(last) != std::string::npos) last.clear();
    if (last.size() > 300) last = std::string(utf8::prefix_of_width(last, 300));
    return {"the agent " + what + (last.empty() ? "" : ": " + last), ""};
  }

  bool start() {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawnattr_init(&attributes);
    ::posix_spawn_file_actions_adddup2(&actions, in_.end(0), 0);
    ::posix_spawn_file_actions_adddup2(&actions, out_.end(1), 1);
    ::posix_spawn_file_actions_adddup2(&actions, err_.end(1), 2);
    sigset_t defaults;
    ::sigemptyset(&defaults);
    ::sigaddset(&defaults, SIGPIPE);
    ::sigaddset(&defaults, SIGINT);
    ::posix_spawnattr_setsigdefault(&attributes, &defaults);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
    std::string shell = "sh";
    std::string option = "-c";
    std::string command = options_.command;
    char* const words[] = {shell.data(), option.data(), command.data(), nullptr};
    const bool started = ::posix_spawn(&child_, "/bin/sh", &actions, &attributes, words, environ) == 0;
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    in_.close(0);
    out_.close(1);
    err_.close(1);
    for (const int fd : {in_.end(1), out_.end(0), err_.end(0)}) ::fcntl(fd, F_SETFL, O_NONBLOCK);
    return started;
  }

  /// Feeds and reads until the program has ended. What went wrong, or empty.
  std::string talk() {
    std::size_t written = 0;
    Clock::time_point last_byte = Clock::now();
    if (input_.empty()) in_.close(1);
    for (;;) {
      if (stop_.load()) return "was interrupted";
      if (Clock::now() >= deadline_) return fmt::format("gave no answer within {} s", options_.timeout);
      pollfd fds[3] = {{in_.end(1), POLLOUT, 0}, {out_.end(0), POLLIN, 0}, {err_.end(0), POLLIN, 0}};
      if (::poll(fds, 3, 50) < 0 && errno != EINTR) return "cannot be read";
      if (in_.end(1) >= 0 && fds[0].revents != 0) feed(written);
      if (fds[1].revents != 0 && !drain(out_, output_, options_.most_output + 1)) out_.close(0);
      if (fds[2].revents != 0 && !drain(err_, errors_, kMostErrors)) err_.close(0);
      if ((fds[1].revents | fds[2].revents) != 0) last_byte = Clock::now();
      if (output_.size() > options_.most_output)
        return fmt::format("printed more than {} bytes", options_.most_output);
      if (out_.end(0) < 0 && err_.end(0) < 0 && ended()) return {};
      // Children that it left behind may hold the pipes open.
      if (ended() && Clock::now() - last_byte > kGrace) return {};
      if (out_.end(0) < 0 && err_.end(0) < 0) ::usleep(2000);
    }
  }

  void feed(std::size_t& written) {
    // MSG_NOSIGNAL is for sockets only; SIGPIPE is ignored while agents run (see IgnorePipe).
    const ssize_t n = ::write(in_.end(1), input_.data() + written, input_.size() - written);
    if (n > 0) written += static_cast<std::size_t>(n);
    if ((n < 0 && errno != EAGAIN && errno != EINTR) || written == input_.size()) in_.close(1);
  }

  /// False at the end of the stream. Bytes beyond the limit are read and dropped.
  static bool drain(const Pipe& pipe, std::string& to, std::size_t limit) {
    char block[16384];
    const ssize_t n = ::read(pipe.end(0), block, sizeof block);
    if (n > 0) to.append(block, std::min(static_cast<std::size_t>(n), limit - std::min(limit, to.size())));
    return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
  }

  /// The program has ended. It is not reaped yet, so its group's id cannot belong to anyone else.
  bool ended() {
    if (ended_) return true;
    siginfo_t info = {};
    const int got = ::waitid(P_PID, static_cast<id_t>(child_), &info, WEXITED | WNOHANG | WNOWAIT);
    ended_ = (got == 0 && info.si_pid == child_) || (got < 0 && errno == ECHILD);
    return ended_;
  }

  /// Nothing of the group is left afterwards.
  void end(bool force) {
    if (force && !ended()) {
      ::kill(-child_, SIGTERM);
      for (const auto until = Clock::now() + kGrace; !ended() && Clock::now() < until;) ::usleep(5000);
    }
    ::kill(-child_, SIGKILL);
    while (::waitpid(child_, &status_, 0) < 0 && errno == EINTR) {
    }
  }

  Result<std::string> judged() {
    if (WIFSIGNALED(status_)) return failure(fmt::format("was ended by signal {}", WTERMSIG(status_)));
    const int status = WEXITSTATUS(status_);
    if (status == 3 || status == 4)
      output_ += (output_.empty() || output_.ends_with('\n') ? "" : "\n") + errors_;
    if (status != 0 && status != 3 && status != 4)
      return failure(fmt::format("ended with status {}", status));
    const std::size_t bad = std::min(utf8::first_invalid(output_), output_.find('\0'));
    if (bad != std::string::npos) {
      errors_.clear();
      return failure(fmt::format("printed bytes that are no text (byte {})", bad + 1));
    }
    if (trim(output_).empty()) return failure("printed nothing");
    return std::move(output_);
  }

  const AgentOptions& options_;
  const std::string& input_;
  const std::atomic<bool>& stop_;
  Clock::time_point deadline_;
  Pipe in_;
  Pipe out_;
  Pipe err_;
  pid_t child_ = -1;
  int status_ = 0;
  bool ended_ = false;
  std::string output_;
  std::string errors_;
};

/// Writing to a program that has ended must not end this one.
struct IgnorePipe {
  IgnorePipe() { ::signal(SIGPIPE, SIG_IGN); }
};

} // namespace

Result<std::string> run_agent(const AgentOptions& options, const std::string& input,
                              const std::atomic<bool>& stop) {
  static const IgnorePipe ignore;
  Result<std::string> result = Run(options, input, stop).result();
  for (unsigned i = 0; i < options.retries && !result && !stop.load(); ++i)
    result = Run(options, input, stop).result();
  return result;
}

} // namespace cmdwright::suite
