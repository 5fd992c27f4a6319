#include "plan/conversation.h"

#include <algorithm>

namespace cmdwright::plan {

using understand::Filled;
using understand::Frame;
using understand::RoleFiles;
using understand::Understanding;

namespace {
constexpr std::int32_t kNewRequest = 7; ///< evidence from which a turn speaks of something new
}

Conversation::Conversation(const understand::Understander& understander,
                           std::optional<understand::Language> language)
    : understander_(understander), planner_(understander.spec(), understander.grammar()),
      language_(language) {}

void Conversation::reset() {
  draft_ = Draft{};
  plan_ = Plan{};
}

const Plan& Conversation::say(std::string_view text, understand::Now now) {
  Understanding fresh = understander_.understand(text, now);
  if (draft_.frames.empty() || !continue_with(text, now, fresh)) {
    const understand::Language language = draft_.frames.empty() ? fresh.language : draft_.language;
    draft_ = draft_of(std::move(fresh));
    draft_.language = language_.value_or(language);
  }
  plan_ = planner_.plan(draft_);
  return plan_;
}

bool Conversation::continue_with(std::string_view text, understand::Now now, const Understanding& fresh) {
  const auto known = [&](const understand::Intent* intent) {
    return std::any_of(draft_.frames.begin(), draft_.frames.end(),
                       [&](const Frame& f) { return f.intent == intent; });
  };
  const bool open = plan_.status == Status::Ask;
  const bool doubts = std::any_of(plan_.asks.begin(), plan_.asks.end(), [](const Question& q) { return q.param.empty(); });
  for (const Frame& f : fresh.frames)
    if (f.score >= kNewRequest + (open ? 3 : 0) && !known(f.intent)) return false;
  for (std::size_t i = 0; i < draft_.frames.size(); ++i) {
    Frame& frame = draft_.frames[i];
    if (frame.operation == nullptr) return false;
    std::vector<std::string_view> wanted;
    const std::string name = spec::operation_name(*frame.script, *frame.operation);
    for (const Question& q : plan_.asks)
      if (q.command == name) wanted.push_back(q.param);
    // While questions are open, only the steps that they belong to take answers.
    if (open && wanted.empty() && draft_.frames.size() > 1 && !doubts) continue;
    frame.unused.clear();
    frame.second_score = 0;
    frame.score = 0; // what the person goes on with is meant
    const Understanding said = understander_.read_as(text, now, *frame.intent, wanted);
    if (said.frames.empty()) continue;
    merge(frame, said.frames.front(), !wanted.empty());
    if (i == 0) merge_modifiers(said);
  }
  merge_modifiers(fresh);
  return true;
}

void Conversation::merge(Frame& frame, const Frame& said, bool) {
  for (const Filled& p : said.params) {
    if (Filled* old = frame.find(p.param->name))
      *old = p;
    else
      frame.params.push_back(p);
    std::erase(frame.needed, std::string(p.param->name));
  }
  for (const RoleFiles& files : said.files) {
    const auto old = std::find_if(frame.files.begin(), frame.files.end(),
                                  [&](const RoleFiles& r) { return r.slot == files.slot; });
    if (old != frame.files.end())
      old->items = files.items;
    else
      frame.files.push_back(files);
  }
}

void Conversation::merge_modifiers(const Understanding& said) {
  for (const Filled& m : said.modifiers)
    if (std::none_of(draft_.modifiers.begin(), draft_.modifiers.end(),
                     [&](const Filled& x) { return x.param->name == m.param->name; }))
      draft_.modifiers.push_back(m);
  for (const spec::Param* p : said.unset) {
    std::erase_if(draft_.modifiers, [&](const Filled& m) { return m.param->name == p->name; });
    for (Frame& f : draft_.frames)
      std::erase_if(f.params, [&](const Filled& m) { return m.param->name == p->name; });
  }
}

} // namespace cmdwright::plan
