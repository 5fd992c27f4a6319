// A program that answers requests: started anew for each answer, it reads the request on standard input and
// prints its answer on standard output.
//
// Its answer is plain text; or a JSON object: a message {"role","content","tool_calls"}, a conversation
// {"messages":[…]} whose end is the answer, or a result of the generator ({"status","commands","asks",…}).
// Exit status 0 is an answer; so are 3 (a question) and 4 (a refusal), as the generator uses them, and then
// text on standard error belongs to the answer. A program that hangs, crashes, prints without end or prints
// bytes that are no text gives an error; nothing of it is left running. Needs POSIX.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"

namespace cmdwright::suite {

/// What the program reads. Text: the request; with earlier turns the dialogue, "User: …" and "Assistant: …".
/// Messages: {"messages":[…]}. Turns: {"id":…,"turns":[…],"now":…}, what `cmdwright gen --format jsonl`
/// takes.
enum class AgentInput : std::uint8_t { Text, Messages, Turns };

struct AgentOptions {
  std::string command; ///< for /bin/sh
  AgentInput input = AgentInput::Text;
  double timeout = 120;                            ///< seconds for one answer
  std::size_t most_output = std::size_t{4} << 20U; ///< bytes of one answer
  unsigned retries = 0;                            ///< when no answer came
};

struct Answer {
  std::string messages;           ///< JSON texts of the messages, commas between them
  std::vector<std::string> asked; ///< parameters, where the agent says which
};

/// Starts the program once. An error tells what went wrong. Thread-safe. `stop` ends it early.
[[nodiscard]] Result<std::string> run_agent(const AgentOptions& options, const std::string& input,
                                            const std::atomic<bool>& stop);

/// What a program printed, as messages.
[[nodiscard]] Result<Answer> read_answer(const std::string& printed);

} // namespace cmdwright::suite
