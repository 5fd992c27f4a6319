#include "text/json_string.h"

#include <random>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace cmdwright::json {
namespace {

TEST(JsonString, Decodes) {
  EXPECT_EQ(decoded(R"(plain)"), "plain");
  EXPECT_EQ(decoded(R"(a\n\t\"\\\/\b\f\r)"), "a\n\t\"\\/\b\f\r");
  EXPECT_EQ(decoded(R"(\u4e2d\u6587 \ud83d\ude00)"), "中文 😀");
}

TEST(JsonString, LeavesWrongEscapesAsTheyAre) {
  EXPECT_EQ(decoded(R"(\x \u12 \)"), R"(\x \u12 \)");
  EXPECT_EQ(decoded(R"(\ud83d!)"), "\xEF\xBF\xBD!") << "a lone surrogate";
  EXPECT_EQ(decoded(R"(\ude00\ud83d\u0041)"), "\xEF\xBF\xBD\xEF\xBF\xBD"
                                              "A");
}

TEST(JsonString, EncodesWhatJsonDemandsAndNoMore) {
  EXPECT_EQ(quoted("a\"b\\c\nd\te\x01 中文/"), R"("a\"b\\c\nd\te\u0001 中文/")");
  EXPECT_EQ(quoted("bad \xff byte"), "\"bad \xEF\xBF\xBD byte\"");
}

std::string random_text(std::mt19937& random) {
  static const std::vector<std::string> kPieces = {"a", "bc ", "\"", "\\", "\n", "中", "😀", "\x02", "é"};
  std::string s;
  for (std::size_t n = random() % 12; n > 0; --n) s += kPieces[random() % kPieces.size()];
  return s;
}

TEST(JsonString, DecodingUndoesEncoding) {
  std::mt19937 random(3);
  for (int i = 0; i < 2000; ++i) {
    const std::string text = random_text(random);
    std::string raw;
    append_escaped(raw, text);
    EXPECT_EQ(decoded(raw), text);
    // And so does anyone else's encoding.
    const std::string other = nlohmann::json(text).dump(-1, ' ', true);
    EXPECT_EQ(decoded(std::string_view(other).substr(1, other.size() - 2)), text);
    Arena arena;
    EXPECT_EQ(decoded(raw, arena), text);
  }
}

TEST(JsonString, FindsTheSourceOfEveryByte) {
  std::mt19937 random(5);
  for (int i = 0; i < 500; ++i) {
    const std::string text = random_text(random);
    const std::string dumped = nlohmann::json(text).dump(-1, ' ', i % 2 == 0);
    const std::string_view raw = std::string_view(dumped).substr(1, dumped.size() - 2);
    const std::vector<std::uint32_t> offsets = source_offsets(raw);
    ASSERT_EQ(offsets.size(), text.size() + 1);
    EXPECT_EQ(offsets.back(), raw.size());
    for (std::size_t k = 0; k <= text.size(); ++k) {
      EXPECT_EQ(source_offset(raw, k), offsets[k]);
      // What stands before the place decodes to what stands before the byte, at every character's start.
      const bool inside = k < text.size() && (static_cast<unsigned char>(text[k]) & 0xC0U) == 0x80U;
      if (!inside) {
        EXPECT_EQ(decoded(raw.substr(0, offsets[k])), text.substr(0, k));
      }
    }
  }
}

} // namespace
} // namespace cmdwright::json
