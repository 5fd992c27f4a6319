// One conversation, whatever format it came in.
//
// A message has parts in the order of the source: texts, tool calls, results. What a tool printed is always a
// message of its own with Role::Tool, also where the format wraps it in a user message, so Role::User is
// always a person. Everything lies in flat lists and one arena: views stay good until clear(), also when the
// conversation is moved to another thread.
//
//     for (const Message& m : conversation.messages)
//       for (const Part& p : conversation.parts_of(m))
//         if (p.kind == Part::Kind::Call) {
//           const ToolCall& call = conversation.calls[p.call];
//           if (call.command) check(call.command->text);      // the shell command of a Bash-like call
//         } else if (m.role == Role::Assistant) check(p.text.text);
//
// Every Text knows its place; locate.h turns it into lines, columns and file offsets.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/arena.h"
#include "text/span.h"
#include "transcript/format.h"

namespace cmdwright::transcript {

enum class Role : std::uint8_t { System, User, Assistant, Tool };
[[nodiscard]] std::string_view role_name(Role role);

/// How a text stands in its source: as it is, as a JSON string, as a JSON string inside a JSON string (the
/// arguments of chat-completions calls), or put together from several places (then a place is known, but no
/// byte of it can be mapped).
enum class Coding : std::uint8_t { Verbatim, Json, JsonTwice, Derived };

struct Origin {
  std::uint32_t record = 0; ///< index into Conversation::records
  Coding coding = Coding::Derived;
  Span raw;   ///< in the record's bytes, without the quotes of a string
  Span inner; ///< the part of the decoded string that counts; JsonTwice: that is then decoded again
};

struct Text {
  std::string_view text; ///< decoded, valid UTF-8
  Origin origin;
};

/// A stretch of the source: a line of JSON Lines, an element of a JSON document, a plain text.
struct Record {
  std::string_view bytes;
  std::uint64_t offset = 0; ///< of its first byte in the file
  std::uint64_t line = 1;   ///< of its first byte, from 1
  // Between the start of that line and its first byte:
  std::uint64_t bytes_before = 0;
  std::uint64_t characters_before = 0; ///< code points
};

struct Argument {
  std::string_view name;
  Text value;          ///< decoded when it is a string, else its JSON text
  bool string = false; ///< it is a string
};

struct ToolCall {
  std::string_view id; ///< empty when the source gives none
  std::string_view name;
  Text arguments;                 ///< JSON text as the agent wrote it
  std::uint32_t first_argument{}; ///< in Conversation::arguments; empty when they are no JSON object
  std::uint32_t argument_count{};
  std::optional<Text> command; ///< what a shell will run
};

struct Part {
  /// Attachment: the URL of an image, file or sound that was passed along.
  enum class Kind : std::uint8_t { Text, Call, Attachment };
  Kind kind = Kind::Text;
  Text text;              ///< empty for a Call
  std::uint32_t call = 0; ///< index into Conversation::calls
};

struct Message {
  Role role = Role::User;
  bool failed = false;      ///< a tool's result that is an error
  bool synthetic = false;   ///< written by the agent's program, neither by the person nor by the model
  std::string_view call_id; ///< of a tool's result: the call that it answers
  std::string_view id;      ///< the provider's id of an assistant's message
  std::uint32_t first_part = 0;
  std::uint32_t part_count = 0;
  Origin origin; ///< Verbatim: the message's whole source text
};

class Conversation {
public:
  Format format = Format::Unknown;
  std::string file;        ///< as named by the user; "-" for standard input
  std::uint64_t index = 0; ///< number in its file, from 0
  std::string_view id;     ///< decoded string, or a number as written; empty when the source gives none
  std::string_view title;
  std::string_view now;   ///< ISO 8601, the moment of the first message where it is known
  bool sidechain = false; ///< of a helper that an agent started
  bool continued = false; ///< goes on with the conversation before it, which was too large for one piece

  std::vector<Message> messages;
  std::vector<Part> parts;
  std::vector<ToolCall> calls;
  std::vector<Argument> arguments;
  std::vector<Record> records;

  [[nodiscard]] std::span<const Part> parts_of(const Message& m) const {
    return std::span(parts).subspan(m.first_part, m.part_count);
  }
  [[nodiscard]] std::span<const Argument> arguments_of(const ToolCall& c) const {
    return std::span(arguments).subspan(c.first_argument, c.argument_count);
  }
  /// All text parts of a message, a newline between two.
  [[nodiscard]] std::string text_of(const Message& m) const;

  // ---- building -----------------------------------------------------------------------------------------
  /// Appended parts belong to the message that was added last.
  Message& add_message(Role role);
  Part& add_part(Part::Kind kind, Text text);
  ToolCall& add_call();
  /// Text that has no source, kept in the arena.
  Text own(std::string_view text);
  Arena& arena() { return arena_; }
  [[nodiscard]] const Arena& arena() const { return arena_; }

  void clear();

private:
  Arena arena_;
};

} // namespace cmdwright::transcript
