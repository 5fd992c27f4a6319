// Free texts: prompts, questions, search texts. Where a text begins is said by a label ("prompt: …"), by
// quotes, by the word that asks for it ("draw …", "ask the model …"), by a head with a linking word ("a film
// of …", "…的图片"), or by a colon. It ends where the rest of the request speaks of something else: a segment
// in which every word is known and none is left to be the person's own.
#include <algorithm>

#include "text/words.h"
#include "understand/phrase.h"
#include "understand/slots.h"

namespace cmdwright::understand {

namespace {

bool contains(const std::vector<Id>& list, Id id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

class TextFinder {
public:
  TextFinder(const Grammar& g, Analysis& a)
      : g_(g), a_(a), n_(static_cast<std::uint32_t>(a.tokens.list.size())) {
    quoted_taken_.assign(n_, false);
  }

  void run() {
    a_.texts.clear();
    for (std::size_t k = 0; k < a_.groups.size(); ++k) {
      const Group& group = a_.groups[k];
      intent_ = group.intent;
      // A group may use its own segments and those that nobody owns, up to the next group.
      const std::uint32_t from = k == 0 ? 0 : group.first;
      const std::uint32_t to =
          k + 1 < a_.groups.size() ? a_.groups[k + 1].first : static_cast<std::uint32_t>(a_.segments.size());
      first_ = a_.segments[from].first;
      own_ = a_.segments[group.first].first;
      last_ = a_.segments[to - 1].last;
      quoted_for_names();
      bool dialogue_said = false;
      for (const Slot& slot : intent_->slots)
        if (!slot.turn_user.empty()) dialogue_said |= dialogue(slot);
      if (dialogue_said) continue;
      for (const Slot& slot : intent_->slots)
        if (slot.is_text) labelled(slot);
      for (const Slot& slot : intent_->slots) {
        if (!slot.is_text || done(slot) || (slot.openers.empty() && slot.starters.empty())) continue;
        if (!quoted(slot) && !opened(slot, true) && !after_colon(slot, true) && !opened(slot, false) &&
            !headed(slot) && !after_colon(slot, false) && !started(slot) && slot.residual) {
          weak_ = true;
          residual(slot);
          weak_ = false;
        }
      }
    }
  }

private:
  [[nodiscard]] bool role(std::uint32_t i, Role r) const { return i < n_ && a_.has_concept(i, g_.role(r)); }
  [[nodiscard]] const Token& token(std::uint32_t i) const { return a_.token(i); }
  [[nodiscard]] bool is(std::uint32_t i, std::string_view s) const {
    return i < n_ && token(i).kind == TokenKind::Symbol && token(i).folded == s;
  }

  [[nodiscard]] bool done(const Slot& slot) const {
    return std::any_of(a_.texts.begin(), a_.texts.end(), [&](const TextSpan& t) {
      return t.slot != nullptr && t.intent == intent_ && t.slot->param == slot.param && t.first >= first_ &&
             t.first < last_;
    });
  }

  void put(const Slot& slot, std::uint32_t first, std::uint32_t last, std::uint32_t cue, std::string value) {
    for (const TextSpan& other : a_.texts) // words are the text of one parameter
      if (other.intent == intent_ && other.first < last && first < other.last) return;
    TextSpan t;
    t.first = first, t.last = last, t.cue = cue;
    t.value = std::move(value);
    t.slot = &slot, t.intent = intent_, t.weak = weak_;
    a_.texts.push_back(std::move(t));
  }

  void put_quoted(const Slot& slot, std::uint32_t at, std::uint32_t cue) {
    quoted_taken_[at] = true;
    std::string value(token(at).inner.of(a_.text));
    for (char& c : value)
      if (c == '\n' || c == '\r') c = ' ';
    put(slot, at, at + 1, cue, std::move(value));
  }

  /// Quotations that stand next to the cue of a name are names.
  void quoted_for_names() {
    for (const Mention& m : a_.mentions) {
      if (m.first < first_ || m.first >= last_ || m.concept_id != g_.builtin(Builtin::Quoted)) continue;
      std::uint32_t best_name = 9, best_text = 9;
      const std::uint32_t segment = a_.segment_of(m.first);
      for (const Mention& c : a_.mentions) {
        if (c.first < first_ || c.first >= last_ || (c.first < m.last && m.first < c.last) ||
            a_.segment_of(c.first) != segment)
          continue;
        const std::uint32_t gap = c.last <= m.first ? m.first - c.last : c.first - m.last + 2;
        for (const Slot& slot : intent_->slots) {
          if (!contains(slot.cues, c.concept_id)) continue;
          if (slot.is_text)
            best_text = std::min(best_text, gap);
          else if (slot.is_name)
            best_name = std::min(best_name, gap);
        }
      }
      if (best_name < best_text && best_name <= 5) quoted_taken_[m.first] = true;
    }
  }

  // ---- dialogues
  // -----------------------------------------------------------------------------------------------------

  /// "I asked …, it answered …, now I ask …": several turns become one JSON text.
  bool dialogue(const Slot& slot) {
    struct Turn {
      bool user;
      std::uint32_t first, last; ///< tokens of the words
      bool quoted;
    };
    std::vector<Turn> turns;
    for (const Mention& m : a_.mentions) {
      if (m.first < first_) continue;
      if (m.first >= last_) break;
      const bool user = contains(slot.user_cues, m.concept_id);
      if (!user && !contains(slot.assistant_cues, m.concept_id)) continue;
      std::uint32_t i = m.last;
      while (i < last_ && (is(i, ":") || is(i, ",") || role(i, Role::Copula) || role(i, Role::Filler))) ++i;
      if (i >= last_ || (!turns.empty() && i < turns.back().last)) continue;
      if (!turns.empty() && !turns.back().quoted) turns.back().last = std::min(turns.back().last, m.first);
      const bool quoted = token(i).kind == TokenKind::Quoted;
      if (!turns.empty() && turns.back().first == i) continue; // two words for one turn
      turns.push_back({user, i, quoted ? i + 1 : last_, quoted});
    }
    const auto assistant = std::find_if(turns.begin(), turns.end(), [](const Turn& t) { return !t.user; });
    if (turns.size() < 2 || assistant == turns.end() || !turns.back().user) return false;
    std::string json = "[";
    for (const Turn& t : turns) {
      std::uint32_t end = t.last;
      while (!t.quoted && end > t.first && token(end - 1).kind == TokenKind::Symbol && !is(end - 1, "?"))
        --end;
      const std::string words =
          t.quoted ? std::string(token(t.first).inner.of(a_.text)) : words_of(a_, t.first, end);
      std::string escaped;
      for (const char c : words) {
        if (c == '"' || c == '\\') escaped.push_back('\\');
        escaped.push_back(c == '\n' ? ' ' : c);
      }
      std::string turn(t.user ? slot.turn_user : slot.turn_assistant);
      if (const std::size_t at = turn.find('$'); at != std::string::npos) turn.replace(at, 1, escaped);
      json += (json.size() > 1 ? "," : "") + turn;
    }
    put(slot, turns.front().first, turns.back().last, turns.front().first, json + "]");
    return true;
  }

  // ---- beginnings
  // ----------------------------------------------------------------------------------------------------

  void labelled(const Slot& slot) {
    for (const Mention& cue : a_.mentions) {
      if (cue.first < first_ || cue.negated || !contains(slot.cues, cue.concept_id)) continue;
      if (cue.first >= last_) break;
      std::uint32_t i = cue.last;
      bool joint = false;
      for (bool sign = false;
           i < last_ && !sign && (role(i, Role::Copula) || is(i, ":") || is(i, "=") || role(i, Role::Filler));
           ++i) {
        joint |= !role(i, Role::Filler) || role(i, Role::Copula);
        sign = is(i, ":") || is(i, "="); // behind it everything is text
      }
      if (i < last_ && token(i).kind == TokenKind::Quoted && !quoted_taken_[i]) {
        put_quoted(slot, i, cue.first);
        return;
      }
      if (const Binding* b = a_.binding_of(cue.first); b != nullptr && b->option && b->last > b->first) {
        put(slot, b->first, b->last, cue.first, words_of(a_, b->first, b->last));
        return;
      }
      if (const std::uint32_t end = joint ? end_of_line(cue.first, i) : 0; end > i) {
        finish(slot, i, end, cue.first);
        return;
      }
      if (i < last_ && joint && token(i).kind != TokenKind::Newline && token(i).kind != TokenKind::Json) {
        labelled_ = true;
        const bool taken = take_run(slot, i, cue.first, true);
        labelled_ = false;
        if (taken) return;
      }
      // "…" as the background
      for (std::uint32_t back = 1; back <= 4 && cue.first >= first_ + back; ++back) {
        const std::uint32_t q = cue.first - back;
        if (token(q).kind == TokenKind::Quoted && !quoted_taken_[q] && linked_back(q + 1, cue.first)) {
          put_quoted(slot, q, cue.first);
          return;
        }
        if (token(q).kind == TokenKind::Symbol || token(q).kind == TokenKind::Newline) break;
      }
      if (in_front(slot, cue)) return;
    }
  }

  /// "with a marble counter as the background": the words between "with" and "as".
  bool in_front(const Slot& slot, const Mention& cue) {
    std::uint32_t end = cue.first;
    while (end > first_ && token(end - 1).kind == TokenKind::Word && role(end - 1, Role::Small) &&
           !is_as(end - 1))
      --end;
    if (end == first_ || !is_as(end - 1)) return false;
    --end;
    const std::uint32_t segment = a_.segment_of(cue.first);
    std::uint32_t i = end;
    while (i > a_.segments[segment].first && !role(i - 1, Role::Link)) --i;
    if (i <= a_.segments[segment].first || end < i + 1 || !has_own_words(i, end)) return false;
    finish(slot, i, end, cue.first);
    return true;
  }
  [[nodiscard]] bool is_as(std::uint32_t i) const {
    return token(i).folded == "as" || token(i).folded == "for" || token(i).folded == "\u4F5C" ||
           token(i).folded == "\u4E3A" || token(i).folded == "\u5F53";
  }

  /// In a form, one label a line, the text of a label is the rest of its line. 0 when this is no form.
  [[nodiscard]] std::uint32_t end_of_line(std::uint32_t cue, std::uint32_t text) const {
    const bool starts =
        cue == 0 || token(cue - 1).kind == TokenKind::Newline ||
        (token(cue - 1).kind == TokenKind::Symbol && cue > 1 && token(cue - 2).kind == TokenKind::Newline);
    if (!starts || text >= n_) return 0;
    std::uint32_t i = text;
    while (i < n_ && token(i).kind != TokenKind::Newline) {
      if (i > text && a_.binding_of(i) != nullptr) return 0;
      ++i;
    }
    unsigned labelled_lines = 0;
    for (const Binding& b : a_.bindings)
      labelled_lines += b.label_first == 0 || token(b.label_first - 1).kind == TokenKind::Newline ? 1U : 0U;
    return labelled_lines >= 2 ? i : 0;
  }

  [[nodiscard]] bool linked_back(std::uint32_t from, std::uint32_t to) const {
    for (std::uint32_t i = from; i < to; ++i)
      if (is_as(i)) return true;
    return from == to;
  }

  bool quoted(const Slot& slot) {
    for (std::uint32_t i = first_; i < last_; ++i)
      if (token(i).kind == TokenKind::Quoted && !quoted_taken_[i] && !token(i).title) {
        put_quoted(slot, i, i);
        return true;
      }
    return false;
  }

  /// `colons`: only where a colon follows ("draw it: …"), which says best where the text begins.
  bool opened(const Slot& slot, bool colons) {
    for (const Mention& o : a_.mentions) {
      if (o.first < first_ || o.negated || !contains(slot.openers, o.concept_id)) continue;
      if (o.first >= last_) break;
      std::uint32_t i = o.last;
      const Segment& segment = a_.segments[a_.segment_of(o.first)];
      if (colons) {
        if (!is(segment.last, ":") || segment.last <= i || segment.last > i + 6) continue;
        i = segment.last;
      }
      // A head with its linking word further on: "draw me an AI image of …".
      if (const std::uint32_t behind = behind_head(slot, i); behind > 0) i = behind;
      if (take_run(slot, i, o.first, is(i, ":"))) return true;
    }
    return false;
  }

  /// "改成水彩风格": the word that begins the text is part of it.
  bool started(const Slot& slot) {
    for (const Mention& m : a_.mentions) {
      if (m.first < own_ || m.negated || !contains(slot.starters, m.concept_id)) continue;
      if (m.first >= last_) break;
      const std::uint32_t s = a_.segment_of(m.first);
      if (!has_own_words(m.last, a_.segments[s].last)) continue;
      bool other_files = false; // "换成 <FileId>" is about the file
      for (const Mention& f : a_.mentions)
        other_files |= f.typed && f.first >= m.last && f.first < a_.segments[s].last &&
                       (f.concept_id == g_.builtin(Builtin::Url) ||
                        f.concept_id == g_.builtin(Builtin::Path) || is_pattern(f.concept_id));
      if (other_files) continue;
      finish(slot, m.first, a_.segments[s].last, m.first);
      return true;
    }
    return false;
  }

  bool headed(const Slot& slot) {
    for (const Mention& h : a_.mentions) {
      if (h.first < first_ || !contains(slot.heads, h.concept_id)) continue;
      if (h.first >= last_) break;
      std::uint32_t i = h.last;
      if (!role(i, Role::Link) && !is(i, ":")) continue;
      const bool colon = is(i, ":");
      while (role(i, Role::Link) || is(i, ":")) ++i;
      if (take_run(slot, i, h.first, colon)) return true;
    }
    return false;
  }

  /// Token behind "image of" when such a head follows within the same segment, else 0.
  [[nodiscard]] std::uint32_t behind_head(const Slot& slot, std::uint32_t from) const {
    const std::uint32_t segment = a_.segment_of(from);
    for (const Mention& h : a_.mentions) {
      if (h.first < from || !contains(slot.heads, h.concept_id)) continue;
      if (h.first > from + 6 || a_.segment_of(h.first) != segment) break;
      for (std::uint32_t i = from; i < h.first; ++i)
        if (!known(i)) return 0; // the text itself speaks of a picture
      std::uint32_t i = h.last;
      if (!role(i, Role::Link)) {
        // "generate a video, …": the head alone is no text
        continue;
      }
      while (role(i, Role::Link)) ++i;
      return i;
    }
    return 0;
  }

  bool after_colon(const Slot& slot, bool questions) {
    for (std::uint32_t s = a_.segment_of(own_); s < a_.segments.size() && a_.segments[s].first < last_; ++s) {
      const Segment& segment = a_.segments[s];
      const bool question = is(segment.last, "?");
      if (questions && !question) continue;
      if (segment.before != Break::Colon || (segment.explained && !question) || segment.first < own_ ||
          a_.binding_of(segment.first) != nullptr)
        continue;
      if (take_run(slot, segment.first, segment.first, true)) return true;
    }
    return false;
  }

  /// The first segment of the group that nothing explains.
  void residual(const Slot& slot) {
    for (std::uint32_t s = a_.segment_of(own_); s < a_.segments.size() && a_.segments[s].first < last_; ++s) {
      const Segment& segment = a_.segments[s];
      if (segment.explained || segment.unknown < 2 || speaks_of_intent(segment) || files_follow(segment) ||
          a_.binding_at(segment.first) != nullptr || sets_switch(segment))
        continue;
      std::uint32_t i = segment.first;
      std::uint32_t end = segment.last;
      // Leave out what has a meaning of its own at both ends.
      while (i < end && (!own_words(i) || is(i, ","))) ++i;
      while (end > i && !own_words(end - 1)) --end;
      if (end - i < 2) continue;
      finish(slot, i, end, i);
      return;
    }
  }

  [[nodiscard]] bool sets_switch(const Segment& s) const {
    return std::any_of(a_.mentions.begin(), a_.mentions.end(), [&](const Mention& m) {
      if (m.first < s.first || m.first >= s.last) return false;
      return std::any_of(g_.modifiers.begin(), g_.modifiers.end(),
                         [&](const Slot& slot) { return find_choice(g_, slot, m) != nullptr; });
    });
  }

  /// What is told before the files are named is the story behind them.
  [[nodiscard]] bool files_follow(const Segment& s) const {
    return std::any_of(a_.mentions.begin(), a_.mentions.end(), [&](const Mention& m) {
      return m.first >= s.last && m.first < last_ && m.typed &&
             (m.concept_id == g_.builtin(Builtin::Url) || m.concept_id == g_.builtin(Builtin::Path) ||
              is_pattern(m.concept_id));
    });
  }

  /// The segment says what is wanted, or names a file: it is not itself the text.
  [[nodiscard]] bool speaks_of_intent(const Segment& s) const {
    for (const Mention& m : a_.mentions) {
      if (m.first < s.first) continue;
      if (m.first >= s.last) break;
      if (m.typed && m.concept_id != g_.builtin(Builtin::Number)) return true;
    }
    for (const Evidence& e : intent_->evidence)
      if (e.weight >= 5)
        for (const auto& any : e.when.all)
          for (const Id f : any) {
            const Str name = g_.concepts[g_.features[f].concept_id].name;
            const bool thing = name.starts_with("obj.") || name.starts_with("attr.");
            if (!thing && std::binary_search(s.features.begin(), s.features.end(), f)) return true;
          }
    return false;
  }

  [[nodiscard]] bool own_words(std::uint32_t i) const {
    for (const Mention& m : a_.mentions)
      if (m.covers(i) && (m.typed || m.concept_id == g_.role(Role::Filler))) return false;
    return true;
  }

  [[nodiscard]] bool known(std::uint32_t i) const {
    if (token(i).kind == TokenKind::Symbol) return true;
    return std::any_of(a_.mentions.begin(), a_.mentions.end(), [&](const Mention& m) { return m.covers(i); });
  }

  // ---- ends
  // ----------------------------------------------------------------------------------------------------------

  /// Takes the text that begins at `i`. `marked`: a colon or a label says that a text begins, so that it may
  /// go on for longer and may consist of known words.
  bool take_run(const Slot& slot, std::uint32_t i, std::uint32_t cue, bool marked) {
    if (!marked && i < last_ && (is(i, "?") || is(i, "!") || is(i, ".")))
      return false; // what asks for a text has ended
    while (i < last_ && (token(i).kind == TokenKind::Symbol || token(i).kind == TokenKind::Newline) &&
           !is(i, "(") && !is(i, "<"))
      ++i;
    if (!marked || (!labelled_ && role(i, Role::Link) && token(i).kind == TokenKind::Word))
      while (i < last_ &&
             (role(i, Role::Filler) || role(i, Role::Copula) || role(i, Role::Link) || is_opener(slot, i)) &&
             !stays(i))
        ++i;
    if (i >= last_) return false;
    if (token(i).kind == TokenKind::Quoted && !quoted_taken_[i]) {
      put_quoted(slot, i, cue);
      return true;
    }
    std::uint32_t s = a_.segment_of(i);
    // A beginning that no label marks needs words of the person's own in its segment.
    const bool question = marked && is(a_.segments[s].last, "?");
    if (!(marked && (slot.greedy || labelled_ || question)) && !has_own_words(i, a_.segments[s].last))
      return false;
    if (marked)
      if (const std::uint32_t q = question_to(slot, s); q > s) s = q;
    std::uint32_t end = a_.segments[s].last;
    while (s + 1 < a_.segments.size() && a_.segments[s + 1].first < last_) {
      const Segment& next = a_.segments[s + 1];
      const bool glued_cut = next.before == Break::Cut && marked && next.first > 0 &&
                             token(next.first - 1).kind == TokenKind::Han; // 最后变成一个小点
      if (glued_cut && !has_value(next)) {
        ++s;
        end = next.last;
        continue;
      }
      const bool listed =
          labelled_ && next.before == Break::Soft && next.last - next.first <= 3 && !sets_something(next);
      if ((next.explained && !listed) || next.before == Break::Cut || role(next.first, Role::Aside) ||
          role(next.first + 1, Role::Aside))
        break;
      if (next.before == Break::Hard && !(slot.greedy && marked) && !(is_item(i) && is_item(next.first)))
        break;
      if (begins_other(next, slot)) break;
      ++s;
      end = next.last;
    }
    finish(slot, i, end, cue);
    return true;
  }

  /// The segment that ends with the question mark of the sentence that segment `s` begins; `s` when there is
  /// none.
  [[nodiscard]] std::uint32_t question_to(const Slot& slot, std::uint32_t s) const {
    for (std::uint32_t k = s; k < a_.segments.size() && a_.segments[k].first < last_; ++k) {
      const Segment& segment = a_.segments[k];
      if (k > s &&
          (segment.before == Break::Hard || segment.before == Break::Paren || begins_other(segment, slot)))
        break;
      if (is(segment.last, "?")) return k;
    }
    return s;
  }

  /// The segment is about a parameter or a switch: "no wait", "1080P", "with template 12".
  [[nodiscard]] bool sets_something(const Segment& s) const {
    const auto chooses = [&](const Slot& slot, const Mention& m) {
      return find_choice(g_, slot, m) != nullptr;
    };
    for (const Mention& m : a_.mentions) {
      if (m.first < s.first) continue;
      if (m.first >= s.last) break;
      if (m.typed && m.concept_id != g_.builtin(Builtin::Word)) return true;
      for (const Slot& slot : intent_->slots)
        if (contains(slot.cues, m.concept_id) || chooses(slot, m)) return true;
      for (const Slot& slot : g_.modifiers)
        if (chooses(slot, m)) return true;
    }
    return false;
  }

  [[nodiscard]] bool has_value(const Segment& s) const {
    return std::any_of(a_.mentions.begin(), a_.mentions.end(),
                       [&](const Mention& m) { return m.first >= s.first && m.first < s.last && m.typed; });
  }

  /// A word that is a filler elsewhere but belongs to the text here: an article, "我" in a sentence.
  [[nodiscard]] bool stays(std::uint32_t i) const {
    const std::string_view t = token(i).folded;
    if (t != "a" && t != "an" && t != "the" && t != "\u4E00") return false;
    return std::none_of(a_.mentions.begin(), a_.mentions.end(), [&](const Mention& m) {
      return m.first == i && m.size() > 1 &&
             (m.concept_id == g_.role(Role::Filler) || m.concept_id == g_.role(Role::Link));
    });
  }

  [[nodiscard]] bool is_opener(const Slot& slot, std::uint32_t i) const {
    return std::any_of(a_.mentions.begin(), a_.mentions.end(),
                       [&](const Mention& m) { return m.covers(i) && contains(slot.openers, m.concept_id); });
  }

  [[nodiscard]] bool has_own_words(std::uint32_t from, std::uint32_t to) const {
    for (std::uint32_t i = from; i < to; ++i)
      if (!known(i)) return true;
    return false;
  }

  /// "1." or "2)" at the beginning of a list item.
  [[nodiscard]] bool is_item(std::uint32_t i) const {
    return i + 1 < n_ && token(i).kind == TokenKind::Number && token(i).folded.size() <= 2 &&
           token(i + 1).kind == TokenKind::Symbol && token(i + 1).glued;
  }

  /// The segment opens with the label of another parameter, or with a URL or an id.
  [[nodiscard]] bool begins_other(const Segment& s, const Slot& slot) const {
    if (const Binding* b = a_.binding_of(s.first); b != nullptr && is_label_of_other(*b, slot)) return true;
    for (const Mention& m : a_.mentions) {
      if (m.first < s.first) continue;
      if (m.first > s.first + 1 || m.first >= s.last) break;
      for (const Slot& other : intent_->slots)
        if (&other != &slot && (other.is_text || other.is_name) && contains(other.cues, m.concept_id) &&
            !contains(slot.cues, m.concept_id)) {
          const std::uint32_t i = m.last;
          if (role(i, Role::Copula) || is(i, ":") || is(i, "=") ||
              (i < n_ && token(i).kind == TokenKind::Quoted))
            return true;
        }
    }
    return false;
  }

  [[nodiscard]] bool is_label_of_other(const Binding& b, const Slot& slot) const {
    for (const Mention& m : a_.mentions)
      if (m.first == b.label_first)
        for (const Slot& other : intent_->slots)
          if (&other != &slot && contains(other.cues, m.concept_id) && !contains(slot.cues, m.concept_id))
            return true;
    return false;
  }

  void finish(const Slot& slot, std::uint32_t first, std::uint32_t last, std::uint32_t cue) {
    // Values of other parameters at the ends are not part of the text: URLs, ids.
    const auto foreign = [&](std::uint32_t i) {
      return std::any_of(a_.mentions.begin(), a_.mentions.end(), [&](const Mention& m) {
        return m.covers(i) && m.typed &&
               (m.concept_id == g_.builtin(Builtin::Url) || m.concept_id == g_.builtin(Builtin::Path) ||
                is_pattern(m.concept_id));
      });
    };
    const auto drop_end = [&](std::uint32_t i) {
      const Token& t = token(i);
      if (t.kind == TokenKind::Newline) return true;
      if (t.kind == TokenKind::Symbol)
        return t.folded == "." || t.folded == "," || t.folded == ";" || t.folded == "!" || t.folded == ":" ||
               t.folded == "(" || t.folded == "-" || t.folded == "~";
      return foreign(i) || trailing_filler(i, first);
    };
    for (std::uint32_t k = first; k < last && !labelled_ && k + 1 < last; ++k)
      if (k > first && foreign(k)) { // a file is no part of a text that nothing marks
        if (weak_) return;
        last = k;
      }
    while (last > first && drop_end(last - 1)) --last;
    if (!labelled_) last = without_settings(first, last);
    while (last > first && (foreign(first) || is(first, ",") || is(first, ":"))) ++first;
    // A closing question mark that directly follows belongs to the text.
    if (last < n_ && is(last, "?") && last > first) ++last;
    if (last <= first) return;
    if (ordinal_list(slot, first, last, cue)) return;
    last = without_head_behind(slot, first, last);
    put(slot, first, last, cue, words_of(a_, first, last));
  }

  /// "a lighthouse with Kling 2.1 in 1080P": settings behind a text that nothing marks are not part of it.
  [[nodiscard]] std::uint32_t without_settings(std::uint32_t first, std::uint32_t last) const {
    std::uint32_t end = last;
    std::uint32_t kept = last;
    while (end > first + 1) {
      if (const Mention* m = setting_ending_at(end); m != nullptr && m->first > first) {
        end = m->first;
        // Only with a linking word in front is it said of the result and not of what the text shows.
        if (end > first + 1 && token(end - 1).kind == TokenKind::Word && role(end - 1, Role::Link))
          kept = --end;
      } else {
        break;
      }
    }
    while (kept < last && kept > first && is(kept - 1, ",")) --kept;
    return kept;
  }
  [[nodiscard]] const Mention* setting_ending_at(std::uint32_t end) const {
    for (const Mention& m : a_.mentions) {
      if (m.last != end) continue;
      const auto is_a = [&](Builtin b) { return m.concept_id == g_.builtin(b); };
      if (is_a(Builtin::Number) && names_model(m.first)) return &m;
      if (is_a(Builtin::Number) || is_a(Builtin::Word) || is_a(Builtin::Quoted) || is_a(Builtin::Duration))
        continue;
      for (const Slot& slot : intent_->slots)
        if (!slot.is_text && !slot.is_name && contains(slot.accepts, m.concept_id) &&
            (m.typed || g_.concepts[m.concept_id].has_values))
          return &m;
    }
    return nullptr;
  }
  /// The number that begins at `at` is the version of something named right before it.
  [[nodiscard]] bool names_model(std::uint32_t at) const {
    return std::any_of(a_.mentions.begin(), a_.mentions.end(), [&](const Mention& m) {
      return m.last == at && g_.concepts[m.concept_id].has_values && !m.value.empty() &&
             std::any_of(intent_->slots.begin(), intent_->slots.end(),
                         [&](const Slot& slot) { return contains(slot.accepts, m.concept_id); });
    });
  }

  /// "第一张是…，第二张是…": several texts, each of which makes a command of its own.
  bool ordinal_list(const Slot& slot, std::uint32_t first, std::uint32_t last, std::uint32_t cue) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> items; // of marker, of text
    for (std::uint32_t i = first; i + 3 < last; ++i) {
      if (token(i).folded != "\u7B2C" || (i > first && token(i - 1).kind != TokenKind::Symbol)) continue;
      std::uint32_t text = i + 2;
      while (text < last && text < i + 5 &&
             (role(text, Role::Small) || role(text, Role::Copula) || is(text, ":") || is(text, ",")))
        ++text;
      items.emplace_back(i, text);
    }
    if (items.size() < 2 || items[0].first != first) return false;
    for (std::size_t k = 0; k < items.size(); ++k) {
      std::uint32_t end = k + 1 < items.size() ? items[k + 1].first : last;
      while (end > items[k].second && token(end - 1).kind == TokenKind::Symbol) --end;
      put(slot, items[k].second, end, cue, words_of(a_, items[k].second, end));
    }
    return true;
  }

  [[nodiscard]] bool is_pattern(Id id) const {
    return std::any_of(g_.patterns.begin(), g_.patterns.end(),
                       [&](const Pattern& p) { return p.concept_id == id; });
  }

  [[nodiscard]] bool trailing_filler(std::uint32_t i, std::uint32_t first) const {
    if (!role(i, Role::Filler)) return false;
    if (token(i).kind == TokenKind::Han && ends_word(i)) return false;
    // Only a run of fillers that reaches the end, and never the whole text.
    return i > first;
  }

  /// 应对, 专用: a character that often stands alone may end a longer word. Particles (吧, 呢) do not.
  [[nodiscard]] bool ends_word(std::uint32_t i) const {
    return std::none_of(a_.mentions.begin(), a_.mentions.end(), [&](const Mention& m) {
      return m.covers(i) && m.concept_id == g_.role(Role::Filler) &&
             (m.size() > 1 || role(i, Role::Particle));
    });
  }

  /// 雪山日出的图片: the head behind 的 names the kind of result.
  [[nodiscard]] std::uint32_t without_head_behind(const Slot& slot, std::uint32_t first,
                                                  std::uint32_t last) const {
    for (const Mention& h : a_.mentions)
      if (h.last == last && contains(slot.heads, h.concept_id) && h.first > first + 1 &&
          token(h.first - 1).folded == "\u7684")
        return h.first - 1;
    return last;
  }

  const Grammar& g_;
  Analysis& a_;
  std::uint32_t n_;
  const Intent* intent_ = nullptr;
  std::uint32_t first_ = 0;
  std::uint32_t own_ = 0;
  std::uint32_t last_ = 0;
  std::vector<bool> quoted_taken_;
  bool weak_ = false;     ///< nothing marks the text that is being read
  bool labelled_ = false; ///< the run in hand has a label of its own
};

} // namespace

void find_texts(const Grammar& g, Analysis& a) {
  TextFinder(g, a).run();
}

} // namespace cmdwright::understand
