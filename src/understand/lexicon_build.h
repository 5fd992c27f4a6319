// Phrases of grammar/*.yaml -> the trie of a Lexicon. Used at build time and by --pack. Private to the
// understand room.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "understand/grammar.h"
#include "understand/token.h"

namespace cmdwright::understand {

/// Alternatives written out: "(make|take) a [short] clip" gives four phrases. Empty when brackets do not
/// match.
[[nodiscard]] std::vector<std::string> expand_phrase(std::string_view phrase);

/// Inflected forms of an English word, the word itself first.
[[nodiscard]] std::vector<std::string> english_forms(std::string_view word);

/// Words that may stand for one another inside longer phrases: "image" and "picture", 图片 and 照片.
class Variants {
public:
  /// `word` in a phrase may be any of `others`.
  void add(std::string_view word, const std::vector<std::string_view>& others);
  /// `phrase` with such words replaced, without the phrase itself. At most kMost.
  [[nodiscard]] std::vector<std::string> of(std::string_view phrase) const;

  static constexpr std::size_t kMost = 24;

private:
  std::vector<std::pair<std::string, std::vector<std::string>>> words_;
};

class LexiconBuilder {
public:
  explicit LexiconBuilder(const HanFolding& han) : han_(han) {}

  /// `phrase` as a person would write it. Words of English phrases match in every inflected form unless
  /// marked with a trailing '!'. False when nothing is left of the phrase.
  bool add(std::string_view phrase, const Sense& sense);
  /// The same for a phrase that nobody wrote down; one that somebody did write means only what is written.
  void add_variant(std::string_view phrase, const Sense& sense);

  /// Moves the result into `lexicon`, whose strings then are views kept by `keep`.
  void finish(Lexicon& lexicon, const std::function<std::string_view(std::string_view)>& keep) const;

private:
  struct Node {
    std::map<Id, std::uint32_t> next;
    std::vector<Sense> senses;
    bool written = false;
  };
  std::uint32_t node_of(std::string_view phrase);
  Id symbol_of(const std::string& lemma, bool inflect);

  const HanFolding& han_;
  std::map<std::string, Id> symbols_;
  std::set<std::pair<std::string, Id>> forms_;
  std::vector<Node> nodes_ = std::vector<Node>(1);
};

} // namespace cmdwright::understand
