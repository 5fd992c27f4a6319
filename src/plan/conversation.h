// A conversation: turn after turn, the state after the last one. A later turn answers questions, corrects,
// adds settings, takes something back, or asks for something new; the conversation decides which, and the
// planner does the rest.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.h"

namespace cmdwright::plan {

class Conversation {
public:
  /// `understander` must outlive the conversation. Not thread-safe; one for each dialogue. Questions and
  /// reasons are in `language`, or in the language of the first request.
  explicit Conversation(const understand::Understander& understander,
                        std::optional<understand::Language> language = std::nullopt);

  /// Takes in what the user says next and gives the plan that now holds.
  const Plan& say(std::string_view text, understand::Now now);

  [[nodiscard]] const Plan& plan() const { return plan_; }
  [[nodiscard]] const Draft& draft() const { return draft_; }

  /// Forgets everything.
  void reset();

private:
  bool continue_with(std::string_view text, understand::Now now, const understand::Understanding& fresh);
  bool other_steps(const understand::Understanding& fresh);
  void switch_command(const understand::Frame& fresh);
  void merge(understand::Frame& frame, const understand::Frame& said,
             const std::vector<std::string_view>& wanted, bool adds);
  void merge_modifiers(const understand::Understanding& said);

  const understand::Understander& understander_;
  Planner planner_;
  std::optional<understand::Language> language_;
  Draft draft_;
  Plan plan_;
};

} // namespace cmdwright::plan
