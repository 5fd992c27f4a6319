#include "exec/process_backend.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command/render.h"
#include "exec/run.h"
#include "text/words.h"

extern char** environ;

namespace cmdwright::exec {

namespace {

struct Ended {
  int status = -1; ///< of the process, negative: it could not be started
  std::string output;
  std::string error;
};

int spawn(const std::vector<std::string>& words, int out, pid_t& child) {
  std::vector<char*> argv;
  for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, out, 1);
  const int failed = ::posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return failed;
}

Ended run_process(std::vector<std::string> words, Reporter& report) {
  constexpr std::size_t kKept = std::size_t{1} << 20U; // of the output, to look for a FileId
  Ended ended;
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) {
    ended.error = std::strerror(errno);
    return ended;
  }
  pid_t child = 0;
  int failed = spawn(words, pipe[1], child);
  if (failed == ENOENT && words[0] == "python") {
    words[0] = "python3";
    failed = spawn(words, pipe[1], child);
  }
  ::close(pipe[1]);
  if (failed != 0) {
    ended.error = "cannot start " + words[0] + ": " + std::strerror(failed);
    ::close(pipe[0]);
    return ended;
  }
  std::array<char, 4096> buffer{};
  for (;;) {
    const ssize_t n = ::read(pipe[0], buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    const std::string_view piece(buffer.data(), static_cast<std::size_t>(n));
    report.result(piece);
    if (ended.output.size() < kKept) ended.output += piece;
  }
  ::close(pipe[0]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  ended.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return ended;
}

} // namespace

std::vector<std::string> script_words(const ScriptRunner& runner, const command::Command& command) {
  std::vector<std::string> words = {runner.interpreter,
                                    (std::filesystem::path(runner.folder) / command.script).string()};
  const auto add = [&](const command::Option& option) {
    words.push_back(option.name);
    for (const command::Value& value : option.values) words.push_back(value.text);
  };
  const auto before = [&](const command::Option& option) {
    return !command.subcommand.empty() && option.name_span.begin < command.subcommand_span.begin;
  };
  for (const command::Option& option : command.options)
    if (before(option)) add(option);
  if (!command.subcommand.empty()) words.push_back(command.subcommand);
  for (const command::Option& option : command.options)
    if (!before(option)) add(option);
  return words;
}

std::string file_id_in(std::string_view output) {
  for (std::size_t at = output.find("FileId"); at != std::string_view::npos;
       at = output.find("FileId", at + 1)) {
    std::string_view rest = output.substr(at + 6);
    while (!rest.empty() && (rest.front() == '"' || rest.front() == ':' || is_blank(rest.front())))
      rest.remove_prefix(1);
    std::size_t end = 0;
    while (end < rest.size() && is_digit(rest[end])) ++end;
    if (end >= 6) return std::string(rest.substr(0, end));
  }
  return {};
}

void run_scripts(const ScriptRunner& runner, const spec::Spec& spec, CommandPlan plan, Reporter& report,
                 const std::function<void(const StepResult&)>& on_step) {
  std::string file;
  bool going = true;
  for (PlannedCommand& planned : plan.commands) {
    StepResult result;
    if (going) {
      if (!file.empty() && fill_placeholder(planned.command, spec.pack().placeholder, file))
        planned.line = command::render(planned.command, spec);
      const Ended ended = run_process(script_words(runner, planned.command), report);
      result.streamed = true;
      if (ended.status != 0) {
        result.status =
            ended.status == 128 + SIGINT ? StepResult::Status::Interrupted : StepResult::Status::Failed;
        result.error =
            ended.status < 0 ? ended.error : "the script ended with status " + std::to_string(ended.status);
      }
      if (planned.command.operation->cost == spec::Cost::Upload)
        if (std::string id = file_id_in(ended.output); !id.empty()) file = std::move(id);
    } else {
      result.status = StepResult::Status::Skipped;
    }
    result.command = masked_line(planned);
    going = result.good();
    on_step(result);
  }
}

} // namespace cmdwright::exec
