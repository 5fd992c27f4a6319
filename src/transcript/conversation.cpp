#include "transcript/conversation.h"

namespace cmdwright::transcript {

std::string_view role_name(Role role) {
  switch (role) {
  case Role::System:
    return "system";
  case Role::User:
    return "user";
  case Role::Assistant:
    return "assistant";
  case Role::Tool:
    return "tool";
  }
  return {};
}

std::string Conversation::text_of(const Message& m) const {
  std::string all;
  for (const Part& p : parts_of(m)) {
    if (p.kind != Part::Kind::Text) continue;
    if (!all.empty()) all += '\n';
    all += p.text.text;
  }
  return all;
}

Message& Conversation::add_message(Role role) {
  Message& m = messages.emplace_back();
  m.role = role;
  m.first_part = static_cast<std::uint32_t>(parts.size());
  return m;
}

Part& Conversation::add_part(Part::Kind kind, Text text) {
  ++messages.back().part_count;
  return parts.emplace_back(Part{kind, text, 0});
}

ToolCall& Conversation::add_call() {
  add_part(Part::Kind::Call, {}).call = static_cast<std::uint32_t>(calls.size());
  ToolCall& call = calls.emplace_back();
  call.first_argument = static_cast<std::uint32_t>(arguments.size());
  return call;
}

Text Conversation::own(std::string_view text) {
  return {arena_.keep(text), {}};
}

void Conversation::clear() {
  format = Format::Unknown;
  file.clear();
  index = 0;
  id = title = now = {};
  sidechain = continued = false;
  messages.clear();
  parts.clear();
  calls.clear();
  arguments.clear();
  records.clear();
  arena_.clear();
}

} // namespace cmdwright::transcript
