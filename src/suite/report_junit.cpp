// The dialect that Jenkins, GitLab and GitHub's test reporters read: testsuites > testsuite > testcase with
// failure, error or skipped.
#include <fmt/format.h>

#include "suite/report.h"
#include "text/utf8.h"

namespace cmdwright::suite {

namespace {

/// Text as XML 1.0 allows it: markup escaped, characters that XML cannot hold replaced.
std::string xml(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const utf8::Decoded d = utf8::decode(text, at);
    const std::string_view bytes = text.substr(at, d.length);
    at += d.length;
    const bool control = d.code < 0x20 && d.code != '\t' && d.code != '\n' && d.code != '\r';
    if (!d.valid || control || (d.code >= 0xD800 && d.code <= 0xDFFF) || d.code == 0xFFFE || d.code == 0xFFFF)
      out += "\xEF\xBF\xBD";
    else if (d.code == '&')
      out += "&amp;";
    else if (d.code == '<')
      out += "&lt;";
    else if (d.code == '>')
      out += "&gt;";
    else if (d.code == '"')
      out += "&quot;";
    else if (d.code == '\n')
      out += "&#10;";
    else if (d.code == '\r')
      out += "&#13;";
    else
      out += bytes;
  }
  return out;
}

std::string detail(const CaseResult& r) {
  std::string out;
  for (const std::string& request : r.requests) out += "> " + request + "\n";
  for (const Failure& f : r.failures) {
    out += f.place + ": " + f.expectation + (f.turn > 0 ? fmt::format(" (turn {})", f.turn) : "") + ": " +
           f.message + "\n";
    for (const std::string& line : f.expected) out += "  - " + line + "\n";
    for (const std::string& line : f.actual) out += "  + " + line + "\n";
  }
  return out;
}

std::string testcase(const CaseResult& r) {
  const std::string file = r.place.substr(0, r.place.find(':'));
  std::string out = fmt::format(R"(    <testcase name="{}" classname="{}" file="{}" time="{:.3f}")",
                                xml(title_of(r)), xml(r.suite), xml(file), r.seconds);
  switch (r.outcome) {
  case Outcome::Passed:
    return out + "/>\n";
  case Outcome::Skipped:
    return out + fmt::format(">\n      <skipped message=\"{}\"/>\n    </testcase>\n", xml(r.reason));
  case Outcome::Broken:
    return out +
           fmt::format(">\n      <error type=\"error\" message=\"{}\"/>\n    </testcase>\n", xml(r.reason));
  case Outcome::Failed:
    break;
  }
  std::string message;
  for (const Failure& f : r.failures)
    message += (message.empty() ? "" : "; ") + f.expectation + ": " + f.message;
  return out + fmt::format(">\n      <failure type=\"{}\" message=\"{}\">{}</failure>\n    </testcase>\n",
                           xml(r.failures.front().expectation), xml(message), xml(detail(r)));
}

std::string counts(const Totals& t) {
  return fmt::format(R"(tests="{}" failures="{}" errors="{}" skipped="{}")", t.ran() + t.skipped, t.failed,
                     t.broken, t.skipped);
}

} // namespace

std::string junit_report(const RunReport& report) {
  std::vector<std::string> order;
  std::map<std::string, std::vector<const CaseResult*>> by_suite;
  for (const CaseResult& r : report.results) {
    auto& list = by_suite[r.suite];
    if (list.empty()) order.push_back(r.suite);
    list.push_back(&r);
  }
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out += fmt::format("<testsuites name=\"cmdwright\" {} time=\"{:.3f}\">\n", counts(report.totals),
                     report.totals.seconds);
  for (const std::string& suite : order) {
    Totals totals;
    for (const CaseResult* r : by_suite[suite]) {
      totals.add(r->outcome);
      totals.seconds += r->seconds;
    }
    out += fmt::format("  <testsuite name=\"{}\" {} time=\"{:.3f}\">\n", xml(suite), counts(totals),
                       totals.seconds);
    for (const CaseResult* r : by_suite[suite]) out += testcase(*r);
    out += "  </testsuite>\n";
  }
  return out + "</testsuites>\n";
}

} // namespace cmdwright::suite
