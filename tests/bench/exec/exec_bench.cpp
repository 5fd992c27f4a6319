// The executor measured as a process against a server on the same machine, beside what curl does there.
#include <chrono>
#include <cstdlib>
#include <fstream>

#include <benchmark/benchmark.h>

#include "bench/exec/sink.h"
#include "support/process.h"

namespace cmdwright::bench {
namespace {

using test::TemporaryFolder;

std::string exec_program() {
  return CMDWRIGHT_PROGRAM;
}

struct Machine {
  TemporaryFolder folder;
  Sink sink;
  std::map<std::string, std::string> environment = {{"TENCENTCLOUD_SECRET_ID", "AKIDEXAMPLE"},
                                                    {"TENCENTCLOUD_SECRET_KEY", "KeyExample"},
                                                    {"HOME", folder.path()},
                                                    {"XDG_STATE_HOME", folder.path()}};
  test::ProcessResult exec(const std::vector<std::string>& words, const std::string& input = {}) const {
    std::vector<std::string> all = {exec_program(), "exec", "--endpoint", sink.url()};
    all.insert(all.end(), words.begin(), words.end());
    return test::run_process(all, input, folder.path(), environment);
  }
};

/// From the start of `cmdwright exec` to the first byte of its request at the server.
void BM_StartToFirstByte(benchmark::State& state) {
  const Machine machine;
  for (auto _ : state) {
    const auto begin = std::chrono::steady_clock::now().time_since_epoch().count();
    const test::ProcessResult ran =
        machine.exec({"python scripts/vod_describe_media.py --file-id 5145403721233902989"});
    if (ran.status != 0) state.SkipWithError(ran.err.c_str());
    state.SetIterationTime(static_cast<double>(machine.sink.first_byte() - begin) * 1e-9);
  }
}
BENCHMARK(BM_StartToFirstByte)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(40);

void BM_CurlStartToFirstByte(benchmark::State& state) {
  const Machine machine;
  for (auto _ : state) {
    const auto begin = std::chrono::steady_clock::now().time_since_epoch().count();
    const test::ProcessResult ran = test::run_process({"curl", "-s", "-d", "x", machine.sink.url()});
    if (ran.status != 0) state.SkipWithError(ran.err.c_str());
    state.SetIterationTime(static_cast<double>(machine.sink.first_byte() - begin) * 1e-9);
  }
}
BENCHMARK(BM_CurlStartToFirstByte)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(40);

constexpr std::int64_t kFileSize = std::int64_t{256} << 20;

std::string big_file(const Machine& machine) {
  const std::string path = machine.folder.path() + "/clip.mp4";
  std::ofstream out(path, std::ios::binary);
  const std::string block(1U << 20U, 'v');
  for (std::int64_t done = 0; done < kFileSize; done += static_cast<std::int64_t>(block.size())) out << block;
  return path;
}

void BM_Upload(benchmark::State& state) {
  const Machine machine;
  const std::string path = big_file(machine);
  for (auto _ : state) {
    const test::ProcessResult ran = machine.exec({"python scripts/vod_upload.py upload --file " + path});
    if (ran.status != 0) state.SkipWithError(ran.err.c_str());
  }
  state.SetBytesProcessed(state.iterations() * kFileSize);
}
BENCHMARK(BM_Upload)->UseRealTime()->Unit(benchmark::kMillisecond)->Iterations(8);

void BM_CurlUpload(benchmark::State& state) {
  const Machine machine;
  const std::string path = big_file(machine);
  for (auto _ : state) {
    const test::ProcessResult ran =
        test::run_process({"curl", "-s", "-T", path, machine.sink.url() + "/m.mp4"});
    if (ran.status != 0) state.SkipWithError(ran.err.c_str());
  }
  state.SetBytesProcessed(state.iterations() * kFileSize);
}
BENCHMARK(BM_CurlUpload)->UseRealTime()->Unit(benchmark::kMillisecond)->Iterations(8);

/// 200 plans of two steps each, side by side in one process.
void BM_TwoHundredPlans(benchmark::State& state) {
  const Machine machine;
  std::int64_t number = 5145403721230000000;
  for (auto _ : state) {
    std::string plans;
    for (int i = 0; i < 200; ++i) {
      const std::string file = std::to_string(number++);
      plans += R"({"status":"ok","commands":["python scripts/vod_process_media.py transcode --file-id )" +
               file + R"( --quality hd","python scripts/vod_describe_media.py --file-id )" + file + "\"]}\n";
    }
    const test::ProcessResult ran = machine.exec({"--plan", "-", "--format", "jsonl"}, plans);
    if (ran.status != 0) state.SkipWithError(ran.err.c_str());
  }
  state.SetItemsProcessed(state.iterations() * 200);
}
BENCHMARK(BM_TwoHundredPlans)->UseRealTime()->Unit(benchmark::kMillisecond)->Iterations(3);

} // namespace
} // namespace cmdwright::bench
