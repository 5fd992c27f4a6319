// What each sentence of an answer is. Alone first, by the topics it speaks of; then by its neighbours: a
// label belongs to the link or the notice behind it, a hint how to look a task up to the notice that it still
// runs, a short lead-in to its question.
#include <algorithm>

#include "lint/answer.h"

namespace cmdwright::lint {

namespace {

constexpr std::uint32_t kShortLabel = 5;   // words beside a link
constexpr std::uint32_t kLongestLead = 30; // words of a sentence that leads to a question
constexpr std::uint32_t kMostLeads = 3;    // such sentences

bool has(const Sentence& s, Topic t) {
  return s.topics.has(t);
}

Speech alone(const Sentence& s) {
  if (s.bare) return Speech::Label;
  const bool cost = (has(s, Topic::Cost) || has(s, Topic::Resubmit)) && !has(s, Topic::Saving);
  if (s.block == Block::Kind::Heading) return cost && s.words <= kShortLabel ? Speech::Cost : Speech::Extra;
  if (has(s, Topic::Offer)) return Speech::Extra;
  if (s.asks || has(s, Topic::Ask)) return Speech::Question;
  if (has(s, Topic::Chatter)) return Speech::Extra;
  if (cost) return Speech::Cost;
  if (has(s, Topic::Announce) || has(s, Topic::Conditional)) return Speech::Extra;
  if (has(s, Topic::Credentials)) return Speech::Credentials;
  if (has(s, Topic::Running) || has(s, Topic::Failed)) return Speech::Task;
  if (has(s, Topic::Refusal) && !s.option) return Speech::Refusal;
  if (s.words <= kShortLabel && (s.link || s.colon)) return Speech::Label;
  return Speech::Extra;
}

bool is_notice(Speech speech) {
  return speech == Speech::Cost || speech == Speech::Task || speech == Speech::Credentials ||
         speech == Speech::Refusal;
}

/// A label ends with a colon and says nothing itself: what follows decides.
void settle_labels(std::vector<Sentence>& all) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    Sentence& s = all[i];
    if (s.speech != Speech::Label || s.bare || s.link) continue;
    const Sentence* next = i + 1 < all.size() ? &all[i + 1] : nullptr;
    if (next == nullptr || !(next->link || is_notice(next->speech))) s.speech = Speech::Extra;
  }
}

/// The cells of a table that shows links are labels.
void settle_tables(std::vector<Sentence>& all) {
  for (const Sentence& s : all)
    if (s.block == Block::Kind::Table && s.link)
      for (Sentence& other : all)
        if (other.block_number == s.block_number && other.speech == Speech::Extra &&
            other.words <= 4 * kShortLabel)
          other.speech = Speech::Label;
}

bool any(const std::vector<Sentence>& all, Speech speech) {
  return std::any_of(all.begin(), all.end(), [&](const Sentence& s) { return s.speech == speech; });
}

} // namespace

void classify(std::vector<Sentence>& all, bool commands) {
  for (Sentence& s : all) s.speech = alone(s);
  settle_labels(all);
  settle_tables(all);
  if (any(all, Speech::Task))
    for (Sentence& s : all)
      if (s.speech == Speech::Extra && !has(s, Topic::Chatter) && !has(s, Topic::Announce) &&
          (has(s, Topic::LookUp) || s.value))
        s.speech = Speech::Task;
  if (any(all, Speech::Credentials))
    for (Sentence& s : all)
      if (s.speech == Speech::Extra && !has(s, Topic::Chatter) && !has(s, Topic::Announce) &&
          (has(s, Topic::Configure) || has(s, Topic::CredentialsSet)))
        s.speech = Speech::Credentials;
  if (commands) return;
  // Without commands, "FileId: 387…" is a result, and what stands around a question leads to it.
  for (Sentence& s : all)
    if (s.speech == Speech::Extra && s.value && s.words <= kShortLabel) s.speech = Speech::Label;
  const bool needs = std::any_of(all.begin(), all.end(), [](const Sentence& s) {
    return has(s, Topic::Needs) && !has(s, Topic::Chatter);
  });
  if (!any(all, Speech::Question)) {
    if (!needs) return;
    // "A FileId is required." asks as well, if less politely.
    for (Sentence& s : all)
      if (s.speech == Speech::Extra && has(s, Topic::Needs) && !has(s, Topic::Chatter) &&
          !has(s, Topic::Offer) && !has(s, Topic::Announce))
        s.speech = Speech::Question;
    if (!any(all, Speech::Question)) return;
  }
  std::uint32_t leads = 0;
  for (Sentence& s : all) {
    const bool may_lead = s.speech == Speech::Extra && s.block != Block::Kind::Heading &&
                          s.words <= kLongestLead && !has(s, Topic::Chatter) && !has(s, Topic::Offer) &&
                          !has(s, Topic::Announce);
    if (!may_lead) continue;
    if (s.block != Block::Kind::Item && ++leads > kMostLeads) break;
    s.speech = Speech::Lead;
  }
}

} // namespace cmdwright::lint
