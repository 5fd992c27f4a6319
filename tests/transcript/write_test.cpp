#include "transcript/write.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/transcripts.h"

namespace cmdwright::test {
namespace {

using namespace transcript;

const char* const kMixed =
    R"({"id":"m-1","now":"2026-01-01T00:00:00Z","system":"S","messages":[)"
    R"({"role":"user","content":[{"type":"text","text":"look"},{"type":"image_url","image_url":{"url":"https://e.com/a.png"}}]},)"
    R"({"role":"assistant","content":[{"type":"text","text":"Cost."},{"type":"tool_use","id":"t1","name":"Bash","input":{"command":"python a.py --p \"b\nc\""}}]},)"
    R"({"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","is_error":true,"content":"one\ntwo\nthree\nfour"}]},)"
    R"({"role":"assistant","content":"中文"}]})";

Conversation read(std::string_view text) {
  Result<Conversation> c = read_conversation(text, "t");
  EXPECT_TRUE(c) << c.error().text();
  return c ? std::move(*c) : Conversation{};
}

TEST(TranscriptWrite, NormalisedFormReadsBackTheSame) {
  const Conversation c = read(kMixed);
  const std::string json = to_json(c);
  EXPECT_TRUE(nlohmann::json::accept(json)) << json;
  EXPECT_EQ(json.find('\n'), std::string::npos);
  const Conversation again = read(json);
  EXPECT_EQ(as_text(again), as_text(c));
  EXPECT_EQ(to_json(again), json);
}

TEST(TranscriptWrite, EmptyConversationIsStillOne) {
  EXPECT_EQ(to_json(Conversation{}), R"({"messages":[]})");
}

TEST(TranscriptWrite, ShowsAConversation) {
  ShowOptions options;
  options.output_lines = 2;
  EXPECT_EQ(to_text(read(kMixed), options), "t, conversation 1 (m-1)\n"
                                            "system     S\n"
                                            "user       look\n"
                                            "           attached: https://e.com/a.png\n"
                                            "assistant  Cost.\n"
                                            "           $ python a.py --p \"b\n"
                                            "             c\"\n"
                                            "tool       (error)\n"
                                            "           one\n"
                                            "           two\n"
                                            "           (2 more lines)\n"
                                            "assistant  中文\n");
}

TEST(TranscriptWrite, ControlCharactersDoNotReachTheTerminal) {
  const Conversation c = read(R"({"messages":[{"role":"user","content":"a\u001b[2Jb\u0007\tc\u009b1m"}]})");
  const std::string text = to_text(c, {});
  EXPECT_EQ(text, "t, conversation 1\nuser       a[2Jb  c1m\n");
}

} // namespace
} // namespace cmdwright::test
