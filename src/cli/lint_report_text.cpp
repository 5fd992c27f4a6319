// For people: place, severity, rule and words; the line with the piece underlined; the repair; a summary.
#include "cli/lint_report.h"
#include "text/utf8.h"

namespace cmdwright::cli {

namespace {

constexpr std::size_t kWidest = 160; // columns of a source line that are shown

const char* colour_of(lint::Severity severity) {
  switch (severity) {
  case lint::Severity::Error:
    return "\033[1;31m";
  case lint::Severity::Warning:
    return "\033[1;33m";
  default:
    return "\033[1;36m";
  }
}

std::string counted(std::uint64_t n, const char* what) {
  return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
}

/// Terminals must not be driven by what is linted.
std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const utf8::Decoded d = utf8::decode(text, i);
    if (d.code == '\t')
      out += ' ';
    else if (d.code < 0x20 || d.code == 0x7F || (d.code >= 0x80 && d.code < 0xA0) || !d.valid)
      out += "\u00B7";
    else
      out.append(text.substr(i, d.length));
    i += d.length;
  }
  return out;
}

std::size_t byte_of_column(std::string_view text, std::uint64_t column) {
  std::size_t at = 0;
  for (std::uint64_t c = 1; c < column && at < text.size(); ++c) at += utf8::decode(text, at).length;
  return at;
}

class TextReport final : public LintReport {
public:
  TextReport(Output& out, const LintReportOptions& options)
      : LintReport(out), colour_(options.colour), quiet_(options.quiet) {}

  void add(const LintResult& result) override {
    for (const LintItem& item : result.items) write(result, item);
  }

  void end(const LintSummary& s) override {
    if (quiet_ || s.all() == 0) return;
    std::string line = "Found " + counted(s.errors, "error") + ", " + counted(s.warnings, "warning");
    if (s.infos > 0) line += ", " + counted(s.infos, "note");
    if (s.texts > 1) line += " in " + std::to_string(s.texts) + " texts";
    if (s.known > 0) line += "; " + std::to_string(s.known) + " more are in the baseline";
    out_.line(line + ".");
    if (s.fixable > 0)
      out_.line(
          std::to_string(s.fixable) + " can be repaired with --fix" +
          (s.unsafely > 0 ? ", " + std::to_string(s.unsafely) + " more with --fix --unsafe-fixes" : "") +
          ".");
    else if (s.unsafely > 0)
      out_.line(std::to_string(s.unsafely) + " can be repaired with --fix --unsafe-fixes.");
  }

private:
  [[nodiscard]] std::string paint(const char* colour, const std::string& text) const {
    return colour_ ? colour + text + "\033[0m" : text;
  }

  void write(const LintResult& result, const LintItem& item) {
    const Place& p = item.spoken ? item.inside : item.place;
    const std::string file = printable(result.file == "-" ? "<stdin>" : result.file);
    std::string place =
        file + ":" + std::to_string(item.place.line) + ":" + std::to_string(item.place.column);
    std::string whose;
    if (item.spoken)
      whose = "message " + std::to_string(*item.spoken + 1);
    else if (result.bulk)
      place = file + ":" + std::to_string(result.record) + ":" + std::to_string(item.place.line) + ":" +
              std::to_string(item.place.column);
    if (!result.id.empty()) whose += (whose.empty() ? "" : " of ") + printable(result.id);
    if (!whose.empty()) place += " (" + whose + ")";
    out_.line(paint("\033[1m", place) + ": " +
              paint(colour_of(item.severity), std::string(lint::severity_name(item.severity))) + "[" +
              std::string(item.rule->slug) + "]: " + printable(item.message));
    write_source(item, p.line);
    if (item.fix) write_fix(item);
    out_.write("\n");
  }

  void write_source(const LintItem& item, std::uint64_t line) {
    if (item.source.empty()) return;
    const std::size_t begin = byte_of_column(item.source, item.source_column);
    const std::size_t end = std::max(begin, byte_of_column(item.source, item.source_end_column));
    // Of a long line the part around the finding is shown.
    std::size_t from = 0;
    if (utf8::width(std::string_view(item.source).substr(0, end)) > kWidest) {
      from = begin > 40 ? begin - 40 : 0;
      while (from > 0 && (static_cast<unsigned char>(item.source[from]) & 0xC0U) == 0x80U) --from;
    }
    const std::string before = printable(std::string_view(item.source).substr(from, begin - from));
    const std::string marked = printable(std::string_view(item.source).substr(begin, end - begin));
    const std::string behind = printable(std::string_view(item.source).substr(end));
    const std::string whole = before + marked + behind;
    const std::string number = std::to_string(line);
    const std::string shown(utf8::prefix_of_width(whole, kWidest));
    out_.line("  " + number + " | " + (from > 0 ? "…" : "") + shown +
              (shown.size() < whole.size() ? "…" : ""));
    const std::size_t room = kWidest - std::min(kWidest, utf8::width(before));
    const std::size_t carets = std::max<std::size_t>(1, std::min(utf8::width(marked), room));
    out_.line("  " + std::string(number.size(), ' ') + " | " +
              std::string(utf8::width(before) + (from > 0 ? 1 : 0), ' ') +
              paint(colour_of(item.severity), std::string(carets, '^')));
  }

  void write_fix(const LintItem& item) {
    std::string line = "  = " + std::string(item.fix->safe ? "fix" : "unsafe fix") + ": " + item.fix->title;
    out_.line(printable(line));
  }

  bool colour_;
  bool quiet_;
};

} // namespace

std::unique_ptr<LintReport> make_text_report(Output& out, const LintReportOptions& options) {
  return std::make_unique<TextReport>(out, options);
}

} // namespace cmdwright::cli
