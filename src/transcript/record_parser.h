// One JSON record: what it is, and its content. Private to the transcript room.
#pragma once

#include <cstdint>
#include <string_view>

#include "text/json_scan.h"
#include "transcript/conversation.h"

namespace cmdwright::transcript {

/// What stands at the top of a record. Offsets count in the record; a span is that of the whole value.
struct Shape {
  enum class Kind : std::uint8_t {
    Conversation, ///< {"messages":[…]} or [ messages ]
    Message,      ///< {"role":…}
    Event,        ///< of a session log, with a message inside
    Summary,      ///< of a session log: its title
    Ignored,      ///< an event without a message
    Unknown,      ///< JSON, but nothing of ours
    Broken,
  };
  Kind kind = Kind::Unknown;
  Span messages;
  std::size_t message_count = 0; ///< of a conversation
  Span message;
  Span system;
  Span title; ///< raw string
  Span id;    ///< raw string or number
  Span now;
  // Raw strings of a session log's event:
  Span session;
  Span helper; ///< id of the agent that a sidechain belongs to
  Span uuid;
  Span parent;
  bool sidechain = false;
  bool continued = false;
  bool meta = false; ///< written by the program, not by the person
  bool from_user = false;

  const char* error = nullptr; ///< of a broken one
  std::uint32_t error_at = 0;
};

/// What the last record of `to` is. The messages of a conversation are read into `to` on the way, because
/// nearly all records are conversations and a second look would cost as much as the first; every other kind
/// leaves `to` as it was.
[[nodiscard]] Shape read_shape(Conversation& to);

/// Appends to `to` what else its last record says. REQUIRES: `shape` is that record's. Returns false, with
/// `error` set in `shape`, when it has no message after all.
bool read_record(Conversation& to, Shape& shape);

} // namespace cmdwright::transcript
