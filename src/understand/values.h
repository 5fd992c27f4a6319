// Typed values in a request: literals, identifiers with a shape of their own, numbers with units, sizes,
// ratios, dates, ranges. RE2 serves only the pack's identifier patterns, on candidate words, compiled when
// first needed.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "understand/date.h"
#include "understand/mention.h"

namespace cmdwright::understand {

/// The pack's identifier patterns. Thread-safe; compiles lazily.
class Patterns {
public:
  explicit Patterns(const Grammar& grammar);
  ~Patterns();
  Patterns(Patterns&&) noexcept;
  /// Concept of the first pattern that matches all of `text`, or kNone.
  [[nodiscard]] Id match(std::string_view text) const;

private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

/// Typed mentions, in order, not overlapping one another. `phrases` are the lexicon's mentions of the same
/// tokens.
[[nodiscard]] std::vector<Mention> find_values(const Grammar& grammar, const Patterns& patterns,
                                               std::string_view text, const std::vector<Token>& tokens,
                                               const std::vector<Mention>& phrases, Now now);

} // namespace cmdwright::understand
