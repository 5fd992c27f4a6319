// From segments to intents: every run of segments is scored against every intent by the evidence in it, and
// dynamic programming picks the division of the request that explains most with fewest steps. Evidence counts
// once in a group, so telling the same thing twice does not make two steps; a further step must be worth its
// price.
#include <algorithm>
#include <array>

#include "understand/analysis.h"

namespace cmdwright::understand {

namespace {

constexpr std::size_t kMaxFeatures = 2048;
constexpr std::int32_t kFirstStep = 2;     ///< evidence that a request needs at all
constexpr std::int32_t kFurtherStep = 6;   ///< evidence that one more step needs,
constexpr std::int32_t kNextSentence = 5;  ///< … when it begins a sentence or a line,
constexpr std::int32_t kAnnouncedStep = 3; ///< … when "then" or the number of a list item announces it
constexpr std::int32_t kNotCalled = 6; ///< … when other steps of the request call their command by its name
constexpr std::uint32_t kLongestGroup = 12;
constexpr std::size_t kMostSteps = 32;

/// The features of a group, each with the places where it occurs: a clause is one step from the next, and a
/// sentence two.
class FeatureSet {
public:
  FeatureSet() : places_(kMaxFeatures, 0) {}
  [[nodiscard]] bool test(Id f) const { return places_[f] != 0; }
  [[nodiscard]] std::uint64_t places(Id f) const { return places_[f]; }
  void clear() {
    for (const Id f : all_) places_[f] = 0;
    all_.clear();
  }
  void add(Id f, std::uint32_t place) {
    if (places_[f] == 0) all_.push_back(f);
    places_[f] |= std::uint64_t{1} << std::min(place, 62U);
  }
  [[nodiscard]] const std::vector<Id>& all() const { return all_; }

private:
  std::vector<std::uint64_t> places_;
  std::vector<Id> all_;
};

/// What is said in one breath belongs together; words that meet only across clauses and sentences say less.
std::int32_t weight_in(const Evidence& e, const FeatureSet& set) {
  if (e.weight <= 0 || e.when.all.size() < 2) return e.weight;
  std::uint64_t together = ~std::uint64_t{0};
  std::uint64_t near = ~std::uint64_t{0};
  for (const auto& any : e.when.all) {
    std::uint64_t at = 0;
    for (const Id f : any) at |= set.places(f);
    const std::uint64_t beside = at | (at << 1U) | (at >> 1U);
    together &= beside;
    near &= beside | (beside << 1U) | (beside >> 1U);
  }
  if (together != 0) return e.weight;
  return near != 0 ? e.weight - e.weight / 4 : (e.weight + 1) / 2;
}

template <class Has> bool satisfied(const Condition& c, const Has& has) {
  return std::all_of(c.all.begin(), c.all.end(),
                     [&](const std::vector<Id>& any) { return std::any_of(any.begin(), any.end(), has); }) &&
         std::none_of(c.none.begin(), c.none.end(), has);
}

struct Scored {
  const Intent* best = nullptr;
  std::int32_t score = 0;
  const Intent* second = nullptr;
  std::int32_t second_score = 0;
};

class Scorer {
public:
  explicit Scorer(const ScoreIndex& index) : index_(index), scores_(index.grammar().intents.size(), 0) {}

  Scored score(const FeatureSet& set) {
    touched_.clear();
    for (const Id f : set.all())
      for (const ScoreIndex::Entry& entry : index_.entries(f))
        if (satisfied(entry.evidence->when, [&](Id x) { return set.test(x); })) {
          if (entry.evidence->when.all[0].size() > 1 && !first_alternative(*entry.evidence, f, set)) continue;
          if (scores_[entry.intent] == 0) touched_.push_back(entry.intent);
          scores_[entry.intent] += weight_in(*entry.evidence, set);
        }
    Scored out;
    for (const std::uint32_t n : touched_) {
      const std::int32_t s = scores_[n];
      scores_[n] = 0;
      if (s > out.score) {
        out.second = out.best, out.second_score = out.score;
        out.best = &index_.grammar().intents[n], out.score = s;
      } else if (s > out.second_score) {
        out.second = &index_.grammar().intents[n], out.second_score = s;
      }
    }
    return out;
  }

private:
  /// Evidence with alternatives counts once, for the first of them that is there.
  static bool first_alternative(const Evidence& e, Id f, const FeatureSet& set) {
    for (const Id x : e.when.all[0])
      if (set.test(x)) return x == f;
    return false;
  }

  const ScoreIndex& index_;
  std::vector<std::int32_t> scores_;
  std::vector<std::uint32_t> touched_;
};

} // namespace

ScoreIndex::ScoreIndex(const Grammar& g) : grammar_(g), by_feature_(g.features.size()) {
  for (std::uint32_t n = 0; n < g.intents.size(); ++n)
    for (const Evidence& e : g.intents[n].evidence)
      if (!e.when.all.empty())
        for (const Id f : e.when.all[0]) by_feature_[f].push_back({n, &e});
}

namespace {

bool in_group(const Analysis& a, const Group& group, Id f) {
  for (std::uint32_t s = group.first; s < group.last; ++s)
    if (std::binary_search(a.segments[s].features.begin(), a.segments[s].features.end(), f)) return true;
  return false;
}

/// The group itself holds a word that a free text follows, and words for it.
bool opens_text(const Analysis& a, const Group& group) {
  for (std::uint32_t s = group.first; s < group.last; ++s) {
    if (a.segments[s].unknown < 2) continue;
    for (const Mention& m : a.mentions) {
      if (m.first < a.segments[s].first || m.first >= a.segments[s].last) continue;
      for (const Slot& slot : group.intent->slots)
        if (slot.is_text &&
            std::find(slot.openers.begin(), slot.openers.end(), m.concept_id) != slot.openers.end())
          return true;
    }
  }
  return false;
}

/// "1." or "2)" or "- " in front of a list item.
bool is_item(const Analysis& a, const Segment& s) {
  const auto symbol = [&](std::uint32_t i, std::string_view signs) {
    return i < a.tokens.list.size() && a.token(i).kind == TokenKind::Symbol &&
           a.token(i).folded.size() == 1 && signs.find(a.token(i).folded) != std::string_view::npos;
  };
  const bool line = s.first == 0 || a.token(s.first - 1).kind == TokenKind::Newline;
  if (line && symbol(s.first, "-*")) return true;
  if (s.before == Break::Colon && s.first >= 3 && a.token(s.first - 2).kind == TokenKind::Number &&
      a.token(s.first - 3).kind == TokenKind::Word && a.token(s.first - 2).folded.size() <= 2)
    return true; // "Step 2: …"
  if (s.first + 1 >= a.tokens.list.size() || !a.token(s.first + 1).glued) return false;
  const Token& mark = a.token(s.first);
  if (mark.kind == TokenKind::Word && mark.folded.size() == 1) return symbol(s.first + 1, ")");
  return mark.kind == TokenKind::Number && mark.folded.size() <= 2 && symbol(s.first + 1, ".),");
}

bool announced(const Grammar& g, const Analysis& a, const Segment& s) {
  return s.before == Break::Cut || a.has_concept(s.first, g.role(Role::Cut)) || is_item(a, s);
}

bool starts_with_cut(const Grammar& g, const Analysis& a, const Group& group) {
  return announced(g, a, a.segments[group.first]);
}

std::int32_t price_of_step(const Grammar& g, const Analysis& a, const Segment& s) {
  if (announced(g, a, s)) return kAnnouncedStep;
  return s.before == Break::Hard ? kNextSentence : kFurtherStep;
}

bool has_action(const Grammar& g, const Analysis& a, const Group& group) {
  for (std::uint32_t s = group.first; s < group.last; ++s)
    for (const Id f : a.segments[s].features)
      if (g.concepts[g.features[f].concept_id].name.starts_with("act.")) return true;
  return false;
}

/// The same thing said twice is one step, unless both times a text of its own is asked for, or a new step is
/// announced.
void merge_repeated(const Grammar& g, Analysis& a) {
  std::vector<Group> merged;
  for (const Group& group : a.groups) {
    const bool repeats = !merged.empty() && merged.back().intent == group.intent;
    const bool texts = repeats && opens_text(a, merged.back()) && opens_text(a, group);
    const bool step =
        repeats && starts_with_cut(g, a, group) && has_action(g, a, merged.back()) && has_action(g, a, group);
    if (repeats && !texts && !step) {
      merged.back().last = group.last;
      merged.back().score = std::max(merged.back().score, group.score);
    } else {
      merged.push_back(group);
    }
  }
  a.groups = std::move(merged);
}

/// Segments at the front of a group that add nothing belong to what went before.
void trim_fronts(Analysis& a) {
  for (std::size_t k = 1; k < a.groups.size(); ++k) {
    Group& group = a.groups[k];
    const auto speaks = [&](const Segment& s) {
      for (const Evidence& e : group.intent->evidence) {
        if (e.weight <= 0) continue;
        for (const auto& any : e.when.all)
          for (const Id f : any)
            if (std::binary_search(s.features.begin(), s.features.end(), f) &&
                satisfied(e.when, [&](Id x) { return in_group(a, group, x); }))
              return true;
      }
      return false;
    };
    while (group.first + 1 < group.last && !speaks(a.segments[group.first])) ++group.first;
  }
}

/// What was only mentioned in passing is no step: weak evidence yields where something else is clearly
/// wanted.
void drop_weak(const Grammar& g, Analysis& a) {
  constexpr std::int32_t kReal = 5; ///< enough for a refusal in passing to yield
  constexpr std::int32_t kClear = 8;
  constexpr std::int32_t kClearStep = 4; ///< of a step that is announced and says what to do
  std::int32_t best = 0;
  for (const Group& group : a.groups) best = std::max(best, group.score);
  const bool real = std::any_of(a.groups.begin(), a.groups.end(), [](const Group& group) {
    return group.score >= kReal && !group.intent->soft;
  });
  if (a.groups.empty()) return;
  const Group* first = &a.groups.front();
  const bool clear = best >= kClear;
  std::erase_if(a.groups, [&](const Group& group) {
    const bool step =
        is_item(a, a.segments[group.first]) ||
        (&group != first && announced(g, a, a.segments[group.first]) && has_action(g, a, group));
    return (clear && group.score < (step ? kClearStep : kClear)) || (real && group.intent->soft);
  });
}

} // namespace

namespace {
/// The segment names a command as scripts are called.
bool calls(const Grammar& g, const Segment& s) {
  return std::any_of(s.features.begin(), s.features.end(),
                     [&](Id f) { return g.concepts[g.features[f].concept_id].name.starts_with("call."); });
}
} // namespace

void find_groups(const ScoreIndex& index, Analysis& a) {
  a.groups.clear();
  const auto n = static_cast<std::uint32_t>(a.segments.size());
  if (n == 0) return;
  Scorer scorer(index);
  FeatureSet set;
  struct Best {
    std::int32_t value = 0;
    std::uint32_t from = 0;
    bool any = false; ///< some group lies before
    Scored scored;
  };
  // State: segments done, and whether a step exists already (the first step is cheaper).
  std::vector<std::array<Best, 2>> best(n + 1);
  constexpr std::int32_t kNever = -1000000;
  for (auto& b : best) b[0].value = b[1].value = kNever;
  best[0][0].value = 0;
  std::vector<bool> called(n);
  for (std::uint32_t i = 0; i < n; ++i) called[i] = calls(index.grammar(), a.segments[i]);
  const bool any_call = std::find(called.begin(), called.end(), true) != called.end();
  for (std::uint32_t i = 0; i < n; ++i) {
    // A segment that belongs to no group of its own: its values go to a neighbour.
    for (int any = 0; any < 2; ++any)
      if (best[i][static_cast<std::size_t>(any)].value > best[i + 1][static_cast<std::size_t>(any)].value) {
        Best& next = best[i + 1][static_cast<std::size_t>(any)];
        next = Best{};
        next.value = best[i][static_cast<std::size_t>(any)].value;
        next.from = i;
        next.any = any == 1;
      }
    set.clear();
    std::uint32_t place = 0;
    bool call = false;
    const std::int32_t price = price_of_step(index.grammar(), a, a.segments[i]);
    for (std::uint32_t j = i; j < n && j < i + kLongestGroup; ++j) {
      if (j > i) place += a.segments[j].before == Break::Hard || a.segments[j].before == Break::Cut ? 2 : 1;
      for (const Id f : a.segments[j].features) set.add(f, place);
      call |= called[j];
      if (a.segments[j].features.empty()) continue;
      const Scored s = scorer.score(set);
      if (s.best == nullptr) continue;
      for (int any = 0; any < 2; ++any) {
        const Best& before = best[i][static_cast<std::size_t>(any)];
        if (before.value == kNever) continue;
        const std::int32_t value =
            before.value + s.score - (any == 1 ? price : kFirstStep) - (any_call && !call ? kNotCalled : 0);
        Best& next = best[j + 1][1];
        if (value > next.value) {
          next.value = value;
          next.from = i;
          next.any = any == 1;
          next.scored = s;
        }
      }
    }
  }
  // Walk back.
  std::size_t any = best[n][1].value > best[n][0].value ? 1 : 0;
  for (std::uint32_t at = n; at > 0;) {
    const Best& b = best[at][any];
    if (b.scored.best != nullptr) {
      Group group;
      group.first = b.from;
      group.last = at;
      group.intent = b.scored.best;
      group.score = b.scored.score;
      group.second = b.scored.second;
      group.second_score = b.scored.second_score;
      a.groups.push_back(group);
    }
    any = b.any ? 1 : 0;
    at = b.from;
  }
  std::reverse(a.groups.begin(), a.groups.end());
  if (a.groups.size() > kMostSteps) a.groups.resize(kMostSteps); // nobody asks for so much at once
  trim_fronts(a);
  drop_weak(index.grammar(), a);
  merge_repeated(index.grammar(), a);
}

namespace {

bool of_family(const Grammar& g, Id f, Str family) {
  return g.concepts[g.features[f].concept_id].name.starts_with(family);
}

void insert(std::vector<Id>& features, Id f) {
  const auto at = std::lower_bound(features.begin(), features.end(), f);
  if (at == features.end() || *at != f) features.insert(at, f);
}

/// "List the tokens, then create one": a step that says what to do but not with what means the thing spoken
/// of before.
void inherit_topic(const Grammar& g, Analysis& a) {
  for (std::size_t s = 1; s < a.segments.size(); ++s) {
    Segment& step = a.segments[s];
    const auto any = [&](const Segment& x, Str family) {
      return std::any_of(x.features.begin(), x.features.end(), [&](Id f) { return of_family(g, f, family); });
    };
    const bool one = [&] {
      for (std::uint32_t i = step.first; i < step.last; ++i)
        if (a.has_concept(i, g.role(Role::One))) return true;
      return false;
    }();
    if (!(one || announced(g, a, step)) || !any(step, "act.") || any(step, "obj.")) continue;
    for (std::size_t before = s; before-- > 0;) {
      if (!any(a.segments[before], "obj.")) continue;
      for (const Id f : std::vector<Id>(a.segments[before].features))
        if (of_family(g, f, "obj.")) insert(step.features, f);
      break;
    }
  }
}

/// "Models for chat, images and videos": the members of such a list share what is said of them all. Concepts
/// that are shared this way have names that begin with "of.".
void share_predicate(const Grammar& g, Analysis& a) {
  const auto gen = [&](const Segment& x) {
    return std::any_of(x.features.begin(), x.features.end(),
                       [&](Id f) { return of_family(g, f, "gen.") || of_family(g, f, "llm"); });
  };
  for (std::size_t first = 0; first < a.segments.size(); ++first) {
    std::size_t last = first;
    while (last < a.segments.size() &&
           (last == first || a.segments[last].before == Break::And ||
            a.segments[last].before == Break::Soft || a.segments[last].before == Break::Colon) &&
           (gen(a.segments[last]) || last == first || a.segments[last].explained) && last - first < 6)
      ++last;
    std::vector<Id> shared;
    std::size_t members = 0;
    for (std::size_t s = first; s < last; ++s) {
      members += gen(a.segments[s]) ? 1 : 0;
      for (const Id f : a.segments[s].features)
        if (of_family(g, f, "of.")) shared.push_back(f);
    }
    if (members >= 2)
      for (std::size_t s = first; s < last; ++s)
        if (gen(a.segments[s]))
          for (const Id f : shared) insert(a.segments[s].features, f);
    if (last > first + 1) first = last - 1;
  }
}

} // namespace

void collect_features(const Grammar& g, Analysis& a) {
  // Words that the lexicon knows, values, and Han text inside phrases are explained; the rest counts as
  // unknown.
  std::vector<bool> known(a.tokens.list.size(), false);
  for (const Mention& m : a.mentions)
    for (std::uint32_t i = m.first; i < m.last; ++i) known[i] = true;
  for (const Binding& b : a.bindings)
    for (std::uint32_t i = b.first; i < b.last; ++i) known[i] = true;
  for (Segment& s : a.segments) {
    s.features.clear();
    s.unknown = 0;
    bool content = false;
    for (std::uint32_t i = s.first; i < s.last; ++i) {
      const Token& t = a.token(i);
      if (t.kind == TokenKind::Symbol || t.kind == TokenKind::Newline) continue;
      if (!known[i] || a.in_text(i)) ++s.unknown;
    }
    for (const Mention& m : a.mentions) {
      if (m.first < s.first) continue;
      if (m.first >= s.last) break;
      if (a.in_text(m.first) || m.reported) continue;
      if (const Binding* b = a.binding_at(m.first); b != nullptr && b->verbatim && !m.typed) continue;
      content |= m.concept_id != g.role(Role::Filler) && m.concept_id != g.role(Role::Small);
      for (const Id f : g.features_of[m.concept_id])
        if (g.features[f].negated == m.negated &&
            (g.features[f].value.empty() || g.features[f].value == m.value))
          s.features.push_back(f);
    }
    s.explained = s.unknown == 0 && content;
    std::sort(s.features.begin(), s.features.end());
    s.features.erase(std::unique(s.features.begin(), s.features.end()), s.features.end());
    const auto has = [&](Id f) { return std::binary_search(s.features.begin(), s.features.end(), f); };
    for (const Derivation& d : g.derivations) {
      if (!satisfied(d.when, has)) continue;
      for (const Id f : g.features_of[d.concept_id])
        if (!g.features[f].negated && (g.features[f].value.empty() || g.features[f].value == d.value) &&
            !has(f))
          s.features.insert(std::upper_bound(s.features.begin(), s.features.end(), f), f);
    }
  }
  inherit_topic(g, a);
  share_predicate(g, a);
}

} // namespace cmdwright::understand
