// What loading a pack costs: the spec from the program itself, the grammar with it, and both from YAML.
//   build/release/cmdwright-bench --benchmark_filter=Pack
#include <benchmark/benchmark.h>

#include "bench/bench.h"

namespace cmdwright::bench {
namespace {

void embedded(benchmark::State& state, bool with_grammar) {
  for (auto _ : state) {
    const auto loaded = cli::Engine::embedded();
    if (with_grammar) benchmark::DoNotOptimize(&(*loaded)->understander());
    benchmark::DoNotOptimize(&(*loaded)->spec());
  }
}

void from_yaml(benchmark::State& state, const std::string& folder) {
  for (auto _ : state) {
    const auto loaded = cli::Engine::from_folder(CMDWRIGHT_SOURCE_FOLDER + folder);
    if (!loaded) return state.SkipWithError(loaded.error().text().c_str());
    benchmark::DoNotOptimize(&(*loaded)->understander());
  }
}

BENCHMARK_CAPTURE(embedded, spec, false)->Name("Pack/Spec")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(embedded, grammar, true)->Name("Pack/SpecAndGrammar")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(from_yaml, whole, "")->Name("Pack/Yaml")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(from_yaml, small, "/tests/packs/print-shop")
    ->Name("Pack/SmallYaml")
    ->Unit(benchmark::kMillisecond);

} // namespace
} // namespace cmdwright::bench
