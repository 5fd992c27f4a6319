#include "lint/talk.h"

#include <algorithm>

namespace cmdwright::lint {

std::uint32_t Talk::add_source(Source source) {
  sources.push_back(source);
  return static_cast<std::uint32_t>(sources.size() - 1);
}

Turn& Talk::add_person(std::string_view text, std::uint32_t source) {
  Turn& turn = turns.emplace_back();
  turn.who = Turn::Who::Person;
  turn.text = text;
  turn.source = source;
  turn.first_answer = static_cast<std::uint32_t>(said.size());
  return turn;
}

Turn& Talk::add_output(std::string_view text, std::uint32_t source) {
  Turn& turn = add_person(text, source);
  turn.who = Turn::Who::Output;
  return turn;
}

Turn& Talk::agent() {
  if (!turns.empty() && turns.back().who == Turn::Who::Agent) return turns.back();
  Turn& turn = turns.emplace_back();
  turn.first_answer = static_cast<std::uint32_t>(said.size());
  turn.first_act = static_cast<std::uint32_t>(acts.size());
  return turn;
}

void Talk::add_answer(const AnswerReader& reader, const spec::Spec& spec, std::uint32_t source,
                      bool is_prose) {
  Turn& turn = agent();
  Said& one = said.emplace_back();
  one.source = source;
  if (is_prose)
    reader.answer(sources[source].text, one.answer);
  else
    reader.commands(sources[source].text, one.answer);
  ++turn.answer_count;
  for (const Code& code : one.answer.code)
    if (!code.quoted) add_code(spec, one.answer.shell, code.span, source, false);
}

void Talk::add_run(const spec::Spec& spec, std::uint32_t source) {
  agent();
  const std::string_view text = sources[source].text;
  add_code(spec, text, {0, static_cast<std::uint32_t>(text.size())}, source, true);
}

void Talk::add_opened(Opened one) {
  Turn& turn = agent();
  acts.push_back({Act::Kind::Opened, static_cast<std::uint32_t>(opened.size())});
  ++turn.act_count;
  opened.push_back(one);
}

void Talk::add_code(const spec::Spec& spec, std::string_view shell_text, Span code, std::uint32_t source,
                    bool run) {
  Turn& turn = turns.back();
  const command::Shell shell = command::parse_shell(shell_text, code);
  const std::size_t first = acts.size();
  command::Found found = command::find_all(shell_text, shell, spec);
  for (command::Command& c : found.commands) {
    acts.push_back({Act::Kind::Command, static_cast<std::uint32_t>(issued.size())});
    issued.push_back({std::move(c), shell_text, source, code, run});
  }
  for (command::Program& p : found.programs) {
    acts.push_back({Act::Kind::Program, static_cast<std::uint32_t>(asides.size())});
    asides.push_back({std::move(p), shell_text, source, code, run});
  }
  turn.act_count += static_cast<std::uint32_t>(acts.size() - first);
  if (found.commands.empty() || found.programs.empty()) return;
  const auto begin = [&](const Act& a) {
    return a.kind == Act::Kind::Command ? issued[a.index].command.span.begin
                                        : asides[a.index].program.span.begin;
  };
  std::stable_sort(acts.begin() + static_cast<std::ptrdiff_t>(first), acts.end(),
                   [&](const Act& a, const Act& b) { return begin(a) < begin(b); });
}

} // namespace cmdwright::lint
