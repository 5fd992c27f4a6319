#include "suite/run.h"

#include <set>

#include <gtest/gtest.h>

#include "suite/glob.h"
#include "support/process.h"
#include "support/suites.h"

namespace cmdwright::test {
namespace {

std::string conversation(const std::string& id, const std::string& answer) {
  return R"({"id":")" + id +
         R"(","messages":[{"role":"user","content":"q"},{"role":"assistant","content":")" + answer +
         "\"}]}\n";
}

std::string many(int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += conversation("c" + std::to_string(i), i % 3 == 0 ? "Which?" : "no");
  return out;
}

const std::string kAll = "cases:\n  - name: all\n    transcript: t.jsonl\n    expect: {asks: true}\n";

TEST(Run, ThreadsDoNotChangeTheOrder) {
  const TemporaryFolder folder;
  folder.write("t.jsonl", many(200));
  const std::string one = outcomes(run_suite(kAll, {}, folder.path()).report);
  suite::RunOptions options;
  options.jobs = 7;
  EXPECT_EQ(outcomes(run_suite(kAll, options, folder.path()).report), one);
  EXPECT_NE(one.find("passed all › c0\nfailed all › c1"), std::string::npos) << one;
}

TEST(Run, ShardsPartitionTheCases) {
  const TemporaryFolder folder;
  folder.write("t.jsonl", many(50));
  const std::string yaml = kAll + "  - name: extra\n    request: transcode it\n    expect: {asks: true}\n";
  std::multiset<std::string> whole;
  for (const auto& r : run_suite(yaml, {}, folder.path()).report.results) whole.insert(r.key());
  std::multiset<std::string> parts;
  for (std::uint32_t i = 0; i < 4; ++i) {
    suite::RunOptions options;
    options.shard = i;
    options.shards = 4;
    const SuiteRun run = run_suite(yaml, options, folder.path());
    EXPECT_GE(run.report.results.size(), whole.size() / 4);
    for (const auto& r : run.report.results) parts.insert(r.key());
  }
  EXPECT_EQ(parts, whole);
}

TEST(Run, OnlySkipTagsAndFilters) {
  const std::string expect = "    request: transcode it\n    expect: {asks: true}\n";
  const std::string yaml = "cases:\n  - name: a\n    tags: [x]\n" + expect +
                           "  - name: b\n    skip: later\n" + expect + "  - name: c\n    tags: [x, y]\n" +
                           expect;
  EXPECT_EQ(outcomes(yaml), "passed a\nskipped b: later\npassed c\n");
  EXPECT_EQ(outcomes(yaml + "  - name: d\n    only: true\n" + expect), "passed d\n");
  suite::RunOptions options;
  options.tags = {"x", "!y"};
  EXPECT_EQ(outcomes(run_suite(yaml, options).report), "passed a\n");
  options.tags.clear();
  options.filters = {"c", "b"};
  EXPECT_EQ(outcomes(run_suite(yaml, options).report), "skipped b: later\npassed c\n");
}

TEST(Run, CasesFindTheirConversations) {
  const TemporaryFolder folder;
  folder.write("t.jsonl", many(3) + "{broken\n" + many(1));
  folder.write("p.txt",
               "=== first ===\nUser: q\nAssistant: Which?\n=== second ===\nUser: q\nAssistant: no\n");
  const auto one = [](const std::string& name, const std::string& file, const std::string& id) {
    return "  - name: " + name + "\n    transcript: " + file + "\n    id: '" + id +
           "'\n    expect: {asks: true}\n";
  };
  EXPECT_EQ(outcomes(run_suite("cases:\n" + one("a", "p.txt", "second") + one("b", "p.txt", "#1") +
                                   one("c", "p.txt", "third"),
                               {}, folder.path())
                         .report),
            "passed b\nfailed a: asks: nothing was asked\nerror c: no conversation called 'third' in " +
                folder.path() + "/p.txt\n");
  const std::string broken = outcomes(run_suite(kAll, {}, folder.path()).report);
  EXPECT_NE(broken.find("error all: " + folder.path() + "/t.jsonl:4:"), std::string::npos) << broken;
  EXPECT_NE(broken.find("passed all › c0\n"), std::string::npos) << "the others are judged";
  const std::string missing =
      outcomes(run_suite("cases:\n  - {name: x, transcript: none.jsonl, expect: {asks: true}}\n"
                         "  - {name: y, transcript: none-*.jsonl, expect: {asks: true}}\n",
                         {}, folder.path())
                   .report);
  EXPECT_NE(missing.find("error x: " + folder.path() + "/none.jsonl: cannot open"), std::string::npos)
      << missing;
  EXPECT_NE(missing.find("no file matches 'none-*.jsonl'"), std::string::npos) << missing;
}

TEST(Run, RepeatedConversationsAreRunsOfOneCase) {
  const TemporaryFolder folder;
  folder.write("t.jsonl", many(6));
  const SuiteRun run = run_suite("cases:\n  - name: all\n    transcript: t.jsonl\n    repeats: true\n"
                                 "    expect: {asks: true}\n",
                                 {}, folder.path());
  const std::map<std::string, suite::Runs> runs = suite::repeated_runs(run.report);
  ASSERT_EQ(runs.size(), 1U);
  EXPECT_EQ(runs.begin()->second.count, 6U);
  EXPECT_EQ(runs.begin()->second.passed, 2U);
}

TEST(Run, AnAgentAnswersInsteadOfTheRecording) {
  suite::RunOptions options;
  options.agent.emplace();
  options.agent->command =
      "grep -q 'User: a' && echo Which file? || echo no"; // the dialogue comes with turn 2
  const std::string yaml =
      "cases:\n  - name: x\n    conversation: [{user: a}, {assistant: recorded}, {user: b}]\n"
      "    turns: [{asks: false}, {asks: true}]\n";
  EXPECT_EQ(outcomes(run_suite(yaml, options).report), "passed x\n");
  options.repeat = 3;
  options.jobs = 3;
  EXPECT_EQ(outcomes(run_suite(yaml, options).report),
            "passed x (run 1)\npassed x (run 2)\npassed x (run 3)\n");
  options.agent->command = "exit 1";
  EXPECT_NE(outcomes(run_suite(yaml, options).report).find("error x (run 1): the agent ended with status 1"),
            std::string::npos);
}

TEST(Glob, MatchesLikeAShell) {
  const TemporaryFolder folder;
  for (const char* name : {"a.yaml", "b.txt", ".c.yaml", "d/e.yaml", "d/f/g.yaml"}) folder.write(name, "");
  const auto found = [&](const std::string& pattern) {
    std::string out;
    for (const std::string& f : suite::expand_glob(folder.path() + "/" + pattern))
      out += f.substr(folder.path().size() + 1) + " ";
    return out;
  };
  EXPECT_EQ(found("*.yaml"), "a.yaml ");
  EXPECT_EQ(found("?.*"), "a.yaml b.txt ");
  EXPECT_EQ(found("*/*.yaml"), "d/e.yaml ");
  EXPECT_EQ(found("**/*.yaml"), "a.yaml d/e.yaml d/f/g.yaml ");
  EXPECT_EQ(found("[ab].*"), "a.yaml b.txt ");
  EXPECT_EQ(found("none*"), "");
}

} // namespace
} // namespace cmdwright::test
