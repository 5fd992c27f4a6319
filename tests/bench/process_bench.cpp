// What a whole run of the program costs, from its start to its end, beside the cheapest program there is. The
// counters: median of wall time and of processor time, in milliseconds.
//   build/release/cmdwright-bench --benchmark_filter=Process
#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

namespace cmdwright::bench {
namespace {

double milliseconds(const timeval& t) {
  return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_usec) / 1e3;
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

void process(benchmark::State& state, const std::vector<std::string>& words) {
  std::vector<char*> argv;
  for (const std::string& w : words) argv.push_back(const_cast<char*>(w.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  posix_spawn_file_actions_addopen(&quiet, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&quiet, 2, "/dev/null", O_WRONLY, 0);
  std::vector<double> wall, cpu;
  for (auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    pid_t child = 0;
    if (::posix_spawn(&child, argv[0], &quiet, nullptr, argv.data(), environ) != 0) {
      state.SkipWithError("cannot start");
      break;
    }
    int status = 0;
    rusage used{};
    ::wait4(child, &status, 0, &used);
    wall.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    cpu.push_back(milliseconds(used.ru_utime) + milliseconds(used.ru_stime));
  }
  posix_spawn_file_actions_destroy(&quiet);
  if (wall.empty()) return;
  state.counters["wall_ms"] = median(wall);
  state.counters["cpu_ms"] = median(cpu);
}

const std::string kProgram = CMDWRIGHT_PROGRAM;

BENCHMARK_CAPTURE(process, true, {"/bin/true"})->Name("Process/true")->Iterations(200);
BENCHMARK_CAPTURE(process, start, {kProgram, "--version"})->Name("Process/start")->Iterations(200);
BENCHMARK_CAPTURE(process, gen, {kProgram, "gen", "Transcode 5145403721233902989 to 720p"})
    ->Name("Process/gen")
    ->Iterations(200);
BENCHMARK_CAPTURE(process, gen, {kProgram, "gen", "把 /tmp/a.mp4 上传，然后转码成 720p 并截一张封面"})
    ->Name("Process/gen_chinese")
    ->Iterations(200);

} // namespace
} // namespace cmdwright::bench
