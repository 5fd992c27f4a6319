#include <algorithm>

#include <fmt/format.h>

#include "suite/report.h"
#include "text/words.h"

namespace cmdwright::suite {

namespace {

/// A text that stands in a line of Markdown as it is.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\`*_{}[]<>#|~").find(c) != std::string_view::npos) out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

/// A code block whose fence no line of the text can close.
std::string code(std::string_view language, const std::string& text) {
  std::size_t longest = 2;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::size_t run = 0;
    while (at + run < text.size() && text[at + run] == '`') ++run;
    longest = std::max(longest, run);
    at += run;
  }
  const std::string fence(longest + 1, '`');
  return fence + std::string(language) + "\n" + text + (text.ends_with('\n') ? "" : "\n") + fence + "\n";
}

std::string diff_lines(char mark, const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts)
    for (const std::string_view line : split(text, '\n')) out += mark + (" " + std::string(line)) + "\n";
  return out;
}

std::string failed_case(const CaseResult& r) {
  std::string out = "<details><summary>";
  for (const char c : r.outcome == Outcome::Broken ? "Error: " + title_of(r) : title_of(r))
    out += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string(1, c);
  out += "</summary>\n\n";
  if (!r.reason.empty()) out += code("", r.reason);
  for (const std::string& request : r.requests) out += "> " + plain(request) + "\n\n";
  for (const Failure& f : r.failures) {
    out += "**" + plain(f.expectation) + "**" + (f.turn > 0 ? fmt::format(" (turn {})", f.turn) : "") + ": " +
           plain(f.message) + " — " + plain(f.place) + "\n\n";
    const std::string diff = diff_lines('-', f.expected) + diff_lines('+', f.actual);
    if (!diff.empty()) out += code("diff", diff) + "\n";
  }
  return out + "</details>\n";
}

} // namespace

std::string markdown_report(const RunReport& report, std::size_t most) {
  const Totals& t = report.totals;
  std::string out = fmt::format("### {} cmdwright test\n\n| passed | failed | errors | skipped |\n"
                                "|---:|---:|---:|---:|\n| {} | {} | {} | {} |\n\n",
                                t.good() ? "✅" : "❌", t.passed, t.failed, t.broken, t.skipped);
  if (t.interrupted) out += "The run was interrupted.\n\n";
  if (const auto runs = repeated_runs(report); !runs.empty()) out += code("", repeated_text(runs)) + "\n";
  std::size_t left_out = 0;
  for (const CaseResult& r : report.results) {
    if (r.outcome != Outcome::Failed && r.outcome != Outcome::Broken) continue;
    const std::string one = failed_case(r);
    if (out.size() + one.size() > most)
      ++left_out;
    else
      out += one;
  }
  if (left_out > 0) out += fmt::format("\n{} more are left out here.\n", left_out);
  return out;
}

} // namespace cmdwright::suite
