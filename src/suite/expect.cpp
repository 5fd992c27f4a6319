#include "suite/expect.h"

#include <re2/re2.h>

namespace cmdwright::suite {

std::string_view order_name(Order order) {
  switch (order) {
  case Order::Ordered:
    return "ordered";
  case Order::Unordered:
    return "unordered";
  case Order::Subset:
    break;
  }
  return "subset";
}

Result<Regex> compile_regex(std::string_view source) {
  RE2::Options options;
  options.set_log_errors(false);
  auto compiled = std::make_shared<const RE2>(re2::StringPiece(source.data(), source.size()), options);
  if (!compiled->ok()) return Error{"this is no regular expression (RE2): " + compiled->error(), ""};
  return Regex{std::string(source), std::move(compiled)};
}

bool found_in(const Regex& regex, std::string_view text) {
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *regex.compiled);
}

bool Expectations::empty() const {
  return !commands && !asks && !refuses && !rules && !script && !params && !says && !never_says && !links &&
         !max_turns && !tool_calls && !agrees;
}

void Expectations::fill_from(const Expectations& defaults) {
  const auto take = [](auto& mine, const auto& theirs) {
    if (!mine) mine = theirs;
  };
  take(commands, defaults.commands);
  take(asks, defaults.asks);
  take(refuses, defaults.refuses);
  take(rules, defaults.rules);
  take(script, defaults.script);
  take(params, defaults.params);
  take(says, defaults.says);
  take(never_says, defaults.never_says);
  take(links, defaults.links);
  take(max_turns, defaults.max_turns);
  take(tool_calls, defaults.tool_calls);
  take(agrees, defaults.agrees);
}

} // namespace cmdwright::suite
