#include "text/json_depth.h"

#include <string>

#include <gtest/gtest.h>

namespace cmdwright {
namespace {

TEST(JsonDepth, CountsBracketsOutsideOfStrings) {
  EXPECT_FALSE(nests_too_deep(R"({"a":[1,{"b":[]}]})"));
  EXPECT_FALSE(nests_too_deep(std::string(kDeepestJson, '[') + std::string(kDeepestJson, ']')));
  EXPECT_TRUE(nests_too_deep(std::string(kDeepestJson + 1, '[')));
  EXPECT_TRUE(nests_too_deep(std::string(kDeepestJson / 2, '[') + std::string(kDeepestJson, '{')));
}

TEST(JsonDepth, SiblingsAndStringsDoNotNest) {
  std::string siblings = "[";
  for (int i = 0; i < 1000; ++i) siblings += "[],";
  EXPECT_FALSE(nests_too_deep(siblings + "0]"));
  EXPECT_FALSE(nests_too_deep("\"" + std::string(1000, '[') + "\""));
  EXPECT_FALSE(nests_too_deep("\"\\\"" + std::string(1000, '[')));
}

} // namespace
} // namespace cmdwright
