// Elements in a prompt (seed: "Prompt Placeholder Construction Rules"). Numbered items become one placeholder
// each; else every word that stands for a subject becomes the placeholder of its element, the blank behind it
// disappears, and a comma between two such parts too.
#include <algorithm>
#include <map>

#include "plan/steps.h"
#include "text/words.h"
#include "understand/lexicon.h"

namespace cmdwright::plan {

using understand::Mention;
using understand::Role;
using understand::Token;
using understand::TokenKind;

namespace {

struct Replacement {
  Span span;
  std::size_t element;
};

std::string placeholder(const spec::ElementRule& rule, std::size_t n) {
  return std::string(rule.before) + std::to_string(n) + std::string(rule.after);
}

/// "1. dancing; 2. running": begin of each item's text and of its number.
std::vector<std::pair<std::uint32_t, std::uint32_t>> numbered_items(const std::vector<Token>& tokens) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> items;
  for (std::uint32_t i = 0; i + 1 < tokens.size(); ++i) {
    const bool opens =
        i == 0 || tokens[i - 1].kind == TokenKind::Symbol || tokens[i - 1].kind == TokenKind::Newline;
    const bool number =
        tokens[i].kind == TokenKind::Number && tokens[i].folded == std::to_string(items.size() + 1);
    const std::string_view mark =
        tokens[i + 1].kind == TokenKind::Symbol ? tokens[i + 1].folded : std::string_view{};
    if (opens && number && (mark == "." || mark == ")" || mark == "," || mark == ":") &&
        i + 2 < tokens.size())
      items.emplace_back(tokens[i].span.begin, tokens[i + 2].span.begin);
  }
  return items.size() >= 2 ? items : std::vector<std::pair<std::uint32_t, std::uint32_t>>{};
}

std::string from_items(const std::string& text,
                       const std::vector<std::pair<std::uint32_t, std::uint32_t>>& items,
                       const spec::ElementRule& rule) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::uint32_t end =
        i + 1 < items.size() ? items[i + 1].first : static_cast<std::uint32_t>(text.size());
    std::string_view part = trim(std::string_view(text).substr(items[i].second, end - items[i].second));
    for (bool again = true; again && !part.empty();) { // separators at the end of an item
      again = false;
      for (const std::string_view mark :
           {std::string_view(";"), std::string_view("."), std::string_view(","), std::string_view("\uFF1B"),
            std::string_view("\u3002"), std::string_view("\uFF0C"), std::string_view("\u3001")})
        if (part.ends_with(mark)) part.remove_suffix(mark.size()), part = trim(part), again = true;
    }
    if (!out.empty()) out += " ";
    out += placeholder(rule, i + 1) + std::string(part);
  }
  return out;
}

/// The letter, number or other tag behind a subject word: "Character A".
std::string tag_behind(const spec::ElementRule& rule, const std::vector<Token>& tokens, std::uint32_t i) {
  if (i >= tokens.size()) return {};
  const Token& t = tokens[i];
  const bool letter =
      t.kind == TokenKind::Word && t.folded.size() == 1 && t.folded[0] >= 'a' && t.folded[0] <= 'h';
  const bool number = t.kind == TokenKind::Number && t.folded.size() == 1;
  const bool ordinal = std::find(rule.tags.begin(), rule.tags.end(), t.folded) != rule.tags.end();
  // "a" is an article unless written as a capital, which the caller's text shows.
  return letter || number || ordinal ? std::string(t.folded) : std::string{};
}

} // namespace

std::string with_placeholders(const understand::Grammar& g, const spec::ElementRule& rule, std::string text,
                              std::size_t count) {
  if (text.find(rule.before) != std::string::npos) return text;
  const understand::Tokens tokens = understand::tokenize(text, g.han);
  if (const auto items = numbered_items(tokens.list); !items.empty()) return from_items(text, items, rule);
  std::vector<Replacement> found;
  std::map<std::string, std::size_t> elements;
  for (const Role role : {Role::Subject, Role::Pronoun}) {
    for (const Mention& m : understand::find_phrases(g, tokens.list)) {
      if (m.concept_id != g.role(role) || m.typo) continue;
      Span span{tokens.list[m.first].span.begin, tokens.list[m.last - 1].span.end};
      if (m.first > 0) { // "the character", "my element"
        const Token& before = tokens.list[m.first - 1];
        for (const std::string_view article : rule.articles)
          if (before.kind == TokenKind::Word && before.folded == article) span.begin = before.span.begin;
      }
      std::string tag = tag_behind(rule, tokens.list, m.last);
      if (tag == "a" && text[tokens.list[m.last].span.begin] != 'A') tag.clear();
      if (!tag.empty()) span.end = tokens.list[m.last].span.end;
      const auto [it, fresh] = elements.try_emplace(tag, elements.size() + 1);
      std::size_t n = it->second;
      if (tag.empty() && !found.empty() && count > 1 && role == Role::Subject)
        n = std::min(count, found.size() + 1);
      found.push_back({span, n});
    }
    if (!found.empty()) break;
  }
  std::string out;
  if (found.empty()) {
    for (std::size_t n = 1; n <= std::max<std::size_t>(count, 1); ++n) out += placeholder(rule, n);
    return out + text;
  }
  std::size_t at = 0;
  for (const Replacement& r : found) {
    std::string between = text.substr(at, r.span.begin - at);
    if (at > 0) { // "…dances, Character B": the placeholder takes over from the comma
      std::string_view rest = trim(between);
      for (const std::string_view mark :
           {std::string_view(","), std::string_view("\uFF0C"), std::string_view(";"),
            std::string_view("\uFF1B"), std::string_view("\u3001")})
        if (rest.ends_with(mark)) {
          between = std::string(trim(rest.substr(0, rest.size() - mark.size()))) + " ";
          break; // `rest` was a view of what has just been replaced
        }
    }
    out += between + placeholder(rule, r.element);
    at = r.span.end;
    while (at < text.size() && text[at] == ' ') ++at;
  }
  return out + text.substr(at);
}

} // namespace cmdwright::plan
