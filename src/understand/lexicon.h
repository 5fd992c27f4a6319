// Finding the lexicon's phrases in a request. Candidates come from one walk of the trie; the best cover of
// the text is chosen by dynamic programming: long phrases first, so that "snapshot template" is not a
// snapshot.
#pragma once

#include <string_view>
#include <vector>

#include "understand/grammar.h"
#include "understand/mention.h"
#include "understand/token.h"

namespace cmdwright::understand {

/// Non-overlapping mentions, in order; one phrase with several senses gives several mentions with the same
/// tokens.
[[nodiscard]] std::vector<Mention> find_phrases(const Grammar& grammar, const std::vector<Token>& tokens);

/// True for a word in lower case that is no form of the lexicon and would be taken for a misspelling of one
/// if it were not among the known words.
[[nodiscard]] bool looks_like_a_slip(const Lexicon& lexicon, std::string_view word);

} // namespace cmdwright::understand
