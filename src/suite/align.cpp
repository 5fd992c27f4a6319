#include "suite/align.h"

#include <algorithm>

namespace cmdwright::suite {

std::string operation_of(const command::Command& c) {
  return c.subcommand.empty() ? c.script : c.script + " " + c.subcommand;
}

std::string difference_text(const Difference& d) {
  const ParamDifference& p = d.param;
  const auto valued = [&](const std::string& value) { return p.param + (value.empty() ? "" : " " + value); };
  if (p.param.empty() && p.expected_there && p.actual_there) return p.actual + " instead of " + p.expected;
  if (p.param.empty() && p.expected_there) return p.expected + " is missing";
  if (p.param.empty()) return p.actual + " is too much";
  if (!p.actual_there) return valued(p.expected) + " is missing";
  if (!p.expected_there) return valued(p.actual) + " is too much";
  return p.param + ": " + p.actual + " instead of " + p.expected;
}

bool Alignment::all_equal() const {
  return std::find(equal.begin(), equal.end(), false) == equal.end();
}

Alignment align(const std::vector<CommandPattern>& expected, const std::vector<const GivenCommand*>& given,
                Captures& captures) {
  Alignment out;
  out.partner.resize(expected.size());
  out.equal.resize(expected.size());
  std::vector<bool> taken(given.size());
  const auto pair = [&](std::size_t e, std::size_t g, bool equal) {
    out.partner[e] = g;
    out.equal[e] = equal;
    taken[g] = true;
  };
  // Equal and in order as far as possible, then equal anywhere.
  std::size_t next = 0;
  for (std::size_t e = 0; e < expected.size(); ++e)
    for (std::size_t g = next; g < given.size(); ++g)
      if (expected[e].matches(given[g]->command, captures)) {
        pair(e, g, true);
        next = g + 1;
        break;
      }
  const auto rest = [&](bool equal, const auto& fits) {
    for (std::size_t e = 0; e < expected.size(); ++e)
      for (std::size_t g = 0; g < given.size() && !out.partner[e]; ++g)
        if (!taken[g] && fits(expected[e], given[g]->command)) pair(e, g, equal);
  };
  rest(true, [&](const CommandPattern& p, const command::Command& c) { return p.matches(c, captures); });
  rest(false,
       [](const CommandPattern& p, const command::Command& c) { return p.operation() == operation_of(c); });
  rest(false, [](const CommandPattern&, const command::Command&) { return true; });
  for (std::size_t g = 0; g < given.size(); ++g)
    if (!taken[g]) out.extras.push_back(g);
  std::optional<std::size_t> last;
  for (const std::optional<std::size_t>& partner : out.partner) {
    if (partner && last && *partner < *last) out.in_order = false;
    if (partner) last = partner;
  }
  return out;
}

std::vector<Difference> differences_of(const Alignment& alignment,
                                       const std::vector<CommandPattern>& expected,
                                       const std::vector<const GivenCommand*>& given,
                                       const Captures& captures, bool extras_allowed) {
  std::vector<Difference> out;
  for (std::size_t e = 0; e < expected.size(); ++e) {
    const std::optional<std::size_t> partner = alignment.partner[e];
    if (!partner) {
      out.push_back({expected[e].operation(), {{}, expected[e].operation(), {}, true, false}});
      continue;
    }
    if (alignment.equal[e]) continue;
    for (ParamDifference& d : expected[e].differences(given[*partner]->command, captures))
      out.push_back({expected[e].operation(), std::move(d)});
  }
  if (!extras_allowed)
    for (const std::size_t g : alignment.extras) {
      const std::string operation = operation_of(given[g]->command);
      out.push_back({operation, {{}, {}, operation, false, true}});
    }
  return out;
}

} // namespace cmdwright::suite
