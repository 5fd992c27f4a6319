#include "suite/oracle.h"

#include "command/equal.h"
#include "command/render.h"
#include "plan/conversation.h"
#include "suite/align.h"

namespace cmdwright::suite {

std::string_view decision_name(Decision decision) {
  switch (decision) {
  case Decision::Commands:
    return "commands";
  case Decision::Question:
    return "a question";
  case Decision::Refusal:
    break;
  }
  return "a refusal";
}

Decision decision_of(const AgentTurn& turn) {
  if (!turn.commands.empty()) return Decision::Commands;
  return turn.asks || !turn.asked.empty() ? Decision::Question : Decision::Refusal;
}

namespace {

Decision decision_of(const plan::Plan& plan) {
  switch (plan.status) {
  case plan::Status::Ok:
    return Decision::Commands;
  case plan::Status::Ask:
    return Decision::Question;
  case plan::Status::Refuse:
    break;
  }
  return Decision::Refusal;
}

bool same_commands(const plan::Plan& a, const plan::Plan& b) {
  if (a.status != b.status || a.commands.size() != b.commands.size()) return false;
  for (std::size_t i = 0; i < a.commands.size(); ++i)
    if (!command::equal(a.commands[i], b.commands[i])) return false;
  return true;
}

bool is_query(const GivenCommand& given) {
  const command::Command& c = given.command;
  if (!given.run || c.operation == nullptr) return false;
  return c.operation->cost == spec::Cost::Query || c.operation->cost == spec::Cost::None;
}

} // namespace

std::vector<plan::Plan> Oracle::answers(const std::vector<std::string>& requests, understand::Now now) const {
  std::vector<plan::Plan> out;
  plan::Conversation conversation(source_());
  for (const std::string& request : requests)
    out.push_back(conversation.say(request.substr(0, understand::kLongestRequest), now));
  return out;
}

std::vector<Disagreement> Oracle::disagreements(const Behaviour& behaviour, understand::Now now) const {
  std::vector<Disagreement> out;
  const spec::Spec& spec = source_().spec();
  std::vector<std::string> requests;
  for (const AgentTurn& turn : behaviour.turns) requests.push_back(turn.request);
  const std::vector<plan::Plan> plans = answers(requests, now);
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const AgentTurn& turn = behaviour.turns[i];
    if (turn.messages == 0) continue; // the person had the last word
    const plan::Plan& plan = plans[i];
    const bool unchanged = i > 0 && same_commands(plan, plans[i - 1]) && plan.status == plan::Status::Ok;
    Disagreement d;
    d.turn = static_cast<std::uint32_t>(i);
    d.request = turn.request;
    d.generator = decision_of(plan);
    d.agent = decision_of(turn);
    if (unchanged && d.agent != Decision::Commands) continue;
    std::vector<CommandPattern> expected;
    for (const command::Command& c : plan.commands) {
      d.expected.push_back(command::render(c, spec));
      expected.push_back(CommandPattern::exact(c, d.expected.back(), spec.pack().placeholder));
    }
    for (const plan::Question& q : plan.asks) d.expected.push_back(q.param.empty() ? q.text : q.param);
    if (plan.status == plan::Status::Refuse) d.expected.push_back(plan.reason);
    std::vector<const GivenCommand*> given;
    for (const GivenCommand& g : turn.commands) {
      d.actual.push_back(g.text);
      given.push_back(&g);
    }
    if (d.generator != d.agent) {
      if (given.empty()) d.actual.push_back(turn.said);
      d.message = "the agent gives " + std::string(decision_name(d.agent)) + ", the generator " +
                  std::string(decision_name(d.generator));
      out.push_back(std::move(d));
      continue;
    }
    if (d.generator != Decision::Commands) continue;
    Captures captures;
    Alignment alignment = align(expected, given, captures);
    std::erase_if(alignment.extras, [&](std::size_t g) { return is_query(*given[g]); });
    d.differences = differences_of(alignment, expected, given, captures, false);
    if (d.differences.empty() && alignment.in_order) continue;
    d.message =
        d.differences.empty() ? "the commands stand in another order" : difference_text(d.differences[0]);
    if (d.differences.size() > 1) d.message += ", and " + std::to_string(d.differences.size() - 1) + " more";
    out.push_back(std::move(d));
  }
  return out;
}

std::string Oracle::text_of(const plan::Plan& plan) const {
  std::string out;
  const spec::Spec& spec = source_().spec();
  for (const command::Command& c : plan.commands) out += command::render(c, spec) + "\n";
  for (const plan::Question& q : plan.asks) out += q.text + "\n";
  for (const plan::Notice& n : plan.notices) out += n.text + "\n";
  if (plan.status == plan::Status::Refuse) out += plan.reason + "\n";
  return out;
}

} // namespace cmdwright::suite
