// Mentions: typed values win over words, and negation reaches what directly follows it.
#include <algorithm>

#include "understand/analysis.h"

namespace cmdwright::understand {

bool Analysis::has_concept(std::uint32_t at, Id concept_id) const {
  for (const Mention& m : mentions) {
    if (m.first > at) break;
    if (m.covers(at) && m.concept_id == concept_id) return true;
  }
  return false;
}

std::uint32_t Analysis::segment_of(std::uint32_t at) const {
  for (std::uint32_t s = 0; s < segments.size(); ++s)
    if (at < segments[s].last) return s;
  return segments.empty() ? 0 : static_cast<std::uint32_t>(segments.size() - 1);
}

bool Analysis::in_text(std::uint32_t at) const {
  return std::any_of(texts.begin(), texts.end(), [&](const TextSpan& t) { return t.first <= at && at < t.last; });
}

namespace {

/// A negation reaches the next mentions, over fillers and small words, up to the end of its segment.
void mark_negated(const Grammar& g, Analysis& a) {
  constexpr std::uint32_t kReach = 3;
  for (const Mention& negation : a.mentions) {
    if (negation.concept_id != g.role(Role::Not)) continue;
    std::uint32_t reached = negation.last;
    std::uint32_t steps = 0;
    for (std::uint32_t i = negation.last; i < a.tokens.list.size() && steps < kReach; ++i, ++steps) {
      const Token& t = a.token(i);
      if (t.kind == TokenKind::Newline || (t.kind == TokenKind::Symbol && t.folded != "-")) break;
      bool hit = false;
      for (Mention& m : a.mentions)
        if (m.first == i && m.concept_id != g.role(Role::Filler) && m.concept_id != g.role(Role::Small) && m.concept_id != g.role(Role::To) &&
            m.concept_id != g.role(Role::Copula) && m.concept_id != g.role(Role::Not))
          m.negated = true, reached = std::max(reached, m.last), hit = true;
      if (hit) break;
    }
    (void)reached;
  }
}

} // namespace

void merge_mentions(const Grammar& g, Analysis& a, std::vector<Mention> phrases, std::vector<Mention> values) {
  std::vector<bool> typed(a.tokens.list.size(), false);
  std::vector<Mention> all;
  all.reserve(phrases.size() + values.size());
  for (Mention& v : values) {
    for (std::uint32_t i = v.first; i < v.last; ++i) typed[i] = true;
    all.push_back(std::move(v));
  }
  for (Mention& p : phrases) {
    bool taken = false;
    for (std::uint32_t i = p.first; i < p.last; ++i) taken |= typed[i];
    if (!taken) all.push_back(std::move(p));
  }
  std::stable_sort(all.begin(), all.end(), [](const Mention& x, const Mention& y) { return x.first < y.first; });
  a.mentions = std::move(all);
  mark_negated(g, a);
}

} // namespace cmdwright::understand
