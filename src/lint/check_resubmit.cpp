// A processing command that is submitted again before the first one has a result costs twice (seed: "Cost
// Notice"). A submission is open from the moment it runs until its own output, or a later one that names its
// task, ends with a result or a failure.
#include <algorithm>
#include <string>

#include "command/equal.h"
#include "lint/context.h"
#include "lint/costs.h"
#include "text/words.h"

namespace cmdwright::lint {

namespace {

enum class State : std::uint8_t { Unclear, Running, Over };

/// The last line that tells one or the other decides.
State state_of(const Phrases& phrases, const Turn& output) {
  if (output.failed) return State::Over;
  State state = State::Unclear;
  for (const std::string_view line : split(output.text, '\n')) {
    const Topics topics = phrases.topics(line);
    if (topics.has(Topic::Running))
      state = State::Running;
    else if (topics.has(Topic::Finished) || topics.has(Topic::Failed) || topics.has(Topic::NoCredentials) ||
             topics.has(Topic::CredentialNames))
      state = State::Over;
  }
  return state;
}

struct Submission {
  command::Meaning meaning;
  std::uint32_t issued = 0; ///< index into Talk::issued
  std::vector<std::string> tasks;
  bool open = true;
};

/// Words that look like the id of a task: long, with digits.
std::vector<std::string> task_ids(std::string_view text) {
  std::vector<std::string> out;
  constexpr std::size_t kShortest = 12;
  for (std::size_t i = 0; i < text.size() && out.size() < 16;) {
    const auto part = [](char c) { return is_alnum(c) || c == '-' || c == '_'; };
    if (!part(text[i])) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    while (i < text.size() && part(text[i])) ++i;
    const std::string_view word = text.substr(begin, i - begin);
    if (word.size() >= kShortest && word.find('-') != std::string_view::npos &&
        std::any_of(word.begin(), word.end(), is_digit))
      out.emplace_back(word);
  }
  return out;
}

command::Meaning work_of(const command::Command& c, const Words& words) {
  command::Meaning meaning = command::meaning(c);
  std::erase_if(meaning.params, [&](const auto& param) {
    return std::find(words.same_task.begin(), words.same_task.end(), param.first) != words.same_task.end();
  });
  return meaning;
}

} // namespace

void check_resubmit(const Context& context) {
  const Talk& talk = context.talk();
  if (!talk.transcript) return;
  std::vector<Submission> submissions;
  for (const Turn& turn : talk.turns) {
    if (turn.who == Turn::Who::Output) {
      const bool waiting =
          std::any_of(submissions.begin(), submissions.end(), [](const Submission& s) { return s.open; });
      if (!waiting) continue;
      const State state = state_of(context.phrases(), turn);
      for (Submission& s : submissions) {
        if (!s.open) continue;
        const bool own = s.issued >= turn.first_issued && s.issued < turn.first_issued + turn.issued_count;
        if (own) {
          std::vector<std::string> ids = task_ids(turn.text);
          s.tasks.insert(s.tasks.end(), ids.begin(), ids.end());
        }
        const bool about = own || std::any_of(s.tasks.begin(), s.tasks.end(), [&](const std::string& id) {
                             return turn.text.find(id) != std::string_view::npos;
                           });
        if (about && state == State::Over) s.open = false;
        // The output of a query that does not repeat the id belongs to the id that was asked for.
        if (!own && state == State::Over)
          for (std::uint32_t i = turn.first_issued; i < turn.first_issued + turn.issued_count; ++i)
            for (const std::string& id : s.tasks)
              if (talk.issued[i].command.value(context.spec().pack().task_param) == id) s.open = false;
      }
      continue;
    }
    if (turn.who != Turn::Who::Agent) continue;
    for (const Act& act : talk.acts_of(turn)) {
      if (act.kind != Act::Kind::Command) continue;
      const Issued& issued = talk.issued[act.index];
      if (!costs_money(issued.command, context.spec().pack())) continue;
      command::Meaning meaning = work_of(issued.command, context.words());
      const auto open = std::find_if(submissions.begin(), submissions.end(),
                                     [&](const Submission& s) { return s.open && s.meaning == meaning; });
      if (open != submissions.end()) {
        context.report(rule::kResubmit, issued.source, issued.command.span,
                       "the same command was submitted before and has no result yet; query its task instead" +
                           (open->tasks.empty() ? std::string{} : " (" + open->tasks.front() + ")"));
        continue;
      }
      std::erase_if(submissions, [](const Submission& s) { return !s.open; });
      constexpr std::size_t kMostOpen = 64; // the work on an endless talk stays linear
      if (submissions.size() == kMostOpen) submissions.erase(submissions.begin());
      if (issued.run) submissions.push_back({std::move(meaning), act.index, {}, true});
    }
  }
}

} // namespace cmdwright::lint
