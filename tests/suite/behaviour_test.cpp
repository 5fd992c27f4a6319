#include "suite/behaviour.h"

#include <gtest/gtest.h>

#include "support/pack.h"
#include "transcript/reader.h"

namespace cmdwright::test {
namespace {

/// What is left of an answer when everything but commands is blank, without the blanks.
std::string shell_of(std::string_view answer) {
  std::string out;
  const std::string shell = suite::shell_of_answer(answer, built_in().spec());
  EXPECT_EQ(shell.size(), answer.size()) << "places stay";
  bool blank = true;
  for (const char c : shell) {
    const bool space = c == ' ' || c == '\n';
    if (space && !blank) out += c == '\n' ? '|' : ' ';
    if (!space) out += c;
    blank = space;
  }
  while (out.ends_with('|') || out.ends_with(' ')) out.pop_back();
  return out;
}

TEST(ShellOfAnswer, KeepsCommandsOnly) {
  EXPECT_EQ(
      shell_of(
          "Sure, don't worry:\n```bash\npython scripts/vod_upload.py upload --file a.mp4\n```\nIt's done."),
      "python scripts/vod_upload.py upload --file a.mp4");
  EXPECT_EQ(shell_of("$ python scripts/vod_load_env.py --check-only"),
            "python scripts/vod_load_env.py --check-only");
  EXPECT_EQ(shell_of("Run: python scripts/vod_load_env.py --check-only"),
            "python scripts/vod_load_env.py --check-only");
  EXPECT_EQ(shell_of("Use `python scripts/vod_load_env.py --check-only` now."),
            "python scripts/vod_load_env.py --check-only");
  EXPECT_EQ(shell_of("The script `vod_upload.py` uploads."), "");
  EXPECT_EQ(shell_of("vod_upload.py is the script for that."), "vod_upload.py is the script for that.")
      << "what stands at the start of a line may be a call";
  EXPECT_EQ(shell_of("python scripts/vod_upload.py upload \\\n  --file a.mp4\nBye."),
            "python scripts/vod_upload.py upload \\|--file a.mp4");
  EXPECT_EQ(shell_of("cd /opt && python scripts/vod_load_env.py"),
            "cd /opt && python scripts/vod_load_env.py");
  EXPECT_EQ(shell_of("I ran nothing."), "");
}

suite::Behaviour behaviour(const transcript::Conversation& c) {
  return suite::behaviour_of(c, built_in().spec());
}

TEST(Behaviour, TurnsLieBetweenWhatThePersonSays) {
  const Result<transcript::Conversation> c = transcript::read_conversation(
      R"({"messages":[{"role":"system","content":"Which?"},{"role":"user","content":"a"},{"role":"user","content":"b"},)"
      R"({"role":"assistant","content":"Which FileId?"},{"role":"user","content":"7"},)"
      R"({"role":"assistant","content":"ok","tool_calls":[{"id":"1","function":{"name":"Bash","arguments":"{\"command\":\"python scripts/vod_load_env.py --check-only\"}"}}]},)"
      R"({"role":"tool","tool_call_id":"1","content":"python scripts/vod_upload.py?"},{"role":"assistant","content":"[r](https://e.com/a), https://e.com/b."}]})");
  ASSERT_TRUE(c);
  const suite::Behaviour b = behaviour(*c);
  ASSERT_EQ(b.turns.size(), 2U);
  EXPECT_EQ(b.turns[0].request, "a\nb");
  EXPECT_EQ(b.turns[0].first_message, 3U);
  EXPECT_EQ(b.turns[1].first_message, 5U);
  EXPECT_TRUE(b.turns[0].asks);
  EXPECT_TRUE(b.turns[0].commands.empty());
  EXPECT_FALSE(b.turns[1].asks) << "what tools print is not said by the agent";
  ASSERT_EQ(b.turns[1].commands.size(), 1U);
  EXPECT_TRUE(b.turns[1].commands[0].run);
  EXPECT_EQ(b.turns[1].calls.at(0).tool, "Bash");
  ASSERT_EQ(b.turns[1].links.size(), 2U);
  EXPECT_TRUE(b.turns[1].links[0].markdown);
  EXPECT_EQ(b.turns[1].links[1].url, "https://e.com/b");
  EXPECT_FALSE(b.turns[1].links[1].markdown);
}

TEST(Behaviour, AQuestionNeedsNoQuestionMark) {
  const auto asks = [](const std::string& answer) {
    const Result<transcript::Conversation> c = transcript::read_conversation(
        R"({"messages":[{"role":"user","content":"a"},{"role":"assistant","content":")" + answer + "\"}]}");
    return c && behaviour(*c).turns.at(0).asks;
  };
  EXPECT_TRUE(asks("Please give the FileId (--file-id)."));
  EXPECT_TRUE(asks("请提供 FileId。"));
  EXPECT_FALSE(asks("Credentials are missing; set the variables please."));
  EXPECT_FALSE(asks("尚未配置密钥，请设置环境变量。"));
}

TEST(Behaviour, AQuestionMarkInsideACommandAsksNothing) {
  const Result<transcript::Conversation> c = transcript::read_conversation(
      R"({"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"python scripts/vod_aigc_chat.py chat --message \"why?\""}]})");
  ASSERT_TRUE(c);
  EXPECT_FALSE(behaviour(*c).turns.at(0).asks);
}

} // namespace
} // namespace cmdwright::test
