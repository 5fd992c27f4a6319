// How the state of a session looks on the screen.
#include <algorithm>

#include "command/equal.h"
#include "repl/session.h"
#include "repl/show.h"

namespace cmdwright::repl {

namespace {
constexpr std::size_t kMostIds = 3; ///< ids used before that a question for one offers
constexpr std::size_t kMostNoticed =
    1000; ///< commands that are remembered to have been shown with their cost

std::string meaning_key(const command::Command& c) {
  const command::Meaning m = command::meaning(c);
  std::string key = m.operation;
  for (const auto& [name, value] : m.params) key.append("\n").append(name).append("=").append(value);
  return key;
}
} // namespace

void Session::show_plan(Reply& reply) {
  const plan::Plan& plan = state_.talk->plan();
  status_ = plan.status;
  state_.choices.clear();
  if (settings_.state == Settings::State::Always ||
      (settings_.state == Settings::State::Questions && plan.status == plan::Status::Ask))
    show_state(reply);
  if (plan.status == plan::Status::Ask) {
    show_questions(plan, reply);
    return;
  }
  show_commands(plan.commands, reply);
  for (const plan::Notice& n : plan.notices) {
    if (n.kind == "cost")
      show_cost(plan.commands, n.text, reply);
    else
      reply.lines.emplace_back(ScreenLine::Kind::Remark, n.text, Style::Notice);
  }
}

void Session::show_state(Reply& reply) const {
  if (state_.talk)
    show_understood(state_.talk->draft(), state_.talk->plan(), state_.origins, language(), reply.lines);
}

void Session::show_commands(const std::vector<command::Command>& commands, Reply& reply) const {
  for (const command::Command& c : commands) reply.lines.push_back(show_command(c, services_.spec));
}

void Session::show_cost(const std::vector<command::Command>& commands, const std::string& text,
                        Reply& reply) {
  if (cost_noticed_.size() > kMostNoticed) cost_noticed_.clear();
  bool due = false;
  for (const command::Command& c : commands)
    if (c.operation != nullptr && c.operation->cost == spec::Cost::Processing &&
        !c.has(services_.spec.pack().dry_run))
      due |= cost_noticed_.insert(meaning_key(c)).second;
  if (!due) return;
  std::string notice = text;
  if (notice.empty())
    if (const understand::Message* m = services_.understander().grammar().message("cost"))
      notice = language() == understand::Language::Chinese ? m->zh : m->en;
  if (!notice.empty()) reply.lines.emplace_back(ScreenLine::Kind::Remark, notice, Style::Notice);
}

void Session::show_questions(const plan::Plan& plan, Reply& reply) {
  std::vector<std::string> ids = ids_; // those of this request before those that were taken back
  for (const std::shared_ptr<const Turn>& t : state_.turns) collect_ids(t->text, ids);
  for (const plan::Question& q : plan.asks) {
    std::vector<std::string> values = q.allowed;
    if (values.empty())
      for (const spec::Operation* o : operations())
        if (const spec::Param* p = o->find(q.param))
          if (p->type == spec::ValueType::FileId || p->type == spec::ValueType::TaskId) {
            values.assign(ids_.begin(),
                          ids_.begin() + static_cast<std::ptrdiff_t>(std::min(kMostIds, ids_.size())));
            break;
          }
    reply.lines.push_back(show_question(q, values, state_.choices.size() + 1));
    for (const std::string& v : values)
      state_.choices.push_back({q.param.empty() ? v : q.param + " " + v, false});
  }
}

} // namespace cmdwright::repl
