// What checking commands costs: reading shell text, finding the calls in it, validating them.
//   build/release/cmdwright-bench --benchmark_filter=Command
#include <benchmark/benchmark.h>

#include "bench/bench.h"
#include "command/validate.h"

namespace cmdwright::bench {
namespace {

constexpr std::string_view kGood =
    "python scripts/vod_process_media.py transcode --file-id 5145403721233902989 --quality hd --no-wait\n";
constexpr std::string_view kBad =
    "python3 scripts/vod_aigc_video.py create --model kling2.1 --prompt a cat --aspect-ratio 7:3 --wait\n";

void check(benchmark::State& state, std::string_view line, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += line;
  for (auto _ : state) {
    std::vector<command::Finding> findings;
    for (const command::Command& c : command::find_commands(text, engine().spec()))
      command::validate(text, c, engine().spec(), findings);
    benchmark::DoNotOptimize(findings.size());
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(text.size()) * state.iterations());
}

BENCHMARK_CAPTURE(check, good, kGood, 1)->Name("Command/Good")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(check, bad, kBad, 1)->Name("Command/Bad")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(check, many, kGood, 1000)->Name("Command/Thousand")->Unit(benchmark::kMicrosecond);

} // namespace
} // namespace cmdwright::bench
