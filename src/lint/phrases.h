// Which topics a text speaks of: one walk over it against all phrases of the pack at once.
//
// Phrases and texts are folded alike (ASCII letters in lower case, runs of blanks to one, curly apostrophes
// to straight ones). A phrase that begins or ends with an ASCII letter or digit matches whole words there;
// one that ends with '*' any ending; everything else, Han text above all, matches anywhere. The phrases are a
// trie that is entered at each place of the text, so the work is the length of the text times the longest
// match.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lint/catalogue.h"

namespace cmdwright::lint {

/// A set of topics, a bit each.
class Topics {
public:
  void add(Topic t) { bits_ |= bit(t); }
  void add(Topics other) { bits_ |= other.bits_; }
  [[nodiscard]] bool has(Topic t) const { return (bits_ & bit(t)) != 0; }
  [[nodiscard]] bool any() const { return bits_ != 0; }

private:
  static std::uint32_t bit(Topic t) { return 1U << static_cast<unsigned>(t); }
  static_assert(kTopics <= 32);
  std::uint32_t bits_ = 0;
};

class Phrases {
public:
  Phrases() = default;
  /// `phrases` by topic, as in Words.
  explicit Phrases(const std::vector<std::vector<Str>>& phrases);

  /// Thread-safe.
  [[nodiscard]] Topics topics(std::string_view text) const;

private:
  struct Node {
    Topics whole;                                     ///< of phrases that end here at the end of a word
    Topics prefix;                                    ///< of phrases that may go on
    std::vector<std::pair<char, std::uint32_t>> next; ///< sorted
  };
  void add(std::string_view phrase, Topic topic);
  [[nodiscard]] const std::uint32_t* step(const Node& node, char c) const;

  std::vector<Node> nodes_ = std::vector<Node>(1);
};

/// How phrases and texts are folded.
[[nodiscard]] std::string folded_for_phrases(std::string_view text);

} // namespace cmdwright::lint
