#include "text/utf8.h"

#include <random>
#include <string>

#include <gtest/gtest.h>

namespace cmdwright {
namespace {

TEST(Utf8, DecodesEveryCodePointThatItAppends) {
  for (char32_t code = 0; code <= 0x10FFFF; ++code) {
    if (code >= 0xD800 && code <= 0xDFFF) continue;
    std::string text;
    utf8::append(text, code);
    const utf8::Decoded d = utf8::decode(text, 0);
    ASSERT_TRUE(d.valid) << std::hex << static_cast<std::uint32_t>(code);
    ASSERT_EQ(d.code, code);
    ASSERT_EQ(d.length, text.size());
  }
}

TEST(Utf8, TakesOneByteOfWhatIsInvalid) {
  for (const std::string_view bad :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xED\xA0\x80",
        "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xC3", "\xE4\xB8",
        "\xF0\x9F\x98", "\xC3(", "\xE4\xB8("}) {
    const utf8::Decoded d = utf8::decode(bad, 0);
    EXPECT_FALSE(d.valid);
    EXPECT_EQ(d.length, 1);
    EXPECT_EQ(d.code, U'\uFFFD');
    EXPECT_EQ(utf8::first_invalid(bad), 0U);
  }
}

TEST(Utf8, EveryByteStringIsWalkedToItsEnd) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string text(random() % 40, '\0');
    for (char& c : text) c = static_cast<char>(random());
    std::size_t at = 0, count = 0;
    while (at < text.size()) at += utf8::decode(text, at).length, ++count;
    EXPECT_EQ(at, text.size());
    EXPECT_EQ(utf8::length(text), count);
    EXPECT_LE(utf8::prefix_of_width(text, 3).size(), text.size());
  }
}

TEST(Utf8, FindsTheFirstInvalidByte) {
  EXPECT_EQ(utf8::first_invalid("a中b"), std::string_view::npos);
  EXPECT_EQ(utf8::first_invalid("a中\xFF b\xFE"), 4U);
}

TEST(Utf8, CountsTerminalColumns) {
  EXPECT_EQ(utf8::width("abc"), 3U);
  EXPECT_EQ(utf8::width("中文"), 4U);
  EXPECT_EQ(utf8::width("e\u0301"), 1U); // a combining accent
  EXPECT_EQ(utf8::width("\x1B[0m"), 3U); // the control itself takes none
  EXPECT_EQ(utf8::prefix_of_width("a中b", 2), "a");
  EXPECT_EQ(utf8::prefix_of_width("a中b", 3), "a中");
  EXPECT_EQ(utf8::prefix_of_width("abc", 9), "abc");
}

TEST(Utf8, SaysLineAndColumnInCodePoints) {
  const std::string text = "first\r\n中文 x\nlast";
  const auto at = [&](std::size_t offset) {
    const utf8::LineColumn p = utf8::line_column(text, offset);
    return std::to_string(p.line) + ":" + std::to_string(p.column);
  };
  EXPECT_EQ(at(0), "1:1");
  EXPECT_EQ(at(text.find('x')), "2:4");
  EXPECT_EQ(at(text.find("last")), "3:1");
  EXPECT_EQ(at(text.size()), "3:5");
  EXPECT_EQ(at(text.size() + 100), "3:5");
}

TEST(Utf8, GivesTheWholeLineWithoutItsEnd) {
  const std::string text = "one\r\ntwo\n";
  EXPECT_EQ(utf8::line_at(text, 1).text, "one");
  EXPECT_EQ(utf8::line_at(text, 5).text, "two");
  EXPECT_EQ(utf8::line_at(text, 5).begin, 5U);
  EXPECT_EQ(utf8::line_at(text, text.size()).text, "");
  EXPECT_EQ(utf8::line_at("", 0).text, "");
}

TEST(Utf8, KnowsTextThatIsWrittenWithoutBlanks) {
  for (const char32_t code : {U'中', U'か', U'，', U'。', U'！'}) EXPECT_TRUE(utf8::is_cjk(code));
  for (const char32_t code : {U'a', U'é', U'—', U' '}) EXPECT_FALSE(utf8::is_cjk(code));
}

TEST(Utf8, TellsLettersAndHan) {
  for (const char32_t code : {U'a', U'é', U'Я', U'か', U'中', U'한', U'ع'})
    EXPECT_TRUE(utf8::is_letter(code));
  for (const char32_t code : {U'1', U'。', U'—', U'😀', U' '}) EXPECT_FALSE(utf8::is_letter(code));
  for (const char32_t code : {U'中', U'𠀀', U'々'}) EXPECT_TRUE(utf8::is_han(code));
  for (const char32_t code : {U'か', U'。', U'한', U'a'}) EXPECT_FALSE(utf8::is_han(code));
}

} // namespace
} // namespace cmdwright
