// The session at work: what a person waits for between a key and the screen. A frame of a screen is 16 ms.
#include <benchmark/benchmark.h>

#include "bench/bench.h"
#include "repl/editor.h"
#include "repl/paint.h"
#include "repl/session.h"

namespace cmdwright::bench {
namespace {

repl::Services services(const repl::History& history) {
  return {engine().spec(),
          []() -> const understand::Understander& { return engine().understander(); },
          [] { return understand::now_from_unix(1'790'000'000); },
          history,
          {}};
}

/// A request, its answer and a correction, as in a conversation.
void conversation(benchmark::State& state) {
  const repl::History history;
  repl::Session session(services(history), {});
  session.prepare();
  for (auto _ : state) {
    benchmark::DoNotOptimize(session.enter(":new"));
    benchmark::DoNotOptimize(session.enter("Transcode 5145403721233902989 to 1080p"));
    benchmark::DoNotOptimize(session.enter("4"));
    benchmark::DoNotOptimize(session.enter("make it 540p"));
  }
  state.SetItemsProcessed(state.iterations() * 4);
}
BENCHMARK(conversation)->Unit(benchmark::kMicrosecond);

void typed_command(benchmark::State& state) {
  const repl::History history;
  repl::Session session(services(history), {});
  session.prepare();
  for (auto _ : state)
    benchmark::DoNotOptimize(session.enter(
        "python3 scripts/vod_process_media.py transcode --file-id 5145403721233902989 --quality 720p"));
}
BENCHMARK(typed_command)->Unit(benchmark::kMicrosecond);

/// One key with the repaint of its line, at the end of a text of this size.
void key_press(benchmark::State& state) {
  const repl::History history;
  repl::Editor editor(history, {});
  editor.offer(std::string(static_cast<std::size_t>(state.range(0)), 'x'));
  repl::Painter painter;
  const repl::Key letter{repl::Key::Kind::Text, 0, "y"};
  const repl::Key back{repl::Key::Kind::Backspace, 0, {}};
  for (auto _ : state) {
    (void)editor.press(letter);
    benchmark::DoNotOptimize(painter.paint(repl::layout(editor.view(), "> ", 80, 24, true)));
    (void)editor.press(back);
  }
}
BENCHMARK(key_press)->Arg(60)->Arg(4096)->Arg(65536)->Unit(benchmark::kMicrosecond);

void completion(benchmark::State& state) {
  repl::History history;
  for (int i = 0; i < 5000; ++i) history.add("Describe media 51454037212339" + std::to_string(10000 + i));
  const repl::Session session(services(history), {});
  const std::string line = "python scripts/vod_process_media.py transcode --file-id 5145403721233910";
  for (auto _ : state) benchmark::DoNotOptimize(session.complete(line, line.size()));
}
BENCHMARK(completion)->Unit(benchmark::kMicrosecond);

void search(benchmark::State& state) {
  repl::History history;
  for (int i = 0; i < 5000; ++i) history.add("Describe media 51454037212339" + std::to_string(10000 + i));
  for (auto _ : state) benchmark::DoNotOptimize(history.find_before("not in there", history.size()));
}
BENCHMARK(search)->Unit(benchmark::kMicrosecond);

} // namespace
} // namespace cmdwright::bench
