#include "lint/context.h"

namespace cmdwright::lint {

const Understood* Context::understood(std::size_t turn) const {
  std::size_t heard = 0;
  std::size_t said = 0;
  for (; heard < turn && heard < talk_.turns.size(); ++heard)
    said += talk_.turns[heard].who == Turn::Who::Person ? 1 : 0;
  if (said == 0) return nullptr;
  for (const auto& [count, known] : understood_)
    if (count == said) return &known;
  if (!conversation_) conversation_.emplace(understander());
  for (; heard_ < heard; ++heard_) {
    const Turn& t = talk_.turns[heard_];
    if (t.who != Turn::Who::Person || t.text.size() > understand::kLongestRequest) continue;
    conversation_->say(t.text, now_.value_or(understand::now_from_unix(0)));
  }
  understood_.emplace_back(said, Understood{conversation_->plan(), conversation_->draft()});
  return &understood_.back().second;
}

void Context::report(rule::Slug slug, std::uint32_t source, Span span, std::string message,
                     std::optional<command::Fix> fix) const {
  const Rule* rule = linter_.rule(slug);
  if (rule == nullptr) return;
  const Severity severity = linter_.severity(*rule);
  if (severity == Severity::Off) return;
  report_.findings.push_back({rule, severity, source, span, std::move(message), std::move(fix)});
}

} // namespace cmdwright::lint
