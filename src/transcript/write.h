// Conversations as text: for people, and in the one form that other tools read without guessing.
#pragma once

#include <cstddef>
#include <string>

#include "transcript/conversation.h"

namespace cmdwright::transcript {

/// One line of JSON without its newline: {"id":…,"title":…,"now":…,"messages":[…]} with chat-completions
/// messages. Reading it gives the same conversation.
[[nodiscard]] std::string to_json(const Conversation& conversation);

struct ShowOptions {
  bool colour = false;
  std::size_t output_lines = 8; ///< of what a tool printed; 0: all
};
/// Speakers in a left column, shell commands behind "$", long outputs cut.
[[nodiscard]] std::string to_text(const Conversation& conversation, const ShowOptions& options);

} // namespace cmdwright::transcript
