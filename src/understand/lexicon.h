// Finding the lexicon's phrases in a request. Candidates come from one walk of the trie; the best cover of
// the text is chosen by dynamic programming: long phrases first, so that "snapshot template" is not a
// snapshot.
#pragma once

#include <vector>

#include "understand/grammar.h"
#include "understand/mention.h"
#include "understand/token.h"

namespace cmdwright::understand {

/// Non-overlapping mentions, in order; one phrase with several senses gives several mentions with the same
/// tokens.
[[nodiscard]] std::vector<Mention> find_phrases(const Grammar& grammar, const std::vector<Token>& tokens);

} // namespace cmdwright::understand
