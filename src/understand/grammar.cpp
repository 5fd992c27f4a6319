#include "understand/grammar.h"

#include <algorithm>

#include "text/blob.h"
#include "understand/grammar_fields.h"

namespace cmdwright::understand {

Id Grammar::concept_named(std::string_view name) const {
  for (std::size_t i = 0; i < concepts.size(); ++i)
    if (concepts[i].name == name) return static_cast<Id>(i);
  return kNone;
}

const Message* Grammar::message(std::string_view key) const {
  const auto it = std::lower_bound(messages.begin(), messages.end(), key,
                                   [](const Message& m, std::string_view k) { return m.key < k; });
  return it != messages.end() && it->key == key ? &*it : nullptr;
}

Result<Grammar> Grammar::from_blob(std::string_view blob) {
  Grammar grammar;
  BlobReader reader(blob);
  reader(grammar);
  if (!reader.good()) return Error{"the compiled grammar is damaged or was made by another version", ""};
  return grammar;
}

} // namespace cmdwright::understand
