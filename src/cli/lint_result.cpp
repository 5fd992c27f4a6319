#include "cli/lint_result.h"

#include <algorithm>

#include "text/hash.h"
#include "text/utf8.h"
#include "text/words.h"
#include "transcript/locate.h"

namespace cmdwright::cli {

namespace {

Place place_in(std::string_view text, Span span) {
  Place p;
  const utf8::LineColumn begin = utf8::line_column(text, span.begin);
  p.line = begin.line;
  p.column = begin.column;
  const utf8::LineColumn end = utf8::line_column(text, span.end);
  p.end_line = end.line;
  p.end_column = end.column;
  p.offset = span.begin;
  p.end_offset = span.end;
  return p;
}

Place place_of(const transcript::Location& at) {
  return {at.line, at.column, at.end_line, at.end_column, at.offset, at.end_offset};
}

/// `number`: how many findings alike there were before it.
std::string fingerprint(std::string_view rule, std::string_view line, std::size_t number) {
  Hash64 hash;
  hash.add(rule);
  hash.add(trim(line));
  hash.add(std::to_string(number));
  return hash.hex();
}

LintItem item_of(const lint::Finding& f, std::string_view text, std::vector<LintItem>& before) {
  LintItem item;
  item.rule = f.rule;
  item.severity = f.severity;
  item.message = f.message;
  item.place = item.inside = place_in(text, f.span);
  const utf8::Line line = utf8::line_at(text, f.span.begin);
  item.source = std::string(line.text);
  while (item.source.ends_with('\r')) item.source.pop_back();
  item.source_column = item.place.column;
  item.source_end_column =
      item.place.end_line == item.place.line ? item.place.end_column : utf8::length(item.source) + 1;
  const auto alike = std::count_if(before.begin(), before.end(), [&](const LintItem& other) {
    return other.rule == item.rule && trim(other.source) == trim(item.source);
  });
  item.fingerprint = fingerprint(f.rule->slug, item.source, static_cast<std::size_t>(alike));
  return item;
}

} // namespace

void place_findings(const lint::Report& report, LintResult& out) {
  for (const lint::Finding& f : report.findings) {
    const std::string_view text = report.sources[f.source].text;
    LintItem item = item_of(f, text, out.items);
    if (f.fix && !f.fix->edits.empty()) {
      PlacedFix fix{f.fix->title, f.fix->safe, true, {}};
      for (const command::Edit& e : f.fix->edits) fix.edits.push_back({place_in(text, e.span), e.text});
      item.fix = std::move(fix);
    }
    out.items.push_back(std::move(item));
  }
}

void place_findings(const lint::Report& report, const transcript::Conversation& conversation,
                    LintResult& out) {
  for (const lint::Finding& f : report.findings) {
    const lint::Source& source = report.sources[f.source];
    LintItem item = item_of(f, source.text, out.items);
    item.spoken = source.message;
    const transcript::Text& origin = *source.origin;
    item.place = place_of(transcript::locate(conversation, origin, f.span));
    if (f.fix && !f.fix->edits.empty()) {
      PlacedFix fix{f.fix->title, f.fix->safe, true, {}};
      for (const command::Edit& e : f.fix->edits) {
        const transcript::Location at = transcript::locate(conversation, origin, e.span);
        fix.exact &= at.exact;
        fix.edits.push_back({place_of(at), transcript::in_coding(origin, e.text)});
      }
      item.fix = std::move(fix);
    }
    out.items.push_back(std::move(item));
  }
}

} // namespace cmdwright::cli
