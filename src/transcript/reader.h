// Transcripts as a stream of conversations, one at a time, so that memory depends on the largest conversation
// and never on the size of the file.
//
//     Result<Reader> reader = Reader::open("run.jsonl");
//     Conversation conversation;                          // its memory is used again and again
//     for (;;) {
//       const Event event = reader->next(conversation);
//       if (event == Event::End) break;
//       if (event == Event::Problem) complain(reader->problem());
//       if (event == Event::Conversation) check(conversation);
//     }
//
// Understood, record by record, by content alone:
//   {"messages":[…]}                 a conversation: chat-completions and Anthropic messages, also mixed;
//   "id"
//                                    and "now" beside it
//   {"role":…,"content":…}           a message; a run of them is one conversation, a system message begins
//                                    the next
//   {"type":"user","message":{…}}    an event of a Claude Code session log; a session is a conversation, and
//                                    so is every helper (sidechain) inside it
//   [ … ]                            any of these in an array
//   User: … / Assistant: …           plain text, also Human, AI, Agent, System, Tool, 用户, 助手, 系统, 工具;
//   a line
//                                    of three or more '=' begins another conversation
//
// A broken record is a problem with its place; the others are read. Limits: kLargestRecord, and
// kLargestConversation for one that grows record by record (what is beyond comes as a further piece,
// `continued`). Not thread-safe; a conversation that was read may go to another thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "text/result.h"
#include "transcript/conversation.h"

namespace cmdwright::transcript {

inline constexpr std::size_t kLargestRecord = std::size_t{256} << 20U;
inline constexpr std::size_t kLargestConversation = std::size_t{64} << 20U;

/// Where bytes come from.
class ByteInput {
public:
  virtual ~ByteInput() = default;
  /// Up to `size` bytes; 0 at the end.
  virtual Result<std::size_t> read(char* to, std::size_t size) = 0;
};
/// Text in memory, which must outlive the input.
[[nodiscard]] std::unique_ptr<ByteInput> memory_input(std::string_view text);
/// A file; standard input for "-".
[[nodiscard]] Result<std::unique_ptr<ByteInput>> file_input(const std::string& path);

struct ReaderOptions {
  Format format = Format::Unknown; ///< Unknown: by content
  std::size_t largest_record = kLargestRecord;
  std::size_t largest_conversation = kLargestConversation;
};

enum class Event : std::uint8_t { Conversation, Problem, End };

/// What could not be read.
struct Problem {
  Error error;      ///< its place is "file:line:column"
  bool lost = true; ///< something was left out; otherwise repaired (bytes that are no UTF-8 become '?')
};

class Reader {
public:
  /// `name` is what places are called by.
  Reader(std::unique_ptr<ByteInput> input, std::string name, ReaderOptions options = {});
  static Result<Reader> open(const std::string& path, ReaderOptions options = {});
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  /// Fills `out` when it returns Event::Conversation; else `out` is unspecified.
  Event next(Conversation& out);
  /// REQUIRES: next() has just returned Event::Problem.
  [[nodiscard]] const Problem& problem() const;
  /// Bytes read so far, for progress.
  [[nodiscard]] std::uint64_t bytes_read() const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

/// One JSON value that is a conversation ({"messages":[…]} or an array of messages), for programs that have
/// their own loop over lines. `name` and `line` go into error places.
[[nodiscard]] Result<Conversation> read_conversation(std::string_view json, const std::string& name = {},
                                                     std::uint64_t line = 1);

} // namespace cmdwright::transcript
