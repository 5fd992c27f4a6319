#include "suite/agent.h"

#include <chrono>

#include <gtest/gtest.h>

#include "support/process.h"

namespace cmdwright::test {
namespace {

const std::atomic<bool> kGoOn = false;

std::string answered(const std::string& command, const std::string& input = "hi\n", double timeout = 20,
                     std::size_t most = 1U << 20U) {
  suite::AgentOptions options;
  options.command = command;
  options.timeout = timeout;
  options.most_output = most;
  const Result<std::string> got = suite::run_agent(options, input, kGoOn);
  return got ? *got : "! " + got.error().message;
}

TEST(Agent, ReadsTheRequestAndAnswers) {
  EXPECT_EQ(answered("cat"), "hi\n");
  EXPECT_EQ(answered("echo no need to read"), "no need to read\n");
  const std::string large(3U << 20U, 'x'); // larger than any pipe
  EXPECT_EQ(answered("cat", large, 20, 4U << 20U), large);
  EXPECT_EQ(answered("wc -c", large), std::to_string(large.size()) + "\n");
}

TEST(Agent, QuestionsAndRefusalsMayComeOnStandardError) {
  EXPECT_EQ(answered("echo Which file? >&2; exit 3"), "Which file?\n");
  EXPECT_EQ(answered("echo a; echo b >&2; exit 4"), "a\nb\n");
  EXPECT_EQ(answered("echo a; echo b >&2"), "a\n");
}

TEST(Agent, WhatGoesWrongIsAnError) {
  EXPECT_EQ(answered("exit 7"), "! the agent ended with status 7");
  EXPECT_EQ(answered("echo first >&2; echo out of memory >&2; exit 1"),
            "! the agent ended with status 1: out of memory");
  EXPECT_EQ(answered("kill -9 $$"), "! the agent was ended by signal 9");
  EXPECT_EQ(answered("true"), "! the agent printed nothing");
  EXPECT_EQ(answered("printf 'a\\000b'"), "! the agent printed bytes that are no text (byte 2)");
  EXPECT_EQ(answered("printf 'ab\\377'"), "! the agent printed bytes that are no text (byte 3)");
  EXPECT_EQ(answered("yes"), "! the agent printed more than 1048576 bytes");
}

TEST(Agent, AHangingOneIsEndedWithItsChildren) {
  const TemporaryFolder folder;
  const std::string mark = folder.path() + "/alive";
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(answered("trap '' TERM; (sleep 3; echo x > " + mark + ") & sleep 30", "hi\n", 0.3),
            "! the agent gave no answer within 0.3 s");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(3));
  const ProcessResult wait = run_process({"/bin/sh", "-c", "sleep 3.2; test ! -e " + mark});
  EXPECT_EQ(wait.status, 0) << "a child went on";
}

TEST(Agent, ChildrenThatHoldThePipesDoNotDelay) {
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(answered("echo done; sleep 20 &"), "done\n");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST(Agent, RetriesWhenAsked) {
  const TemporaryFolder folder;
  suite::AgentOptions options;
  options.command = "f=" + folder.path() + "/n; echo x >> $f; test $(wc -l < $f) -ge 3 && echo fine";
  options.retries = 2;
  const Result<std::string> got = suite::run_agent(options, "", kGoOn);
  ASSERT_TRUE(got) << got.error().message;
  EXPECT_EQ(*got, "fine\n");
}

TEST(Agent, CanBeStopped) {
  const std::atomic<bool> stop = true;
  suite::AgentOptions options;
  options.command = "sleep 30";
  const Result<std::string> got = suite::run_agent(options, "", stop);
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().message, "the agent was interrupted");
}

std::string read(const std::string& printed) {
  const Result<suite::Answer> answer = suite::read_answer(printed);
  if (!answer) return "! " + answer.error().message;
  std::string out = answer->messages;
  for (const std::string& asked : answer->asked) out += " asks " + asked;
  return out;
}

TEST(AgentAnswer, TakesEveryForm) {
  EXPECT_EQ(read("hello\n"), R"({"role":"assistant","content":"hello"})");
  EXPECT_EQ(read(R"({"content":"hello"})"), R"({"content":"hello","role":"assistant"})");
  EXPECT_EQ(read(R"({"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}]})"),
            R"({"role":"assistant","content":"a"})");
  EXPECT_EQ(read(R"({"status":"ask","commands":[],"asks":[{"param":"--file-id","question":"Which?"}]})"),
            R"({"role":"assistant","content":"Which?"} asks --file-id)");
  EXPECT_EQ(read(R"({"status":"ok","commands":["a","b"],"notices":[{"kind":"cost","text":"c"}]})"),
            R"({"role":"assistant","content":"a\nb\nc"})");
  EXPECT_EQ(read(R"({"error":"no key"})"), "! the agent reports: no key");
  EXPECT_EQ(read(R"({"messages":[{"role":"user","content":"q"}]})"),
            "! the agent's conversation has no answer at its end");
  EXPECT_EQ(read("{broken"), R"({"role":"assistant","content":"{broken"})");
}

} // namespace
} // namespace cmdwright::test
