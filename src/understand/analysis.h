// What the stages of understanding hand on to one another. Private to the understand room; frame.h is the
// result.
//
//   tokens -> mentions (lexicon phrases and typed values) -> segments with features -> groups of segments,
//   each with its intent -> texts (prompts, questions, names) cut out -> values matched to parameters ->
//   frames
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "understand/grammar.h"
#include "understand/mention.h"
#include "understand/token.h"

namespace cmdwright::understand {

/// How a segment is set off from the one before it.
enum class Break : std::uint8_t { Start, Soft, Colon, And, Paren, Hard, Cut };

struct Segment {
  std::uint32_t first = 0; ///< token
  std::uint32_t last = 0;
  Break before = Break::Start;
  bool paren = false;
  bool explained = false;    ///< every content word is known, and there is some
  std::uint32_t unknown = 0; ///< content tokens that nothing explains
  std::vector<Id> features;  ///< sorted
};

/// A stretch of free text that belongs to one parameter.
struct TextSpan {
  std::uint32_t first = 0; ///< tokens
  std::uint32_t last = 0;
  std::string value;
  std::uint32_t cue = 0; ///< token where the cue begins
  const Slot* slot = nullptr;
  const Intent* intent = nullptr;
  bool weak = false; ///< nothing marks it as a text: just words that nothing else explains
};

/// "session id: run-7", "name=Harbor Cat": a parameter's label with its value.
struct Binding {
  std::uint32_t label_first = 0; ///< tokens of the label
  std::uint32_t label_last = 0;
  std::uint32_t first = 0; ///< tokens of the value
  std::uint32_t last = 0;
  bool verbatim = false; ///< the value is words, whatever they mean elsewhere
  bool option = false;   ///< written as on a command line: --name value
};

/// Evidence that counted, for explanations.
struct Reason {
  const Evidence* evidence;
};

/// Consecutive segments with one intent.
struct Group {
  std::uint32_t first = 0; ///< segment
  std::uint32_t last = 0;
  const Intent* intent = nullptr;
  std::int32_t score = 0;
  const Intent* second = nullptr; ///< the best other one
  std::int32_t second_score = 0;
  bool extra = false; ///< shares its segments with the group before it
};

struct Analysis {
  std::string_view text;
  Tokens tokens;
  std::vector<Mention> mentions; ///< sorted by first token; several senses of one phrase stand side by side
  std::vector<Binding> bindings; ///< sorted, disjoint
  std::vector<Segment> segments;
  std::vector<Group> groups;
  std::vector<TextSpan> texts;

  [[nodiscard]] const Token& token(std::uint32_t i) const { return tokens.list[i]; }
  [[nodiscard]] Span span(std::uint32_t first, std::uint32_t last) const {
    return {tokens.list[first].span.begin, tokens.list[last - 1].span.end};
  }
  [[nodiscard]] std::uint32_t segment_of(std::uint32_t token) const;
  [[nodiscard]] bool has_concept(std::uint32_t token, Id concept_id) const;
  [[nodiscard]] bool in_text(std::uint32_t token) const;
  /// The binding that holds `token` in its value, or nullptr.
  [[nodiscard]] const Binding* binding_at(std::uint32_t token) const;
  /// The binding whose label begins at `token`, or nullptr.
  [[nodiscard]] const Binding* binding_of(std::uint32_t label_first) const;
};

/// Merges phrases and values into mentions, values first; marks what is negated.
void merge_mentions(const Grammar&, Analysis&, std::vector<Mention> phrases, std::vector<Mention> values);
/// Finds labels that are joined to a value by "=" or ":".
void find_bindings(const Grammar&, Analysis&);
void cut_segments(const Grammar&, Analysis&);
void collect_features(const Grammar&, Analysis&);

/// The grammar's evidence, ready for scoring. Built once, read-only.
class ScoreIndex {
public:
  explicit ScoreIndex(const Grammar& grammar);
  struct Entry {
    std::uint32_t intent; ///< number in grammar.intents
    const Evidence* evidence;
  };
  [[nodiscard]] const std::vector<Entry>& entries(Id feature) const { return by_feature_[feature]; }
  [[nodiscard]] const Grammar& grammar() const { return grammar_; }

private:
  const Grammar& grammar_;
  std::vector<std::vector<Entry>>
      by_feature_; ///< each piece of evidence under the feature that it names first
};

void find_groups(const ScoreIndex&, Analysis&);

} // namespace cmdwright::understand
