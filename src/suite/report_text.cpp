#include <fmt/format.h>

#include "suite/report.h"
#include "text/words.h"

namespace cmdwright::suite {

namespace {

constexpr const char* kRed = "\x1b[31m";
constexpr const char* kGreen = "\x1b[32m";
constexpr const char* kYellow = "\x1b[33m";
constexpr const char* kBold = "\x1b[1m";
constexpr const char* kDim = "\x1b[2m";

/// Lines of an answer that a report shows.
constexpr std::size_t kMostLines = 12;

/// On one line, without control characters, which would move the cursor.
std::string shown(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c == '\n' || c == '\t') c = ' ';
  std::erase_if(out, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
  return out;
}

/// Each line behind `prefix`, the first ones only.
std::string block(std::string_view text, const std::string& prefix) {
  std::string out;
  std::size_t lines = 0;
  for (const std::string_view line : split(trim(text), '\n')) {
    if (++lines > kMostLines) return out + prefix + "…\n";
    out += prefix + shown(line) + "\n";
  }
  return out;
}

} // namespace

std::string title_of(const CaseResult& r) {
  std::string out = r.name;
  if (!r.conversation.empty()) out += " › " + r.conversation;
  if (r.run > 0) out += fmt::format(" (run {})", r.run);
  return out;
}

std::map<std::string, Runs> repeated_runs(const RunReport& report) {
  std::map<std::string, Runs> out;
  for (const CaseResult& r : report.results) {
    if (r.run == 0 || r.outcome == Outcome::Skipped) continue;
    Runs& runs = out[r.key()];
    ++runs.count;
    runs.passed += r.outcome == Outcome::Passed ? 1 : 0;
  }
  return out;
}

std::string repeated_text(const std::map<std::string, Runs>& runs) {
  std::vector<Runs> all;
  for (const auto& [key, r] : runs) all.push_back(r);
  const Repeated stats = repeated(all);
  std::string out;
  for (const Reliability& at : stats.by_k)
    out += fmt::format("pass@{0} {1:.3f}   pass^{0} {2:.3f}\n", at.k, at.pass_at, at.pass_all);
  out += fmt::format("{} of {} repeated cases waver (95 % interval {:.1f} to {:.1f} %)\n", stats.flaky,
                     stats.cases, 100 * stats.flake_rate.low, 100 * stats.flake_rate.high);
  for (const auto& [key, r] : runs) {
    if (r.passed == r.count) continue;
    const Interval rate = wilson(r.passed, r.count);
    out += fmt::format("  {} of {} runs right ({:.0f} to {:.0f} %)  {}\n", r.passed, r.count, 100 * rate.low,
                       100 * rate.high, key);
  }
  return out;
}

std::string TextReport::painted(std::string_view text, const char* colour) const {
  return options_.colour ? colour + std::string(text) + "\x1b[0m" : std::string(text);
}

void TextReport::failure(const Failure& f) {
  const std::string where = f.turn > 0 ? fmt::format(" (turn {})", f.turn) : "";
  write_("  " + painted(f.expectation, kBold) + where + ": " + shown(f.message) + "  " +
         painted(f.place, kDim) + "\n");
  for (const std::string& line : f.expected) write_(painted(block(line, "    - "), kGreen));
  for (const std::string& line : f.actual) write_(painted(block(line, "    + "), kRed));
  if (f.differences.size() > 1)
    for (const Difference& d : f.differences)
      write_("    * " + shown(d.command + ": " + difference_text(d)) + "\n");
}

void TextReport::result(const CaseResult& r) {
  if (r.run > 0 && r.outcome != Outcome::Skipped) {
    Runs& runs = repeated_[r.key()];
    ++runs.count;
    runs.passed += r.outcome == Outcome::Passed ? 1 : 0;
  }
  if (options_.quiet) return;
  const std::string from = r.source.empty() ? "" : "  " + painted(r.source, kDim);
  switch (r.outcome) {
  case Outcome::Passed:
    if (options_.verbose) write_(painted("pass ", kGreen) + " " + shown(title_of(r)) + from + "\n");
    return;
  case Outcome::Skipped:
    if (options_.verbose)
      write_(painted("skip ", kYellow) + " " + shown(title_of(r)) + ": " + r.reason + "\n");
    return;
  case Outcome::Broken:
    write_(painted("ERROR", kRed) + " " + shown(title_of(r)) + "  " + painted(r.place, kDim) + from + "\n");
    write_(block(r.reason, "  "));
    return;
  case Outcome::Failed:
    write_(painted("FAIL ", kRed) + " " + shown(title_of(r)) + "  " + painted(r.place, kDim) + from + "\n");
    for (const std::string& request : r.requests) write_(block(request, "  > "));
    for (const Failure& f : r.failures) failure(f);
    return;
  }
}

void TextReport::finish(const Totals& t) {
  if (!repeated_.empty()) write_(repeated_text(repeated_));
  std::string line = painted(fmt::format("{} passed", t.passed), t.good() ? kGreen : kBold);
  if (t.failed > 0) line += ", " + painted(fmt::format("{} failed", t.failed), kRed);
  if (t.broken > 0) line += ", " + painted(fmt::format("{} could not be judged", t.broken), kRed);
  if (t.skipped > 0) line += ", " + painted(fmt::format("{} skipped", t.skipped), kYellow);
  line += fmt::format(" in {:.2f} s", t.seconds);
  if (t.interrupted) line += ", " + painted("interrupted", kYellow);
  write_(line + "\n");
}

} // namespace cmdwright::suite
