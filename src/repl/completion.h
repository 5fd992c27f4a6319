// What Tab offers: candidates for the part of a line in front of the cursor.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "spec/spec.h"

namespace cmdwright::repl {

struct Completion {
  std::size_t begin = 0; ///< the text from here to the cursor is replaced
  struct Candidate {
    std::string text;     ///< what is put there
    bool finished = true; ///< a blank follows when it is the only one; not behind a folder
  };
  std::vector<Candidate> candidates;
};

/// Names of a folder's entries that begin with `prefix`; folders end in '/'.
using FolderReader =
    std::function<std::vector<std::string>(const std::string& folder, std::string_view prefix)>;

/// What is known when Tab is pressed. All of it is read only.
struct CompletionContext {
  const spec::Spec& spec;
  FolderReader folder;                                   ///< may be empty: no paths
  const std::vector<const spec::Operation*>& operations; ///< spoken of now
  const std::vector<std::string>& allowed;               ///< values that would answer a question
  const std::vector<std::string>& ids;                   ///< used before, newest first
};

/// At most kMostCandidates, in a useful order.
[[nodiscard]] Completion complete(std::string_view text, std::size_t cursor,
                                  const CompletionContext& context);
inline constexpr std::size_t kMostCandidates = 200;

/// The longest beginning that all candidates share.
[[nodiscard]] std::string common_prefix(const std::vector<Completion::Candidate>& candidates);

/// Words of `text` that look like ids of media, tasks and the like: 8 characters or more, mostly digits.
void collect_ids(std::string_view text, std::vector<std::string>& ids);

} // namespace cmdwright::repl
