#include <nlohmann/json.hpp>

#include "suite/report.h"
#include "suite/saved.h"
#include "text/json_depth.h"

namespace cmdwright::suite {

namespace {

using nlohmann::ordered_json;

constexpr const char* kFormat = "cmdwright-run-1";

ordered_json json_of(const Failure& f) {
  ordered_json out = {{"expectation", f.expectation}, {"place", f.place}, {"message", f.message}};
  if (f.turn > 0) out["turn"] = f.turn;
  if (!f.expected.empty()) out["expected"] = f.expected;
  if (!f.actual.empty()) out["actual"] = f.actual;
  for (const Difference& d : f.differences) {
    ordered_json one = {{"command", d.command}, {"param", d.param.param}};
    if (d.param.expected_there) one["expected"] = d.param.expected;
    if (d.param.actual_there) one["actual"] = d.param.actual;
    out["differences"].push_back(std::move(one));
  }
  return out;
}

/// What one run of a case says.
void fill(ordered_json& out, const CaseResult& r) {
  if (!r.reason.empty()) out["reason"] = r.reason;
  if (!r.source.empty()) out["source"] = r.source;
  out["requests"] = r.requests;
  out["commands"] = ordered_json::array();
  out["scripts"] = ordered_json::array();
  for (const ShownCommand& c : r.commands) {
    out["commands"].push_back(c.text);
    out["scripts"].push_back(c.operation);
  }
  out["rules"] = ordered_json::object();
  for (const Found& f : r.faults) out["rules"][f.rule] = out["rules"].value(f.rule, 0) + 1;
  out["failures"] = ordered_json::array();
  for (const Failure& f : r.failures) out["failures"].push_back(json_of(f));
}

ordered_json json_of(const CaseResult& r) {
  ordered_json out = {{"key", r.key()}, {"suite", r.suite}, {"name", r.name}};
  if (!r.conversation.empty()) out["conversation"] = r.conversation;
  out["place"] = r.place;
  out["tags"] = r.tags;
  out["runs"] = r.outcome == Outcome::Skipped ? 0 : 1;
  out["passed"] = r.outcome == Outcome::Passed ? 1 : 0;
  out["outcome"] = outcome_name(r.outcome);
  fill(out, r);
  return out;
}

/// Another run of a case that has an entry.
void add_run(ordered_json& entry, const CaseResult& r) {
  if (r.outcome == Outcome::Skipped) return;
  entry["runs"] = entry["runs"].get<unsigned>() + 1;
  if (r.outcome == Outcome::Passed) {
    entry["passed"] = entry["passed"].get<unsigned>() + 1;
  } else if (entry["outcome"] == outcome_name(Outcome::Passed)) {
    entry["outcome"] = outcome_name(r.outcome);
    fill(entry, r);
  }
}

} // namespace

std::string json_report(const RunReport& report) {
  const Totals& t = report.totals;
  ordered_json out = {
      {"format", kFormat},
      {"interrupted", t.interrupted},
      {"seconds", t.seconds},
      {"totals", {{"passed", t.passed}, {"failed", t.failed}, {"errors", t.broken}, {"skipped", t.skipped}}}};
  ordered_json cases = ordered_json::array();
  std::map<std::string, std::size_t> entries;
  for (const CaseResult& r : report.results) {
    const auto [it, fresh] = entries.try_emplace(r.key(), cases.size());
    if (fresh)
      cases.push_back(json_of(r));
    else
      add_run(cases[it->second], r);
  }
  out["cases"] = std::move(cases);
  const std::map<std::string, Runs> runs = repeated_runs(report);
  if (!runs.empty()) {
    std::vector<Runs> all;
    for (const auto& [key, r] : runs) all.push_back(r);
    const Repeated stats = repeated(all);
    for (const Reliability& at : stats.by_k)
      out["repeated"]["by_k"].push_back(
          {{"k", at.k}, {"pass_at_k", at.pass_at}, {"pass_all_k", at.pass_all}});
    out["repeated"]["cases"] = stats.cases;
    out["repeated"]["flaky"] = stats.flaky;
    out["repeated"]["flake_rate"] = {stats.flake_rate.low, stats.flake_rate.high};
  }
  return out.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

namespace {

std::string text_in(const ordered_json& object, const char* key) {
  const auto it = object.find(key);
  return it != object.end() && it->is_string() ? it->get<std::string>() : std::string{};
}

std::vector<std::string> texts_in(const ordered_json& object, const char* key) {
  std::vector<std::string> out;
  if (const auto it = object.find(key); it != object.end() && it->is_array())
    for (const ordered_json& item : *it)
      if (item.is_string()) out.push_back(item.get<std::string>());
  return out;
}

std::uint32_t count_in(const ordered_json& object, const char* key) {
  const auto it = object.find(key);
  return it != object.end() && it->is_number_unsigned() ? it->get<std::uint32_t>() : 0;
}

SavedCase saved_case(const ordered_json& c) {
  SavedCase out;
  out.key = text_in(c, "key");
  out.name = text_in(c, "name");
  out.tags = texts_in(c, "tags");
  out.outcome = text_in(c, "outcome");
  out.commands = texts_in(c, "commands");
  out.scripts = texts_in(c, "scripts");
  out.runs = {count_in(c, "runs"), count_in(c, "passed")};
  if (const auto it = c.find("rules"); it != c.end() && it->is_object())
    for (const auto& [rule, count] : it->items())
      if (count.is_number_unsigned()) out.rules[rule] = count.get<unsigned>();
  if (const auto it = c.find("failures"); it != c.end() && it->is_array())
    for (const ordered_json& f : *it)
      if (f.is_object()) out.failures.push_back(text_in(f, "expectation") + ": " + text_in(f, "message"));
  if (std::string reason = text_in(c, "reason"); !reason.empty()) out.failures.push_back(std::move(reason));
  return out;
}

} // namespace

Result<SavedRun> read_saved_run(std::string_view json, const std::string& name) {
  const Error wrong{"this is no saved run; cmdwright test --save makes one", name};
  if (nests_too_deep(json)) return wrong;
  const ordered_json root = ordered_json::parse(json, nullptr, false);
  if (!root.is_object() || text_in(root, "format") != kFormat) return wrong;
  SavedRun out;
  const auto it = root.find("cases");
  if (it == root.end() || !it->is_array()) return wrong;
  for (const ordered_json& c : *it) {
    if (!c.is_object() || text_in(c, "key").empty()) return wrong;
    out.cases.push_back(saved_case(c));
  }
  return out;
}

} // namespace cmdwright::suite
