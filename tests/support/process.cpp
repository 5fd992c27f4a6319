#include "support/process.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace cmdwright::test {

namespace fs = std::filesystem;

ProcessResult run_process(const std::vector<std::string>& arguments, const std::string& input,
                          const std::string& folder, const std::map<std::string, std::string>& environment,
                          int seconds) {
  std::array<int, 2> in{}, out{}, err{};
  if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0 ||
      ::pipe2(err.data(), O_CLOEXEC) != 0) {
    ADD_FAILURE() << "pipe";
    return {};
  }
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(in[0], 0);
    ::dup2(out[1], 1);
    ::dup2(err[1], 2);
    if (!folder.empty() && ::chdir(folder.c_str()) != 0) ::_exit(126);
    for (const auto& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
    std::vector<char*> argv;
    for (const std::string& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));
    argv.push_back(nullptr);
    ::execvp(argv[0], argv.data());
    ::_exit(127);
  }
  ::close(in[0]);
  ::close(out[1]);
  ::close(err[1]);
  const auto old_handler = std::signal(SIGPIPE, SIG_IGN);
  ::fcntl(in[1], F_SETFL, O_NONBLOCK);

  ProcessResult result;
  std::size_t written = 0;
  bool timed_out = false;
  std::array<pollfd, 3> waits{{{in[1], POLLOUT, 0}, {out[0], POLLIN, 0}, {err[0], POLLIN, 0}}};
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  if (input.empty()) {
    ::close(in[1]);
    waits[0].fd = -1;
  }
  while (waits[1].fd >= 0 || waits[2].fd >= 0) {
    if (std::chrono::steady_clock::now() > deadline) {
      ADD_FAILURE() << arguments.front() << " did not end within " << seconds << " s";
      ::kill(child, SIGKILL);
      timed_out = true;
      break;
    }
    ::poll(waits.data(), waits.size(), 100);
    if (waits[0].fd >= 0 && (waits[0].revents & (POLLOUT | POLLERR)) != 0) {
      const ssize_t n = ::write(in[1], input.data() + written, input.size() - written);
      if (n > 0) written += static_cast<std::size_t>(n);
      if (written == input.size() || (n < 0 && errno != EAGAIN)) {
        ::close(in[1]);
        waits[0].fd = -1;
      }
    }
    for (const std::size_t i : {std::size_t{1}, std::size_t{2}}) {
      if (waits[i].fd < 0 || (waits[i].revents & (POLLIN | POLLHUP)) == 0) continue;
      std::array<char, 1U << 16U> block{};
      const ssize_t n = ::read(waits[i].fd, block.data(), block.size());
      if (n > 0) {
        (i == 1 ? result.out : result.err).append(block.data(), static_cast<std::size_t>(n));
      } else {
        waits[i].fd = -1;
      }
    }
  }
  if (waits[0].fd >= 0) ::close(in[1]);
  ::close(out[0]);
  ::close(err[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  std::signal(SIGPIPE, old_handler);
  if (!timed_out) result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

TemporaryFolder::TemporaryFolder() : path_((fs::temp_directory_path() / "cmdwright-test-XXXXXX").string()) {
  if (::mkdtemp(path_.data()) == nullptr) ADD_FAILURE() << "mkdtemp";
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string TemporaryFolder::write(const std::string& name, const std::string& content) const {
  const fs::path path = fs::path(path_) / name;
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << content;
  return path.string();
}

std::string program() {
  return CMDWRIGHT_PROGRAM;
}
std::string source_folder() {
  return CMDWRIGHT_SOURCE_FOLDER;
}

} // namespace cmdwright::test
