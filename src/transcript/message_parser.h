// JSON messages -> messages of a conversation. Private to the transcript room.
//
// One pass, no lookahead: what a block means may depend on a key that comes later ("type" behind "text"), so
// the parts of a message are drafted first and settled at its end.
#pragma once

#include <string_view>
#include <vector>

#include "text/json_scan.h"
#include "transcript/conversation.h"

namespace cmdwright::transcript {

class MessageParser {
public:
  /// Reads from one record of `to`, whose bytes must stay where they are.
  MessageParser(Conversation& to, std::uint32_t record, json::Scanner& scan);

  /// The scanner stands behind the Object of a message. True when it was one (it has a role).
  bool message();
  /// Behind the Array of a list of messages. Returns how many there were.
  std::size_t messages();

  /// The string, or number, that was just read.
  [[nodiscard]] std::string_view decoded();

  /// A system prompt that stands beside the messages; the scanner stands before its value. Adds a message.
  void system_prompt();

private:
  struct Draft {
    enum class Kind : std::uint8_t { Nothing, Text, Call, Result, Attachment };
    Kind kind = Kind::Nothing;
    Text text; ///< of a text or attachment; the arguments of a call
    std::string_view id;
    std::string_view name;
    bool failed = false;
    std::size_t first_text = 0; ///< of a result, in texts_
    std::size_t text_count = 0;
  };

  void content(std::vector<Draft>& out);
  void content_block(std::vector<Draft>& out);
  void result_texts(Draft& draft);
  void nested_text();
  void attachment(Draft& draft);
  void tool_calls(std::vector<Draft>& out);
  void tool_call(Draft& draft);
  void function(Draft& draft);
  void arguments(Draft& draft);
  [[nodiscard]] Text string_text();
  void settle(Role role, std::string_view call_id, std::string_view id, Span source);
  void add_results(const Draft& draft, Span source);
  Message& add(Role role, Span source);

  Conversation& to_;
  std::uint32_t record_;
  json::Scanner& scan_;
  std::vector<Draft> drafts_;
  std::vector<Text> texts_;
};

/// Splits the arguments of `call` into its fields, and finds the shell command among them.
void read_arguments(Conversation& conversation, ToolCall& call);

} // namespace cmdwright::transcript
