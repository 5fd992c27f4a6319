// The generator as oracle: what it answers to the same requests, and where an agent answers otherwise.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "plan/plan.h"
#include "suite/behaviour.h"
#include "suite/failure.h"
#include "understand/understand.h"

namespace cmdwright::suite {

enum class Decision : std::uint8_t { Commands, Question, Refusal };
[[nodiscard]] std::string_view decision_name(Decision decision);
/// A turn without commands that asks nothing counts as a refusal.
[[nodiscard]] Decision decision_of(const AgentTurn& turn);

struct Disagreement {
  std::uint32_t turn = 0; ///< of the agent, from 0
  std::string request;    ///< of that turn
  Decision generator = Decision::Commands;
  Decision agent = Decision::Commands;
  std::vector<std::string> expected; ///< the generator's commands or asked parameters
  std::vector<std::string> actual;
  std::vector<Difference> differences; ///< when both give commands
  std::string message;
};

class Oracle {
public:
  /// The source is called when a request has to be understood; what it gives must outlive the oracle.
  using Source = std::function<const understand::Understander&()>;
  explicit Oracle(Source source) : source_(std::move(source)) {}

  /// The generator's state after each request. Thread-safe.
  [[nodiscard]] std::vector<plan::Plan> answers(const std::vector<std::string>& requests,
                                                understand::Now now) const;

  /// Turns that differ from it, in order. An agent may put real values where the generator has the
  /// placeholder of an upload, may run queries on top, and need not repeat commands when nothing has changed.
  [[nodiscard]] std::vector<Disagreement> disagreements(const Behaviour& behaviour,
                                                        understand::Now now) const;

  /// One message of an agent that says what the generator says.
  [[nodiscard]] std::string text_of(const plan::Plan& plan) const;

private:
  Source source_;
};

} // namespace cmdwright::suite
