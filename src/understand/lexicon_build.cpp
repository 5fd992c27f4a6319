#include "understand/lexicon_build.h"

#include <algorithm>
#include <array>

#include "text/words.h"

namespace cmdwright::understand {

std::vector<std::string> expand_phrase(std::string_view phrase) {
  const std::size_t open = phrase.find_first_of("([");
  if (open == std::string_view::npos) {
    if (phrase.find_first_of(")]") != std::string_view::npos) return {};
    return {std::string(phrase)};
  }
  const char close = phrase[open] == '(' ? ')' : ']';
  std::size_t depth = 0;
  std::size_t end = open;
  std::vector<std::string_view> alternatives;
  std::size_t begin = open + 1;
  for (;; ++end) {
    if (end == phrase.size()) return {};
    const char c = phrase[end];
    if (c == '(' || c == '[') ++depth;
    if ((c == ')' || c == ']') && --depth == 0) break;
    if (c == '|' && depth == 1) alternatives.push_back(phrase.substr(begin, end - begin)), begin = end + 1;
  }
  if (phrase[end] != close) return {};
  alternatives.push_back(phrase.substr(begin, end - begin));
  if (close == ']') alternatives.emplace_back();
  std::vector<std::string> out;
  for (const std::string_view a : alternatives) {
    const std::string whole =
        std::string(phrase.substr(0, open)) + std::string(a) + std::string(phrase.substr(end + 1));
    for (std::string& one : expand_phrase(whole)) out.push_back(std::move(one));
  }
  return out;
}

namespace {
bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/// Words that are never inflected inside a phrase.
bool is_function_word(std::string_view w) {
  constexpr std::array<std::string_view, 66> kWords = {
      "the",    "and",  "for",   "with", "from",  "into",  "onto",   "that", "this", "them",  "then",
      "not",    "dont", "out",   "off",  "its",   "his",   "her",    "our",  "you",  "your",  "any",
      "all",    "how",  "what",  "who",  "when",  "where", "which",  "why",  "can",  "could", "would",
      "should", "may",  "might", "will", "shall", "did",   "does",   "has",  "had",  "have",  "was",
      "were",   "are",  "been",  "but",  "than",  "too",   "very",   "just", "only", "also",  "per",
      "via",    "over", "under", "upon", "about", "after", "before", "some", "more", "less",  "most"};
  return std::find(kWords.begin(), kWords.end(), w) != kWords.end();
}
} // namespace

std::vector<std::string> english_forms(std::string_view word) {
  std::vector<std::string> forms = {std::string(word)};
  const std::string w(word);
  const bool letters = std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!letters || word.size() < 3 || is_function_word(word)) return forms;
  const char last = w.back();
  const char before = w[w.size() - 2];
  const bool e = last == 'e';
  const bool consonant_y = last == 'y' && !is_vowel(before);
  const bool hissing = last == 's' || last == 'x' || last == 'z' || w.ends_with("ch") || w.ends_with("sh");
  const std::string stem = w.substr(0, w.size() - 1);
  forms.push_back(consonant_y ? stem + "ies" : hissing ? w + "es" : w + "s");
  forms.push_back(e ? w + "d" : consonant_y ? stem + "ied" : w + "ed");
  forms.push_back(e && before != 'e' ? stem + "ing" : w + "ing");
  // crop -> cropped, but not boost -> boostted
  const bool doubles = !is_vowel(last) && is_vowel(before) && (w.size() == 3 || !is_vowel(w[w.size() - 3])) &&
                       last != 'w' && last != 'x' && last != 'y' && last != 's';
  if (doubles)
    forms.push_back(w + std::string(1, last) + "ed"), forms.push_back(w + std::string(1, last) + "ing");
  return forms;
}

Id LexiconBuilder::symbol_of(const std::string& lemma, bool inflect) {
  const auto [it, fresh] = symbols_.try_emplace(lemma, static_cast<Id>(symbols_.size()));
  forms_.insert({lemma, it->second});
  if (inflect)
    for (std::string& form : english_forms(lemma)) forms_.insert({std::move(form), it->second});
  return it->second;
}

/// Node of the trie where `phrase` ends; 0 when nothing is left of it.
std::uint32_t LexiconBuilder::node_of(std::string_view phrase) {
  std::uint32_t node = 0;
  const Tokens tokens = tokenize(phrase, han_);
  for (std::size_t i = 0; i < tokens.list.size(); ++i) {
    const Token& t = tokens.list[i];
    if (t.kind == TokenKind::Symbol && (t.folded == "-" || t.folded == "!"))
      continue; // hyphens do not matter
    if (t.folded.empty()) return 0;
    const bool exact =
        i + 1 < tokens.list.size() && tokens.list[i + 1].folded == "!" && tokens.list[i + 1].glued;
    const Id symbol = symbol_of(std::string(t.folded), t.kind == TokenKind::Word && !exact);
    const auto [it, fresh] = nodes_[node].next.try_emplace(symbol, static_cast<std::uint32_t>(nodes_.size()));
    node = it->second;
    if (fresh) nodes_.emplace_back();
  }
  return node;
}

bool LexiconBuilder::add(std::string_view phrase, const Sense& sense) {
  const std::uint32_t node = node_of(phrase);
  if (node == 0) return false;
  nodes_[node].written = true;
  for (const Sense& s : nodes_[node].senses)
    if (s.concept_id == sense.concept_id && s.value == sense.value) return true;
  nodes_[node].senses.push_back(sense);
  return true;
}

void LexiconBuilder::add_variant(std::string_view phrase, const Sense& sense) {
  const std::uint32_t node = node_of(phrase);
  if (node == 0 || nodes_[node].written) return;
  for (const Sense& s : nodes_[node].senses)
    if (s.concept_id == sense.concept_id && s.value == sense.value) return;
  nodes_[node].senses.push_back(sense);
}

void Variants::add(std::string_view word, const std::vector<std::string_view>& others) {
  words_.emplace_back(word, std::vector<std::string>(others.begin(), others.end()));
}

std::vector<std::string> Variants::of(std::string_view phrase) const {
  const std::string whole = ascii_lower(phrase);
  std::vector<std::string> out;
  const auto ascii = [](std::string_view w) { return static_cast<unsigned char>(w.front()) < 0x80; };
  for (std::size_t at = 0; at < whole.size(); ++at)
    for (const auto& [word, others] : words_) {
      if (word.size() == whole.size() || whole.compare(at, word.size(), word) != 0) continue;
      const std::size_t end = at + word.size();
      const bool inside = ascii(word) && ((at > 0 && is_alnum(whole[at - 1])) ||
                                          (end < whole.size() && is_alnum(whole[end])));
      if (inside) continue;
      const std::size_t known = out.size();
      const auto replaced = [&](const std::string& in, const std::string& other) {
        // Earlier replacements may have moved the word; only those that left it in place are replaced again.
        if (in.size() >= end && in.compare(at, word.size(), word) == 0)
          out.push_back(in.substr(0, at) + other + in.substr(end));
      };
      for (const std::string& other : others) {
        replaced(whole, other);
        for (std::size_t k = 0; k < known && out.size() < kMost; ++k) replaced(out[k], other);
      }
      if (out.size() >= kMost) return out;
    }
  return out;
}

void LexiconBuilder::finish(Lexicon& lexicon,
                            const std::function<std::string_view(std::string_view)>& keep) const {
  for (const auto& [surface, symbol] : forms_) lexicon.forms.push_back({keep(surface), symbol});
  for (const Node& node : nodes_) {
    Lexicon::Node out;
    out.first_edge = static_cast<std::uint32_t>(lexicon.edges.size());
    out.edges = static_cast<std::uint16_t>(node.next.size());
    out.first_sense = static_cast<std::uint32_t>(lexicon.senses.size());
    out.senses = static_cast<std::uint16_t>(node.senses.size());
    for (const auto& [symbol, next] : node.next) lexicon.edges.push_back({symbol, next});
    for (const Sense& s : node.senses) lexicon.senses.push_back(s);
    lexicon.nodes.push_back(out);
  }
}

} // namespace cmdwright::understand
