// 10,000 recorded conversations of 6 messages, read from a file and checked on one thread.
#include <cstdio>
#include <fstream>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include "bench/bench.h"
#include "suite/load.h"
#include "suite/run.h"

namespace cmdwright::bench {
namespace {

constexpr int kConversations = 10'000;

/// Written once, removed at the end.
class Recording {
public:
  Recording() : path_(fmt::format("/tmp/cmdwright-bench-{}.jsonl", ::getpid())) {
    std::ofstream out(path_);
    for (int i = 0; i < kConversations; ++i) {
      const std::string command = fmt::format(
          "python scripts/vod_process_media.py transcode --file-id {} --quality hd", 5145403721233900000 + i);
      out << fmt::format(
          R"({{"id":"c{0}","messages":[{{"role":"user","content":"Please transcode my video to 720p"}},)"
          R"({{"role":"assistant","content":"Which FileId should be used?"}},{{"role":"user","content":"{1}"}},)"
          R"({{"role":"assistant","content":"This costs money.","tool_calls":[{{"id":"t","type":"function",)"
          R"("function":{{"name":"Bash","arguments":"{{\"command\":\"{2}\"}}"}}}}]}},)"
          R"({{"role":"tool","tool_call_id":"t","content":"TaskId: 1500-procedurev2-abc"}},)"
          R"x({{"role":"assistant","content":"[video](https://example.com/{1}.mp4)"}}]}})x"
          "\n",
          i, 5145403721233900000 + i, command);
    }
  }
  ~Recording() { (void)std::remove(path_.c_str()); }
  [[nodiscard]] const std::string& path() const { return path_; }

private:
  std::string path_;
};

class Nowhere final : public suite::ResultSink {
public:
  void result(const suite::CaseResult&) override {}
};

void check_recorded(benchmark::State& state, const std::string& expect) {
  static const Recording recording;
  const suite::Loaded loaded = suite::load_suite_text(
      "bench", "cases: [{name: all, transcript: " + recording.path() + ", expect: " + expect + "}]",
      engine().spec());
  const suite::Oracle oracle([]() -> const understand::Understander& { return engine().understander(); });
  const suite::ValidatorFaults faults(engine().spec());
  const suite::Judge judge(
      engine().spec(), faults, oracle,
      [](const std::string&) { return understand::parse_now("2026-02-10T12:00:00+08:00"); }, {});
  const std::atomic<bool> stop = false;
  Nowhere sink;
  for (auto _ : state) {
    const suite::Totals totals = suite::run_suites(loaded.suites, judge, {}, stop, sink);
    if (totals.passed != kConversations) state.SkipWithError("not all passed");
  }
  state.SetItemsProcessed(state.iterations() * kConversations);
}

void SuiteCommandsAndRules(benchmark::State& state) {
  check_recorded(state, "{script: vod_process_media.py transcode, params: {--quality: hd}, rules: clean}");
}
BENCHMARK(SuiteCommandsAndRules)->Unit(benchmark::kMillisecond);

void SuiteAgreement(benchmark::State& state) {
  check_recorded(state, "{agrees: true}");
}
BENCHMARK(SuiteAgreement)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace cmdwright::bench
