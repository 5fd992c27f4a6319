#include "support/transcripts.h"

namespace cmdwright::test {

using namespace transcript;

std::string as_text(const Conversation& c) {
  std::string out = "conversation";
  if (!c.id.empty()) out += " " + std::string(c.id);
  if (!c.title.empty()) out += " '" + std::string(c.title) + "'";
  if (!c.now.empty()) out += " now=" + std::string(c.now);
  if (c.sidechain) out += " sidechain";
  out += "\n";
  for (const Message& m : c.messages) {
    out += role_name(m.role);
    if (m.role == Role::Tool) out += "(" + std::string(m.call_id) + ")";
    if (m.failed) out += " failed";
    if (m.synthetic) out += " synthetic";
    out += ":";
    for (const Part& p : c.parts_of(m)) {
      out += " ";
      if (p.kind == Part::Kind::Text) {
        out += p.text.text;
      } else if (p.kind == Part::Kind::Attachment) {
        out += "<" + std::string(p.text.text) + ">";
      } else {
        const ToolCall& call = c.calls[p.call];
        out += "[" + std::string(call.name) + " " + std::string(call.id) + " " +
               std::string(call.arguments.text);
        if (call.command) out += " command=" + std::string(call.command->text);
        out += "]";
      }
    }
    out += "\n";
  }
  return out;
}

std::string read_as_text(Reader reader) {
  std::string out;
  Conversation c;
  for (Event e = reader.next(c); e != Event::End; e = reader.next(c)) {
    if (e == Event::Problem)
      out += (reader.problem().lost ? "problem " : "note ") + reader.problem().error.text() + "\n";
    else
      out += as_text(c);
  }
  return out;
}

std::string read_as_text(std::string_view text, ReaderOptions options) {
  return read_as_text(Reader(memory_input(text), "t", options));
}

} // namespace cmdwright::test
