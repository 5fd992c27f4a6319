// Plain text transcripts: who speaks is said by labels at the start of lines. Private to the transcript room.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "transcript/conversation.h"

namespace cmdwright::transcript {

/// "User: hi", "**Assistant:** hi", "用户：你好".
struct Label {
  Role role;
  std::size_t text_begin; ///< offset in the line of what is said
};
[[nodiscard]] std::optional<Label> speaker_label(std::string_view line);

/// "=====", or "=== a title ===": another conversation begins. Empty title: none.
[[nodiscard]] bool is_conversation_rule(std::string_view line);
[[nodiscard]] std::string_view title_of_rule(std::string_view line);

/// Puts lines together to messages. A message is one record, from its label on.
class PlainText {
public:
  /// `line` with its end, standing at `offset`; `number` counts from 1. Text before the first label is
  /// dropped. Returns false when the message has become too large, and nothing more of it is kept.
  bool add_line(Conversation& to, std::string_view line, std::uint64_t offset, std::uint64_t number,
                std::size_t largest_message);
  /// The message that is being put together is complete.
  void finish_message(Conversation& to);

private:
  std::string bytes_;
  std::uint64_t offset_ = 0;
  std::uint64_t line_ = 0;
  Role role_ = Role::User;
  std::size_t text_begin_ = 0;
  bool open_ = false;
  bool overfull_ = false;
};

} // namespace cmdwright::transcript
