#include "lint/fix.h"

#include <algorithm>

namespace cmdwright::lint {

namespace {

using command::Edit;

/// Touching is too near: of two insertions at one place nobody knows the order.
bool collide(const Edit& a, const Edit& b) {
  if (a.span.empty() || b.span.empty()) return a.span.begin <= b.span.end && b.span.begin <= a.span.end;
  return a.span.overlaps(b.span);
}

bool usable(const Finding& f, std::size_t size, bool unsafe, Severity least) {
  if (!f.fix || f.fix->edits.empty() || f.severity < least || (!f.fix->safe && !unsafe)) return false;
  return std::all_of(f.fix->edits.begin(), f.fix->edits.end(),
                     [&](const Edit& e) { return e.span.begin <= e.span.end && e.span.end <= size; });
}

} // namespace

unsigned apply_fixes(std::string_view text, const std::vector<Finding>& findings, bool unsafe, Severity least,
                     std::string& out) {
  std::vector<Edit> edits;
  unsigned applied = 0;
  for (const Finding& f : findings) {
    if (!usable(f, text.size(), unsafe, least)) continue;
    const std::vector<Edit>& wanted = f.fix->edits;
    const bool free = std::none_of(wanted.begin(), wanted.end(), [&](const Edit& e) {
      return std::any_of(edits.begin(), edits.end(), [&](const Edit& other) { return collide(e, other); });
    });
    if (!free) continue;
    edits.insert(edits.end(), wanted.begin(), wanted.end());
    ++applied;
  }
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  out.clear();
  std::size_t at = 0;
  for (const Edit& e : edits) {
    if (e.span.begin < at) continue; // edits of one repair that overlap each other
    out.append(text.substr(at, e.span.begin - at)).append(e.text);
    at = e.span.end;
  }
  out.append(text.substr(at));
  return applied;
}

namespace {

struct Weight {
  std::size_t errors = 0;
  std::size_t all = 0;
};
Weight weigh(const Report& report) {
  Weight w;
  for (const Finding& f : report.findings) {
    w.errors += f.severity == Severity::Error ? 1 : 0;
    ++w.all;
  }
  return w;
}

} // namespace

Fixed fix(const Linter& linter, Input input, bool unsafe, Severity least) {
  Fixed fixed;
  fixed.text = std::string(input.text);
  Report report;
  input.text = fixed.text;
  linter.text(input, report);
  std::string next;
  while (fixed.passes < kMostPasses) {
    const Weight before = weigh(report);
    const unsigned applied = apply_fixes(fixed.text, report.findings, unsafe, least, next);
    if (applied == 0 || next == fixed.text) break;
    Report after;
    input.text = next;
    linter.text(input, after);
    const Weight now = weigh(after);
    // A command that is readable at last may show more; never more than one for each repair.
    if (now.errors > before.errors || now.all > before.all + applied) break;
    fixed.text.swap(next);
    fixed.applied += applied;
    ++fixed.passes;
    input.text = fixed.text;
    linter.text(input, report);
  }
  return fixed;
}

} // namespace cmdwright::lint
