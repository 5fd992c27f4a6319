// Names: quoted, a single identifier, or words up to whatever begins something else.
#include "understand/phrase.h"

#include <algorithm>

#include "text/words.h"

namespace cmdwright::understand {

namespace {

bool contains(const std::vector<Id>& list, Id id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

class PhraseReader {
public:
  PhraseReader(const Grammar& g, const Analysis& a, const Intent& intent, const Slot& slot,
               const Mention& cue)
      : g_(g), a_(a), intent_(intent), slot_(slot), cue_(cue) {}

  std::vector<Phrase> read(bool list) {
    std::vector<Phrase> phrases;
    list_ = list;
    const Binding* b = a_.binding_of(cue_.first);
    if (b != nullptr && !list) {
      const Phrase p = a_.token(b->first).kind == TokenKind::Quoted
                           ? one(b->first)
                           : Phrase{b->first, b->last, words_of(a_, b->first, b->last)};
      if (p.last > p.first) phrases.push_back(p);
      return phrases;
    }
    std::uint32_t i = skip_joint(cue_.last);
    if (list && b != nullptr && i < end() && a_.token(i).folded == "[") ++i;
    while (i < end() && !stops(i, true)) {
      const Phrase p = one(i);
      if (p.last == p.first) break;
      phrases.push_back(p);
      if (!list) break;
      std::uint32_t next = p.last;
      while (next < end() && (role(next, Role::And) || role(next, Role::Or) || a_.token(next).folded == "," ||
                              a_.token(next).folded == "+"))
        ++next;
      const bool bound = b != nullptr && next < b->last; // "persons=A B", "tags=[a, b]"
      if (next == p.last && !bound) break;
      i = next;
      further_ = true;
    }
    return phrases;
  }

  /// "the LongVideoPreset task flow", "'fan cam' in its title": the name right in front of the cue.
  std::vector<Phrase> read_before() {
    std::uint32_t last = cue_.first;
    while (last > 0 && (role(last - 1, Role::Copula) || a_.token(last - 1).folded == "the") &&
           a_.token(last - 1).kind == TokenKind::Word)
      --last;
    if (last == 0) return {};
    const Token& t = a_.token(last - 1);
    if (t.kind == TokenKind::Quoted) return {{last - 1, last, std::string(t.inner.of(a_.text))}};
    if (t.kind != TokenKind::Word && t.kind != TokenKind::Number) return {};
    std::uint32_t first = last - 1;
    while (first > 0 && a_.token(first).glued && a_.token(first - 1).kind != TokenKind::Han) --first;
    if (first + 1 == last && !(telling(first) && !covered(first))) return {};
    if (a_.token(first).kind == TokenKind::Symbol || all_digits(words_of(a_, first, last))) return {};
    return {{first, last, words_of(a_, first, last)}};
  }

private:
  /// A word that looks like a name: capital letters inside or in front, digits, underscores.
  [[nodiscard]] bool telling(std::uint32_t i) const {
    const std::string_view word = a_.token(i).span.of(a_.text);
    return std::any_of(word.begin(), word.end(),
                       [](char c) { return (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_'; });
  }
  [[nodiscard]] bool covered(std::uint32_t i) const {
    return std::any_of(a_.mentions.begin(), a_.mentions.end(), [&](const Mention& m) {
      return m.covers(i) && m.concept_id != g_.builtin(Builtin::Word);
    });
  }

  [[nodiscard]] std::uint32_t end() const { return static_cast<std::uint32_t>(a_.tokens.list.size()); }
  [[nodiscard]] bool role(std::uint32_t i, Role r) const { return a_.has_concept(i, g_.role(r)); }

  /// Copulas, colons and fillers between a cue and its value.
  [[nodiscard]] std::uint32_t skip_joint(std::uint32_t i) {
    for (; i < end(); ++i) {
      const std::string_view t = a_.token(i).folded;
      if (i == cue_.last && t == "," && i + 1 < end() && role(i + 1, Role::Copula) &&
          !role(i + 1, Role::Small))
        continue; // ，叫
      if (role(i, Role::Copula) || t == ":" || t == "=") {
        joined_ = true;
        firmly_ |= !role(i, Role::Small);
      } else if (!role(i, Role::Filler) && t != "the" && t != "a" && t != "an" && !is_own_cue(i))
        break;
    }
    return i;
  }

  [[nodiscard]] bool is_own_cue(std::uint32_t i) const {
    return std::any_of(a_.mentions.begin(), a_.mentions.end(), [&](const Mention& m) {
      return m.covers(i) && m.size() > 1 && contains(slot_.cues, m.concept_id);
    });
  }

  Phrase one(std::uint32_t i) {
    const Token& t = a_.token(i);
    if (!joined_ && t.kind == TokenKind::Word && role(i, Role::Small) && t.folded.size() <= 4)
      return {i, i, {}};
    if (t.kind == TokenKind::Quoted) return {i, i + 1, std::string(t.inner.of(a_.text))};
    if (const std::uint32_t last = file_name_end(i); last > i) return {i, last, words_of(a_, i, last)};
    if (t.kind == TokenKind::Han) return han(i);
    if (t.kind == TokenKind::Word || t.kind == TokenKind::Number) return latin(i);
    return {i, i, {}};
  }

  /// 合同.pdf: a run that ends in a dot and letters.
  [[nodiscard]] std::uint32_t file_name_end(std::uint32_t i) const {
    std::uint32_t k = i;
    while (k < end() && (k == i || a_.token(k).glued) && a_.token(k).kind == TokenKind::Han) ++k;
    const bool dot = k > i && k + 1 < end() && a_.token(k).glued && a_.token(k).folded == "." &&
                     a_.token(k).span.size() == 1 && a_.token(k + 1).glued &&
                     a_.token(k + 1).kind == TokenKind::Word;
    return dot ? k + 2 : i;
  }

  [[nodiscard]] bool starts_capital(std::uint32_t i) const {
    const unsigned char c = static_cast<unsigned char>(a_.text[a_.token(i).span.begin]);
    return (c >= 'A' && c <= 'Z') || is_digit(static_cast<char>(c)) || c >= 0x80;
  }

  /// Glued run: "host-welcome", "sr-4k-png".
  [[nodiscard]] std::uint32_t run(std::uint32_t i) const {
    std::uint32_t last = i + 1;
    while (last < end() && a_.token(last).glued &&
           (a_.token(last).kind == TokenKind::Word || a_.token(last).kind == TokenKind::Number ||
            (a_.token(last).kind == TokenKind::Symbol &&
             (a_.token(last).folded == "-" || a_.token(last).folded == "." || a_.token(last).folded == "/" ||
              a_.token(last).folded == "+" || a_.token(last).folded == "=") &&
             last + 1 < end() && a_.token(last + 1).glued && a_.token(last + 1).kind != TokenKind::Han)))
      ++last;
    return last;
  }

  Phrase latin(std::uint32_t i) {
    std::uint32_t last = run(i);
    const bool identifier = last > i + 1;
    if (!identifier) {
      const bool capital = starts_capital(i);
      const bool free = firmly_ || slot_.loose || capital; // else a single word only
      while (last < end() && !stops(last, false)) {
        if (!free) return further_ ? finish(i, i + 1) : Phrase{i, i, {}};
        const Token& t = a_.token(last);
        if (t.kind != TokenKind::Word && t.kind != TokenKind::Number &&
            !(t.kind == TokenKind::Symbol && t.folded == "-"))
          break;
        if (capital && !starts_capital(last)) {
          // "Sons of Anarchy": a small word inside a capitalised name.
          const bool small = t.folded.size() <= 3 && last + 1 < end() &&
                             a_.token(last + 1).kind == TokenKind::Word && starts_capital(last + 1);
          if (!small) break;
        }
        last = std::max(last + 1, run(last));
      }
    }
    return finish(i, last);
  }

  Phrase han(std::uint32_t i) {
    std::uint32_t last = i;
    while (last < end() && !stops(last, false)) {
      const Token& t = a_.token(last);
      if (t.kind != TokenKind::Han && t.kind != TokenKind::Word && t.kind != TokenKind::Number) break;
      if (list_ && last > i && !t.glued) break;           // 林涛 周野: two names
      if (t.folded == "\u7684" && of_object(last)) break; // 的
      ++last;
    }
    return finish(i, last);
  }

  /// X的视频: what follows 的 is what is looked for, not part of the name.
  [[nodiscard]] bool of_object(std::uint32_t i) const {
    if (i + 1 >= end()) return true;
    const Token& next = a_.token(i + 1);
    if (next.kind == TokenKind::Symbol || next.kind == TokenKind::Newline) return true;
    for (const Mention& m : a_.mentions)
      if (m.first == i + 1 && g_.concepts[m.concept_id].name.starts_with("obj.")) return true;
    return false;
  }

  /// Something else begins at this token: another parameter's cue, a value with a kind of its own, a step, a
  /// break.
  [[nodiscard]] bool stops(std::uint32_t i, bool at_start) const {
    const Token& t = a_.token(i);
    if (t.kind == TokenKind::Newline || t.kind == TokenKind::Url || t.kind == TokenKind::Path) return true;
    if (t.kind == TokenKind::Quoted) return !at_start;
    if (t.kind == TokenKind::Symbol && t.folded != "-" && t.folded != "'") return true;
    for (const Mention& m : a_.mentions) {
      if (m.first > i) break;
      if (m.first != i) continue;
      if (!at_start && m.concept_id == g_.role(Role::Copula) && t.kind == TokenKind::Word) return true;
      if (m.concept_id == g_.role(Role::Cut) || m.concept_id == g_.role(Role::And) ||
          m.concept_id == g_.role(Role::Or))
        return true;
      if (m.typed && m.concept_id != g_.builtin(Builtin::Number) &&
          m.concept_id != g_.builtin(Builtin::Ordinal) && m.concept_id != g_.builtin(Builtin::Word) &&
          m.concept_id != g_.builtin(Builtin::Quoted))
        return true;
      if (!at_start && m.size() > 1 && contains(slot_.cues, m.concept_id)) return true; // 打了 A 标签的
      if (m.size() == 1 && t.kind == TokenKind::Han) continue; // single characters are too common to stop at
      if (firmly_ && t.kind == TokenKind::Han && !value_follows(m)) continue; // 模板名叫 板书放大
      for (const Slot& other : intent_.slots)
        if (&other != &slot_ && contains(other.cues, m.concept_id) && !contains(slot_.cues, m.concept_id))
          return true;
    }
    return false;
  }

  [[nodiscard]] bool value_follows(const Mention& cue) const {
    const std::uint32_t i = cue.last;
    if (i >= end()) return false;
    if (a_.token(i).folded == ":" || a_.token(i).folded == "=" || role(i, Role::Copula)) return true;
    return std::any_of(a_.mentions.begin(), a_.mentions.end(),
                       [&](const Mention& m) { return m.first == i && m.typed; });
  }

  Phrase finish(std::uint32_t first, std::uint32_t last) {
    while (last > first && role(last - 1, Role::Filler)) --last;
    return {first, last, words_of(a_, first, last)};
  }

  const Grammar& g_;
  const Analysis& a_;
  const Intent& intent_;
  const Slot& slot_;
  const Mention& cue_;
  bool list_ = false;
  bool further_ = false; ///< a member of a list has been read before
  bool firmly_ = false;  ///< … and it is more than "is" or "be"
  bool joined_ = false;  ///< "called", "is", ':' … stands between cue and name
};

} // namespace

std::vector<Phrase> phrases_behind(const Grammar& g, const Analysis& a, const Intent& intent,
                                   const Slot& slot, const Mention& cue, bool list) {
  PhraseReader reader(g, a, intent, slot, cue);
  std::vector<Phrase> phrases = reader.read(list);
  return phrases.empty() ? reader.read_before() : phrases;
}

std::string words_of(const Analysis& a, std::uint32_t first, std::uint32_t last) {
  if (first >= last) return {};
  std::string words(a.span(first, last).of(a.text));
  for (char& c : words)
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  return words;
}

} // namespace cmdwright::understand
