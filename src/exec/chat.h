// The chat gateway: one POST with a token, the answer at once or as a stream.
#pragma once

#include <functional>
#include <string>

#include <nlohmann/json.hpp>

#include "exec/http.h"
#include "exec/json.h"

namespace cmdwright::exec {

struct ChatOrder {
  Endpoint endpoint;
  std::string path; ///< "/v1/chat/completions"
  Secret token;
  Json body;
  bool stream = false;
  std::uint32_t timeout = 120;                      ///< seconds
  std::function<void(std::string_view)> on_text;    ///< pieces of a streamed answer
  std::function<void(const std::string&)> on_retry; ///< why it is sent again
};

struct ChatReply {
  enum class Kind : std::uint8_t {
    Done,
    Failed,
    Broken,
    Interrupted
  } kind = Kind::Done; ///< Broken: the stream ended in the middle
  std::string text;    ///< the answer, as far as it came
  std::string error;   ///< for people, with what to do
  std::string finish;  ///< finish_reason, where it is not stop
  Json answer;         ///< whole, of a request without a stream
  Json usage;
};

/// Sent again after failures to connect, 429, 502 and 503 only: everything else may have cost tokens.
[[nodiscard]] Task<ChatReply> chat(Http& http, ChatOrder order);

} // namespace cmdwright::exec
