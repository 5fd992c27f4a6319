#include "plan/conversation.h"

#include <algorithm>

namespace cmdwright::plan {

using understand::FileItem;
using understand::Filled;
using understand::Frame;
using understand::RoleFiles;
using understand::Understanding;

namespace {

constexpr std::int32_t kNewStep = 7;   ///< evidence from which a turn asks for another step
constexpr std::int32_t kCorrected = 3; ///< less of it when the turn takes back what was said
constexpr std::int32_t kWhileOpen = 3; ///< more of it while a question is open

/// Files of a frame that a new step of the same conversation may work on.
const RoleFiles* main_files(const Frame& f) {
  if (f.intent->files.empty()) return nullptr;
  for (const RoleFiles& r : f.files)
    if (r.slot == &f.intent->files.front()) return &r;
  return nullptr;
}

void add_files(RoleFiles& to, const std::vector<FileItem>& items) {
  for (const FileItem& item : items)
    if (std::find(to.items.begin(), to.items.end(), item) == to.items.end()) to.items.push_back(item);
}

} // namespace

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
    Draft next = draft_of(std::move(fresh));
    if (!next.frames.empty() || draft_.frames.empty()) draft_ = std::move(next);
    draft_.language = language_.value_or(language);
  }
  plan_ = planner_.plan(draft_);
  return plan_;
}

bool Conversation::continue_with(std::string_view text, understand::Now now, const Understanding& fresh) {
  const auto known = [&](const Frame& f) {
    return std::any_of(draft_.frames.begin(), draft_.frames.end(),
                       [&](const Frame& x) { return x.intent == f.intent; });
  };
  const bool open = plan_.status == Status::Ask;
  const bool fresh_step = std::any_of(fresh.frames.begin(), fresh.frames.end(), [&](const Frame& f) {
    return f.score >= kNewStep + (open ? kWhileOpen : 0) - (fresh.correction ? kCorrected : 0) && !known(f);
  });
  if (fresh_step) return other_steps(fresh);
  if (std::any_of(draft_.frames.begin(), draft_.frames.end(),
                  [](const Frame& f) { return f.operation == nullptr; }))
    return false;
  const bool doubts =
      std::any_of(plan_.asks.begin(), plan_.asks.end(), [](const Question& q) { return q.param.empty(); });
  const bool adds = fresh.same || (fresh.more && !fresh.correction);
  for (std::size_t i = 0; i < draft_.frames.size(); ++i) {
    Frame& frame = draft_.frames[i];
    std::vector<std::string_view> wanted;
    const std::string name = spec::operation_name(*frame.script, *frame.operation);
    for (const Question& q : plan_.asks)
      if (q.command == name) wanted.push_back(q.param);
    // While questions are open, only the steps that they belong to take answers.
    if (open && wanted.empty() && draft_.frames.size() > 1 && !doubts) continue;
    frame.unused.clear();
    frame.second_score = 0;
    frame.score = 0; // what the person goes on with is meant
    const Understanding said = understander_.read_as(text, now, frame, wanted);
    if (said.frames.empty()) continue;
    merge(frame, said.frames.front(), wanted, adds);
    if (i == 0) merge_modifiers(said);
  }
  merge_modifiers(fresh);
  return true;
}

/// The turn asks for something else. With files of its own it begins anew; else it works on what was spoken
/// of before, as one more step when it says so ("and then …") and instead of the earlier ones when it does
/// not.
bool Conversation::other_steps(const Understanding& fresh) {
  if (!fresh.files.empty()) return false;
  const bool refusal = std::any_of(fresh.frames.begin(), fresh.frames.end(),
                                   [](const Frame& f) { return f.operation == nullptr; });
  const auto source = std::find_if(draft_.frames.rbegin(), draft_.frames.rend(), [](const Frame& f) {
    return f.operation != nullptr && main_files(f) != nullptr;
  });
  if (refusal) return false;
  if (fresh.frames.size() == 1 && draft_.frames.size() == 1 &&
      draft_.frames.front().script == fresh.frames.front().script &&
      main_files(draft_.frames.front()) == nullptr) {
    switch_command(fresh.frames.front());
    merge_modifiers(fresh);
    return true;
  }
  if (source == draft_.frames.rend()) return false;
  const RoleFiles files = *main_files(*source);
  const bool adds = !fresh.correction && !fresh.cancel && (fresh.more || fresh.frames.front().refers_back);
  if (!adds) draft_.frames.clear();
  for (const Frame& f : fresh.frames) {
    draft_.frames.push_back(f);
    Frame& step = draft_.frames.back();
    if (!f.intent->files.empty() && f.intent->files.front().required && main_files(f) == nullptr)
      step.files.push_back({&f.intent->files.front(), files.items});
  }
  merge_modifiers(fresh);
  return true;
}

/// "… and stream it": another command of the same script takes over what was said for the first.
void Conversation::switch_command(const Frame& fresh) {
  Frame next = fresh;
  for (const Filled& p : draft_.frames.front().params) {
    const spec::Param* same = next.operation->find(p.param->name);
    Filled* now = next.find(p.param->name);
    if (same == nullptr || (now != nullptr && !now->weak)) continue;
    Filled kept = p;
    kept.param = same;
    if (now != nullptr)
      *now = std::move(kept);
    else
      next.params.push_back(std::move(kept));
  }
  for (const RoleFiles& r : draft_.frames.front().files)
    for (const understand::FileSlot& slot : next.intent->files)
      if (slot.role == r.slot->role) next.files.push_back({&slot, r.items});
  draft_.frames.front() = std::move(next);
}

void Conversation::merge(Frame& frame, const Frame& said, const std::vector<std::string_view>& wanted,
                         bool adds) {
  for (const Filled& p : said.params) {
    const bool asked = std::find(wanted.begin(), wanted.end(), p.param->name) != wanted.end();
    if (Filled* old = frame.find(p.param->name)) {
      if (p.weak && !asked && !old->weak) continue; // talk, not a new text
      *old = p;
    } else {
      frame.params.push_back(p);
    }
    std::erase(frame.needed, std::string(p.param->name));
  }
  for (const RoleFiles& files : said.files) {
    const auto old = std::find_if(frame.files.begin(), frame.files.end(),
                                  [&](const RoleFiles& r) { return r.slot == files.slot; });
    if (old == frame.files.end())
      frame.files.push_back(files);
    else if (adds)
      add_files(*old, files.items);
    else
      old->items = files.items;
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
