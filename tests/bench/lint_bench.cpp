// How fast the linter is: commands a second, bytes of recorded conversations a second, and the parts.
#include <fstream>

#include <benchmark/benchmark.h>
#include <nlohmann/json.hpp>

#include "cli/engine.h"
#include "cli/lint_worker.h"

namespace cmdwright {
namespace {

const cli::Engine& engine() {
  static const std::unique_ptr<cli::Engine> built_in = std::move(*cli::Engine::embedded());
  return *built_in;
}
const lint::Linter& linter() {
  static const lint::Linter one(engine().spec(), engine().catalogue(),
                                []() -> const understand::Understander& { return engine().understander(); });
  return one;
}

/// The documented commands of all scripts.
std::vector<std::string> good_commands() {
  std::vector<std::string> out;
  std::ifstream in(CMDWRIGHT_SOURCE_FOLDER "/tests/command/validator/documented.txt");
  for (std::string line; std::getline(in, line);)
    if (line.starts_with("$ ")) out.push_back(line.substr(2));
  return out;
}

void lint_commands(benchmark::State& state) {
  const std::vector<std::string> good = good_commands();
  lint::Report report;
  std::int64_t items = 0;
  for (auto _ : state)
    for (const std::string& command : good) {
      lint::Input input;
      input.text = command;
      linter().text(input, report);
      benchmark::DoNotOptimize(report.findings.data());
      ++items;
    }
  state.SetItemsProcessed(items);
}
BENCHMARK(lint_commands)->Unit(benchmark::kMillisecond);

/// A session with documents that are read and outputs that are long, as sessions are.
std::string session() {
  nlohmann::json messages = nlohmann::json::array();
  messages.push_back({{"role", "user"}, {"content", "Show me the details of 5145403721233902989"}});
  std::string document;
  for (int i = 0; i < 200; ++i)
    document += "| `--parameter-" + std::to_string(i) + "` | what it does, what it takes, its default |\n";
  const auto call = [&](const char* id, const std::string& command, const std::string& output) {
    messages.push_back(
        {{"role", "assistant"},
         {"content", ""},
         {"tool_calls",
          {{{"id", id},
            {"type", "function"},
            {"function", {{"name", "bash"}, {"arguments", nlohmann::json{{"command", command}}.dump()}}}}}}});
    messages.push_back({{"role", "tool"}, {"tool_call_id", id}, {"content", output}});
  };
  call("a", "cat references/vod_describe_media.md", document);
  call("b", "python scripts/vod_describe_media.py --file-id 5145403721233902989 --json", document + document);
  return nlohmann::json{{"messages", messages}}.dump();
}

void lint_conversations(benchmark::State& state) {
  const cli::LintWork work;
  cli::LintWorker worker(linter(), work);
  cli::LintTask task;
  task.kind = cli::LintTask::Kind::Record;
  task.bytes = session();
  std::int64_t bytes = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(worker.run(task).items.data());
    bytes += static_cast<std::int64_t>(task.bytes.size());
  }
  state.SetBytesProcessed(bytes);
}
BENCHMARK(lint_conversations)->Unit(benchmark::kMicrosecond);

} // namespace
} // namespace cmdwright
