// The words of questions, notices and refusals, in the request's language. Private to the plan room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "command/finding.h"
#include "plan/plan.h"

namespace cmdwright::plan {

class Wording {
public:
  Wording(const understand::Grammar& grammar, understand::Language language)
      : grammar_(grammar), language_(language) {}

  [[nodiscard]] Question missing(const command::Command&, const std::string& param,
                                 const std::vector<std::string_view>& allowed) const;
  [[nodiscard]] Question impossible(const command::Command&, const command::Finding&) const;
  /// "What does "16:9" stand for?"
  [[nodiscard]] std::string unused(const std::vector<std::string>& values) const;
  /// "What should be done: TESHD transcoding, or video enhancement?"
  [[nodiscard]] std::string which(const std::vector<const understand::Intent*>& intents) const;
  [[nodiscard]] std::string reason(const understand::Intent&) const;
  [[nodiscard]] std::string unknown() const { return text("refuse.unknown"); }
  [[nodiscard]] std::string what_to_do() const { return text("ask.what"); }
  [[nodiscard]] std::string cost() const { return text("cost"); }

private:
  [[nodiscard]] std::string text(std::string_view key) const;
  [[nodiscard]] std::string filled(std::string_view key,
                                   const std::vector<std::pair<std::string_view, std::string>>& values) const;
  [[nodiscard]] std::string label(const command::Command&, std::string_view param) const;

  const understand::Grammar& grammar_;
  understand::Language language_;
};

} // namespace cmdwright::plan
