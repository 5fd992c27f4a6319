// Waiting for a task: its state is asked for again and again, the action that started it never.
#pragma once

#include <optional>
#include <string>

#include "exec/reporter.h"
#include "exec/service.h"
#include "exec/submit.h"

namespace cmdwright::exec {

struct WaitRequest {
  std::string task;
  Json body; ///< of the query
  const WaitProfile* profile = nullptr;
  std::uint32_t longest = 600;    ///< seconds
  std::optional<double> interval; ///< seconds, in place of the profile's
  std::string label;              ///< in front of progress lines
};

struct Waited {
  enum class Kind : std::uint8_t { Done, Failed, TimedOut, Interrupted, Lost } kind = Kind::Done;
  Json response;    ///< of the last query that was answered
  std::string text; ///< why, of Lost
  unsigned seconds = 0;
};

/// Polls until the task ends, the time is up, the user interrupts, or the service refuses for a reason that
/// will not go away (Lost).
[[nodiscard]] Task<Waited> wait_for_task(const Api& api, ServiceClient& service, WaitRequest request,
                                         Reporter& report);

} // namespace cmdwright::exec
