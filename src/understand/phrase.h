// Words that are taken as they stand: names behind a cue, and free texts. Private to the understand room.
#pragma once

#include <string>
#include <vector>

#include "understand/analysis.h"

namespace cmdwright::understand {

struct Phrase {
  std::uint32_t first = 0; ///< tokens
  std::uint32_t last = 0;
  std::string text;
};

/// The name, or the names of a list, that `cue` announces: "called Town Hall Media", "标签是口红或者美妆".
[[nodiscard]] std::vector<Phrase> phrases_behind(const Grammar&, const Analysis&, const Intent&, const Slot&,
                                                 const Mention& cue, bool list);

/// The words of a request between two tokens, with line ends as blanks.
[[nodiscard]] std::string words_of(const Analysis&, std::uint32_t first, std::uint32_t last);

/// Finds the free texts of the groups' intents and puts them into `a.texts`.
void find_texts(const Grammar&, Analysis&);

} // namespace cmdwright::understand
