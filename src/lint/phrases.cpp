#include "lint/phrases.h"

#include <algorithm>

#include "text/words.h"

namespace cmdwright::lint {

namespace {
bool is_word(char c) {
  return is_alnum(c) || c == '_';
}
} // namespace

std::string folded_for_phrases(std::string_view text) {
  constexpr std::string_view kApostrophe = "\u2019";
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      if (!out.empty() && out.back() != ' ') out.push_back(' ');
    } else if (c == kApostrophe[0] && text.substr(i).starts_with(kApostrophe)) {
      out.push_back('\'');
      i += kApostrophe.size() - 1;
    } else {
      out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c);
    }
  }
  return out;
}

Phrases::Phrases(const std::vector<std::vector<Str>>& phrases) {
  for (std::size_t topic = 0; topic < phrases.size() && topic < kTopics; ++topic)
    for (const Str phrase : phrases[topic]) add(phrase, static_cast<Topic>(topic));
}

void Phrases::add(std::string_view phrase, Topic topic) {
  const bool open = phrase.ends_with('*');
  if (open) phrase.remove_suffix(1);
  if (phrase.empty()) return;
  std::uint32_t at = 0;
  for (const char c : folded_for_phrases(phrase)) {
    auto& next = nodes_[at].next;
    const auto it =
        std::lower_bound(next.begin(), next.end(), c, [](const auto& e, char k) { return e.first < k; });
    if (it != next.end() && it->first == c) {
      at = it->second;
    } else {
      const auto fresh = static_cast<std::uint32_t>(nodes_.size());
      next.insert(it, {c, fresh});
      nodes_.emplace_back(); // invalidates `next`
      at = fresh;
    }
  }
  (open || !is_word(phrase.back()) ? nodes_[at].prefix : nodes_[at].whole).add(topic);
}

const std::uint32_t* Phrases::step(const Node& node, char c) const {
  const auto it = std::lower_bound(node.next.begin(), node.next.end(), c,
                                   [](const auto& e, char k) { return e.first < k; });
  return it != node.next.end() && it->first == c ? &it->second : nullptr;
}

Topics Phrases::topics(std::string_view text) const {
  const std::string folded = folded_for_phrases(text);
  Topics found;
  for (std::size_t begin = 0; begin < folded.size(); ++begin) {
    if (begin > 0 && is_word(folded[begin]) && is_word(folded[begin - 1])) continue;
    const Node* node = nodes_.data();
    for (std::size_t i = begin; i < folded.size(); ++i) {
      const std::uint32_t* next = step(*node, folded[i]);
      if (next == nullptr) break;
      node = &nodes_[*next];
      found.add(node->prefix);
      if (i + 1 == folded.size() || !is_word(folded[i + 1])) found.add(node->whole);
    }
  }
  return found;
}

} // namespace cmdwright::lint
