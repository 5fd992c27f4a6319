// After an output says that credentials are missing, the agent stops and says so (seed: "Missing Environment
// Variable Handling Rules"). Only outputs of scripts count, a document speaks of the variables too.
#include "lint/context.h"
#include "text/words.h"

namespace cmdwright::lint {

namespace {

/// A line at a time: one may say that a key is there, the next that another is not.
bool says_missing(const Phrases& phrases, std::string_view output) {
  for (const std::string_view line : split(output, '\n')) {
    const Topics topics = phrases.topics(line);
    if (topics.has(Topic::NoCredentials)) return true;
    if (topics.has(Topic::CredentialNames) && !topics.has(Topic::CredentialsThere)) return true;
  }
  return false;
}

/// The answer tells the person what is missing, and what to run once it is there.
bool hands_over(const Talk& talk, const Turn& turn, const Issued& issued) {
  if (issued.run) return false;
  for (std::uint32_t a = turn.first_answer; a < turn.first_answer + turn.answer_count; ++a)
    for (const Sentence& s : talk.said[a].answer.sentences)
      if (s.topics.has(Topic::Credentials)) return true;
  return false;
}

} // namespace

void check_credentials(const Context& context) {
  const Talk& talk = context.talk();
  if (!talk.transcript) return;
  bool missing = false;
  for (const Turn& turn : talk.turns) {
    switch (turn.who) {
    case Turn::Who::Output:
      if (turn.issued_count > 0) missing = says_missing(context.phrases(), turn.text);
      break;
    case Turn::Who::Person:
      if (context.phrases().topics(turn.text).has(Topic::CredentialsSet)) missing = false;
      break;
    case Turn::Who::Agent:
      if (!missing) break;
      for (const Act& act : talk.acts_of(turn)) {
        if (act.kind != Act::Kind::Command) continue;
        const Issued& issued = talk.issued[act.index];
        if (!hands_over(talk, turn, issued))
          context.report(
              rule::kRetryWithoutCredentials, issued.source, issued.command.span,
              "the output before said that credentials are not configured: stop and tell the person "
              "which environment variables to set");
      }
      break;
    case Turn::Who::Context:
      break;
    }
  }
}

} // namespace cmdwright::lint
