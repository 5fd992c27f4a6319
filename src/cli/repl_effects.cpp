#include "cli/repl_effects.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "text/files.h"

namespace cmdwright::cli {

namespace fs = std::filesystem;
using repl::Effect;
using repl::Outcome;

namespace {

constexpr std::size_t kLargestSession = std::size_t{1} << 20U; ///< bytes of a file that is loaded
constexpr std::size_t kMostEntries = 20000;                    ///< of a folder that is looked through

std::string expanded(const std::string& home, const std::string& path) {
  if (!home.empty() && (path == "~" || path.starts_with("~/"))) return home + path.substr(1);
  return path;
}

Outcome failed(std::string why) {
  return {false, 0, std::move(why)};
}

} // namespace

Outcome RealEffects::carry_out(const Effect& effect) {
  const std::string path = expanded(home_, effect.path);
  std::error_code ignored;
  switch (effect.kind) {
  case Effect::Kind::Run:
    return run(effect);
  case Effect::Kind::Write: {
    if (!effect.flag && fs::exists(path, ignored))
      return failed(effect.path + " exists; :save ! FILE replaces it");
    const Status written = write_file(path, effect.text);
    return written ? Outcome{} : failed(written.error().text());
  }
  case Effect::Kind::Read: {
    Result<std::string> content = read_file(path, kLargestSession);
    return content ? Outcome{true, 0, std::move(*content)} : failed(content.error().text());
  }
  case Effect::Kind::Copy:
  case Effect::Kind::Look:
  case Effect::Kind::Quit:
    break;
  }
  return {};
}

/// The executor reads the commands from its standard input, so that ids flow from one to the next. Ctrl-C is
/// its own to handle.
Outcome RealEffects::run(const Effect& effect) const {
  if (executor_.empty()) return failed("nothing was run: the executor (cmdwright exec) is not installed");
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return failed(std::string("cannot run: ") + std::strerror(errno));
  std::string input;
  for (const std::string& c : effect.commands) input += c + "\n";
  const auto old_interrupt = std::signal(SIGINT, SIG_IGN);
  const auto old_pipe = std::signal(SIGPIPE, SIG_IGN);
  const pid_t child = ::fork();
  if (child == 0) {
    (void)::dup2(pipe[0], 0);
    (void)std::signal(SIGINT, SIG_DFL);
    (void)std::signal(SIGPIPE, SIG_DFL);
    std::array<const char*, 4> words = {"cmdwright", executor_.c_str(), effect.flag ? "--dry-run" : nullptr,
                                        nullptr};
    (void)::execv("/proc/self/exe", const_cast<char* const*>(words.data()));
    ::_exit(127);
  }
  (void)::close(pipe[0]);
  for (std::string_view rest = input; child > 0 && !rest.empty();) {
    const ssize_t n = ::write(pipe[1], rest.data(), rest.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break; // it does not want more
    rest.remove_prefix(static_cast<std::size_t>(n));
  }
  (void)::close(pipe[1]);
  int status = 0;
  while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  (void)std::signal(SIGINT, old_interrupt);
  (void)std::signal(SIGPIPE, old_pipe);
  if (child < 0) return failed(std::string("cannot run: ") + std::strerror(errno));
  return {true, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), {}};
}

std::vector<std::string> folder_entries(const std::string& home, const std::string& folder,
                                        std::string_view prefix) {
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator entry(folder.empty() ? "." : expanded(home, folder), error);
  for (std::size_t seen = 0; !error && entry != fs::directory_iterator() && seen < kMostEntries; ++seen) {
    std::string name = entry->path().filename().string();
    if (name.starts_with(prefix) && (name[0] != '.' || prefix.starts_with('.'))) {
      std::error_code ignored;
      if (entry->is_directory(ignored)) name += '/';
      names.push_back(std::move(name));
    }
    entry.increment(error);
  }
  std::sort(names.begin(), names.end());
  return names;
}

} // namespace cmdwright::cli
