// A recorded conversation as a talk. An output belongs to the call that it answers, or, where the record
// names none, to what the agent did last.
#include <algorithm>
#include <unordered_map>

#include "lint/talk.h"
#include "text/words.h"

namespace cmdwright::lint {

namespace {

/// A path of a document or a script, as a tool takes it.
bool is_file(std::string_view value) {
  return !value.empty() && value.size() < 4096 && value.find('\n') == std::string_view::npos &&
         (value.ends_with(".md") || value.ends_with(".py") || value.ends_with("/") ||
          value.find('/') != std::string_view::npos);
}

bool writes(const Words& words, std::string_view tool) {
  const std::string name = ascii_lower(tool);
  return std::any_of(words.no_readers.begin(), words.no_readers.end(),
                     [&](Str part) { return name.find(part) != std::string::npos; });
}

struct Extent {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

} // namespace

void Talk::add_call(const spec::Spec& spec, const Words& words, const transcript::Conversation& conversation,
                    const transcript::ToolCall& call, std::uint32_t message) {
  if (call.command) {
    add_run(spec, add_source({call.command->text, message, &*call.command}));
    return;
  }
  if (writes(words, call.name)) return;
  for (const transcript::Argument& a : conversation.arguments_of(call))
    if (a.string && is_file(a.value.text)) {
      const std::uint32_t source = add_source({a.value.text, message, &a.value});
      add_opened({call.name, a.value.text, source, {0, static_cast<std::uint32_t>(a.value.text.size())}});
    }
}

void Talk::add_conversation(const AnswerReader& reader, const spec::Spec& spec, const Words& words,
                            const transcript::Conversation& conversation) {
  using transcript::Part;
  using transcript::Role;
  prose = transcript = true;
  std::unordered_map<std::string_view, Extent> calls;
  Extent last;
  for (std::uint32_t number = 0; number < conversation.messages.size(); ++number) {
    const transcript::Message& m = conversation.messages[number];
    for (const Part& p : conversation.parts_of(m)) {
      if (m.role == Role::Assistant && !m.synthetic) {
        if (p.kind == Part::Kind::Call) {
          const transcript::ToolCall& call = conversation.calls[p.call];
          const auto before = static_cast<std::uint32_t>(issued.size());
          add_call(spec, words, conversation, call, number);
          agent().id = m.id;
          last = {before, static_cast<std::uint32_t>(issued.size()) - before};
          if (!call.id.empty()) calls[call.id] = last;
        } else if (p.kind == Part::Kind::Text && !trim(p.text.text).empty()) {
          const auto before = static_cast<std::uint32_t>(issued.size());
          add_answer(reader, spec, add_source({p.text.text, number, &p.text}), true);
          agent().id = m.id;
          if (issued.size() > before) last = {before, static_cast<std::uint32_t>(issued.size()) - before};
        }
        continue;
      }
      if (p.kind == Part::Kind::Call) continue;
      const std::uint32_t source = add_source({p.text.text, number, &p.text});
      if (m.role == Role::User && !m.synthetic) {
        add_person(p.text.text, source);
      } else if (m.role == Role::Tool) {
        Turn& turn = add_output(p.text.text, source);
        turn.failed = m.failed;
        const auto call = calls.find(m.call_id);
        const Extent extent = call != calls.end() ? call->second : last;
        turn.first_issued = extent.first;
        turn.issued_count = extent.count;
        // Where calls are not recorded, an output shows that the printed command was run.
        for (std::uint32_t i = extent.first; i < extent.first + extent.count; ++i) issued[i].run = true;
      } else {
        add_person(p.text.text, source).who = Turn::Who::Context;
      }
    }
  }
}

} // namespace cmdwright::lint
