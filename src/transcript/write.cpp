#include "transcript/write.h"

#include <algorithm>

#include <fmt/format.h>

#include "text/json_string.h"
#include "text/utf8.h"
#include "text/words.h"
#include "transcript/locate.h"

namespace cmdwright::transcript {

namespace {

void field(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  json::append_quoted(out, name);
  out += ':';
  json::append_quoted(out, value);
  out += ',';
}

void content(std::string& out, const Conversation& c, const Message& m) {
  std::size_t texts = 0;
  std::size_t attachments = 0;
  for (const Part& p : c.parts_of(m)) {
    texts += p.kind == Part::Kind::Text ? 1 : 0;
    attachments += p.kind == Part::Kind::Attachment ? 1 : 0;
  }
  out += "\"content\":";
  if (texts == 0 && attachments == 0) {
    out += m.role == Role::Assistant ? "null" : "\"\"";
    return;
  }
  if (texts == 1 && attachments == 0) {
    for (const Part& p : c.parts_of(m))
      if (p.kind == Part::Kind::Text) json::append_quoted(out, p.text.text);
    return;
  }
  char separator = '[';
  for (const Part& p : c.parts_of(m)) {
    if (p.kind == Part::Kind::Call) continue;
    out += separator;
    separator = ',';
    const bool text = p.kind == Part::Kind::Text;
    out += text ? R"({"type":"text","text":)" : R"({"type":"image_url","image_url":{"url":)";
    json::append_quoted(out, p.text.text);
    out += text ? "}" : "}}";
  }
  out += ']';
}

void calls(std::string& out, const Conversation& c, const Message& m) {
  char separator = '[';
  for (const Part& p : c.parts_of(m)) {
    if (p.kind != Part::Kind::Call) continue;
    const ToolCall& call = c.calls[p.call];
    if (separator == '[') out += ",\"tool_calls\":";
    out += separator;
    separator = ',';
    out += '{';
    field(out, "id", call.id);
    out += R"("type":"function","function":{"name":)";
    json::append_quoted(out, call.name);
    out += ",\"arguments\":";
    json::append_quoted(out, call.arguments.text);
    out += "}}";
  }
  if (separator == ',') out += ']';
}

} // namespace

std::string to_json(const Conversation& c) {
  std::string out = "{";
  field(out, "id", c.id);
  field(out, "title", c.title);
  field(out, "now", c.now);
  if (c.sidechain) out += "\"sidechain\":true,";
  if (c.continued) out += "\"continued\":true,";
  out += "\"messages\":";
  char separator = '[';
  for (const Message& m : c.messages) {
    out += separator;
    separator = ',';
    out += '{';
    field(out, "role", role_name(m.role));
    field(out, "id", m.id);
    field(out, "tool_call_id", m.call_id);
    if (m.failed) out += "\"is_error\":true,";
    if (m.synthetic) out += "\"synthetic\":true,";
    content(out, c, m);
    calls(out, c, m);
    out += '}';
  }
  if (separator == '[') out += '[';
  return out + "]}";
}

namespace {

constexpr std::size_t kGutter = 11;

class Shown {
public:
  explicit Shown(const ShowOptions& options) : options_(options) {}

  void head(const Conversation& c) {
    std::string line = fmt::format("{}, conversation {}", c.file, c.index + 1);
    if (!c.id.empty()) line += fmt::format(" ({})", c.id);
    if (!c.title.empty()) line += fmt::format(": {}", c.title);
    if (c.sidechain) line += ", a helper's";
    if (c.continued) line += ", continued";
    out_ += painted("1", line) + "\n";
  }
  void message(const Conversation& c, const Message& m) {
    speaker_ = role_name(m.role);
    if (m.failed) lines(painted("31", "(error)"), "");
    for (const Part& p : c.parts_of(m)) {
      if (p.kind == Part::Kind::Call) {
        call(c.calls[p.call]);
      } else if (p.kind == Part::Kind::Attachment) {
        lines(p.text.text, "attached: ");
      } else if (m.role == Role::Tool) {
        output(p.text.text);
      } else {
        lines(p.text.text, "");
      }
    }
    if (!speaker_.empty()) lines("", "");
  }
  std::string take() { return std::move(out_); }

private:
  [[nodiscard]] std::string painted(std::string_view code, std::string_view text) const {
    return options_.colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }
  [[nodiscard]] std::string gutter() {
    std::string name(speaker_);
    name.resize(kGutter, ' ');
    const std::string_view code = speaker_ == "user"        ? "36"
                                  : speaker_ == "assistant" ? "32"
                                  : speaker_ == "tool"      ? "33"
                                                            : "35";
    const bool named = !speaker_.empty();
    speaker_ = {};
    return named ? painted(code, name) : name;
  }
  /// Control characters of a log must not reach the terminal.
  static std::string harmless(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
      const utf8::Decoded d = utf8::decode(text, i);
      if (d.code == '\t')
        out += "  ";
      else if (d.code >= 0x20 && (d.code < 0x7F || d.code >= 0xA0))
        out += text.substr(i, d.length);
      i += d.length;
    }
    return out;
  }
  void line(std::string_view text) {
    std::string whole = gutter() + std::string(text);
    whole.erase(whole.find_last_not_of(' ') + 1);
    out_ += whole + "\n";
  }
  void lines(std::string_view text, std::string_view before) {
    for (const std::string_view one : split(text, '\n')) {
      line(std::string(before) + harmless(one));
      before = before.empty() ? "" : "  ";
    }
  }
  void call(const ToolCall& call) {
    if (call.command)
      lines(call.command->text, "$ ");
    else
      lines(fmt::format("{} {}", call.name, call.arguments.text), "> ");
  }
  void output(std::string_view text) {
    const std::vector<std::string_view> all = split(trim(text), '\n');
    const std::size_t most = options_.output_lines == 0 ? all.size() : options_.output_lines;
    // Cutting a single line would not make anything shorter.
    const std::size_t shown = all.size() <= most + 1 ? all.size() : most;
    for (std::size_t i = 0; i < shown; ++i) line(harmless(all[i]));
    if (shown < all.size()) line(painted("2", fmt::format("({} more lines)", all.size() - shown)));
  }

  const ShowOptions& options_;
  std::string_view speaker_;
  std::string out_;
};

} // namespace

std::string to_text(const Conversation& conversation, const ShowOptions& options) {
  Shown shown(options);
  shown.head(conversation);
  for (const Message& m : conversation.messages) shown.message(conversation, m);
  return shown.take();
}

} // namespace cmdwright::transcript
