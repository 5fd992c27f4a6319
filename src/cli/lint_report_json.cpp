// json: one document; jsonl: one result a line (contract section 5).
#include "cli/lint_report.h"
#include "text/json_string.h"

namespace cmdwright::cli {

namespace {

using json::append_quoted;

void number(std::string& out, const char* key, std::uint64_t value) {
  out.append(",\"").append(key).append("\":").append(std::to_string(value));
}

void append_place(std::string& out, const Place& p) {
  out += "\"line\":" + std::to_string(p.line);
  number(out, "column", p.column);
  number(out, "end_line", p.end_line);
  number(out, "end_column", p.end_column);
}

void append_fix(std::string& out, const PlacedFix& fix) {
  out += ",\"fix\":{\"title\":";
  append_quoted(out, fix.title);
  out += fix.safe ? ",\"safe\":true" : ",\"safe\":false";
  out += ",\"edits\":[";
  bool first = true;
  for (const PlacedEdit& e : fix.edits) {
    out += first ? "{" : ",{";
    first = false;
    append_place(out, e.place);
    out += ",\"text\":";
    append_quoted(out, e.text);
    out += "}";
  }
  out += "]}";
}

void append_item(std::string& out, const LintItem& item) {
  out += "{\"rule\":";
  append_quoted(out, item.rule->slug);
  out += ",\"severity\":";
  append_quoted(out, lint::severity_name(item.severity));
  if (item.spoken) number(out, "message_index", *item.spoken);
  out += ",";
  append_place(out, item.spoken ? item.inside : item.place);
  out += ",\"message\":";
  append_quoted(out, item.message);
  if (item.fix) append_fix(out, *item.fix);
  out += "}";
}

class JsonLinesReport final : public LintReport {
public:
  using LintReport::LintReport;
  void add(const LintResult& result) override {
    text_ = "{";
    if (result.bulk) {
      if (!result.id.empty()) text_ += "\"id\":" + result.id + ",";
    } else {
      text_ += "\"file\":";
      append_quoted(text_, result.file);
      text_ += ",";
    }
    if (!result.problem.empty() && result.lost) {
      text_ += "\"status\":\"error\"";
      if (result.record > 0) number(text_, "line", result.record);
      text_ += ",\"error\":";
      append_quoted(text_, result.problem);
    } else {
      text_ += "\"findings\":[";
      for (std::size_t i = 0; i < result.items.size(); ++i) {
        if (i > 0) text_ += ",";
        append_item(text_, result.items[i]);
      }
      text_ += "]";
      if (result.fixed) {
        text_ += ",\"fixed\":";
        append_quoted(text_, *result.fixed);
      }
    }
    text_ += "}";
    out_.line(text_);
  }

private:
  std::string text_;
};

class JsonReport final : public LintReport {
public:
  using LintReport::LintReport;
  void begin() override { out_.write("{\"findings\":["); }
  void add(const LintResult& result) override {
    for (const LintItem& item : result.items) {
      std::string text;
      append_item(text, item);
      std::string head = first_ ? "\n{\"file\":" : ",\n{\"file\":";
      append_quoted(head, result.file);
      if (!result.id.empty()) head += ",\"id\":" + result.id;
      if (result.record > 0) number(head, "record", result.record);
      text.replace(0, 1, head + ",");
      out_.write(text);
      first_ = false;
    }
  }
  void end(const LintSummary& s) override {
    std::string text = first_ ? "],\"summary\":{" : "\n],\"summary\":{";
    text += "\"texts\":" + std::to_string(s.texts);
    number(text, "errors", s.errors);
    number(text, "warnings", s.warnings);
    number(text, "infos", s.infos);
    number(text, "fixable", s.fixable);
    number(text, "fixable_unsafely", s.unsafely);
    number(text, "in_baseline", s.known);
    number(text, "unreadable", s.problems);
    out_.line(text + "}}");
  }

private:
  bool first_ = true;
};

} // namespace

std::unique_ptr<LintReport> make_json_report(Output& out) {
  return std::make_unique<JsonReport>(out);
}
std::unique_ptr<LintReport> make_json_lines_report(Output& out) {
  return std::make_unique<JsonLinesReport>(out);
}

} // namespace cmdwright::cli
