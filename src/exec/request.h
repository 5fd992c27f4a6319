// From a command to the requests it makes, by the mapping of the pack. Pure: sends nothing, reads one file at
// most
// (--elements-file).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "command/tree.h"
#include "exec/api.h"
#include "exec/json.h"

namespace cmdwright::exec {

/// Where values come from that a command does not give.
struct Surroundings {
  /// An environment variable, or nothing when it is not set or empty.
  std::function<std::optional<std::string>(std::string_view)> environment;
  std::int64_t now = 0; ///< seconds since 1970, UTC
  std::string folder;   ///< that relative file names count from, empty: the working directory
};

struct Built {
  std::string action; ///< empty for the chat
  Json body = Json::object();
  std::uint32_t pause = 0; ///< seconds after it, before the next one
  /// Places that an earlier answer fills: path, field of that answer. Until then a <…> stands there.
  std::vector<std::pair<std::string, std::string>> open;
};

/// The requests of a command, in order. REQUIRES: command.operation is set, and `operation` is its mapping.
/// An error says which option cannot be sent and why.
[[nodiscard]] Result<std::vector<Built>> build_requests(const Api& api, const spec::Spec& spec,
                                                        const ApiOperation& operation,
                                                        const command::Command& command,
                                                        const Surroundings& around);

/// Values of an option, those of the environment or the script's default included; empty when it has none.
[[nodiscard]] std::string option_value(const command::Command& command, std::string_view param,
                                       const Surroundings& around);

} // namespace cmdwright::exec
