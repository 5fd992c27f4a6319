#include "understand/trace.h"

#include <algorithm>

#include <fmt/format.h>

namespace cmdwright::understand {

namespace {

std::string feature_name(const Grammar& g, Id f) {
  std::string name(g.concepts[g.features[f].concept_id].name);
  if (!g.features[f].value.empty()) name.append("=").append(g.features[f].value);
  return name;
}

std::string features_text(const Grammar& g, const std::vector<Id>& features) {
  std::string out;
  for (const Id f : features) out += " " + feature_name(g, f);
  return out;
}

std::vector<Id> features_of(const Analysis& a, const Group& group) {
  std::vector<Id> all;
  for (std::uint32_t s = group.first; s < group.last; ++s)
    all.insert(all.end(), a.segments[s].features.begin(), a.segments[s].features.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

/// The evidence for one intent that a group holds.
std::string evidence_text(const Grammar& g, const Intent& intent, const std::vector<Id>& features) {
  const auto has = [&](Id f) { return std::binary_search(features.begin(), features.end(), f); };
  std::string out;
  for (const Evidence& e : intent.evidence) {
    const auto any = [&](const std::vector<Id>& ids) { return std::find_if(ids.begin(), ids.end(), has); };
    if (std::any_of(e.when.none.begin(), e.when.none.end(), has)) continue;
    if (!std::all_of(e.when.all.begin(), e.when.all.end(),
                     [&](const auto& ids) { return any(ids) != ids.end(); }))
      continue;
    out += fmt::format(" {:+}", e.weight);
    for (const auto& ids : e.when.all)
      out += (&ids == &e.when.all.front() ? " " : " & ") + feature_name(g, *any(ids));
  }
  return out;
}

} // namespace

std::string trace_of(const Grammar& g, const Analysis& a, const std::vector<Frame>& frames) {
  std::string out;
  const auto words = [&](std::uint32_t first, std::uint32_t last) {
    return std::string(a.span(first, last).of(a.text));
  };
  for (const Mention& m : a.mentions) {
    const Span span = a.span(m.first, m.last);
    out += fmt::format("mention {}..{} '{}' {}", span.begin, span.end, words(m.first, m.last),
                       g.concepts[m.concept_id].name);
    if (!m.value.empty()) out += " = " + m.value;
    if (!m.value2.empty()) out += " .. " + m.value2;
    if (m.negated) out += " (negated)";
    if (m.typo) out += " (typo)";
    out += "\n";
  }
  for (std::size_t s = 0; s < a.segments.size(); ++s) {
    const Segment& segment = a.segments[s];
    out += fmt::format("segment {} '{}' break {}{}:{}\n", s, words(segment.first, segment.last),
                       static_cast<int>(segment.before),
                       segment.explained ? " explained" : fmt::format(" unknown {}", segment.unknown),
                       features_text(g, segment.features));
  }
  for (const Group& group : a.groups) {
    const std::vector<Id> features = features_of(a, group);
    out += fmt::format("group {}..{} {} {}:{}\n", group.first, group.last, group.intent->name, group.score,
                       evidence_text(g, *group.intent, features));
    if (group.second != nullptr)
      out += fmt::format("  next {} {}:{}\n", group.second->name, group.second_score,
                         evidence_text(g, *group.second, features));
  }
  for (const TextSpan& t : a.texts) out += fmt::format("text {} '{}'\n", t.slot->param, t.value);
  for (const Frame& f : frames) {
    out += fmt::format("frame {}\n", f.intent->name);
    for (const Filled& p : f.params) {
      out += fmt::format("  {} <-", p.param->name);
      for (const std::string& v : p.values) out += " '" + v + "'";
      if (!p.source.empty())
        out += fmt::format(" from '{}' {}..{}", p.source.of(a.text), p.source.begin, p.source.end);
      out += ", " + p.rule + "\n";
    }
    for (const RoleFiles& r : f.files) {
      out += fmt::format("  {}:", r.slot->role);
      for (const FileItem& item : r.items) out += " " + item.text;
      out += "\n";
    }
  }
  return out;
}

} // namespace cmdwright::understand
