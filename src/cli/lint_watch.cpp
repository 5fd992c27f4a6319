// Looks at the files' times a few times a second: works on every file system, network and container mounts
// included, where notifications do not.
#include "cli/lint_watch.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <map>
#include <thread>

#include "cli/exit.h"

namespace cmdwright::cli {

namespace {

volatile std::sig_atomic_t interrupted = 0;
void on_interrupt(int) {
  interrupted = 1;
}

namespace fs = std::filesystem;
struct State {
  fs::file_time_type time;
  std::uintmax_t size = 0;
  friend bool operator==(const State&, const State&) = default;
};

std::map<std::string, State> states_of(const std::vector<std::string>& files) {
  std::map<std::string, State> out;
  for (const std::string& file : files) {
    std::error_code error;
    State state;
    state.time = fs::last_write_time(file, error);
    if (error) continue;
    state.size = fs::file_size(file, error);
    out[file] = state;
  }
  return out;
}

} // namespace

int LintWatch::run() {
  constexpr auto kInterval = std::chrono::milliseconds(200);
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGTERM, on_interrupt);
  std::map<std::string, State> before;
  int status = kExitOk;
  for (bool first = true; interrupted == 0 && !world_.out.failed(); first = false) {
    const LintPaths paths = find_lint_paths(names_, exclude_);
    const std::map<std::string, State> now = states_of(paths.files);
    std::vector<std::string> changed;
    for (const auto& [file, state] : now)
      if (const auto it = before.find(file); it == before.end() || !(it->second == state))
        changed.push_back(file);
    if (!changed.empty() || first) {
      status = LintRun(world_, linter_, options_, nullptr)
                   .run(changed, first ? paths.problems : std::vector<std::string>{});
      world_.out.flush();
      world_.err.line("cmdwright lint: watching " + std::to_string(now.size()) + " files" +
                      (status == kExitOk ? ", all is well" : ""));
      world_.err.flush();
    }
    before = states_of(paths.files); // with the times of what was repaired
    std::this_thread::sleep_for(kInterval);
  }
  return status;
}

} // namespace cmdwright::cli
