// The understand room: a request in, frames out.
//
//   token.h     cutting and folding             group.cpp   segments -> intents (evidence, dynamic
//   programming) lexicon.h   words and phrases -> concepts    texts.cpp   prompts, questions, names as the
//   person wrote them values.h    ids, numbers, units, dates       match.cpp   values -> parameters, by kind
//   and nearest cue grammar.h   the language as data             frame.h     the result
//
// In: the request, the moment "now", a Spec and a Grammar. Out: frames with parameters and files, nothing
// decided yet: what is missing, not allowed or to be uploaded first is the plan room's business. Knows no
// intent by name.
#pragma once

#include <memory>
#include <string_view>

#include "understand/date.h"
#include "understand/frame.h"
#include "understand/grammar.h"

namespace cmdwright::understand {

/// Something that a text speaks of, whatever it asks for.
struct Mentioned {
  Id concept_id = kNone;
  std::string value; ///< member of a class, or a typed value
  Span source;
};

class Understander {
public:
  /// `spec` and `grammar` must outlive the object.
  Understander(const spec::Spec& spec, const Grammar& grammar);
  ~Understander();
  Understander(const Understander&) = delete;
  Understander& operator=(const Understander&) = delete;

  /// Thread-safe. Of a request longer than kLongestRequest bytes the rest is not read; within that limit even
  /// hostile text takes well under a second.
  [[nodiscard]] Understanding understand(std::string_view request, Now now) const;

  /// Reads a later turn as more about the frame `so_far`: one frame that holds what the turn says for it.
  /// Parameters in `wanted` have been asked for, so their values need no cue, and a turn that is nothing but
  /// words is their text. A value that `so_far` has already yields to another one that is said beside it.
  [[nodiscard]] Understanding read_as(std::string_view request, Now now, const Frame& so_far,
                                      const std::vector<std::string_view>& wanted) const;

  /// What a text speaks of, in order; of several senses each. Cheaper than understand(), and for texts that
  /// are no requests, such as questions.
  [[nodiscard]] std::vector<Mentioned> mentions(std::string_view text, Now now) const;

  /// Every stage in words: mentions, segments with their features, groups with their scores, texts, frames.
  [[nodiscard]] std::string trace(std::string_view request, Now now) const;

  [[nodiscard]] const Grammar& grammar() const { return grammar_; }
  [[nodiscard]] const spec::Spec& spec() const { return spec_; }

private:
  struct State;
  const spec::Spec& spec_;
  const Grammar& grammar_;
  std::unique_ptr<State> state_;
};

inline constexpr std::size_t kLongestRequest = 8 * 1024;

} // namespace cmdwright::understand
