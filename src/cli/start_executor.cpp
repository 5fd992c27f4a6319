#include "cli/start_executor.h"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <unistd.h>

#include "cli/exit.h"
#include "text/words.h"

namespace cmdwright::cli {

namespace {
constexpr const char* kExecutor = "cmdwright-exec";
}

int start_executor(World& world, const std::string& subcommand, const std::vector<std::string>& words) {
  std::vector<std::string> arguments = {kExecutor};
  for (const std::string_view word : split(subcommand, ' ')) arguments.emplace_back(word);
  arguments.insert(arguments.end(), words.begin(), words.end());
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  world.out.flush();
  world.err.flush();
  std::error_code unknown;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", unknown);
  const std::string beside = unknown ? std::string{} : (self.parent_path() / kExecutor).string();
  if (!beside.empty()) ::execv(beside.c_str(), argv.data());
  if (beside.empty() || errno == ENOENT) ::execvp(kExecutor, argv.data());
  world.err.line(std::string("cmdwright: cannot start ") + kExecutor + ": " + std::strerror(errno) +
                 "; it belongs beside this program (" + self.parent_path().string() + ") or into PATH");
  return kExitFailed;
}

} // namespace cmdwright::cli
