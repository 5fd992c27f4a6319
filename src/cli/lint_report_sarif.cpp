// SARIF 2.1.0, as code scanning services take it: rules with their explanation, regions with lines, columns
// and bytes, fixes and fingerprints. A fix without changes, or whose bytes are not known, is left out,
// because consumers refuse the whole report then. Written by hand as a stream: the results may be many.
#include <algorithm>

#include "cli/lint_report.h"
#include "cli/version.h"
#include "text/json_string.h"

namespace cmdwright::cli {

namespace {

using json::append_quoted;
using json::quoted;

const char* level_of(lint::Severity severity) {
  return severity == lint::Severity::Error     ? "error"
         : severity == lint::Severity::Warning ? "warning"
                                               : "note";
}

/// A path as a URI reference: everything else than letters, digits and a few marks is percent-encoded.
std::string uri(std::string_view path) {
  if (path == "-") return "stdin";
  std::string out;
  while (path.starts_with("./")) path.remove_prefix(2);
  if (path.starts_with('/')) out = "file://";
  for (const char c : path) {
    const auto u = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("/-._~").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += "0123456789ABCDEF"[u >> 4U];
      out += "0123456789ABCDEF"[u & 15U];
    }
  }
  return out;
}

std::string region(const Place& p, bool bytes) {
  std::string out =
      "{\"startLine\":" + std::to_string(p.line) + ",\"startColumn\":" + std::to_string(p.column) +
      ",\"endLine\":" + std::to_string(p.end_line) + ",\"endColumn\":" + std::to_string(p.end_column);
  if (bytes)
    out += ",\"byteOffset\":" + std::to_string(p.offset) +
           ",\"byteLength\":" + std::to_string(p.end_offset - p.offset);
  return out + "}";
}

/// In a record of JSON Lines the text's own places mean nothing to the file: the record's line does.
Place in_file(const LintResult& result, const Place& p) {
  if (result.record == 0 || !result.bulk) return p;
  return {result.record, 1, result.record, 1, 0, 0};
}

class SarifReport final : public LintReport {
public:
  SarifReport(Output& out, const LintReportOptions& options) : LintReport(out), rules_(options.rules) {}

  void begin() override {
    std::string text = "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\","
                       "\"runs\":[{\"tool\":{\"driver\":{\"name\":\"cmdwright\",\"version\":" +
                       quoted(CMDWRIGHT_VERSION) + ",\"rules\":[";
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      const lint::Rule& r = *rules_[i];
      text += i > 0 ? ",\n" : "\n";
      text += "{\"id\":" + quoted(r.slug) + ",\"shortDescription\":{\"text\":" + quoted(r.summary) +
              "},\"fullDescription\":{\"text\":" + quoted(r.why.empty() ? r.summary : r.why) +
              "},\"help\":{\"text\":" +
              quoted("Bad:\n" + std::string(r.bad.text) + "\nGood:\n" + std::string(r.good.text)) +
              "},\"defaultConfiguration\":{\"level\":\"" + level_of(r.severity) +
              "\"},\"properties\":{\"tags\":[" + quoted(r.group) + "]}}";
    }
    out_.write(text + "]}},\"columnKind\":\"unicodeCodePoints\",\"results\":[");
  }

  void add(const LintResult& result) override {
    for (const LintItem& item : result.items) {
      const bool record = result.bulk && !item.spoken;
      const Place place = record ? in_file(result, item.place) : item.place;
      std::string text = first_ ? "\n{" : ",\n{";
      first_ = false;
      text += "\"ruleId\":" + quoted(item.rule->slug);
      const auto it = std::find_if(rules_.begin(), rules_.end(),
                                   [&](const lint::Rule* r) { return r->slug == item.rule->slug; });
      if (it != rules_.end()) text += ",\"ruleIndex\":" + std::to_string(it - rules_.begin());
      text += ",\"level\":\"" + std::string(level_of(item.severity)) + "\",\"message\":{\"text\":";
      append_quoted(text, item.message);
      const std::string artifact = "{\"uri\":" + quoted(uri(result.file)) + "}";
      text += "},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":" + artifact +
              ",\"region\":" + region(place, !record) + "}}]";
      text += ",\"partialFingerprints\":{\"cmdwright/v1\":\"" + item.fingerprint + "\"}";
      if (item.fix && item.fix->exact && !record) append_fix(text, *item.fix, artifact);
      out_.write(text + "}");
    }
    if (!result.problem.empty()) {
      std::string note =
          "{\"level\":\"" + std::string(result.lost ? "error" : "warning") + "\",\"message\":{\"text\":";
      append_quoted(note, result.problem);
      problems_.push_back(note + "}}");
    }
  }

  void end(const LintSummary&) override {
    std::string text = first_ ? "]" : "\n]";
    text += ",\"invocations\":[{\"executionSuccessful\":";
    text += problems_.empty() ? "true" : "false";
    if (!problems_.empty()) {
      text += ",\"toolExecutionNotifications\":[";
      for (std::size_t i = 0; i < problems_.size(); ++i) text += (i > 0 ? "," : "") + problems_[i];
      text += "]";
    }
    out_.line(text + "}]}]}");
  }

private:
  static void append_fix(std::string& text, const PlacedFix& fix, const std::string& artifact) {
    std::string edits;
    for (const PlacedEdit& e : fix.edits) {
      if (e.place.offset == e.place.end_offset && e.text.empty()) continue;
      edits += edits.empty() ? "{" : ",{";
      edits += "\"deletedRegion\":" + region(e.place, true) + ",\"insertedContent\":{\"text\":";
      append_quoted(edits, e.text);
      edits += "}}";
    }
    if (edits.empty()) return;
    text += ",\"fixes\":[{\"description\":{\"text\":";
    append_quoted(text, fix.title + (fix.safe ? "" : " (unsafe)"));
    text +=
        "},\"artifactChanges\":[{\"artifactLocation\":" + artifact + ",\"replacements\":[" + edits + "]}]}]";
  }

  std::vector<const lint::Rule*> rules_;
  std::vector<std::string> problems_;
  bool first_ = true;
};

} // namespace

std::unique_ptr<LintReport> make_sarif_report(Output& out, const LintReportOptions& options) {
  return std::make_unique<SarifReport>(out, options);
}

} // namespace cmdwright::cli
