#include "suite/compare.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "suite/align.h"

namespace cmdwright::suite {

std::string_view change_name(Change change) {
  switch (change) {
  case Change::Broken:
    return "broken";
  case Change::Fixed:
    return "fixed";
  case Change::Changed:
    return "changed";
  case Change::New:
    return "new";
  case Change::Gone:
    return "gone";
  case Change::Same:
    break;
  }
  return "same";
}

std::uint64_t Comparison::count(Change change) const {
  if (change == Change::Same) return same;
  return static_cast<std::uint64_t>(
      std::count_if(cases.begin(), cases.end(), [&](const CaseChange& c) { return c.change == change; }));
}

namespace {

bool passed(const SavedCase& c) {
  return c.outcome == outcome_name(Outcome::Passed);
}
bool skipped(const SavedCase& c) {
  return c.outcome == outcome_name(Outcome::Skipped);
}

std::string verdict(const SavedCase& c) {
  return c.runs.count > 1 ? fmt::format("{} of {} runs", c.runs.passed, c.runs.count) : c.outcome;
}

std::vector<Difference> command_differences(const SavedCase& before, const SavedCase& after,
                                            const spec::Spec& spec) {
  std::vector<CommandPattern> old;
  for (const std::string& text : before.commands)
    for (const command::Command& c : command::find_commands(text, spec))
      old.push_back(CommandPattern::exact(c, text, {}));
  std::vector<GivenCommand> given;
  for (const std::string& text : after.commands)
    for (command::Command& c : command::find_commands(text, spec))
      given.push_back({std::move(c), text, 0, false});
  std::vector<const GivenCommand*> now;
  for (const GivenCommand& g : given) now.push_back(&g);
  Captures captures;
  const Alignment alignment = align(old, now, captures);
  return differences_of(alignment, old, now, captures, false);
}

Change judged(const SavedCase& before, const SavedCase& after, const CaseChange& change) {
  if (skipped(after) != skipped(before)) return Change::Changed;
  if (passed(before) != passed(after)) {
    // Repeated runs: one slip is no news, a rate that fell is.
    if (before.runs.count > 1 && after.runs.count > 1) {
      const Interval was = wilson(before.runs.passed, before.runs.count);
      const Interval is = wilson(after.runs.passed, after.runs.count);
      if (passed(before))
        return after.runs.passed == 0 || is.high < was.low ? Change::Broken : Change::Changed;
      return before.runs.passed == 0 || was.high < is.low ? Change::Fixed : Change::Changed;
    }
    return passed(before) ? Change::Broken : Change::Fixed;
  }
  if (before.runs.count > 1 && after.runs.count > 1) {
    const Interval was = wilson(before.runs.passed, before.runs.count);
    const Interval is = wilson(after.runs.passed, after.runs.count);
    if (is.high < was.low) return Change::Broken;
    if (was.high < is.low) return Change::Fixed;
    // What wavering runs say in their first failure is chance.
    if (!passed(after)) return before.runs.passed == after.runs.passed ? Change::Same : Change::Changed;
  }
  const bool other =
      !change.differences.empty() || before.rules != after.rules || before.failures != after.failures;
  return other ? Change::Changed : Change::Same;
}

void tally(Comparison& out, const SavedCase& c, bool after) {
  const auto number = [after](Shift& s) -> std::uint64_t& { return after ? s.after : s.before; };
  const auto total = [after](Shift& s) -> std::uint64_t& { return after ? s.of_after : s.of_before; };
  for (const auto& [rule, count] : c.rules) number(out.rules[rule]) += count;
  if (skipped(c)) return;
  const auto add = [&](std::map<std::string, Shift>& to, const std::vector<std::string>& names) {
    for (const std::string& name : std::set<std::string>(names.begin(), names.end())) {
      ++total(to[name]);
      number(to[name]) += passed(c) ? 1 : 0;
    }
  };
  add(out.scripts, c.scripts);
  add(out.tags, c.tags);
}

} // namespace

Comparison compare_runs(const SavedRun& before, const SavedRun& after, const spec::Spec& spec) {
  Comparison out;
  std::map<std::string_view, const SavedCase*> old;
  for (const SavedCase& c : before.cases) {
    old.emplace(c.key, &c);
    tally(out, c, false);
  }
  for (const SavedCase& c : after.cases) {
    tally(out, c, true);
    CaseChange change;
    change.key = c.key;
    change.after = verdict(c);
    const auto it = old.find(c.key);
    if (it == old.end()) {
      change.change = Change::New;
      out.cases.push_back(std::move(change));
      continue;
    }
    const SavedCase& was = *it->second;
    old.erase(it);
    change.before = verdict(was);
    if (was.commands != c.commands) change.differences = command_differences(was, c, spec);
    for (const std::string& f : c.failures)
      if (std::find(was.failures.begin(), was.failures.end(), f) == was.failures.end())
        change.failures.push_back(f);
    change.change = judged(was, c, change);
    if (change.change == Change::Same)
      ++out.same;
    else
      out.cases.push_back(std::move(change));
  }
  for (const SavedCase& c : before.cases)
    if (old.count(c.key) > 0) out.cases.push_back({Change::Gone, c.key, verdict(c), {}, {}, {}});
  return out;
}

} // namespace cmdwright::suite
