#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "suite/compare.h"

namespace cmdwright::suite {

namespace {

using nlohmann::ordered_json;

constexpr std::array kShown = {Change::Broken, Change::Fixed, Change::Changed, Change::New, Change::Gone};

bool moved(const Shift& s) {
  return s.before != s.after || s.of_before != s.of_after;
}

std::string shift_text(const Shift& s) {
  if (s.of_before == 0 && s.of_after == 0) return fmt::format("{} -> {}", s.before, s.after);
  return fmt::format("{}/{} -> {}/{}", s.before, s.of_before, s.after, s.of_after);
}

std::string counts(const Comparison& c) {
  std::string out;
  for (const Change change : kShown) out += fmt::format("{} {}, ", c.count(change), change_name(change));
  return out + fmt::format("{} the same", c.same);
}

std::string section(const char* title, const std::map<std::string, Shift>& shifts) {
  std::string out;
  for (const auto& [name, s] : shifts)
    if (moved(s)) out += fmt::format("  {}: {}\n", name, shift_text(s));
  return out.empty() ? out : std::string(title) + "\n" + out;
}

ordered_json json_of(const std::map<std::string, Shift>& shifts) {
  ordered_json out = ordered_json::object();
  for (const auto& [name, s] : shifts) {
    out[name] = {{"before", s.before}, {"after", s.after}};
    if (s.of_before + s.of_after > 0) {
      out[name]["of_before"] = s.of_before;
      out[name]["of_after"] = s.of_after;
    }
  }
  return out;
}

} // namespace

std::string comparison_text(const Comparison& comparison, bool colour) {
  std::string out;
  for (const Change change : kShown)
    for (const CaseChange& c : comparison.cases) {
      if (c.change != change) continue;
      std::string name = fmt::format("{:<8}", change_name(change));
      if (colour && change == Change::Broken) name = "\x1b[31m" + name + "\x1b[0m";
      if (colour && change == Change::Fixed) name = "\x1b[32m" + name + "\x1b[0m";
      out += name + c.key;
      if (c.before != c.after && !c.before.empty() && !c.after.empty())
        out += fmt::format("  ({} -> {})", c.before, c.after);
      out += "\n";
      for (const std::string& f : c.failures) out += "    " + f + "\n";
      for (const Difference& d : c.differences)
        out += "    * " + d.command + ": " + difference_text(d) + "\n";
    }
  if (!out.empty()) out += "\n";
  out += section("findings by rule", comparison.rules);
  out += section("passed by script", comparison.scripts);
  out += section("passed by tag", comparison.tags);
  return out + counts(comparison) + "\n";
}

std::string comparison_json(const Comparison& comparison) {
  ordered_json out;
  for (const Change change : kShown)
    out["totals"][std::string(change_name(change))] = comparison.count(change);
  out["totals"]["same"] = comparison.same;
  out["cases"] = ordered_json::array();
  for (const CaseChange& c : comparison.cases) {
    ordered_json one = {{"change", change_name(c.change)}, {"key", c.key}};
    if (!c.before.empty()) one["before"] = c.before;
    if (!c.after.empty()) one["after"] = c.after;
    if (!c.failures.empty()) one["failures"] = c.failures;
    for (const Difference& d : c.differences) {
      ordered_json difference = {{"command", d.command}, {"param", d.param.param}};
      if (d.param.expected_there) difference["before"] = d.param.expected;
      if (d.param.actual_there) difference["after"] = d.param.actual;
      one["differences"].push_back(std::move(difference));
    }
    out["cases"].push_back(std::move(one));
  }
  out["rules"] = json_of(comparison.rules);
  out["scripts"] = json_of(comparison.scripts);
  out["tags"] = json_of(comparison.tags);
  return out.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

std::string comparison_markdown(const Comparison& comparison) {
  std::string out = fmt::format("### {} cmdwright compare\n\n{}\n\n",
                                comparison.count(Change::Broken) > 0 ? "❌" : "✅", counts(comparison));
  const std::string text = comparison_text(comparison, false);
  std::string fence = "```";
  while (text.find(fence) != std::string::npos) fence += '`';
  return out + fence + "\n" + text + fence + "\n";
}

} // namespace cmdwright::suite
