#include "transcript/locate.h"

#include <gtest/gtest.h>

#include "support/transcripts.h"
#include "text/utf8.h"

namespace cmdwright::test {
namespace {

using namespace transcript;

struct Found {
  const Text* text;
  Span span;
};

/// The first text of the conversation, shell commands too, that has `needle`.
Found find(const Conversation& c, std::string_view needle) {
  const auto in = [&](const Text& t) -> Found {
    const std::size_t at = t.text.find(needle);
    if (at == std::string_view::npos) return {nullptr, {}};
    return {&t, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + needle.size())}};
  };
  for (const ToolCall& call : c.calls)
    if (call.command)
      if (const Found f = in(*call.command); f.text != nullptr) return f;
  for (const Part& p : c.parts)
    if (const Found f = in(p.text); f.text != nullptr) return f;
  return {nullptr, {}};
}

Conversation nth(std::string_view file, int n) {
  Reader reader(memory_input(file), "t");
  Conversation c;
  for (int i = 0; i <= n; ++i)
    while (reader.next(c) == Event::Problem) {
    }
  return c;
}

/// A source, the number of a conversation in it, and a piece of text that occurs there.
struct LocateCase {
  std::string file;
  int conversation;
  std::string needle;
};

void PrintTo(const LocateCase& c, std::ostream* out) {
  *out << "'" << c.needle << "' in " << c.file;
}

class Locate : public testing::TestWithParam<LocateCase> {};

TEST_P(Locate, LeadsToTheBytesAndBack) {
  const LocateCase& given = GetParam();
  const Conversation c = nth(given.file, given.conversation);
  const Found found = find(c, given.needle);
  ASSERT_NE(found.text, nullptr);
  const Location at = locate(c, *found.text, found.span);
  EXPECT_TRUE(at.exact);
  const utf8::LineColumn begin = utf8::line_column(given.file, at.offset);
  const utf8::LineColumn end = utf8::line_column(given.file, at.end_offset);
  EXPECT_EQ(at.line, begin.line);
  EXPECT_EQ(at.column, begin.column);
  EXPECT_EQ(at.end_line, end.line);
  EXPECT_EQ(at.end_column, end.column);
  EXPECT_EQ(given.file.rfind('\n', at.offset - 1) + 1 + at.byte, at.offset);
  // Replacing the bytes replaces exactly that piece of text, whatever the coding.
  const std::string replacement = "a \"new\"\nvalue \\ 新";
  std::string changed = given.file;
  changed.replace(at.offset, at.end_offset - at.offset, in_coding(*found.text, replacement));
  std::string expected(found.text->text);
  expected.replace(found.span.begin, found.span.size(), replacement);
  const Conversation again = nth(changed, given.conversation);
  const Found there = find(again, replacement);
  ASSERT_NE(there.text, nullptr) << changed;
  EXPECT_EQ(there.text->text, expected);
}

const std::string kChat =
    R"({"messages":[{"role":"user","content":"x"}]})"
    "\n"
    R"({"messages":[{"role":"user","content":"\u4e2d文 \"quoted\" 😀 needle"},{"role":"assistant","content":null,)"
    R"("tool_calls":[{"function":{"name":"bash","arguments":"{\"command\": \"python \\\"中\\\" \\u4e2d --flag value\"}"}}]}]})"
    "\n";

INSTANTIATE_TEST_SUITE_P(
    Sources, Locate,
    testing::Values(
        LocateCase{kChat, 1, "needle"}, LocateCase{kChat, 1, "\"quoted\""}, LocateCase{kChat, 1, "--flag"},
        LocateCase{kChat, 1, "\"中\""},
        LocateCase{"[\n  {\"role\":\"user\",\"content\":\"中\"},\n  {\"role\":\"assistant\",\n   "
                   "\"content\":[{\"type\":\"tool_use\","
                   "\"name\":\"Bash\",\"input\":{\"command\":\"ls \\\"a\\\" needle\"}}]}]",
                   0, "needle"},
        LocateCase{
            R"([{"messages":[{"role":"user","content":"中中"}]},{"messages":[{"role":"user","content":"a needle"}]}])",
            1, "needle"},
        LocateCase{"User: 中\nof it\r\n助手：see\n needle\n", 0, "needle"},
        LocateCase{"Human: 中 needle", 0, "needle"}));

TEST(LocateText, GivesTheWholeOfWhatCannotBeMapped) {
  const std::string file =
      R"([{"role":"assistant","content":[{"type":"tool_use","name":"shell","input":{"command":["python","a.py"]}}]}])";
  const Conversation c = nth(file, 0);
  ASSERT_TRUE(c.calls.at(0).command);
  const Location at = locate(c, *c.calls[0].command, {0, 6});
  EXPECT_FALSE(at.exact);
  EXPECT_EQ(file.substr(at.offset, at.end_offset - at.offset), R"(["python","a.py"])");
}

TEST(LocateText, FindsMessages) {
  const std::string file = "{\"role\":\"user\",\"content\":\"a\"}\n{\"role\":\"user\",\"content\":\"b\"}\n";
  const Conversation c = nth(file, 0);
  const Location at = locate(c, c.messages.at(1));
  EXPECT_EQ(at.line, 2U);
  EXPECT_EQ(file.substr(at.offset, at.end_offset - at.offset), R"({"role":"user","content":"b"})");
}

} // namespace
} // namespace cmdwright::test
