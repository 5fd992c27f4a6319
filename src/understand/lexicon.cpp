#include "understand/lexicon.h"

#include <algorithm>
#include <array>

#include "text/words.h"

namespace cmdwright::understand {

namespace {

/// Symbols that a token may stand for: at most a few.
struct Symbols {
  std::array<Id, 6> list{};
  std::uint8_t count = 0;
  bool typo = false;
  void add(Id id) {
    if (count < list.size()) list[count++] = id;
  }
};

Symbols symbols_of(const Lexicon& lexicon, std::string_view surface) {
  Symbols found;
  auto it = std::lower_bound(lexicon.forms.begin(), lexicon.forms.end(), surface,
                             [](const Lexicon::Form& f, std::string_view s) { return f.surface < s; });
  for (; it != lexicon.forms.end() && it->surface == surface; ++it) found.add(it->symbol);
  return found;
}

/// A slip of the pen: one edit in a word of five letters or more, two from nine on; the first letter must be
/// right.
Symbols nearest_forms(const Lexicon& lexicon, std::string_view word) {
  Symbols found;
  if (word.size() < 5 || std::any_of(word.begin(), word.end(), [](char c) { return c < 'a' || c > 'z'; }))
    return found;
  const unsigned limit = word.size() >= 9 ? 2 : 1;
  unsigned best = limit + 1;
  const std::string_view first = word.substr(0, 1);
  auto it = std::lower_bound(lexicon.forms.begin(), lexicon.forms.end(), first,
                             [](const Lexicon::Form& f, std::string_view s) { return f.surface < s; });
  for (; it != lexicon.forms.end() && it->surface.substr(0, 1) == first; ++it) {
    const std::size_t size = it->surface.size();
    if (size < 5 || size > word.size() + limit || size + limit < word.size()) continue;
    const unsigned d = edit_distance(word, it->surface, limit);
    if (d > limit || d > best) continue;
    if (d < best) found = Symbols{}, best = d;
    found.add(it->symbol);
  }
  found.typo = found.count > 0;
  return found;
}

/// The same for a word that is not a common one of its own.
Symbols corrected(const Lexicon& lexicon, std::string_view word) {
  const bool known = std::binary_search(lexicon.known_words.begin(), lexicon.known_words.end(), word);
  return known ? Symbols{} : nearest_forms(lexicon, word);
}

bool is_hyphen(const Token& t) {
  return t.kind == TokenKind::Symbol && t.folded == "-";
}

/// A phrase that fits at some token.
struct Candidate {
  std::uint32_t first;
  std::uint32_t last;
  std::uint32_t node;
  bool typo;
};

class Walker {
public:
  Walker(const Lexicon& lexicon, const std::vector<Token>& tokens) : lexicon_(lexicon), tokens_(tokens) {
    symbols_.reserve(tokens.size());
    for (const Token& t : tokens) {
      Symbols s;
      if (!t.folded.empty()) {
        s = symbols_of(lexicon, t.folded);
        if (s.count == 0 && t.kind == TokenKind::Word) s = corrected(lexicon, t.folded);
      }
      symbols_.push_back(s);
    }
  }

  std::vector<Candidate> run() {
    for (std::uint32_t i = 0; i < tokens_.size(); ++i) walk(i);
    return std::move(found_);
  }

private:
  /// All phrases that start at `begin`; an explicit stack because one token may stand for several symbols.
  void walk(std::uint32_t begin) {
    stack_.clear();
    stack_.push_back({begin, 0, false});
    while (!stack_.empty()) {
      const State state = stack_.back();
      stack_.pop_back();
      std::uint32_t at = state.at;
      if (at > begin && at < tokens_.size() && is_hyphen(tokens_[at]) && tokens_[at].glued) ++at;
      if (at >= tokens_.size()) continue;
      const Lexicon::Node& node = lexicon_.nodes[state.node];
      for (std::uint8_t k = 0; k < symbols_[at].count; ++k) {
        const auto first = lexicon_.edges.begin() + node.first_edge;
        const auto last = first + node.edges;
        const Id symbol = symbols_[at].list[k];
        const auto edge =
            std::lower_bound(first, last, symbol, [](const Lexicon::Edge& e, Id s) { return e.symbol < s; });
        if (edge == last || edge->symbol != symbol) continue;
        const bool typo = state.typo || symbols_[at].typo;
        if (lexicon_.nodes[edge->node].senses > 0) found_.push_back({begin, at + 1, edge->node, typo});
        stack_.push_back({at + 1, edge->node, typo});
      }
    }
  }

  struct State {
    std::uint32_t at;
    std::uint32_t node;
    bool typo;
  };
  const Lexicon& lexicon_;
  const std::vector<Token>& tokens_;
  std::vector<Symbols> symbols_;
  std::vector<State> stack_;
  std::vector<Candidate> found_;
};

} // namespace

bool looks_like_a_slip(const Lexicon& lexicon, std::string_view word) {
  return symbols_of(lexicon, word).count == 0 && nearest_forms(lexicon, word).count > 0;
}

std::vector<Mention> find_phrases(const Grammar& grammar, const std::vector<Token>& tokens) {
  const std::vector<Candidate> candidates = Walker(grammar.lexicon, tokens).run();
  // best[i]: value of the best cover of the tokens from i on. A phrase of n tokens is worth n*n + n, so that
  // one long phrase beats the same tokens cut in two.
  const std::size_t n = tokens.size();
  std::vector<std::int32_t> best(n + 1, 0);
  std::vector<std::int32_t> choice(n, -1);
  std::size_t c = candidates.size();
  for (std::size_t i = n; i-- > 0;) {
    best[i] = best[i + 1];
    while (c > 0 && candidates[c - 1].first == i) {
      const Candidate& k = candidates[--c];
      const auto length = static_cast<std::int32_t>(k.last - k.first);
      const std::int32_t value = 2 * (length * length + length) - (k.typo ? 1 : 0) + best[k.last];
      if (value > best[i]) best[i] = value, choice[i] = static_cast<std::int32_t>(c);
    }
  }
  std::vector<Mention> mentions;
  for (std::size_t i = 0; i < n;) {
    if (choice[i] < 0) {
      ++i;
      continue;
    }
    const Candidate& k = candidates[static_cast<std::size_t>(choice[i])];
    // "pictures" may be a plural of one word and a word of its own: every phrase of the chosen span counts.
    auto next = std::lower_bound(candidates.begin(), candidates.end(), k.first,
                                 [](const Candidate& x, std::uint32_t first) { return x.first < first; });
    for (; next != candidates.end() && next->first == k.first; ++next) {
      const Candidate& same = *next;
      if (same.last != k.last || same.typo != k.typo) continue;
      const Lexicon::Node& node = grammar.lexicon.nodes[same.node];
      for (std::uint32_t s = 0; s < node.senses; ++s) {
        const Sense& sense = grammar.lexicon.senses[node.first_sense + s];
        Mention m;
        m.first = k.first;
        m.last = k.last;
        m.concept_id = sense.concept_id;
        m.value = std::string(sense.value);
        m.typo = k.typo;
        const auto here = beginning_at(mentions, m.first);
        const bool known = std::any_of(here.begin(), here.end(), [&](const Mention& o) {
          return o.last == m.last && o.concept_id == m.concept_id && o.value == m.value;
        });
        if (!known) mentions.push_back(std::move(m));
      }
    }
    i = k.last;
  }
  return mentions;
}

} // namespace cmdwright::understand
