// Labelled requests (JSON Lines) and how an answer compares with a label. Format: docs/corpus.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/plan.h"
#include "text/result.h"

namespace cmdwright::cli {

/// One right answer.
struct Expected {
  std::vector<std::string> commands; ///< of status ok
  std::vector<std::string> params;   ///< of status ask
};

struct Case {
  std::string id;
  std::string lang;
  std::vector<std::string> turns; ///< one for a single request
  std::string now;                ///< ISO 8601, may be empty
  std::string status;             ///< ok, ask, refuse
  std::vector<Expected> expected; ///< the label and its alternatives
  std::vector<std::string> tags;
};

/// All cases of a file. An error names the line.
Result<std::vector<Case>> read_cases(const std::string& path);

struct Outcome {
  bool exact = false;
  bool routing = false;       ///< same scripts and subcommands, same status
  bool wrong_command = false; ///< gave commands, and they are not right
  std::string got_status;
  std::vector<std::string> got;              ///< commands or asked parameters
  std::vector<std::string> differences;      ///< for people
  std::vector<std::string> meant_operations; ///< by the label that comes first
  std::vector<std::string> got_operations;
};

[[nodiscard]] Outcome judge(const Case&, const plan::Plan&, const spec::Spec&);
[[nodiscard]] std::string_view status_name(plan::Status);

} // namespace cmdwright::cli
