#include "suite/study.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "text/utf8.h"
#include "text/words.h"

namespace cmdwright::suite {

namespace {

using nlohmann::ordered_json;

/// Columns of a value or request that a line of the report shows.
constexpr std::size_t kShown = 100;

std::string shortened(std::string_view text) {
  std::string line(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  const std::string_view head = utf8::prefix_of_width(line, kShown);
  return head.size() < line.size() ? std::string(head) + "…" : line;
}

/// What kind of difference it is, without its values.
std::string title_of(const Difference& d) {
  const ParamDifference& p = d.param;
  if (p.param.empty() && p.expected_there && p.actual_there) return "another script";
  if (p.param.empty()) return d.command + (p.expected_there ? ": missing" : ": too much");
  if (!p.actual_there) return d.command + " " + p.param + ": missing";
  if (!p.expected_there) return d.command + " " + p.param + ": too much";
  return d.command + " " + p.param + ": another value";
}

std::vector<std::pair<std::string, std::uint64_t>>
most_frequent(const std::map<std::string, std::uint64_t>& values, std::size_t most) {
  std::vector<std::pair<std::string, std::uint64_t>> out(values.begin(), values.end());
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  out.resize(std::min(out.size(), most));
  return out;
}

} // namespace

void Study::add_to(const std::string& title, const std::string& value, std::string_view place,
                   const Disagreement& d) {
  Group& group = groups_[title];
  group.title = title;
  ++group.count;
  if (!value.empty() && (group.values.size() < kMostValues || group.values.count(value) > 0))
    ++group.values[value];
  if (group.examples.size() < kMostExamples) group.examples.push_back({std::string(place), d});
}

void Study::add(std::string_view place, std::size_t turns, const std::vector<Disagreement>& disagreements) {
  ++conversations_;
  turns_ += turns;
  disagreements_ += disagreements.size();
  for (const Disagreement& d : disagreements) {
    if (d.generator != d.agent || d.differences.empty()) {
      add_to(d.message, {}, place, d);
      continue;
    }
    std::set<std::string> titles; // a turn counts once in a group
    for (const Difference& one : d.differences) {
      const std::string title = title_of(one);
      if (titles.insert(title).second) add_to(title, shortened(difference_text(one)), place, d);
    }
  }
}

std::vector<const Study::Group*> Study::by_size() const {
  std::vector<const Group*> out;
  for (const auto& [title, group] : groups_) out.push_back(&group);
  std::stable_sort(out.begin(), out.end(),
                   [](const Group* a, const Group* b) { return a->count > b->count; });
  return out;
}

std::string Study::text(std::size_t examples) const {
  std::string out;
  for (const Group* group : by_size()) {
    out += fmt::format("{:>5}  {}\n", group->count, group->title);
    for (const auto& [value, count] : most_frequent(group->values, 5))
      out += fmt::format("       {:>5}  {}\n", count, value);
    for (std::size_t i = 0; i < std::min(examples, group->examples.size()); ++i) {
      const Example& e = group->examples[i];
      out += fmt::format("       {} (turn {})\n         > {}\n", e.place, e.what.turn + 1,
                         shortened(e.what.request));
      for (const std::string& line : e.what.expected) out += "         generator  " + shortened(line) + "\n";
      for (const std::string& line : e.what.actual) out += "         agent      " + shortened(line) + "\n";
    }
  }
  if (!out.empty()) out += "\n";
  return out + fmt::format("{} of {} turns in {} conversations differ from the generator\n", disagreements_,
                           turns_, conversations_);
}

std::string Study::json(std::size_t examples) const {
  ordered_json out = {
      {"conversations", conversations_}, {"turns", turns_}, {"disagreements", disagreements_}};
  out["groups"] = ordered_json::array();
  for (const Group* group : by_size()) {
    ordered_json one = {{"what", group->title}, {"count", group->count}};
    for (const auto& [value, count] : most_frequent(group->values, 20))
      one["values"].push_back({{"difference", value}, {"count", count}});
    for (std::size_t i = 0; i < std::min(examples, group->examples.size()); ++i) {
      const Example& e = group->examples[i];
      one["examples"].push_back({{"place", e.place},
                                 {"turn", e.what.turn + 1},
                                 {"request", e.what.request},
                                 {"generator", e.what.expected},
                                 {"agent", e.what.actual}});
    }
    out["groups"].push_back(std::move(one));
  }
  return out.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

} // namespace cmdwright::suite
