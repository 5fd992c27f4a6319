#include "repl/check.h"

#include <algorithm>

#include "command/validate.h"
#include "text/words.h"

namespace cmdwright::repl {

namespace {
constexpr int kRounds = 5; ///< a repair may uncover the next mistake

/// Without the edits that overlap an earlier one.
std::string apply(const std::string& text, const std::vector<command::Finding>& findings, bool guess) {
  std::vector<command::Edit> edits;
  for (const command::Finding& f : findings) {
    if (!f.fix || (!f.fix->safe && !guess)) continue;
    const bool fits = std::none_of(f.fix->edits.begin(), f.fix->edits.end(), [&](const command::Edit& e) {
      return std::any_of(edits.begin(), edits.end(), [&](const command::Edit& other) {
        return e.span.overlaps(other.span) || e.span == other.span;
      });
    });
    if (fits) edits.insert(edits.end(), f.fix->edits.begin(), f.fix->edits.end());
  }
  std::stable_sort(edits.begin(), edits.end(), [](const command::Edit& a, const command::Edit& b) {
    return a.span.begin > b.span.begin;
  });
  std::string out = text;
  for (const command::Edit& e : edits) out.replace(e.span.begin, e.span.size(), e.text);
  return out;
}
} // namespace

Checked check(std::string_view text, const spec::Spec& spec) {
  Checked result;
  result.commands = command::find_commands(text, spec);
  for (const command::Command& c : result.commands) command::validate(text, c, spec, result.findings);
  bool uploaded = false;
  command::validate_sequence(result.commands, spec, uploaded, result.findings);
  std::stable_sort(
      result.findings.begin(), result.findings.end(),
      [](const command::Finding& a, const command::Finding& b) { return a.span.begin < b.span.begin; });
  return result;
}

std::optional<std::string> repaired(const std::string& text, const spec::Spec& spec, bool guess) {
  std::string now = text;
  for (int round = 0; round < kRounds; ++round) {
    const Checked checked = check(now, spec);
    std::string next = apply(now, checked.findings, guess);
    if (next == now) break;
    now = std::move(next);
  }
  if (now == text) return std::nullopt;
  return now;
}

bool is_call(std::string_view line, const spec::Spec& spec) {
  line = trim(line);
  if (line.starts_with("$ ")) line = trim(line.substr(2));
  const std::vector<command::Command> commands = command::find_commands(line, spec);
  return std::any_of(commands.begin(), commands.end(),
                     [](const command::Command& c) { return c.span.begin == 0; });
}

} // namespace cmdwright::repl
