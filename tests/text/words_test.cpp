#include "text/words.h"

#include <array>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace cmdwright {
namespace {

using Pieces = std::vector<std::string_view>;

TEST(Words, TrimsBlanksAtBothEndsOnly) {
  EXPECT_EQ(trim(" \t\r\n a b \n"), "a b");
  EXPECT_EQ(trim(" \n"), "");
  EXPECT_EQ(trim(""), "");
}

TEST(Words, SplitsWithEmptyPieces) {
  EXPECT_EQ(split("a,,b,", ','), (Pieces{"a", "", "b", ""}));
  EXPECT_EQ(split("", ','), (Pieces{""}));
}

TEST(Words, JoinUndoesSplit) {
  for (const std::string_view text : {"", ",", "a", "a,b", ",a,,b,"})
    EXPECT_EQ(join(split(text, ','), ","), text);
  const std::vector<std::string> strings = {"x", "y"};
  EXPECT_EQ(join(strings, ", "), "x, y");
}

TEST(Words, FoldsAsciiLettersOnly) {
  EXPECT_EQ(ascii_lower("AbZ中É1"), "abz中É1");
  EXPECT_TRUE(equals_ignoring_case("AutoMatch", "automatch"));
  EXPECT_FALSE(equals_ignoring_case("AutoMatch", "automatc"));
  EXPECT_FALSE(equals_ignoring_case("É", "é"));
}

TEST(Words, AllDigitsNeedsADigit) {
  EXPECT_TRUE(all_digits("0123"));
  EXPECT_FALSE(all_digits(""));
  EXPECT_FALSE(all_digits("12a"));
  EXPECT_FALSE(all_digits("-1"));
}

TEST(Words, EditDistanceCountsSlipsOfThePen) {
  EXPECT_EQ(edit_distance("upload", "upload", 3), 0U);
  EXPECT_EQ(edit_distance("uplaod", "upload", 3), 1U); // neighbours swapped
  EXPECT_EQ(edit_distance("uploads", "upload", 3), 1U);
  EXPECT_EQ(edit_distance("upload", "download", 4), 4U);
  EXPECT_EQ(edit_distance("abc", "xyz", 2), 3U); // more than the limit: limit + 1
  EXPECT_EQ(edit_distance("", "ab", 2), 2U);
  EXPECT_EQ(edit_distance(std::string(65, 'a'), std::string(65, 'b'), 2), 3U); // too long to be a slip
}

TEST(Words, EditDistanceIsSymmetricAndZeroOnlyForEqualWords) {
  std::mt19937 random(11);
  const auto word = [&] {
    std::string w(random() % 7, ' ');
    for (char& c : w) c = "abc"[random() % 3];
    return w;
  };
  for (int round = 0; round < 5000; ++round) {
    const std::string a = word(), b = word();
    const unsigned d = edit_distance(a, b, 9);
    ASSERT_EQ(d, edit_distance(b, a, 9)) << a << " " << b;
    ASSERT_EQ(d == 0, a == b) << a << " " << b;
    ASSERT_LE(d, std::max(a.size(), b.size()));
    ASSERT_EQ(edit_distance(a, b, 1), std::min(d, 2U)) << a << " " << b;
  }
}

TEST(Words, NearestAllowsMoreSlipsInLongerWords) {
  const std::array<std::string_view, 4> names = {"hd", "transcode", "snapshot", "scene-transcode"};
  EXPECT_EQ(nearest("transcoed", names), "transcode");
  EXPECT_EQ(nearest("snapshto", names), "snapshot");
  EXPECT_EQ(nearest("hq", names), "hd");
  EXPECT_EQ(nearest("upload", names), "");
  EXPECT_EQ(nearest("x", {}), "");
}

} // namespace
} // namespace cmdwright
