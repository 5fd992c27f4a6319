// Values find their parameters by kind and by the nearest cue, whatever the order: every pair that is
// possible at all gets an affinity, and the strongest pairs are taken first.
#include <algorithm>

#include "command/value.h"
#include "text/words.h"
#include "understand/phrase.h"
#include "understand/slots.h"

namespace cmdwright::understand {

bool Scope::has(std::uint32_t segment) const {
  return std::find(segments.begin(), segments.end(), segment) != segments.end();
}

namespace {

constexpr std::int32_t kFarthestCue = 9;
constexpr std::uint32_t kShortValue = 3; ///< tokens of a value such as "high-speed"
constexpr std::int32_t kChoice = 20;
constexpr std::int32_t kStateReach = 4; ///< between "prompt enhancement" and its "off"
constexpr std::int32_t kTyped = 24;
constexpr std::int32_t kAsked = 8;
constexpr std::int32_t kRepeated = 40; ///< "4k is overkill, 1080 it is": the old value is not the new one
constexpr std::int32_t kExact = 2;     ///< a number that happens to be an allowed value

bool contains(const std::vector<Id>& list, Id id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

struct Pair {
  std::uint32_t mention;
  const Slot* slot;
  const spec::Param* param;
  std::string value;
  std::int32_t affinity;
  std::uint32_t cue;  ///< mention index, or none
  bool state = false; ///< "both disabled": one word may settle several switches
};
constexpr std::uint32_t kNoCue = 0xFFFFFFFF;

class Matcher {
public:
  Matcher(const Grammar& g, const Analysis& a, const Scope& scope, Frame& frame,
          const std::vector<std::string_view>& wanted, std::vector<bool>& used, const Frame* so_far)
      : g_(g), a_(a), frame_(frame), wanted_(wanted), used_(used), so_far_(so_far) {
    for (std::uint32_t i = 0; i < a.mentions.size(); ++i) {
      const Mention& m = a.mentions[i];
      if (a.in_text(m.first)) continue;
      if (!scope.has(a.segment_of(m.first))) continue;
      (m.negated ? negated_ : in_scope_).push_back(i);
    }
    chain();
  }

  void run() {
    collect();
    std::stable_sort(pairs_.begin(), pairs_.end(),
                     [](const Pair& x, const Pair& y) { return x.affinity > y.affinity; });
    for (const Pair& p : pairs_) take(p);
    strangers();
    pages();
    names();
  }

private:
  /// Chains: values of one kind with nothing but separators between them.
  void chain() {
    chain_.assign(a_.mentions.size(), 0);
    std::uint32_t next = 1;
    const Mention* before = nullptr;
    std::uint32_t before_chain = 0;
    for (const std::uint32_t i : in_scope_) {
      const Mention& m = a_.mentions[i];
      const bool value = m.typed || g_.concepts[m.concept_id].has_values;
      if (!value) continue;
      const bool linked = before != nullptr && before->concept_id == m.concept_id &&
                          m.first >= before->last && separators_between(before->last, m.first) &&
                          !counts_something(m);
      chain_[i] = linked ? before_chain : next++;
      before = &m;
      before_chain = chain_[i];
    }
  }

  /// "class 318, 50 of them": a number that counts something is no further member of a list.
  [[nodiscard]] bool counts_something(const Mention& m) const {
    if (m.concept_id != g_.builtin(Builtin::Number) || m.last >= a_.tokens.list.size()) return false;
    const Token& next = a_.token(m.last);
    if (next.kind == TokenKind::Symbol || next.kind == TokenKind::Newline) return false;
    for (const Role role : {Role::And, Role::Or, Role::Filler, Role::Each, Role::Cut})
      if (a_.has_concept(m.last, g_.role(role))) return false;
    return true;
  }

  [[nodiscard]] bool separators_between(std::uint32_t from, std::uint32_t to) const {
    if (to - from > 5) return false;
    for (std::uint32_t i = from; i < to; ++i) {
      const Token& t = a_.token(i);
      const bool sign =
          t.kind == TokenKind::Newline || (t.kind == TokenKind::Symbol && t.folded != "(" &&
                                           t.folded != ")" && t.folded != ":" && t.folded != ";");
      if (!sign && !a_.has_concept(i, g_.role(Role::And)) && !a_.has_concept(i, g_.role(Role::Or)) &&
          !a_.has_concept(i, g_.role(Role::Filler)) && t.folded != "\u7B2C")
        return false;
    }
    return true;
  }

  /// Steps between two mentions: content tokens, and the breaks that lie between their segments.
  [[nodiscard]] std::int32_t distance(const Mention& x, const Mention& y) const {
    const Mention& left = x.first < y.first ? x : y;
    const Mention& right = x.first < y.first ? y : x;
    std::int32_t d = 0;
    for (std::uint32_t i = left.last; i < right.first; ++i) {
      const Token& t = a_.token(i);
      if (t.kind == TokenKind::Symbol || t.kind == TokenKind::Newline) continue;
      if (a_.has_concept(i, g_.role(Role::Filler)) || a_.has_concept(i, g_.role(Role::Copula)) ||
          a_.has_concept(i, g_.role(Role::Small)))
        continue;
      ++d;
      if (d > kFarthestCue) return d;
    }
    for (std::uint32_t s = a_.segment_of(left.first) + 1; s <= a_.segment_of(right.first); ++s) {
      switch (a_.segments[s].before) {
      case Break::Colon:
        d += 1;
        break;
      case Break::Paren:
        d += 2;
        break;
      case Break::And:
        d += 2;
        break;
      case Break::Soft:
        d += 4;
        break;
      default:
        d += 9;
        break;
      }
    }
    // A cue that stands behind its value is a little weaker than one in front of it.
    return d;
  }

  /// "don't polish the prompt": what is said not to be can be a value too.
  void collect_negated() {
    for (const std::uint32_t i : negated_)
      for (const Slot& slot : frame_.intent->slots) {
        const spec::Param* param = frame_.operation->find(slot.param);
        if (param == nullptr || slot.is_text || frame_.find(slot.param) != nullptr) continue;
        if (const Choice* c = find_choice(g_, slot, a_.mentions[i]))
          pairs_.push_back({i, &slot, param, std::string(c->value), kTyped + slot.strength, kNoCue});
      }
  }

  void collect() {
    collect_negated();
    for (const std::uint32_t i : in_scope_) {
      if (used_[i]) continue;
      const Mention& m = a_.mentions[i];
      for (const Slot& slot : frame_.intent->slots) {
        if (slot.is_text || frame_.find(slot.param) != nullptr) continue;
        const spec::Param* param = frame_.operation->find(slot.param);
        if (param == nullptr) continue;
        if (param->is_flag()) {
          flag(i, m, slot, *param);
          continue;
        }
        std::optional<std::string> value = convert(g_, *param, slot, m);
        if (!value) continue;
        if (m.range && m.value == "0" && slot.pair.empty()) continue; // a stretch is no single value
        if (slot.is_name && inside_name(m, slot)) continue;
        const Choice* state = find_choice(g_, slot, m);
        const bool cued = state != nullptr && state->cued;
        if (cued && !near_cue(m, slot)) continue;
        const bool choice = !cued && (!contains(slot.accepts, m.concept_id) || telling_literal(m));
        const Binding* bound = bound_label(m);
        if (bound != nullptr && !labels(*bound, slot)) continue;
        auto [cue, d] = bound != nullptr ? std::pair{mention_at(*bound, slot), 0} : nearest_cue(m, slot);
        const Filled* old = so_far_ == nullptr ? nullptr : so_far_->find(slot.param);
        // A correction needs a cue no more than an answer does, where the kind of value tells enough.
        const bool corrects = old != nullptr && m.concept_id != g_.builtin(Builtin::Number) && !slot.is_name;
        const bool asked = corrects || std::find(wanted_.begin(), wanted_.end(), slot.param) != wanted_.end();
        const bool exact = exact_enum(m, *param);
        if (cue == kNoCue && slot.cue_required && !choice && !asked && !exact &&
            !contains(slot.bare, m.concept_id))
          continue;
        if (cue != kNoCue && !near_enough(m, a_.mentions[cue], d, slot)) {
          if (slot.cue_required && !choice && !asked && !exact && !contains(slot.bare, m.concept_id))
            continue;
          cue = kNoCue;
        }
        const bool bare_number =
            m.concept_id == g_.builtin(Builtin::Number) && !contains(slot.bare, m.concept_id);
        if ((m.spelled || bare_number) && cue == kNoCue && !asked && !exact) continue;
        if (forbidden(m, slot, cue == kNoCue ? kFarthestCue : d)) continue;
        std::int32_t affinity = slot.strength +
                                (choice                   ? kChoice
                                 : exact && cue == kNoCue ? kExact
                                                          : kTyped) +
                                (asked ? kAsked : 0);
        if (old != nullptr && old->values == std::vector<std::string>{*value}) affinity -= kRepeated;
        if (cue != kNoCue) affinity += 40 - 4 * d - (a_.mentions[cue].first > m.first ? 2 : 0);
        pairs_.push_back({i, &slot, param, std::move(*value), affinity, cue, cued});
      }
    }
  }

  /// "media name Reel 113 raw": a number among the words of a name is no name by itself.
  [[nodiscard]] bool inside_name(const Mention& m, const Slot& slot) const {
    if (m.concept_id != g_.builtin(Builtin::Number) || m.first == 0) return false;
    for (const std::uint32_t i : in_scope_) {
      const Mention& cue = a_.mentions[i];
      if (!contains(slot.cues, cue.concept_id) || cue.last >= m.first) continue;
      for (const Phrase& p : phrases_behind(g_, a_, *frame_.intent, slot, cue, false))
        if (p.first <= m.first && m.last <= p.last && p.last - p.first > m.last - m.first) return true;
    }
    return false;
  }

  /// The label that `m` is bound to, when a slot of this intent goes by it.
  [[nodiscard]] const Binding* bound_label(const Mention& m) const {
    const Binding* b = a_.binding_at(m.first);
    if (b == nullptr) return nullptr;
    const bool ours = std::any_of(frame_.intent->slots.begin(), frame_.intent->slots.end(),
                                  [&](const Slot& slot) { return labels(*b, slot); });
    return ours ? b : nullptr;
  }
  [[nodiscard]] bool labels(const Binding& b, const Slot& slot) const {
    return mention_at(b, slot) != kNoCue;
  }
  /// The mention that is the label of `b` as a cue of `slot`.
  [[nodiscard]] std::uint32_t mention_at(const Binding& b, const Slot& slot) const {
    for (const std::uint32_t j : in_scope_)
      if (a_.mentions[j].first == b.label_first && contains(slot.cues, a_.mentions[j].concept_id)) return j;
    return kNoCue;
  }

  /// A literal that can hardly mean anything else: "GlideLeft", "short_drama", "metaData".
  [[nodiscard]] bool telling_literal(const Mention& m) const {
    if (m.concept_id != g_.builtin(Builtin::Literal)) return false;
    return std::any_of(m.value.begin() + 1, m.value.end(),
                       [](char c) { return c == '_' || (c >= 'A' && c <= 'Z') || is_digit(c); });
  }

  /// A bare number needs its cue close by: before it, or right behind it.
  [[nodiscard]] bool near_enough(const Mention& m, const Mention& cue, std::int32_t d,
                                 const Slot& slot) const {
    if (d > static_cast<std::int32_t>(slot.reach)) return false;
    if (m.concept_id != g_.builtin(Builtin::Number)) return true;
    if (cue.first > m.first) return d <= 1;
    return d <= (m.spelled ? 2 : 4);
  }

  [[nodiscard]] bool exact_enum(const Mention& m, const spec::Param& p) const {
    return m.concept_id == g_.builtin(Builtin::Number) && !m.spelled && p.type == spec::ValueType::Enum &&
           m.value.size() >= 3 && std::find(p.values.begin(), p.values.end(), m.value) != p.values.end();
  }

  void flag(std::uint32_t i, const Mention& m, const Slot& slot, const spec::Param& param) {
    const Choice* c = find_choice(g_, slot, m);
    if (c == nullptr) return;
    if (!c->cued || near_cue(m, slot))
      pairs_.push_back({i, &slot, &param, {}, kChoice + slot.strength, kNoCue});
  }

  [[nodiscard]] bool near_cue(const Mention& m, const Slot& slot) const {
    const auto [cue, d] = nearest_cue(m, slot);
    return cue != kNoCue && d <= kStateReach;
  }

  [[nodiscard]] std::pair<std::uint32_t, std::int32_t> nearest_cue(const Mention& m, const Slot& slot) const {
    std::uint32_t best = kNoCue;
    std::int32_t best_distance = kFarthestCue + 1;
    for (const std::uint32_t j : in_scope_) {
      const Mention& c = a_.mentions[j];
      if (!contains(slot.cues, c.concept_id) || (c.first < m.last && m.first < c.last)) continue;
      const std::int32_t d = distance(c, m) + other_value_between(c, m);
      if (d < best_distance) best = j, best_distance = d;
    }
    return {best, best_distance};
  }

  /// A cue serves the value next to it; one that lies behind another value of the same kind is farther away.
  [[nodiscard]] std::int32_t other_value_between(const Mention& c, const Mention& m) const {
    std::int32_t between = 0;
    const std::uint32_t from = std::min(c.last, m.last);
    const std::uint32_t to = std::max(c.first, m.first);
    for (const std::uint32_t k : in_scope_) {
      const Mention& v = a_.mentions[k];
      if (&v != &m && v.typed && v.first >= from && v.last <= to && v.concept_id == m.concept_id &&
          chain_[k] != chain_of(m))
        between += 3;
    }
    return between;
  }
  [[nodiscard]] std::uint32_t chain_of(const Mention& m) const {
    return chain_[static_cast<std::size_t>(&m - a_.mentions.data())];
  }

  [[nodiscard]] bool forbidden(const Mention& m, const Slot& slot, std::int32_t cue_distance) const {
    for (const std::uint32_t j : in_scope_) {
      const Mention& c = a_.mentions[j];
      if (contains(slot.not_cues, c.concept_id) && !c.negated && distance(c, m) < cue_distance &&
          distance(c, m) <= 3)
        return true;
    }
    return false;
  }

  void take(const Pair& p) {
    if (used_[p.mention] && !p.state) return;
    if (frame_.find(p.param->name) != nullptr) return;
    // Another sense of the same words may be taken already.
    for (const std::uint32_t i : in_scope_)
      if (!p.state && used_[i] && i != p.mention && a_.mentions[i].first < a_.mentions[p.mention].last &&
          a_.mentions[p.mention].first < a_.mentions[i].last)
        return;
    Filled filled;
    filled.param = p.param;
    filled.rule =
        p.cue != kNoCue ? "cue " + std::string(g_.concepts[a_.mentions[p.cue].concept_id].name) : "choice";
    const Mention& m = a_.mentions[p.mention];
    filled.source = a_.span(m.first, m.last);
    const bool list = p.param->list != spec::ListKind::One || p.param->repeat;
    if (p.param->is_flag()) {
      used_[p.mention] = true;
    } else if ((list || p.slot->each) && chain_[p.mention] != 0) {
      for (const std::uint32_t i : in_scope_)
        if ((chain_[i] == chain_[p.mention] ||
             (p.slot->gather && a_.mentions[i].concept_id != g_.builtin(Builtin::Number) &&
              contains(p.slot->accepts, a_.mentions[i].concept_id))) &&
            !used_[i])
          if (auto value = convert(g_, *p.param, *p.slot, a_.mentions[i])) {
            if (std::find(filled.values.begin(), filled.values.end(), *value) == filled.values.end())
              filled.values.push_back(std::move(*value));
            filled.source = cover(filled.source, a_.span(a_.mentions[i].first, a_.mentions[i].last));
            used_[i] = true;
          }
      if (list && p.cue != kNoCue) gather_cued(p, filled);
      if (p.slot->each || p.param->type == spec::ValueType::Enum) gather_choices(p, filled);
    } else if (list || p.slot->each) {
      filled.values.push_back(p.value);
      used_[p.mention] = true;
      gather_choices(p, filled);
    } else {
      filled.values.push_back(p.value);
      used_[p.mention] = true;
    }
    if (filled.values.size() > 1) in_said_order(p, filled);
    filled.each = p.slot->each && filled.values.size() > 1;
    ends(p, filled);
    frame_.params.push_back(std::move(filled));
    for (const With& w : p.slot->with) {
      if (w.concept_id != kNone && w.concept_id != m.concept_id) continue;
      if (const spec::Param* other = frame_.operation->find(w.param);
          other != nullptr && frame_.find(w.param) == nullptr)
        frame_.params.push_back(
            {other, {std::string(w.value)}, {}, "goes with " + std::string(p.param->name), false});
    }
  }

  /// Values of a list as they were said, whichever was found first.
  void in_said_order(const Pair& p, Filled& filled) const {
    std::vector<std::string> ordered;
    for (const std::uint32_t i : in_scope_)
      if (used_[i])
        if (auto value = convert(g_, *p.param, *p.slot, a_.mentions[i]))
          if (std::find(filled.values.begin(), filled.values.end(), *value) != filled.values.end() &&
              std::find(ordered.begin(), ordered.end(), *value) == ordered.end())
            ordered.push_back(std::move(*value));
    if (ordered.size() == filled.values.size()) filled.values = std::move(ordered);
  }

  /// "class 7120 or class 7133": further members that stand right behind the same cue.
  void gather_cued(const Pair& p, Filled& filled) {
    for (const std::uint32_t i : in_scope_) {
      const Mention& m = a_.mentions[i];
      if (used_[i] || m.concept_id != a_.mentions[p.mention].concept_id) continue;
      const bool cued = std::any_of(in_scope_.begin(), in_scope_.end(), [&](std::uint32_t k) {
        return a_.mentions[k].last == m.first && a_.mentions[k].concept_id == a_.mentions[p.cue].concept_id;
      });
      if (!cued) continue;
      if (auto value = convert(g_, *p.param, *p.slot, m)) {
        if (std::find(filled.values.begin(), filled.values.end(), *value) == filled.values.end())
          filled.values.push_back(std::move(*value));
        filled.source = cover(filled.source, a_.span(m.first, m.last));
        used_[i] = true;
      }
    }
  }

  /// Further members of a list that are said by choices: "subtitles and the cover".
  void gather_choices(const Pair& p, Filled& filled) {
    for (const std::uint32_t i : in_scope_) {
      if (used_[i]) continue;
      const Mention& m = a_.mentions[i];
      const auto value = convert(g_, *p.param, *p.slot, m);
      const bool needs_cue =
          contains(p.slot->accepts, m.concept_id) && p.slot->cue_required && !telling_literal(m);
      if (!value || (needs_cue && nearest_cue(m, *p.slot).first == kNoCue)) continue;
      if (std::find(filled.values.begin(), filled.values.end(), *value) == filled.values.end())
        filled.values.push_back(*value);
      filled.source = cover(filled.source, a_.span(m.first, m.last));
      used_[i] = true;
    }
  }

  /// Both ends of a range, both sides of a size, the days of a period.
  void ends(const Pair& p, Filled& filled) {
    const Mention& m = a_.mentions[p.mention];
    if (p.slot->pair.empty()) { // a single moment: the end of that day
      if (p.param->type == spec::ValueType::Datetime && m.concept_id == g_.builtin(Builtin::Date))
        filled.values = {(m.value2.empty() ? m.value : m.value2) + "T23:59:59+08:00"};
      return;
    }
    const spec::Param* other = frame_.operation->find(p.slot->pair);
    if (other == nullptr) return;
    const auto second = [&](std::string value) {
      frame_.params.push_back({other, {std::move(value)}, filled.source, filled.rule, false});
    };
    const bool date = m.concept_id == g_.builtin(Builtin::Date);
    if (m.concept_id == g_.builtin(Builtin::Datetime) && near_role(m, Role::Before) &&
        !near_role(m, Role::After)) {
      filled.param = other;
      return;
    }
    if (!date) {
      if (m.range || m.concept_id == g_.builtin(Builtin::Size)) {
        Mention high = m;
        high.number = m.range ? m.high : m.high;
        high.value = m.value2;
        if (auto value = convert(g_, *other, *p.slot, high)) second(std::move(*value));
      }
      return;
    }
    const bool instant = p.param->type == spec::ValueType::Datetime;
    const auto start_of = [&](const std::string& day) { return instant ? day + "T00:00:00+08:00" : day; };
    const auto end_of = [&](const std::string& day) { return instant ? day + "T23:59:59+08:00" : day; };
    const bool after = !m.joined && (near_role(m, Role::After) || named_by(m, p.param->name));
    const bool before = !m.joined && (near_role(m, Role::Before) || named_by(m, p.slot->pair));
    if (m.range && m.value2.empty()) { // "the past 30 days"
      filled.values = {start_of(m.value)};
    } else if (after && !before) {
      filled.values = {start_of(m.value)};
    } else if (before && !after) {
      filled.param = other;
      filled.values = {end_of(m.value2)};
      second_date(p, filled, start_of);
      return;
    } else {
      filled.values = {start_of(m.value)};
      second(end_of(m.value2));
      return;
    }
    // A second date with "before" gives the other end.
    for (const std::uint32_t i : in_scope_) {
      const Mention& n = a_.mentions[i];
      if (used_[i] || n.concept_id != m.concept_id || !near_role(n, Role::Before)) continue;
      used_[i] = true;
      second(end_of(n.value2));
      return;
    }
  }

  template <class F> void second_date(const Pair& p, Filled& filled, const F& start_of) {
    for (const std::uint32_t i : in_scope_) {
      const Mention& n = a_.mentions[i];
      if (used_[i] || n.concept_id != g_.builtin(Builtin::Date) || !near_role(n, Role::After)) continue;
      used_[i] = true;
      frame_.params.push_back({p.param, {start_of(n.value)}, filled.source, filled.rule, false});
      return;
    }
  }

  /// "created after": the parameter's own name says which end is meant.
  [[nodiscard]] bool named_by(const Mention& m, std::string_view param) const {
    const std::string name = "param." + std::string(param.substr(std::min<std::size_t>(2, param.size())));
    return std::any_of(a_.mentions.begin(), a_.mentions.end(), [&](const Mention& c) {
      return g_.concepts[c.concept_id].name == name && c.last <= m.first && m.first - c.last < 3;
    });
  }

  [[nodiscard]] bool near_role(const Mention& m, Role role) const {
    constexpr std::uint32_t kNear = 3;
    for (const Mention& r : a_.mentions) {
      if (r.concept_id != g_.role(role)) continue;
      const bool in_front = r.last <= m.first && m.first - r.last < kNear;
      const bool behind = r.first >= m.last && r.first - m.last < 2;
      if ((in_front || behind) && a_.segment_of(r.first) == a_.segment_of(m.first)) return true;
    }
    return false;
  }

  /// "notify mode Always": a word behind the label of a closed set that is none of its members. It is kept as
  /// it was said, so that the answer is a question and not silence.
  void strangers() {
    for (const Slot& slot : frame_.intent->slots) {
      const spec::Param* param = frame_.operation->find(slot.param);
      if (param == nullptr || param->type != spec::ValueType::Enum || param->list != spec::ListKind::One ||
          param->open || slot.is_name || slot.is_text || frame_.find(slot.param) != nullptr)
        continue;
      for (const std::uint32_t k : in_scope_) {
        const Mention& cue = a_.mentions[k];
        if (!contains(slot.cues, cue.concept_id) || !g_.concepts[cue.concept_id].label || acts(cue)) continue;
        const std::uint32_t i = behind_joint(cue.last);
        const std::uint32_t end = stranger_end(i);
        if (end == i) continue;
        Filled filled;
        filled.param = param;
        filled.values = {std::string(a_.span(i, end).of(a_.text))};
        filled.source = a_.span(i, end);
        filled.rule = "said behind " + std::string(g_.concepts[cue.concept_id].name);
        frame_.params.push_back(std::move(filled));
        break;
      }
    }
  }
  /// The words of the cue also say what to do or with what: they may not be meant as a label.
  [[nodiscard]] bool acts(const Mention& cue) const {
    return std::any_of(a_.mentions.begin(), a_.mentions.end(), [&](const Mention& o) {
      const Str name = g_.concepts[o.concept_id].name;
      return o.first == cue.first &&
             (name.starts_with("act.") || name.starts_with("obj.") || name.starts_with("gen."));
    });
  }
  [[nodiscard]] std::uint32_t behind_joint(std::uint32_t i) const {
    const auto n = static_cast<std::uint32_t>(a_.tokens.list.size());
    while (i < n && (a_.token(i).folded == "=" || a_.token(i).folded == ":" ||
                     a_.has_concept(i, g_.role(Role::Copula))))
      ++i;
    return i;
  }
  [[nodiscard]] bool taken(std::uint32_t first, std::uint32_t last) const {
    return std::any_of(in_scope_.begin(), in_scope_.end(), [&](std::uint32_t k) {
      return used_[k] && a_.mentions[k].first >= first && a_.mentions[k].last <= last;
    });
  }
  /// End of a word that nothing knows and that closes its clause; `i` when there is none.
  [[nodiscard]] std::uint32_t stranger_end(std::uint32_t i) const {
    const auto n = static_cast<std::uint32_t>(a_.tokens.list.size());
    if (i >= n || a_.token(i).kind != TokenKind::Word) return i;
    if (const Binding* b = a_.binding_at(i);
        b != nullptr && b->first == i && b->last - i <= kShortValue && !taken(i, b->last))
      return b->last; // "--quality fhd": bound to its label, whatever it means elsewhere
    for (const Mention& o : a_.mentions)
      if (o.covers(i) && o.concept_id != g_.builtin(Builtin::Word)) return i;
    std::uint32_t end = i + 1;
    while (end < n && a_.token(end).glued && a_.token(end).kind != TokenKind::Symbol) ++end;
    return end == n || a_.token(end).kind == TokenKind::Symbol || a_.token(end).kind == TokenKind::Newline
               ? end
               : i;
  }

  /// "20 per page, page 3": the offset follows from both.
  void pages() {
    for (const Slot& slot : frame_.intent->slots) {
      if (slot.page_cues.empty() || frame_.find(slot.param) != nullptr) continue;
      const spec::Param* param = frame_.operation->find(slot.param);
      Filled* size = frame_.find(slot.pair);
      if (param == nullptr) continue;
      for (const std::uint32_t i : in_scope_) {
        const Mention& m = a_.mentions[i];
        if (used_[i] || m.concept_id != g_.builtin(Builtin::Number)) continue;
        const bool cued = std::any_of(in_scope_.begin(), in_scope_.end(), [&](std::uint32_t j) {
          const Mention& c = a_.mentions[j];
          return contains(slot.page_cues, c.concept_id) &&
                 (c.first == m.last || (c.last <= m.first && m.first - c.last <= 2));
        });
        if (!cued) continue;
        const std::optional<std::int64_t> per = size == nullptr || size->values.empty()
                                                    ? std::optional<std::int64_t>(default_of(slot.pair))
                                                    : command::as_integer(size->values[0]);
        used_[i] = true;
        if (per && m.number >= 2)
          frame_.params.push_back({param,
                                   {std::to_string((static_cast<std::int64_t>(m.number) - 1) * *per)},
                                   a_.span(m.first, m.last),
                                   "page number",
                                   false});
        break;
      }
    }
  }
  [[nodiscard]] std::int64_t default_of(std::string_view name) const {
    const spec::Param* p = frame_.operation->find(name);
    return p == nullptr ? 0 : command::as_integer(p->default_value).value_or(0);
  }

  [[nodiscard]] bool taken(const std::vector<Phrase>& phrases) const {
    for (const auto& [first, last] : names_)
      if (first < phrases.back().last && phrases.front().first < last) return true;
    return std::any_of(in_scope_.begin(), in_scope_.end(), [&](std::uint32_t i) {
      const Mention& m = a_.mentions[i];
      return used_[i] && m.first >= phrases.front().first && m.last <= phrases.back().last;
    });
  }

  /// "the app named …": the word joins the name to another label.
  [[nodiscard]] bool joins_other(const Mention& cue, const Slot& slot) const {
    if (cue.first == 0 || !a_.has_concept(cue.first, g_.role(Role::Copula))) return false;
    return std::any_of(frame_.intent->slots.begin(), frame_.intent->slots.end(), [&](const Slot& other) {
      return &other != &slot && std::any_of(in_scope_.begin(), in_scope_.end(), [&](std::uint32_t i) {
        const Mention& m = a_.mentions[i];
        return m.last == cue.first && contains(other.cues, m.concept_id) &&
               !contains(slot.cues, m.concept_id);
      });
    });
  }

  /// Names without quotes: the words behind the cue.
  void names() {
    for (const Slot& slot : frame_.intent->slots) {
      if (!slot.is_name || frame_.find(slot.param) != nullptr) continue;
      const spec::Param* param = frame_.operation->find(slot.param);
      if (param == nullptr) continue;
      for (const std::uint32_t i : in_scope_) {
        const Mention& cue = a_.mentions[i];
        if (!contains(slot.cues, cue.concept_id) || used_[i] || joins_other(cue, slot)) continue;
        const std::vector<Phrase> phrases =
            phrases_behind(g_, a_, *frame_.intent, slot, cue, param->list != spec::ListKind::One);
        if (phrases.empty() || taken(phrases)) continue;
        names_.emplace_back(phrases.front().first, phrases.back().last);
        Filled filled;
        filled.param = param;
        filled.rule = "name behind " + std::string(g_.concepts[cue.concept_id].name);
        filled.source = a_.span(phrases.front().first, phrases.back().last);
        for (const Phrase& phrase : phrases) {
          filled.values.push_back(phrase.text);
          for (const std::uint32_t k : in_scope_)
            if (a_.mentions[k].first >= phrase.first && a_.mentions[k].last <= phrase.last) used_[k] = true;
        }
        frame_.params.push_back(std::move(filled));
        break;
      }
    }
  }

  const Grammar& g_;
  const Analysis& a_;
  Frame& frame_;
  const std::vector<std::string_view>& wanted_;
  std::vector<bool>& used_;
  const Frame* so_far_; ///< what earlier turns said, or nullptr
  std::vector<std::uint32_t> in_scope_;
  std::vector<std::uint32_t> negated_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> names_; ///< tokens of the names that are taken
  std::vector<std::uint32_t> chain_;
  std::vector<Pair> pairs_;
};

} // namespace

void fill_slots(const Grammar& g, const Analysis& a, const Scope& scope, Frame& frame,
                const std::vector<std::string_view>& wanted, std::vector<bool>& used, const Frame* so_far) {
  Matcher(g, a, scope, frame, wanted, used, so_far).run();
}

} // namespace cmdwright::understand
