#include "lint/suppress.h"

#include <algorithm>

#include "text/words.h"

namespace cmdwright::lint {

namespace {

constexpr std::string_view kMark = "cmdwright: ignore[";

/// Begin of the line that holds `at`, and of the one behind it.
Span line_of(std::string_view text, std::size_t at) {
  const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const std::size_t behind = std::min(text.find('\n', at), text.size());
  return {static_cast<std::uint32_t>(before == std::string_view::npos ? 0 : before + 1),
          static_cast<std::uint32_t>(behind)};
}

bool goes_on(std::string_view text, Span line) {
  std::string_view content = line.of(text);
  if (content.ends_with('\r')) content.remove_suffix(1);
  return content.ends_with('\\');
}

/// With all lines before and behind that a '\' joins to it.
Span logical_line(std::string_view text, Span line) {
  while (line.begin > 0) {
    const Span before = line_of(text, line.begin - 1);
    if (!goes_on(text, before)) break;
    line.begin = before.begin;
  }
  Span last = line_of(text, line.end == 0 ? 0 : line.end - (line.end > line.begin ? 1 : 0));
  while (goes_on(text, last) && last.end < text.size()) {
    last = line_of(text, last.end + 1);
    line.end = last.end;
  }
  return line;
}

} // namespace

std::vector<Suppression> find_suppressions(std::string_view text) {
  std::vector<Suppression> out;
  for (std::size_t at = text.find(kMark); at != std::string_view::npos;
       at = text.find(kMark, at + kMark.size())) {
    const Span line = line_of(text, at);
    std::string_view before = trim(text.substr(line.begin, at - line.begin));
    const bool html = before.ends_with("<!--");
    if (!html && !before.ends_with('#')) continue;
    const std::size_t close = text.substr(0, line.end).find(']', at);
    if (close == std::string_view::npos) continue;
    before.remove_suffix(html ? 4 : 1);
    Suppression s;
    const auto begin = static_cast<std::uint32_t>(text.rfind(html ? '<' : '#', at));
    s.place = {begin, static_cast<std::uint32_t>(close + 1)};
    const bool alone = trim(before).empty();
    const Span target = alone && line.end < text.size() ? line_of(text, line.end + 1) : line;
    s.covers = logical_line(text, target);
    for (const std::string_view rule : split(text.substr(at + kMark.size(), close - at - kMark.size()), ','))
      if (!trim(rule).empty()) s.rules.push_back(trim(rule));
    s.used.resize(s.rules.size());
    out.push_back(std::move(s));
  }
  return out;
}

void suppress(std::vector<Suppression>& suppressions, std::vector<Finding>& findings) {
  std::erase_if(findings, [&](const Finding& f) {
    bool dropped = false;
    for (Suppression& s : suppressions) {
      if (f.span.begin < s.covers.begin || f.span.begin > s.covers.end) continue;
      for (std::size_t i = 0; i < s.rules.size(); ++i)
        if (s.rules[i] == f.rule->slug) s.used[i] = true, dropped = true;
    }
    return dropped;
  });
}

} // namespace cmdwright::lint
