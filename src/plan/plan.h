// The plan room: frames in, commands or questions out.
//
// Policies live here as mechanisms, their facts in the spec: the three-step rule for files (a local path or a
// URL is uploaded first, unless the parameter takes it as it is), steps in order with the upload placeholder
// between them, task routing, defaults that are always written, placeholders of custom elements, modifiers on
// every step that has them. What the validator objects to becomes a question, never a silent repair; while
// anything is missing no command is given.
//
//   plan.h          one request            conversation.h   several turns            questions.cpp   their
//   wording
#pragma once

#include <string>
#include <vector>

#include "command/tree.h"
#include "understand/understand.h"

namespace cmdwright::plan {

enum class Status : std::uint8_t { Ok, Ask, Refuse };

struct Question {
  std::string param;   ///< "--file-id"; empty when the question is what is wanted at all
  std::string command; ///< "vod_process_media.py transcode"
  std::string text;
  std::vector<std::string> allowed; ///< where they can be listed
};

struct Notice {
  std::string kind; ///< "cost"
  std::string text;
};

struct Plan {
  Status status = Status::Refuse;
  std::vector<command::Command> commands;
  std::vector<Question> asks;
  std::vector<Notice> notices;
  std::string reason; ///< of a refusal
};

/// What a request comes down to before it is turned into commands. A conversation keeps it and changes it
/// turn by turn.
struct Draft {
  std::vector<understand::Frame> frames;
  std::vector<understand::Filled> modifiers;
  understand::Language language = understand::Language::English;
  bool no_frames_is_question = false; ///< nothing was understood, but it was about media
};

class Planner {
public:
  /// Both must outlive the planner.
  Planner(const spec::Spec& spec, const understand::Grammar& grammar) : spec_(spec), grammar_(grammar) {}

  /// Thread-safe.
  [[nodiscard]] Plan plan(const Draft& draft) const;

private:
  const spec::Spec& spec_;
  const understand::Grammar& grammar_;
};

/// Files, steps and switches that a request leaves open to be taken from its other parts.
[[nodiscard]] Draft draft_of(understand::Understanding understanding);

} // namespace cmdwright::plan
