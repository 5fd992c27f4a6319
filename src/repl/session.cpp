// Lines in, states on: what a line is, and how each kind moves the session on. The ":" commands are in
// session_commands.cpp, how a state looks on the screen in session_show.cpp.
#include "repl/session.h"

#include <algorithm>
#include <array>

#include "command/equal.h"
#include "command/render.h"
#include "repl/check.h"
#include "repl/commands.h"
#include "repl/origins.h"
#include "repl/show.h"
#include "text/utf8.h"
#include "text/words.h"

namespace cmdwright::repl {

using understand::Language;

namespace {

constexpr std::size_t kMostStates = 200;   ///< that undo goes back
constexpr std::size_t kMostTurns = 200;    ///< of one conversation that are said again
constexpr std::size_t kMostRecords = 1000; ///< lines that are saved

struct Spoken {
  std::string_view words;
  std::string_view command;
};
/// Whole lines that mean a ":" command.
constexpr std::array kSpoken = {
    Spoken{"undo", ":undo"}, Spoken{"撤销", ":undo"}, Spoken{"撤消", ":undo"}, Spoken{"help", ":help"},
    Spoken{"帮助", ":help"}, Spoken{"?", ":help"},    Spoken{"？", ":help"},   Spoken{"exit", ":quit"},
    Spoken{"quit", ":quit"}, Spoken{"退出", ":quit"},
};

} // namespace

Session::Session(Services services, Settings settings)
    : services_(std::move(services)), settings_(std::move(settings)) {}

Language Session::language() const {
  if (settings_.language) return *settings_.language;
  return state_.talk ? state_.talk->draft().language : settings_.surroundings;
}

understand::Now Session::now() const {
  return settings_.now ? *settings_.now : services_.now();
}

void Session::error(std::string text, Reply& reply) const {
  reply.lines.emplace_back(ScreenLine::Kind::Refusal, std::move(text), Style::Error);
}

void Session::remark(std::string text, Reply& reply) const {
  reply.lines.emplace_back(ScreenLine::Kind::Remark, std::move(text), Style::Dim);
}

Reply Session::enter(std::string_view line) {
  Reply reply;
  if (line.size() > understand::kLongestRequest) {
    error(filled(tell(words::kTooLong),
                 {std::to_string(line.size()), std::to_string(understand::kLongestRequest)}),
          reply);
    status_ = plan::Status::Refuse;
    return reply;
  }
  if (const std::size_t bad = utf8::first_invalid(line); bad != std::string_view::npos) {
    error(filled(tell(words::kNotUtf8), {std::to_string(bad)}), reply);
    status_ = plan::Status::Refuse;
    return reply;
  }
  line = trim(line);
  if (line.empty()) return reply;
  for (const Spoken& s : kSpoken)
    if (equals_ignoring_case(line, s.words)) {
      run_command(s.command, reply);
      return reply;
    }
  constexpr std::string_view kWideColon = "：";
  if (line.starts_with(kWideColon)) {
    run_command(":" + std::string(line.substr(kWideColon.size())), reply);
  } else if (line[0] == ':') {
    run_command(line, reply);
  } else if (all_digits(line) && line.size() < 4 && !state_.choices.empty() &&
             std::stoul(std::string(line)) - 1 < state_.choices.size()) {
    choose(std::stoul(std::string(line)), reply);
  } else if (is_call(line, services_.spec)) {
    check_typed(std::string(line.starts_with("$ ") ? trim(line.substr(2)) : line), reply);
  } else if (line.starts_with("--") && !state_.typed.empty()) {
    check_typed(state_.typed + " " + std::string(line), reply); // the typed command goes on
  } else {
    say(line, reply);
  }
  return reply;
}

void Session::run_command(std::string_view line, Reply& reply) {
  const std::size_t end = std::min(line.find_first_of(" \n"), line.size());
  const std::string name = ascii_lower(line.substr(0, end));
  if (const CommandEntry* entry = find_command(name)) {
    entry->run(*this, trim(line.substr(end)), reply);
    return;
  }
  std::vector<std::string_view> names;
  for (const CommandEntry& e : commands()) names.push_back(e.name);
  // The beginning of one name alone stands for it.
  const CommandEntry* only = nullptr;
  for (const CommandEntry& e : commands())
    if (name.size() > 1 && e.name.starts_with(name)) {
      if (only != nullptr) {
        only = nullptr;
        break;
      }
      only = &e;
    }
  if (only != nullptr) {
    only->run(*this, trim(line.substr(end)), reply);
    return;
  }
  const std::string_view near = nearest(name, names);
  error(near.empty() ? filled(tell(words::kUnknownCommand), {name})
                     : filled(tell(words::kDidYouMean), {name, near}),
        reply);
}

void Session::advance(State next) {
  if (before_.size() == kMostStates) before_.erase(before_.begin());
  before_.push_back(std::move(state_));
  state_ = std::move(next);
}

void Session::forget_records() {
  while (!records_.empty() && dropped_ + records_.size() > state_.recorded) records_.pop_back();
}

void Session::record(std::string_view input) {
  forget_records();
  Record r{std::string(input), {}};
  if (state_.sound)
    for (const command::Command& c : state_.commands)
      r.commands.push_back(command::render(c, services_.spec));
  records_.push_back(std::move(r));
  if (records_.size() > kMostRecords) {
    records_.pop_front();
    ++dropped_;
  }
  state_.recorded = dropped_ + records_.size();
}

void Session::say(std::string_view text, Reply& reply) {
  collect_ids(text, ids_);
  const auto talk = state_.talk
                        ? std::make_shared<plan::Conversation>(*state_.talk)
                        : std::make_shared<plan::Conversation>(services_.understander(), settings_.language);
  const understand::Now at = now();
  const plan::Plan& plan = talk->say(text, at);
  if (plan.status == plan::Status::Refuse) { // what was said before stays as it is
    status_ = plan::Status::Refuse;
    reply.lines.emplace_back(ScreenLine::Kind::Refusal, plan.reason, Style::Error);
    return;
  }
  State next;
  const bool same_request = state_.talk && continues(state_.talk->draft(), talk->draft());
  next.turns = state_.turns;
  if (next.turns.size() == kMostTurns) next.turns.erase(next.turns.begin());
  next.turns.push_back(std::make_shared<const Turn>(Turn{std::string(text), at}));
  next.origins =
      find_origins(state_.talk ? &state_.talk->draft() : nullptr, state_.origins, talk->draft(), text);
  next.commands = plan.commands;
  next.recorded = state_.recorded;
  const bool unchanged =
      same_request && asking() && state_.typed.empty() && same_draft(state_.talk->draft(), talk->draft());
  next.talk = talk;
  advance(std::move(next));
  if (unchanged) error(std::string(tell(words::kNotUnderstood)), reply);
  record(text);
  show_plan(reply);
}

void Session::check_typed(const std::string& text, Reply& reply, bool taken) {
  collect_ids(text, ids_);
  const Checked checked = check(text, services_.spec);
  State next;
  next.talk = state_.talk;
  next.turns = state_.turns;
  next.origins = state_.origins;
  next.recorded = state_.recorded;
  next.commands = checked.commands;
  next.typed = text;
  next.sound = checked.findings.empty();
  const auto offer = [&](const Words& label, const std::string& fixed) {
    next.choices.push_back({fixed, true});
    ScreenLine line(ScreenLine::Kind::Question, "  " + std::to_string(next.choices.size()) + " ",
                    Style::Number);
    line.add(std::string(tell(label)) + ": ", Style::Dim).add(fixed);
    reply.lines.push_back(std::move(line));
  };
  show_findings(text, checked.findings, reply.lines);
  if (!checked.findings.empty()) {
    const std::optional<std::string> safe = repaired(text, services_.spec, false);
    const std::optional<std::string> guess = repaired(text, services_.spec, true);
    if (safe) offer(words::kFixed, *safe);
    if (guess && guess != safe) offer(words::kGuessed, *guess);
    if (safe || guess) remark("  " + std::string(tell(words::kTypeNumber)), reply);
  }
  const bool sound = next.sound;
  advance(std::move(next));
  status_ = sound ? plan::Status::Ok : plan::Status::Ask;
  record(text);
  if (!sound) return;
  if (taken)
    show_commands(state_.commands, reply);
  else
    reply.lines.emplace_back(ScreenLine::Kind::Report, std::string(tell(words::kGood)), Style::Good);
  show_cost(state_.commands, {}, reply);
}

void Session::choose(std::size_t number, Reply& reply) {
  const Choice choice = state_.choices[number - 1];
  if (choice.typed) {
    check_typed(choice.input, reply, true);
    return;
  }
  remark("= " + choice.input, reply);
  say(choice.input, reply);
}

void Session::undo(Reply& reply) {
  if (before_.empty()) {
    error(std::string(tell(words::kNothingToUndo)), reply);
    return;
  }
  state_ = std::move(before_.back());
  before_.pop_back();
  forget_records();
  if (!state_.typed.empty()) {
    remark(filled(tell(words::kBackTo), {state_.typed}), reply);
    status_ = state_.sound ? plan::Status::Ok : plan::Status::Ask;
  } else if (state_.talk) {
    remark(filled(tell(words::kBackTo), {state_.turns.back()->text}), reply);
    show_plan(reply);
  } else {
    remark(std::string(tell(words::kBackToStart)), reply);
    status_ = plan::Status::Ok;
  }
}

void Session::relearn() {
  if (!state_.talk) return;
  const auto talk = std::make_shared<plan::Conversation>(services_.understander(), settings_.language);
  for (const std::shared_ptr<const Turn>& t : state_.turns) talk->say(t->text, t->now);
  state_.talk = talk;
  if (state_.typed.empty()) state_.commands = talk->plan().commands;
}

std::vector<const spec::Operation*> Session::operations() const {
  std::vector<const spec::Operation*> list;
  const auto add = [&](const spec::Operation* o) {
    if (o != nullptr && std::find(list.begin(), list.end(), o) == list.end()) list.push_back(o);
  };
  for (const command::Command& c : state_.commands) add(c.operation);
  if (state_.talk && state_.typed.empty())
    for (const understand::Frame& f : state_.talk->draft().frames) add(f.operation);
  return list;
}

Completion Session::complete(std::string_view text, std::size_t cursor) const {
  std::vector<std::string> ids = ids_;
  const std::vector<std::string>& lines = services_.history.entries();
  for (std::size_t i = lines.size(); i-- > 0 && lines.size() - i < 200;) {
    std::vector<std::string> found;
    collect_ids(lines[i], found);
    for (std::string& id : found)
      if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
  }
  std::vector<std::string> allowed;
  if (state_.talk && asking())
    for (const plan::Question& q : state_.talk->plan().asks)
      allowed.insert(allowed.end(), q.allowed.begin(), q.allowed.end());
  return repl::complete(text, cursor, {services_.spec, services_.folder, operations(), allowed, ids});
}

} // namespace cmdwright::repl
