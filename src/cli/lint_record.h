// One line of JSON Lines as `lint --format jsonl` takes it: a text, perhaps with the request that it answers,
// or a recorded conversation.
//
//     {"id":…, "text":…, "request":…?, "turns":[…]?, "answer":true?, "now":…?}      {"id":…, "messages":[…]}
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/arena.h"
#include "text/result.h"

namespace cmdwright::cli {

struct LintRecord {
  std::string_view line;
  std::string_view id; ///< its JSON text, empty when there is none
  bool has_text = false;
  bool messages = false;
  bool answer = false;
  std::string_view text;
  std::vector<std::string_view> request; ///< what the person said, turn by turn
  std::string_view now;

  Arena arena; ///< behind the decoded texts
};

/// `out.id` is set as soon as it is known, whatever else is wrong. Views point into `line` and out.arena.
[[nodiscard]] Status read_lint_record(std::string_view line, LintRecord& out);

} // namespace cmdwright::cli
