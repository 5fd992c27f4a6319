// Mentions: typed values win over words, and negation reaches what directly follows it.
#include <algorithm>
#include <array>

#include "understand/analysis.h"
#include "understand/lexicon.h"

namespace cmdwright::understand {

bool Analysis::has_concept(std::uint32_t at, Id concept_id) const {
  // Mentions do not overlap but for several senses of one stretch: going back, those that end before `at` end
  // the search.
  auto m = std::upper_bound(mentions.begin(), mentions.end(), at, ByFirst{});
  while (m != mentions.begin()) {
    --m;
    if (!m->covers(at)) return false;
    if (m->concept_id == concept_id) return true;
  }
  return false;
}

std::uint32_t Analysis::segment_of(std::uint32_t at) const {
  for (std::uint32_t s = 0; s < segments.size(); ++s)
    if (at < segments[s].last) return s;
  return segments.empty() ? 0 : static_cast<std::uint32_t>(segments.size() - 1);
}

bool Analysis::in_text(std::uint32_t at) const {
  return std::any_of(texts.begin(), texts.end(),
                     [&](const TextSpan& t) { return t.first <= at && at < t.last; });
}

namespace {

/// A negation reaches the next mentions, over fillers and small words, up to the end of its segment.
void mark_negated(const Grammar& g, Analysis& a) {
  constexpr std::uint32_t kReach = 3;
  for (const Mention& negation : a.mentions) {
    if (negation.concept_id != g.role(Role::Not)) continue;
    std::uint32_t steps = 0;
    for (std::uint32_t i = negation.last; i < a.tokens.list.size() && steps < kReach; ++i, ++steps) {
      const Token& t = a.token(i);
      if (t.kind == TokenKind::Newline || (t.kind == TokenKind::Symbol && t.folded != "-")) break;
      bool hit = false;
      const bool small = a.has_concept(i, g.role(Role::Small)); // "not as MP4": "as" is only a link here
      for (Mention& m : a.mentions)
        if (m.first == i && !(small && g.concepts[m.concept_id].name.starts_with("attr.")) &&
            m.concept_id != g.role(Role::Filler) && m.concept_id != g.role(Role::Small) &&
            m.concept_id != g.role(Role::To) && m.concept_id != g.role(Role::Copula) &&
            m.concept_id != g.role(Role::Not))
          m.negated = true, hit = true;
      const bool known =
          std::any_of(a.mentions.begin(), a.mentions.end(), [&](const Mention& m) { return m.covers(i); });
      if (hit || !known) break;
    }
  }
}

/// "音频不要，只要视频": a negation at the end of its clause reaches back.
void mark_negated_before(const Grammar& g, Analysis& a) {
  for (const Mention& negation : a.mentions) {
    if (negation.concept_id != g.role(Role::Not) || negation.size() < 2 || negation.first == 0 ||
        a.token(negation.first).kind != TokenKind::Han)
      continue;
    const bool ends = negation.last >= a.tokens.list.size() ||
                      a.token(negation.last).kind == TokenKind::Symbol ||
                      a.token(negation.last).kind == TokenKind::Newline;
    if (!ends) continue;
    for (Mention& m : a.mentions)
      if (m.last == negation.first && m.concept_id != g.role(Role::Filler)) m.negated = true;
  }
}

/// "I uploaded it yesterday", "the picture she made", 上传的视频: an action that is told of is not asked for.
void mark_reported(const Grammar& g, Analysis& a) {
  constexpr std::array<std::string_view, 14> kSubjects = {
      "i", "we", "he", "she", "they", "you", "who", "which", "ive", "weve", "hes", "shes", "theyve", "youve"};
  constexpr std::array<std::string_view, 8> kBetween = {"have",    "has",  "had", "just",
                                                        "already", "once", "all", "both"};
  constexpr std::array<std::string_view, 9> kPast = {"made",  "drew",  "got", "sent", "took",
                                                     "built", "found", "had", "wrote"};
  const auto among = [](const auto& list, std::string_view w) {
    return std::find(list.begin(), list.end(), w) != list.end();
  };
  for (Mention& m : a.mentions) {
    const Str name = g.concepts[m.concept_id].name;
    if (!name.starts_with("act.") && !name.starts_with("gen.")) continue;
    const Token& word = a.token(m.first);
    if (word.kind == TokenKind::Word) {
      const bool past = word.folded.ends_with("ed") || among(kPast, word.folded);
      std::uint32_t i = m.first;
      while (i > 0 && among(kBetween, a.token(i - 1).folded)) --i;
      const bool subject = i > 0 && among(kSubjects, a.token(i - 1).folded);
      m.reported = subject && (past || (i > 1 && a.token(i - 2).folded == "did")); // "did I make"
    } else if (word.kind == TokenKind::Han && m.last < a.tokens.list.size()) {
      const bool of = a.token(m.last).folded == "\u7684" || // 的, 过的, 好的
                      ((a.token(m.last).folded == "\u8FC7" || a.token(m.last).folded == "\u597D") &&
                       m.last + 1 < a.tokens.list.size() && a.token(m.last + 1).folded == "\u7684");
      m.reported = of;
    }
  }
}

/// "top speed hd" in quotes still means what it says: a quotation that is one phrase of the lexicon counts as
/// the phrase.
void open_quotations(const Grammar& g, Analysis& a) {
  constexpr std::uint32_t kLongest = 40;
  std::vector<Mention> found;
  for (const Mention& q : a.mentions) {
    if (q.concept_id != g.builtin(Builtin::Quoted) || q.value.size() > kLongest) continue;
    const Tokens inner = tokenize(q.value, g.han);
    for (Mention& m : find_phrases(g, inner.list)) {
      if (m.first != 0 || m.last != inner.list.size() || m.size() < 2) continue;
      m.first = q.first, m.last = q.last;
      found.push_back(std::move(m));
    }
  }
  a.mentions.insert(a.mentions.end(), std::make_move_iterator(found.begin()),
                    std::make_move_iterator(found.end()));
  std::stable_sort(a.mentions.begin(), a.mentions.end(),
                   [](const Mention& x, const Mention& y) { return x.first < y.first; });
}

/// A parameter's name stands right before the value.
bool labelled(const Grammar& g, const Analysis& a, const Mention& value) {
  return std::any_of(a.mentions.begin(), a.mentions.end(), [&](const Mention& m) {
    return m.last == value.first &&
           (g.concepts[m.concept_id].label || g.concepts[m.concept_id].name.starts_with("attr."));
  });
}

/// What follows "no wait", or comes before "instead", replaces an earlier value of the same kind.
void mark_replaced(const Grammar& g, Analysis& a) {
  for (std::size_t c = 0; c < a.mentions.size(); ++c) {
    const Mention& correction = a.mentions[c];
    if (correction.concept_id != g.role(Role::Correct)) continue;
    const auto is_value = [&](const Mention& m) {
      return (m.typed || g.concepts[m.concept_id].has_values) && m.concept_id != g.role(Role::Unit) &&
             m.concept_id != g.role(Role::Numeral) && m.concept_id != g.builtin(Builtin::Literal);
    };
    // "no wait" is also a wish of its own; it corrects only what follows at once.
    const bool other_sense = std::any_of(a.mentions.begin(), a.mentions.end(), [&](const Mention& m) {
      return m.first == correction.first && m.last == correction.last &&
             g.concepts[m.concept_id].name.starts_with("param.");
    });
    const std::uint32_t reach = correction.last + (other_sense ? 3 : 8);
    const Mention* after = nullptr;
    for (std::size_t k = c + 1; k < a.mentions.size() && a.mentions[k].first < reach; ++k)
      if (is_value(a.mentions[k])) {
        after = &a.mentions[k];
        break;
      }
    const bool trailing = after == nullptr && !other_sense;
    if (trailing)
      for (std::size_t k = c; k-- > 0 && after == nullptr;)
        if (is_value(a.mentions[k]) && a.mentions[k].last + 3 > correction.first) after = &a.mentions[k];
    if (after == nullptr) continue;
    for (std::size_t k = static_cast<std::size_t>(after - a.mentions.data()); k-- > 0;) {
      Mention& m = a.mentions[k];
      if (m.concept_id != after->concept_id || m.last > after->first) continue;
      if (m.value == after->value) break;
      const bool number = m.concept_id == g.builtin(Builtin::Number);
      if (!number) {
        m.negated = true;
      } else if (!labelled(g, a, *after)) { // the new number is what the label of the old one names
        Mention& right = a.mentions[static_cast<std::size_t>(after - a.mentions.data())];
        std::swap(m.value, right.value);
        std::swap(m.number, right.number);
        right.negated = true;
      }
      break;
    }
  }
}

/// "to hls, sorry, mp4, not hls": what is denied later was not meant before.
void mark_denied(const Grammar& g, Analysis& a) {
  for (const Mention& denied : a.mentions) {
    if (!denied.negated || !g.concepts[denied.concept_id].has_values || denied.value.empty()) continue;
    const bool other = std::any_of(a.mentions.begin(), a.mentions.end(), [&](const Mention& m) {
      return m.concept_id == denied.concept_id && !m.negated && m.value != denied.value;
    });
    if (!other) continue;
    for (Mention& m : a.mentions)
      if (m.concept_id == denied.concept_id && m.value == denied.value && m.first < denied.first)
        m.negated = true;
  }
}

/// "status Forbidden", "Duration 10": next to its value a word is the name of a parameter and nothing else,
/// and the value is a value.
void settle_bound_cues(const Grammar& g, Analysis& a) {
  const auto name = [&](const Mention& m) { return g.concepts[m.concept_id].name; };
  const auto is_cue = [&](const Mention& m) {
    return name(m).starts_with("attr.") || name(m).starts_with("param.");
  };
  const auto is_value = [&](const Mention& m) {
    return (m.typed && m.concept_id != g.builtin(Builtin::Ordinal)) ||
           (g.concepts[m.concept_id].has_values && m.concept_id != g.role(Role::Unit) &&
            m.concept_id != g.role(Role::Numeral) && name(m) != "info" && name(m) != "period");
  };
  const auto is_joint = [&](std::uint32_t i) {
    const std::string_view t = a.token(i).folded;
    return t == "=" || t == ":" || t == "-" || a.has_concept(i, g.role(Role::Copula)) ||
           a.has_concept(i, g.role(Role::Filler));
  };
  std::vector<bool> drop(a.mentions.size(), false);
  for (const Mention& cue : a.mentions) {
    if (!is_cue(cue)) continue;
    std::uint32_t i = cue.last;
    while (i < a.tokens.list.size() && i < cue.last + 3 && is_joint(i)) ++i;
    bool bound = false, literal = false, file = false;
    std::uint32_t value_end = i;
    for (const Mention& v : a.mentions)
      if (v.first == i && v.first >= cue.last && is_value(v))
        bound = true, literal |= !v.typed, value_end = std::max(value_end, v.last),
        file |= v.concept_id == g.builtin(Builtin::Path) || v.concept_id == g.builtin(Builtin::Url);
    if (!bound) continue;
    for (std::size_t k = 0; k < a.mentions.size(); ++k) {
      const Mention& m = a.mentions[k];
      const bool content = name(m).starts_with("act.") || name(m).starts_with("ai.") ||
                           name(m).starts_with("q.") || name(m).starts_with("gen.") ||
                           name(m).starts_with("order.") || name(m) == "info" ||
                           name(m).starts_with("goal.") || name(m).starts_with("state.") ||
                           name(m).starts_with("oos.") || name(m) == "usage";
      const bool done_to_file = name(m).starts_with("act.") && file;
      if (m.first == cue.first && m.last == cue.last && content && !done_to_file) drop[k] = true;
      const bool inside = literal && m.first == i && m.last <= value_end && !m.typed;
      if (inside && (name(m).starts_with("act.") || name(m).starts_with("ai.") ||
                     name(m).starts_with("gen.") || name(m).starts_with("q.")))
        drop[k] = true;
    }
  }
  std::size_t kept = 0;
  for (std::size_t k = 0; k < a.mentions.size(); ++k)
    if (!drop[k]) {
      if (kept != k) a.mentions[kept] = std::move(a.mentions[k]);
      ++kept;
    }
  a.mentions.resize(kept);
}

} // namespace

void merge_mentions(const Grammar& g, Analysis& a, std::vector<Mention> phrases,
                    std::vector<Mention> values) {
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
  std::stable_sort(all.begin(), all.end(),
                   [](const Mention& x, const Mention& y) { return x.first < y.first; });
  a.mentions = std::move(all);
  settle_bound_cues(g, a);
  mark_negated(g, a);
  mark_negated_before(g, a);
  mark_reported(g, a);
  open_quotations(g, a);
  mark_replaced(g, a);
  mark_denied(g, a);
}

} // namespace cmdwright::understand
