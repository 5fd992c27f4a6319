#include "cli/score.h"

#include <algorithm>

#include "plan/conversation.h"

namespace cmdwright::cli {

double Score::macro_f1() const {
  double sum = 0;
  unsigned classes = 0;
  for (const char* decision : kDecisions) {
    unsigned hit = 0, labelled = 0, given = 0;
    for (const auto& [pair, count] : decisions) {
      labelled += pair.first == decision ? count : 0;
      given += pair.second == decision ? count : 0;
      hit += pair.first == decision && pair.second == decision ? count : 0;
    }
    if (labelled + given == 0) continue;
    sum += 2.0 * hit / (labelled + given);
    ++classes;
  }
  return classes == 0 ? 0.0 : sum / classes;
}

void Score::add(const Score& other) {
  cases += other.cases;
  exact += other.exact;
  routing += other.routing;
  answered += other.answered;
  wrong += other.wrong;
  for (const auto& [pair, count] : other.decisions) decisions[pair] += count;
  for (const auto& [pair, count] : other.confusions) confusions[pair] += count;
  failures.insert(failures.end(), other.failures.begin(), other.failures.end());
}

Score score(const Engine& engine, const std::string& name, const std::vector<Case>& cases,
            understand::Now now) {
  Score out;
  out.name = name;
  for (const Case& c : cases) {
    plan::Conversation conversation(engine.understander());
    const std::optional<understand::Now> own = c.now.empty() ? now : understand::parse_now(c.now);
    for (const std::string& turn : c.turns) conversation.say(turn, own.value_or(now));
    Outcome outcome = judge(c, conversation.plan(), engine.spec());
    ++out.cases;
    out.exact += outcome.exact ? 1 : 0;
    out.routing += outcome.routing ? 1 : 0;
    out.answered += outcome.got_status == "ok" ? 1 : 0;
    out.wrong += outcome.wrong_command ? 1 : 0;
    ++out.decisions[{c.status, outcome.got_status}];
    for (std::size_t i = 0; i < std::max(outcome.meant_operations.size(), outcome.got_operations.size());
         ++i) {
      const auto at = [i](const std::vector<std::string>& list) {
        return i < list.size() ? list[i] : std::string("-");
      };
      if (at(outcome.meant_operations) != at(outcome.got_operations))
        ++out.confusions[{at(outcome.meant_operations), at(outcome.got_operations)}];
    }
    if (!outcome.exact) out.failures.push_back({c, std::move(outcome)});
  }
  return out;
}

} // namespace cmdwright::cli
