// github: workflow commands that become annotations; junit: a test suite a file, a failed test a finding.
#include "cli/lint_report.h"
#include "text/utf8.h"

namespace cmdwright::cli {

namespace {

std::string escaped_for_github(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    if (c == '%')
      out += "%25";
    else if (c == '\r')
      out += "%0D";
    else if (c == '\n')
      out += "%0A";
    else if (property && c == ':')
      out += "%3A";
    else if (property && c == ',')
      out += "%2C";
    else
      out += c;
  }
  return out;
}

class GithubReport final : public LintReport {
public:
  using LintReport::LintReport;
  void add(const LintResult& result) override {
    for (const LintItem& item : result.items) {
      const char* level = item.severity == lint::Severity::Error     ? "error"
                          : item.severity == lint::Severity::Warning ? "warning"
                                                                     : "notice";
      const bool record = result.bulk && !item.spoken;
      std::string place = "file=" + escaped_for_github(result.file, true);
      place += ",line=" + std::to_string(record ? result.record : item.place.line);
      if (!record) {
        place += ",endLine=" + std::to_string(item.place.end_line);
        place += ",col=" + std::to_string(item.place.column);
        if (item.place.end_line == item.place.line)
          place += ",endColumn=" + std::to_string(item.place.end_column);
      }
      out_.line("::" + std::string(level) + " " + place + ",title=" + std::string(item.rule->slug) +
                "::" + escaped_for_github(item.message, false));
    }
  }
};

/// Text of XML 1.0, which has no place for most control characters.
std::string xml(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const utf8::Decoded d = utf8::decode(text, i);
    const std::string_view bytes = text.substr(i, d.length);
    i += d.length;
    if (bytes == "&")
      out += "&amp;";
    else if (bytes == "<")
      out += "&lt;";
    else if (bytes == ">")
      out += "&gt;";
    else if (bytes == "\"")
      out += "&quot;";
    else if (!d.valid || (d.code < 0x20 && d.code != '\n' && d.code != '\t') || d.code == 0xFFFE ||
             d.code == 0xFFFF)
      out += "\uFFFD";
    else
      out += bytes;
  }
  return out;
}

class JunitReport final : public LintReport {
public:
  using LintReport::LintReport;
  void begin() override {
    out_.line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"cmdwright lint\">");
  }
  void add(const LintResult& result) override {
    const std::string name = xml(result_name(result));
    const bool error = result.lost;
    const std::size_t tests = result.items.empty() ? 1 : result.items.size();
    out_.line("  <testsuite name=\"" + name + "\" tests=\"" + std::to_string(tests) + "\" failures=\"" +
              std::to_string(result.items.size()) + "\" errors=\"" + (error ? "1" : "0") + "\">");
    if (result.items.empty()) {
      out_.line("    <testcase classname=\"" + name + "\" name=\"lint\"" +
                (error ? "><error message=\"" + xml(result.problem) + "\"/></testcase>" : "/>"));
    }
    for (const LintItem& item : result.items) {
      const Place& p = item.spoken ? item.inside : item.place;
      const std::string place = std::to_string(p.line) + ":" + std::to_string(p.column);
      out_.line("    <testcase classname=\"" + name + "\" name=\"" + xml(item.rule->slug) + " at " +
                (item.spoken ? "message " + std::to_string(*item.spoken + 1) + ":" : "") + place +
                "\"><failure type=\"" + std::string(lint::severity_name(item.severity)) + "\" message=\"" +
                xml(item.message) + "\">" + xml(item.source) + "</failure></testcase>");
    }
    out_.line("  </testsuite>");
  }
  void end(const LintSummary&) override { out_.line("</testsuites>"); }
};

} // namespace

std::unique_ptr<LintReport> make_github_report(Output& out) {
  return std::make_unique<GithubReport>(out);
}
std::unique_ptr<LintReport> make_junit_report(Output& out) {
  return std::make_unique<JunitReport>(out);
}

} // namespace cmdwright::cli
