#include <chrono>

#include <nlohmann/json.hpp>

#include "suite/align.h"
#include "suite/run.h"
#include "transcript/reader.h"
#include "transcript/write.h"

namespace cmdwright::suite {

namespace {

using nlohmann::ordered_json;

void broken(CaseResult& result, std::string reason) {
  result.outcome = Outcome::Broken;
  result.reason = std::move(reason);
}

std::string user_message(const std::string& text) {
  return ordered_json{{"role", "user"}, {"content", text}}.dump(-1, ' ', false,
                                                                ordered_json::error_handler_t::replace);
}

/// The dialogue so far, as the program wants to read it.
std::string agent_input(AgentInput form, const std::string& messages,
                        const std::vector<std::string>& requests, std::size_t turn, const std::string& now) {
  const std::string json = R"({"messages":[)" + messages + "]}";
  if (form == AgentInput::Messages) return json + "\n";
  if (form == AgentInput::Turns) {
    ordered_json out = {
        {"id", "case"},
        {"turns", std::vector<std::string>(requests.begin(),
                                           requests.begin() + static_cast<std::ptrdiff_t>(turn) + 1)}};
    if (!now.empty()) out["now"] = now;
    return out.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
  }
  if (turn == 0) return requests[0] + "\n";
  const Result<transcript::Conversation> conversation = transcript::read_conversation(json);
  std::string out;
  if (conversation)
    for (const transcript::Message& m : conversation->messages) {
      const std::string text = conversation->text_of(m);
      if (text.empty()) continue;
      out += m.role == transcript::Role::User ? "User: " : "Assistant: ";
      out += text + "\n";
    }
  return out;
}

} // namespace

void Judge::judge(const Case& c, const transcript::Conversation& conversation, CaseResult& result,
                  const std::vector<std::vector<std::string>>& asked) const {
  Behaviour behaviour = behaviour_of(conversation, spec_);
  for (std::size_t i = 0; i < asked.size() && i < behaviour.turns.size(); ++i)
    behaviour.turns[i].asked = asked[i];
  for (const AgentTurn& turn : behaviour.turns) {
    result.requests.push_back(turn.request);
    for (const GivenCommand& given : turn.commands)
      result.commands.push_back({given.text, operation_of(given.command)});
  }
  if (always_faults || needs_rules(c)) result.faults = faults_.find(conversation, behaviour);
  std::vector<Disagreement> disagreements;
  if (needs_oracle(c)) {
    const std::string said = c.now.empty() ? std::string(conversation.now) : c.now;
    const std::optional<understand::Now> now = now_(said);
    if (!now) return broken(result, "'now' is no ISO 8601 time: " + said);
    disagreements = oracle_.disagreements(behaviour, *now);
  }
  result.failures = check(c, {behaviour, result.faults, disagreements, spec_}, words_);
  result.outcome = result.failures.empty() ? Outcome::Passed : Outcome::Failed;
  if (keep_transcripts) result.transcript = transcript::to_json(conversation);
}

void Judge::answer_and_judge(const Case& c, const std::vector<std::string>& requests,
                             const AgentOptions* agent, const std::atomic<bool>& stop,
                             CaseResult& result) const {
  const auto begin = std::chrono::steady_clock::now();
  std::string messages;
  std::vector<std::vector<std::string>> asked;
  std::vector<plan::Plan> plans;
  if (agent == nullptr) {
    const std::optional<understand::Now> now = now_(c.now);
    if (!now) return broken(result, "'now' is no ISO 8601 time: " + c.now);
    plans = oracle_.answers(requests, *now);
  }
  for (std::size_t turn = 0; turn < requests.size(); ++turn) {
    messages += (messages.empty() ? "" : ",") + user_message(requests[turn]);
    Answer answer;
    if (agent == nullptr) {
      answer.messages = ordered_json{{"role", "assistant"}, {"content", oracle_.text_of(plans[turn])}}.dump(
          -1, ' ', false, ordered_json::error_handler_t::replace);
      for (const plan::Question& q : plans[turn].asks) answer.asked.push_back(q.param);
    } else {
      const Result<std::string> printed =
          run_agent(*agent, agent_input(agent->input, messages, requests, turn, c.now), stop);
      if (!printed && stop.load()) {
        result.outcome = Outcome::Skipped;
        result.reason = "interrupted";
        return;
      }
      if (!printed) return broken(result, printed.error().text());
      Result<Answer> read = read_answer(*printed);
      if (!read) return broken(result, read.error().text());
      answer = std::move(*read);
    }
    if (!answer.messages.empty()) messages += "," + answer.messages;
    asked.push_back(std::move(answer.asked));
  }
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  const Result<transcript::Conversation> conversation =
      transcript::read_conversation(R"({"messages":[)" + messages + "]}", result.key());
  if (!conversation)
    return broken(result, "the agent's answer is no conversation: " + conversation.error().text());
  judge(c, *conversation, result, asked);
}

} // namespace cmdwright::suite
