#include "transcript/reader.h"

#include <gtest/gtest.h>

#include "support/transcripts.h"

namespace cmdwright::test {
namespace {

using transcript::Event;
using transcript::Reader;
using transcript::ReaderOptions;

TEST(TranscriptReader, ReadsChatCompletions) {
  const std::string text =
      R"({"id":"c-1","now":"2026-01-31T12:00:00+08:00","messages":[)"
      R"({"role":"system","content":"Be brief."},)"
      R"({"role":"user","content":"720p of \"387\" 请"},)"
      R"({"role":"assistant","content":null,"tool_calls":[{"id":"t1","type":"function","function":)"
      R"({"name":"bash","arguments":"{\"command\": \"python a.py --x \\\"b c\\\"\"}"}}]},)"
      R"({"role":"tool","tool_call_id":"t1","content":"TaskId: 1"}]})";
  EXPECT_EQ(
      read_as_text(text),
      "conversation c-1 now=2026-01-31T12:00:00+08:00\n"
      "system: Be brief.\n"
      "user: 720p of \"387\" 请\n"
      "assistant: [bash t1 {\"command\": \"python a.py --x \\\"b c\\\"\"} command=python a.py --x \"b c\"]\n"
      "tool(t1): TaskId: 1\n");
}

TEST(TranscriptReader, ReadsContentPartsAndOldFunctionCalls) {
  const std::string text =
      R"([{"role":"user","content":[{"type":"text","text":"this"},{"type":"image_url","image_url":{"url":"https://e.com/a.png"}},)"
      R"({"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},)"
      R"({"role":"assistant","content":"","function_call":{"name":"shell","arguments":"ls -l"}},)"
      R"({"role":"assistant","content":null,"refusal":"No."},)"
      R"({"role":"function","name":"shell","content":"x"}])";
  EXPECT_EQ(read_as_text(text), "conversation\n"
                                "user: this <https://e.com/a.png>\n"
                                "assistant:  [shell  ls -l command=ls -l]\n"
                                "assistant: No.\n"
                                "tool(): x\n");
}

TEST(TranscriptReader, ReadsAnthropicMessagesWithKeysInAnyOrder) {
  const std::string text =
      R"({"system":[{"type":"text","text":"S"}],"messages":[)"
      R"({"content":[{"text":"hm","type":"thinking"},{"text":"Now","type":"text"},)"
      R"({"input":{"command":"python a.py","description":"d"},"name":"Bash","id":"u1","type":"tool_use"}],"role":"assistant"},)"
      R"({"role":"user","content":[{"tool_use_id":"u1","type":"tool_result","is_error":true,"content":[{"type":"text","text":"bad"},{"type":"image","source":{"type":"base64","data":"AA"}}]},)"
      R"({"type":"text","text":"and now?"}]},)"
      R"({"role":"assistant","content":[{"type":"tool_use","id":"u2","name":"Read","input":{"file_path":"a.md","limit":5}}]},)"
      R"({"role":"user","content":[{"type":"tool_result","tool_use_id":"u2","content":"# a"}]}]})";
  EXPECT_EQ(
      read_as_text(text),
      "conversation\n"
      "system: S\n"
      "assistant: Now [Bash u1 {\"command\":\"python a.py\",\"description\":\"d\"} command=python a.py]\n"
      "tool(u1) failed: bad\n"
      "user: and now?\n"
      "assistant: [Read u2 {\"file_path\":\"a.md\",\"limit\":5}]\n"
      "tool(u2): # a\n");
}

TEST(TranscriptReader, KeepsEditorsApartFromShells) {
  const std::string text =
      R"([{"role":"assistant","content":[{"type":"tool_use","name":"str_replace_based_edit_tool","input":{"command":"view","path":"/a"}},)"
      R"({"type":"tool_use","name":"shell","input":{"command":["bash","-lc","python a.py | head"]}},)"
      R"({"type":"tool_use","name":"shell","input":{"command":["python","a b.py","--x"]}},)"
      R"({"type":"tool_use","name":"Search","input":{"script":"none"}},)"
      R"({"type":"tool_use","name":"run_in_terminal","input":{"script":"one"}}]}])";
  EXPECT_EQ(read_as_text(text),
            "conversation\n"
            "assistant: [str_replace_based_edit_tool  {\"command\":\"view\",\"path\":\"/a\"}]"
            " [shell  {\"command\":[\"bash\",\"-lc\",\"python a.py | head\"]} command=python a.py | head]"
            " [shell  {\"command\":[\"python\",\"a b.py\",\"--x\"]} command=python 'a b.py' --x]"
            " [Search  {\"script\":\"none\"}] [run_in_terminal  {\"script\":\"one\"} command=one]\n");
}

TEST(TranscriptReader, ReadsSessionLogs) {
  const std::string text =
      R"({"type":"summary","summary":"Transcoding","leafUuid":"x"})"
      "\n"
      R"({"type":"user","isMeta":true,"message":{"role":"user","content":"Caveat"},"uuid":"m","sessionId":"s1","timestamp":"2026-01-02T03:04:05Z"})"
      "\n"
      R"({"parentUuid":null,"isSidechain":false,"type":"user","message":{"role":"user","content":"go"},"uuid":"a","sessionId":"s1"})"
      "\n"
      R"({"type":"assistant","message":{"id":"msg1","role":"assistant","content":[{"type":"text","text":"Cost."}]},"uuid":"b","parentUuid":"a","sessionId":"s1"})"
      "\n"
      R"({"parentUuid":null,"isSidechain":true,"type":"user","message":{"role":"user","content":"help me"},"uuid":"h1","sessionId":"s1"})"
      "\n"
      R"({"type":"assistant","message":{"id":"msg1","role":"assistant","content":[{"type":"tool_use","id":"t","name":"Bash","input":{"command":"ls"}}]},"uuid":"c","parentUuid":"b","sessionId":"s1"})"
      "\n"
      R"({"parentUuid":"h1","isSidechain":true,"type":"assistant","message":{"role":"assistant","content":[{"type":"text","text":"helped"}]},"uuid":"h2","sessionId":"s1"})"
      "\n"
      R"({"type":"user","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"file"}]},"toolUseResult":{"stdout":"file"},"uuid":"d","sessionId":"s1"})"
      "\n"
      R"({"type":"file-history-snapshot","messageId":"d","snapshot":{}})"
      "\n"
      R"({"type":"user","message":{"role":"user","content":"other"},"uuid":"z","sessionId":"s2"})"
      "\n";
  EXPECT_EQ(read_as_text(text), "conversation s1 'Transcoding' now=2026-01-02T03:04:05Z\n"
                                "system synthetic: Caveat\n"
                                "user: go\n"
                                "assistant: Cost. [Bash t {\"command\":\"ls\"} command=ls]\n"
                                "tool(t): file\n"
                                "conversation s1 sidechain\n"
                                "user: help me\n"
                                "assistant: helped\n"
                                "conversation s2\n"
                                "user: other\n");
}

TEST(TranscriptReader, ReadsMessagesOnePerLine) {
  const std::string text = R"({"role":"system","content":"S"})"
                           "\n"
                           R"({"role":"user","content":"one"})"
                           "\r\n"
                           "\n"
                           R"({"role":"assistant","content":"two"})"
                           "\n"
                           R"({"role":"system","content":"S"})"
                           "\n"
                           R"({"role":"user","content":"three, a \"system\""})"
                           "\n"
                           R"({"role":"user","content":"four, no \"system\""})";
  EXPECT_EQ(read_as_text(text),
            "conversation\nsystem: S\nuser: one\nassistant: two\n"
            "conversation\nsystem: S\nuser: three, a \"system\"\nuser: four, no \"system\"\n");
}

TEST(TranscriptReader, ReadsPlainTextInBothLanguages) {
  const std::string text = "=== first ===\r\n"
                           "User: 720p please\r\n"
                           "of my clip\r\n"
                           "**Assistant:** Which one?\r\n"
                           "Tool: x\r\n"
                           "======\r\n"
                           "用户：转码\n助手: ```bash\npython a.py\n```\n\n";
  EXPECT_EQ(read_as_text(text), "conversation 'first'\n"
                                "user: 720p please\r\nof my clip\n"
                                "assistant: Which one?\n"
                                "tool(): x\n"
                                "conversation\n"
                                "user: 转码\n"
                                "assistant: ```bash\npython a.py\n```\n");
}

TEST(TranscriptReader, ReadsDocumentsAndArraysOfConversations) {
  const std::string pretty =
      "{\n  \"id\": 7,\n  \"messages\": [\n    {\"role\": \"user\",\n     \"content\": \"a\"}\n  ]\n}\n";
  EXPECT_EQ(read_as_text(pretty), "conversation 7\nuser: a\n");
  EXPECT_EQ(read_as_text("[" + pretty + "," + pretty + "]"),
            "conversation 7\nuser: a\nconversation 7\nuser: a\n");
  EXPECT_EQ(read_as_text(pretty + pretty), "conversation 7\nuser: a\nconversation 7\nuser: a\n");
  EXPECT_EQ(read_as_text("[[{\"role\":\"user\",\"content\":\"a\"}],[{\"role\":\"user\",\"content\":\"b\"}]]"),
            "conversation\nuser: a\nconversation\nuser: b\n");
  EXPECT_EQ(read_as_text("[]"), "");
  EXPECT_EQ(read_as_text("\xEF\xBB\xBF[]"), "");
}

TEST(TranscriptReader, ReportsBrokenLinesAndGoesOn) {
  const std::string good = R"({"messages":[{"role":"user","content":"a"}]})"
                           "\n";
  EXPECT_EQ(read_as_text(good + "{\"messages\":[{\"role\":\"us\n" + good + "{}\n" +
                         R"({"messages":[{"role":"judge"}]})"
                         "\n" +
                         R"({"role":"judge"})"
                         "\n" +
                         good +
                         R"({"a":1} {"b":2})"
                         "\n"),
            "conversation\nuser: a\n"
            "problem t:2:22: broken JSON: this string is never closed\n"
            "conversation\nuser: a\n"
            "problem t:4:1: neither a conversation (\"messages\") nor a message (\"role\") nor an event of a "
            "session log\n"
            "problem t:5:13: no message has a known role (user, assistant, tool, system)\n"
            "problem t:6:1: the role is none of user, assistant, tool, system\n"
            "conversation\nuser: a\n"
            "problem t:8:9: broken JSON: something follows the value\n");
}

TEST(TranscriptReader, ReportsBrokenDocuments) {
  EXPECT_EQ(read_as_text("[\n{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]},\n{\"messages\":["),
            "conversation\nuser: a\nproblem t:3:14: broken JSON: the text ends inside a value\n");
  EXPECT_EQ(read_as_text("[\n{\"role\":\"user\",\"content\":\"a\"} oops]"),
            "problem t:2:31: broken JSON: expected an object, a comma or the end of the "
            "array\nconversation\nuser: a\n");
  EXPECT_EQ(read_as_text("hello"), "problem t:1:1: no transcript: neither JSON with messages nor lines that "
                                   "begin with 'User:' and 'Assistant:'\n");
  EXPECT_EQ(read_as_text(""), "");
  EXPECT_EQ(read_as_text("\n \n"), "");
}

TEST(TranscriptReader, RepairsBytesThatAreNoUtf8) {
  EXPECT_EQ(read_as_text("{\"messages\":[{\"role\":\"user\",\"content\":\"a\xff\xc3z\"}]}"),
            "note t:1:41: not UTF-8; such bytes are read as '?'\nconversation\nuser: a??z\n");
  EXPECT_EQ(read_as_text(std::string("User: a\0b\n", 10)), std::string("conversation\nuser: a\0b\n", 23));
}

TEST(TranscriptReader, LeavesOutLinesThatAreTooLong) {
  const std::string good = R"({"messages":[{"role":"user","content":"a"}]})"
                           "\n";
  const std::string text = good + "{\"x\":\"" + std::string(3'000'000, 'x') + "\"}\n" + good;
  ReaderOptions options;
  options.largest_record = 1'000'000;
  EXPECT_EQ(read_as_text(text, options),
            "conversation\nuser: a\n"
            "problem t:2:1: the line is longer than 1000000 bytes; it is left out\n"
            "conversation\nuser: a\n");
  EXPECT_EQ(read_as_text("{\n\"x\":\"" + std::string(3'000'000, 'x') + "\"}\n", options),
            "problem t:1:1: the value is longer than 1000000 bytes; write one a line instead\n");
}

TEST(TranscriptReader, TakesHugeLines) {
  const std::string text =
      R"({"messages":[{"role":"user","content":")" + std::string(100'000'000, 'x') + R"("}]})";
  Reader reader(transcript::memory_input(text), "t");
  transcript::Conversation conversation;
  ASSERT_EQ(reader.next(conversation), Event::Conversation);
  EXPECT_EQ(conversation.parts.at(0).text.text.size(), 100'000'000U);
}

TEST(TranscriptReader, TakesDeepNesting) {
  const std::string deep = std::string(10'000, '[') + std::string(10'000, ']');
  EXPECT_EQ(read_as_text(R"({"meta":)" + deep + R"(,"messages":[{"role":"user","x":)" + deep +
                         R"(,"content":)" + deep + R"(},{"role":"user","content":"a"}]})"),
            "conversation\nuser:\nuser: a\n");
  EXPECT_EQ(read_as_text(std::string(10'000, '{')),
            "problem t:1:2: broken JSON: expected a name in quotes\n");
}

TEST(TranscriptReader, CutsSessionsThatGrowTooLarge) {
  std::string text;
  for (int i = 0; i < 6; ++i) text += R"({"role":"user","content":")" + std::string(100, 'x') + "\"}\n";
  ReaderOptions options;
  options.largest_conversation = 300;
  std::string shapes;
  Reader reader(transcript::memory_input(text), "t", options);
  transcript::Conversation c;
  while (reader.next(c) == Event::Conversation)
    shapes += std::to_string(c.messages.size()) + (c.continued ? "+ " : " ");
  EXPECT_EQ(shapes, "2 2+ 2+ ");
}

TEST(TranscriptReader, GivesTheSameForAnyBlockSize) {
  // Bytes that arrive one by one, or a few at a time, as from a pipe.
  class Dribble final : public transcript::ByteInput {
  public:
    Dribble(std::string_view text, std::size_t size) : rest_(text), size_(size) {}
    Result<std::size_t> read(char* to, std::size_t size) override {
      const std::size_t n = std::min({size, size_, rest_.size()});
      rest_.copy(to, n);
      rest_.remove_prefix(n);
      return n;
    }

  private:
    std::string_view rest_;
    std::size_t size_;
  };
  const std::string pretty = "[{\n \"messages\": [{\"role\": \"user\",\n \"content\": \"a}]\\\"中\"}]},\n "
                             "{\"messages\":[{\"role\":\"user\",\"content\":\"b\"}]}]";
  for (const std::size_t size : {1U, 2U, 7U, 1000U})
    EXPECT_EQ(read_as_text(Reader(std::make_unique<Dribble>(pretty, size), "t")),
              "conversation\nuser: a}]\"中\nconversation\nuser: b\n");
}

TEST(TranscriptReader, ReportsFilesThatCannotBeRead) {
  const Result<Reader> missing = Reader::open("/nowhere/x.jsonl");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().text(), "/nowhere/x.jsonl: cannot open: No such file or directory");
  const Result<Reader> folder = Reader::open("/tmp");
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().text(), "/tmp: is a directory");
}

TEST(TranscriptReader, ReadsOneConversationForOtherLoops) {
  const Result<transcript::Conversation> good =
      transcript::read_conversation(R"({"id":"x","messages":[{"role":"user","content":"a"}]})");
  ASSERT_TRUE(good);
  EXPECT_EQ(good->id, "x");
  const Result<transcript::Conversation> bad = transcript::read_conversation(R"({"messages":[)", "f", 12);
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().text(), "f:12:14: broken JSON: the text ends inside a value");
}

} // namespace
} // namespace cmdwright::test
