// Readers of foreign input against broken forms of good input: cut, doubled, with bytes changed, and against
// what is known to hurt (deep nesting, invalid UTF-8, long lines). The same functions as the fuzzers.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include <gtest/gtest.h>

#include "fuzz/targets.h"
#include "support/process.h"

namespace cmdwright {
namespace {

std::vector<std::string> seeds() {
  std::vector<std::string> out;
  for (const char* name : {"development.jsonl", "own.jsonl"}) {
    std::ifstream in(std::filesystem::path(test::source_folder()) / "corpus/lint" / name);
    for (std::string line; std::getline(in, line);) out.push_back(line);
  }
  return out;
}

std::string broken(std::string text, std::mt19937& random) {
  const auto below = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
  };
  static constexpr std::string_view kNasty[] = {"\"",     "'",    "`",        "```\n",   "$(", "\\", "<",
                                                ">",      "\xff", "\xe4\xb8", "\n",      "&&", "{",  "]",
                                                "\"\"\"", "--",   "=",        "<<EOF\n", "#"};
  for (std::size_t changes = 1 + below(4); changes > 0 && !text.empty(); --changes) switch (below(4)) {
    case 0:
      text.resize(below(text.size()) + 1);
      break;
    case 1:
      text[below(text.size())] = static_cast<char>(below(256));
      break;
    case 2:
      text.insert(below(text.size()), kNasty[below(std::size(kNasty))]);
      break;
    default:
      text.insert(below(text.size()), text.substr(below(text.size()), 40));
    }
  return text;
}

TEST(Robustness, BrokenInputBreaksNoLaw) {
  std::mt19937 random(20261122);
  const std::vector<std::string> good = seeds();
  ASSERT_GT(good.size(), 300U);
  unsigned runs = 0;
  for (const std::string& seed : good) {
    const std::string text = broken(seed, random);
    for (const fuzz::Target& target : fuzz::targets()) target.run(text), ++runs;
  }
  EXPECT_EQ(runs, good.size() * fuzz::targets().size());
}

TEST(Robustness, DeepAndLongInputEnds) {
  const auto repeated = [](std::string_view piece, std::size_t n) {
    std::string out;
    for (std::size_t i = 0; i < n; ++i) out += piece;
    return out;
  };
  constexpr std::size_t kMany = 10'000;
  for (const std::string& text :
       {repeated("[", kMany), repeated("{\"a\":", kMany), repeated("$(", kMany), repeated("> ", kMany),
        repeated("- ", kMany), repeated("(", kMany), repeated("`", kMany), repeated("<<", kMany),
        "python scripts/vod_describe_media.py --file-id " + repeated("1 ", kMany), repeated("\xff", kMany),
        repeated("a\r", kMany)})
    for (const fuzz::Target& target : fuzz::targets()) target.run(text);
  SUCCEED();
}

TEST(Robustness, AnEndlessTalkTakesTimeInProportion) {
  std::string talk;
  for (int i = 0; i < 5000; ++i) {
    const std::string id = std::to_string(387702310000000000 + i);
    talk += "User: transcode " + id + " to 720p TESHD\n";
    talk += "Assistant: python scripts/vod_process_media.py transcode --file-id " + id + " --quality hd\n";
    talk += "Tool: TaskId: 1500099001-procedurev2-" + std::to_string(i) + "\n";
  }
  const auto begin = std::chrono::steady_clock::now();
  fuzz::run("transcript", talk);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(60));
}

} // namespace
} // namespace cmdwright
