// Labels and their values: "session id: run-7", "name=Harbor Cat, class=41". What is said that plainly is
// settled before anything is weighed: the value belongs to the label, and words in it are no evidence for
// what is wanted.
#include <algorithm>

#include "understand/analysis.h"

namespace cmdwright::understand {

const Binding* Analysis::binding_at(std::uint32_t token) const {
  for (const Binding& b : bindings)
    if (b.first <= token && token < b.last) return &b;
  return nullptr;
}

const Binding* Analysis::binding_of(std::uint32_t label_first) const {
  for (const Binding& b : bindings)
    if (b.label_first == label_first) return &b;
  return nullptr;
}

namespace {

class BindingFinder {
public:
  BindingFinder(const Grammar& g, Analysis& a)
      : g_(g), a_(a), n_(static_cast<std::uint32_t>(a.tokens.list.size())) {}

  void run() {
    a_.bindings.clear();
    std::uint32_t behind = 0; // labels inside a value are part of it
    for (std::size_t k = 0; k < a_.mentions.size(); ++k) {
      const Mention& m = a_.mentions[k];
      const Concept& concept_of = g_.concepts[m.concept_id];
      if (m.first < behind || !concept_of.label) continue;
      Binding b;
      b.label_first = m.first;
      b.label_last = m.last;
      if (is_option(m.first)) {
        b.option = true;
        b.first = m.last + (is_joint(m.last) ? 1 : 0);
        b.last = end_of_value(b.first);
      } else if (is_joint(m.last) || is_asked(m)) {
        b.first = m.last + 1;
        b.last = end_of_value(b.first);
      } else if (concept_of.verbatim) { // "ext info dub-de"
        b.first = m.last;
        b.last = end_of_code(b.first);
      }
      if (b.last == b.first) continue;
      b.verbatim = std::all_of(a_.mentions.begin(), a_.mentions.end(), [&](const Mention& o) {
        const Concept& c = g_.concepts[o.concept_id];
        return o.first != m.first || o.last != m.last || !c.label || c.verbatim;
      });
      if (!b.verbatim && is_prose(b)) continue;
      behind = b.last;
      a_.bindings.push_back(b);
    }
  }

private:
  /// "you may use the element: character riding a tractor …": the label takes values, and none begins here.
  [[nodiscard]] bool is_prose(const Binding& b) const {
    constexpr std::uint32_t kShort = 4;
    if (b.last - b.first <= kShort) return false;
    return std::none_of(a_.mentions.begin(), a_.mentions.end(), [&](const Mention& m) {
      return m.first >= b.first && m.first < b.first + 2 && (m.typed || g_.concepts[m.concept_id].has_values);
    });
  }

  [[nodiscard]] const Token& token(std::uint32_t i) const { return a_.token(i); }
  [[nodiscard]] bool is_joint(std::uint32_t i) const {
    return i < n_ && token(i).kind == TokenKind::Symbol && (token(i).folded == "=" || token(i).folded == ":");
  }

  /// "Its name? PodcastClean": a short question that the speaker answers.
  [[nodiscard]] bool is_asked(const Mention& label) const {
    return label.last + 1 < n_ && token(label.last).folded == "?" &&
           token(label.last + 1).kind != TokenKind::Newline &&
           (label.first == 0 || token(label.first - 1).kind == TokenKind::Symbol);
  }

  /// "--name": two dashes that belong to the word.
  [[nodiscard]] bool is_option(std::uint32_t i) const {
    return i >= 2 && i < n_ && token(i).glued && token(i - 1).folded == "-" && token(i - 1).glued &&
           token(i - 2).folded == "-";
  }

  /// A label with its joint begins here.
  [[nodiscard]] bool labelled(std::uint32_t i) const {
    for (const Mention& m : a_.mentions) {
      if (m.first > i) break;
      if (m.first == i && g_.concepts[m.concept_id].label && is_joint(m.last)) return true;
    }
    return false;
  }

  [[nodiscard]] bool is_separator(std::uint32_t i) const {
    const Token& t = token(i);
    if (t.kind == TokenKind::Newline) return true;
    if (t.kind != TokenKind::Symbol) return false;
    if (t.folded == "|" || t.folded == ";" || t.folded == ")") return true;
    if (t.folded == "." || t.folded == "!" || t.folded == "?")
      return t.span.size() > 1 || i + 1 == n_ || !token(i + 1).glued;
    // "a,b" is a list, "a, b" and "a，b" are not.
    return t.folded == "," && (t.span.size() > 1 || i + 1 == n_ || !token(i + 1).glued);
  }

  /// End of a run such as "dub-de" or "ott/req-5512"; `first` when there is none.
  [[nodiscard]] std::uint32_t end_of_code(std::uint32_t first) const {
    const auto content = [&](std::uint32_t i) {
      return i < n_ && (token(i).kind == TokenKind::Word || token(i).kind == TokenKind::Number);
    };
    if (!content(first)) return first;
    std::uint32_t i = first + 1;
    while (i + 1 < n_ && token(i).glued && token(i).kind == TokenKind::Symbol && token(i + 1).glued &&
           content(i + 1) &&
           (token(i).folded == "-" || token(i).folded == "/" || token(i).folded == "." ||
            token(i).folded == ":" || token(i).folded == "="))
      i += 2;
    return i > first + 1 ? i : first;
  }

  [[nodiscard]] std::uint32_t end_of_value(std::uint32_t first) const {
    if (first >= n_) return first;
    const TokenKind kind = token(first).kind;
    if (kind == TokenKind::Quoted || kind == TokenKind::Json) return first + 1;
    std::uint32_t i = first;
    while (i < n_ && !is_separator(i) && (i == first || !labelled(i))) {
      if (is_option(i + 2)) break;
      if (i > first && (token(i).kind == TokenKind::Quoted || token(i).kind == TokenKind::Json)) break;
      ++i;
    }
    return i;
  }

  const Grammar& g_;
  Analysis& a_;
  std::uint32_t n_;
};

} // namespace

void find_bindings(const Grammar& g, Analysis& a) {
  BindingFinder(g, a).run();
}

} // namespace cmdwright::understand
