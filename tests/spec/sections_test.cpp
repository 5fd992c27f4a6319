#include "spec/sections.h"

#include <random>

#include <gtest/gtest.h>

namespace cmdwright::spec {
namespace {

TEST(Sections, HoldBodiesByName) {
  const std::string file =
      write_sections({{"rules", "a\nb\n\n"}, {"empty", ""}, {"grammar", std::string("\0x", 2)}});
  EXPECT_EQ(section(file, "rules"), "a\nb\n\n");
  EXPECT_EQ(section(file, "empty"), "");
  EXPECT_EQ(section(file, "grammar"), std::string_view("\0x", 2));
  EXPECT_EQ(section(file, "other"), "");
}

TEST(Sections, ADamagedFileHasNone) {
  const std::string file = write_sections({{"rules", "12345"}});
  EXPECT_EQ(section("", "rules"), "");
  EXPECT_EQ(section("something else", "rules"), "");
  EXPECT_EQ(section(std::string_view(file).substr(0, file.size() - 1), "rules"), "");
  std::mt19937 random(5);
  for (int round = 0; round < 5000; ++round) {
    std::string damaged = file;
    damaged[random() % damaged.size()] = static_cast<char>(random());
    EXPECT_LE(section(damaged, "rules").size(), damaged.size());
  }
}

} // namespace
} // namespace cmdwright::spec
