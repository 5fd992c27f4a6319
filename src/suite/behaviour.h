// What an agent did in a conversation, turn by turn: the commands it gave or ran, what it said, the tools it
// called. A turn is everything between two things that the person says.
//
// A command that an answer shows and the same turn runs too counts once. Calls for help (--help) do nothing
// and are left out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "command/tree.h"
#include "transcript/conversation.h"

namespace cmdwright::suite {

struct GivenCommand {
  command::Command command;
  std::string text;      ///< as written
  std::uint32_t message; ///< index in the conversation
  bool run;              ///< by a tool; otherwise shown to the person
};

struct GivenCall {
  std::string_view tool;
  std::string_view arguments;
  std::string_view shell; ///< of a tool that runs commands
};

struct GivenLink {
  std::string url;
  bool markdown; ///< [text](URL)
};

struct AgentTurn {
  std::string request; ///< what the person said before it
  std::vector<GivenCommand> commands;
  std::vector<GivenCall> calls;
  std::string said; ///< all texts of the agent, a newline between two
  std::vector<GivenLink> links;
  std::vector<std::string> asked;  ///< parameters, where the agent says which ("--file-id")
  bool asks = false;               ///< a question stands in it
  std::uint32_t messages = 0;      ///< of the agent
  std::uint32_t first_message = 0; ///< of the agent, index in the conversation
};

struct Behaviour {
  std::vector<AgentTurn> turns;
};

/// Views in the result point into `conversation`.
[[nodiscard]] Behaviour behaviour_of(const transcript::Conversation& conversation, const spec::Spec& spec);

/// The shell text of an answer: a copy in which everything but commands is blank, so that places stay.
[[nodiscard]] std::string shell_of_answer(std::string_view answer, const spec::Spec& spec);

} // namespace cmdwright::suite
