// Answers for people: links as Markdown [description](URL), never bare (seed: "Output Specification").
#pragma once

#include <string>
#include <vector>

#include "exec/api.h"
#include "exec/json.h"

namespace cmdwright::exec {

/// The whole answer as indented lines, empty values and the request id left out, every URL a link.
[[nodiscard]] std::string outline(const Api& api, const Json& response);

/// What a finished task has to show.
struct TaskOutcome {
  bool good = true;
  std::vector<std::string> failures; ///< of the task and its parts, for people
  std::vector<std::string> lines;    ///< ids, texts and links, for people
  std::string file;                  ///< FileId of the result, where there is one
};
/// FINISH says that a task has ended; whether it has succeeded stands inside.
[[nodiscard]] TaskOutcome task_outcome(const Api& api, const Json& response);

/// [text](url), with brackets in the text and parentheses in the URL escaped.
[[nodiscard]] std::string markdown_link(std::string_view text, std::string_view url);

} // namespace cmdwright::exec
