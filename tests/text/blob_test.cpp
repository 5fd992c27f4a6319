#include "text/blob.h"

#include <cstdint>
#include <limits>
#include <random>

#include <gtest/gtest.h>

namespace cmdwright {
namespace {

enum class Colour : std::uint8_t { Red, Green };

struct Leaf {
  std::string_view name;
  std::optional<double> weight;
  friend bool operator==(const Leaf&, const Leaf&) = default;
};
struct Tree {
  bool on = false;
  Colour colour = Colour::Red;
  std::uint16_t small = 0;
  std::uint64_t large = 0;
  std::int64_t negative = 0;
  std::vector<Leaf> leaves;
  std::vector<std::pair<std::string_view, std::uint32_t>> pairs;
  std::vector<Tree> children;
  friend bool operator==(const Tree&, const Tree&) = default;
};
template <class Ar> void fields(Ar& ar, Leaf& l) {
  ar(l.name, l.weight);
}
template <class Ar> void fields(Ar& ar, Tree& t) {
  ar(t.on, t.colour, t.small, t.large, t.negative, t.leaves, t.pairs, t.children);
}

Tree example() {
  Tree child;
  child.leaves = {{"shared", 0.25}, {"", std::nullopt}};
  Tree t;
  t.on = true;
  t.colour = Colour::Green;
  t.small = std::numeric_limits<std::uint16_t>::max();
  t.large = std::numeric_limits<std::uint64_t>::max();
  t.negative = std::numeric_limits<std::int64_t>::min();
  t.leaves = {{"shared", -1e300}, {std::string_view("nul\0inside", 10), 0.0}};
  t.pairs = {{"中文", 7}};
  t.children = {child, Tree{}};
  return t;
}

std::string written(const Tree& t) {
  BlobWriter writer;
  writer(t);
  return writer.finish();
}

TEST(Blob, ReadsBackWhatWasWritten) {
  const Tree tree = example();
  const std::string blob = written(tree);
  Tree back;
  BlobReader reader(blob);
  reader(back);
  EXPECT_TRUE(reader.good());
  EXPECT_EQ(back, tree);
}

TEST(Blob, StoresAStringOnceAndReadsItAsAView) {
  const std::string blob = written(example());
  EXPECT_EQ(blob.find("shared"), blob.rfind("shared"));
  Tree back;
  BlobReader reader(blob);
  reader(back);
  const char* name = back.leaves[0].name.data();
  EXPECT_TRUE(name >= blob.data() && name < blob.data() + blob.size());
}

TEST(Blob, TheSameValueGivesTheSameBytes) {
  EXPECT_EQ(written(example()), written(example()));
}

TEST(Blob, RefusesWhatIsCutShort) {
  const std::string blob = written(example());
  for (std::size_t n = 0; n < blob.size(); ++n) {
    const std::string part = blob.substr(0, n);
    Tree back;
    BlobReader reader(part);
    reader(back);
    EXPECT_FALSE(reader.good()) << n;
  }
}

TEST(Blob, SurvivesDamage) {
  // What a changed byte means cannot always be told, but reading never leaves the blob or runs away.
  const std::string blob = written(example());
  std::mt19937 random(3);
  for (int round = 0; round < 20000; ++round) {
    std::string damaged = blob;
    for (unsigned k = 0; k <= random() % 3; ++k)
      damaged[random() % damaged.size()] = static_cast<char>(random());
    Tree back;
    BlobReader reader(damaged);
    reader(back);
    for (const Leaf& leaf : back.leaves) {
      if (!reader.good() || leaf.name.empty()) break;
      ASSERT_TRUE(leaf.name.data() >= damaged.data() &&
                  leaf.name.data() + leaf.name.size() <= damaged.data() + damaged.size());
    }
  }
}

TEST(Blob, RefusesForeignBytes) {
  for (const std::string_view bytes : {"", "cmdwright-blob-0\n", "cmdwright-blob-1\n",
                                       "\x7F"
                                       "ELF"}) {
    Tree back;
    BlobReader reader(bytes);
    reader(back);
    EXPECT_FALSE(reader.good());
  }
}

} // namespace
} // namespace cmdwright
