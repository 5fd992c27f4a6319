// Segments: cut at punctuation, at words that begin a new step, and at "and" before an action. Lists of
// values stay whole ("5s, 10s and 15s" is one thing).
#include <algorithm>

#include "understand/analysis.h"

namespace cmdwright::understand {

namespace {

class SegmentCutter {
public:
  SegmentCutter(const Grammar& g, Analysis& a) : g_(g), a_(a) {
    covered_.assign(a.tokens.list.size(), nullptr);
    for (const Mention& m : a.mentions)
      if (m.typed)
        for (std::uint32_t i = m.first; i < m.last; ++i) covered_[i] = &m;
  }

  void run() {
    const auto n = static_cast<std::uint32_t>(a_.tokens.list.size());
    start_ = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
      if (inside_text(i)) continue;
      const Token& t = a_.token(i);
      if (covered_[i] != nullptr && covered_[i]->concept_id != g_.builtin(Builtin::Ordinal)) continue;
      // Text without blanks inside words uses a blank as a comma.
      if (t.kind == TokenKind::Han && !t.glued && i > start_ && a_.token(i - 1).kind == TokenKind::Han)
        cut(i, i, Break::Soft);
      if (i > start_ && is_inline_item(i)) cut(i, i, Break::Hard);
      if (t.kind == TokenKind::Newline) {
        if (!joins_list(i, i + 1)) cut(i, i + 1, Break::Hard);
      } else if (t.kind == TokenKind::Symbol) {
        symbol(i, t.folded);
      } else if (starts_with_role(i, Role::Cut) && i > start_ && begins_step(i)) {
        cut(i, i, Break::Cut);
      } else if (starts_with_role(i, Role::And) && i > start_ && !joins_list(i, i)) {
        cut(i, i, Break::And);
      }
    }
    cut(n, n, Break::Hard);
  }

private:
  [[nodiscard]] bool inside_text(std::uint32_t i) const {
    return std::any_of(a_.texts.begin(), a_.texts.end(),
                       [&](const TextSpan& t) { return t.first <= i && i < t.last; });
  }

  void symbol(std::uint32_t i, std::string_view s) {
    // "1. dancing": the number of a list item belongs to the item.
    if ((s == "." || s == ")" || s == ",") && i == start_ + 1 &&
        (a_.token(i - 1).kind == TokenKind::Number ||
         (s == ")" && a_.token(i - 1).kind == TokenKind::Word)) &&
        a_.token(i).glued && a_.token(i - 1).folded.size() <= 2 && i + 1 < a_.tokens.list.size())
      return;
    const bool loose = !a_.token(i).glued || i + 1 >= a_.tokens.list.size() || !a_.token(i + 1).glued;
    if (s == "," || s == "/" || s == "|" || s == "+" || s == "&" || s == "~" || s == "\u00B7" ||
        s == "\u2022") {
      if ((s == "/" || s == "+" || s == "&" || s == "~") && !loose) return;
      if (!joins_list(i, i + 1)) cut(i, i + 1, Break::Soft);
    } else if (s == ";" || s == "!" || s == "?") {
      if (!joins_list(i, i + 1)) cut(i, i + 1, Break::Hard);
    } else if (s == ".") {
      if (loose || a_.token(i).span.size() > 1) cut(i, i + 1, Break::Hard); // 。 needs no blank
    } else if (s == ">" &&
               (a_.token(i).span.size() > 1 ||
                loose)) { // an arrow before an action leads to the next step; before a value it means "to"
      if (begins_step(i + 1, true)) cut(i, i + 1, Break::Cut);
    } else if (s == ":") {
      cut(i, i + 1, Break::Colon);
    } else if (s == "(" || s == "[" || s == "\u3010") {
      cut(i, i + 1, Break::Paren);
    } else if (s == ")" || s == "]" || s == "\u3011") {
      cut(i, i + 1, Break::Soft);
    } else if (s == "-" && loose && !(i + 1 < a_.tokens.list.size() && a_.token(i + 1).glued)) {
      cut(i, i + 1, Break::Soft);
    }
  }

  /// "2) …" or "b) …" in the middle of a line.
  [[nodiscard]] bool is_inline_item(std::uint32_t i) const {
    if (i + 1 >= a_.tokens.list.size() || a_.token(i).glued || a_.token(i + 1).folded != ")" ||
        !a_.token(i + 1).glued)
      return false;
    const Token& t = a_.token(i);
    if (in_parentheses(a_.tokens.list, i)) return false; // "(template 62)"
    const bool digit = t.kind == TokenKind::Number && t.folded.size() <= 2;
    const bool letter = t.kind == TokenKind::Word && t.folded.size() == 1;
    return digit || letter;
  }

  [[nodiscard]] bool starts_with_role(std::uint32_t i, Role role) const {
    for (const Mention& m : a_.mentions) {
      if (m.first > i) break;
      if (m.first == i && m.concept_id == g_.role(role)) return true;
    }
    return false;
  }

  /// "then" in the middle of a clause begins a step only when something that the lexicon knows as content
  /// follows.
  [[nodiscard]] bool begins_step(std::uint32_t i, bool action = false) const {
    std::uint32_t next = i;
    for (const Mention& m : a_.mentions)
      if (m.first == i && m.concept_id == g_.role(Role::Cut)) next = std::max(next, m.last);
    for (std::uint32_t k = next; k < a_.tokens.list.size() && k < next + 4; ++k) {
      if (a_.token(k).kind == TokenKind::Symbol) return true;
      bool known = false;
      for (const Mention& m : a_.mentions) {
        if (m.first > k) break;
        if (!m.covers(k)) continue;
        known = true;
        const Str name = g_.concepts[m.concept_id].name;
        if (action && (name.starts_with("act.") || name.starts_with("ai.") || name.starts_with("obj.") ||
                       name.starts_with("scene.") || name.starts_with("img.")))
          return true;
        if (action) continue;
        const bool empty = m.concept_id == g_.role(Role::Filler) || m.concept_id == g_.role(Role::Small) ||
                           m.concept_id == g_.role(Role::Copula) || m.concept_id == g_.role(Role::Each);
        if (!empty) return true;
      }
      if (!known) return false;
    }
    return false;
  }

  [[nodiscard]] const Mention* value_ending_at(std::uint32_t end) const {
    return end > 0 ? covered_[end - 1] : nullptr;
  }

  /// The separator [from, to) stands between two values of the same kind: it belongs to a list.
  [[nodiscard]] bool joins_list(std::uint32_t from, std::uint32_t to) const {
    const Mention* before = value_ending_at(from);
    if (before == nullptr || to >= a_.tokens.list.size()) return false;
    std::uint32_t i = to;
    while (i < a_.tokens.list.size() && covered_[i] == nullptr &&
           (starts_with_role(i, Role::And) || starts_with_role(i, Role::Or) ||
            starts_with_role(i, Role::Filler) || a_.token(i).kind == TokenKind::Newline ||
            a_.token(i).folded == "\u7B2C" || a_.token(i).folded == "," || a_.token(i).folded == "-" ||
            a_.token(i).folded == "*"))
      ++i;
    if (i >= a_.tokens.list.size() || covered_[i] == nullptr) return false;
    const Mention& after = *covered_[i];
    if (after.concept_id != before->concept_id) return false;
    // "class 318, 50 of them": a number that counts something is not the next member.
    if (after.concept_id == g_.builtin(Builtin::Number) && after.last < a_.tokens.list.size()) {
      const Token& next = a_.token(after.last);
      const bool ends = next.kind == TokenKind::Symbol || next.kind == TokenKind::Newline ||
                        starts_with_role(after.last, Role::And) || starts_with_role(after.last, Role::Or) ||
                        starts_with_role(after.last, Role::Filler) ||
                        starts_with_role(after.last, Role::Each);
      return ends;
    }
    return true;
  }

  void cut(std::uint32_t end, std::uint32_t next, Break kind) {
    if (end > start_) {
      Segment s;
      s.first = start_;
      s.last = end;
      s.before = pending_;
      s.paren = pending_ == Break::Paren;
      a_.segments.push_back(s);
      pending_ = kind;
    } else if (kind == Break::Hard || kind == Break::Cut || pending_ == Break::Start) {
      if (!(pending_ == Break::Start && a_.segments.empty())) pending_ = std::max(pending_, kind);
    } else if (kind == Break::Paren) {
      pending_ = kind;
    }
    start_ = next;
  }

  const Grammar& g_;
  Analysis& a_;
  std::vector<const Mention*> covered_;
  std::uint32_t start_ = 0;
  Break pending_ = Break::Start;
};

} // namespace

void cut_segments(const Grammar& g, Analysis& a) {
  a.segments.clear();
  SegmentCutter(g, a).run();
}

} // namespace cmdwright::understand
