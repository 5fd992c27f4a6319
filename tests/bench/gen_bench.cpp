// What one request costs inside a running process: understanding, planning and printing it.
//   build/release/cmdwright-bench --benchmark_filter=Gen
#include <algorithm>
#include <ctime>

#include <benchmark/benchmark.h>

#include "bench/bench.h"
#include "cli/cases.h"
#include "command/render.h"
#include "plan/conversation.h"

namespace cmdwright::bench {
namespace {

/// The requests of corpus/requests/`file`, those with one turn.
std::vector<std::string> requests(const std::string& file) {
  std::vector<std::string> all;
  const auto cases = cli::read_cases(std::string(CMDWRIGHT_SOURCE_FOLDER) + "/corpus/requests/" + file);
  if (!cases) return all;
  for (const cli::Case& c : *cases)
    if (c.turns.size() == 1) all.push_back(c.turns.front());
  return all;
}

std::size_t answer(const std::string& request) {
  plan::Conversation conversation(engine().understander());
  std::size_t bytes = 0;
  for (const command::Command& c : conversation.say(request, understand::now_from_unix(1767585600)).commands)
    bytes += command::render(c, engine().spec()).size();
  return bytes;
}

/// Processor time of this thread: other work on the machine does not count.
double microseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

void gen(benchmark::State& state, const std::string& file) {
  const std::vector<std::string> all = requests(file);
  if (all.empty()) return state.SkipWithError("no requests");
  (void)answer(all.front()); // the grammar is loaded with the first one
  std::vector<double> times;
  std::size_t i = 0;
  for (auto _ : state) {
    const double start = microseconds();
    benchmark::DoNotOptimize(answer(all[i++ % all.size()]));
    times.push_back(microseconds() - start);
  }
  std::sort(times.begin(), times.end());
  state.counters["median_us"] = times[times.size() / 2];
  state.counters["p99_us"] = times[times.size() * 99 / 100];
  state.SetItemsProcessed(state.iterations());
}

BENCHMARK_CAPTURE(gen, English, "dev_en.jsonl")->Name("Gen/English")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(gen, Chinese, "dev_zh.jsonl")->Name("Gen/Chinese")->Unit(benchmark::kMicrosecond);

} // namespace
} // namespace cmdwright::bench
