// What a command would send, shown instead of sent. Needs no credentials and no network.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "exec/input.h"
#include "exec/request.h"

namespace cmdwright::exec {

struct DryRequest {
  std::string action; ///< "ProcessMedia", or "POST /v1/chat/completions" of the chat gateway
  std::string host;
  Json body;
  std::string note; ///< what is different when it is really sent; may be empty
};

/// The requests of a command in order; none when it asks nobody. `host` replaces the service's own one,
/// unless it is empty. An error says what cannot be sent.
[[nodiscard]] Result<std::vector<DryRequest>> dry_requests(const Api& api, const spec::Spec& spec,
                                                           const PlannedCommand& planned,
                                                           const Surroundings& around,
                                                           const std::string& host);

/// For people: a heading, and each request indented below it.
[[nodiscard]] std::string dry_text(const PlannedCommand& planned, const std::vector<DryRequest>& requests);
/// One JSON object a request and line: {"command", "action", "host", "request"}, with "problems" and "note"
/// where there are any.
[[nodiscard]] std::string dry_lines(const PlannedCommand& planned, const std::vector<DryRequest>& requests);
/// The object of a command without a request that could be shown.
[[nodiscard]] std::string dry_error(const PlannedCommand& planned, const std::string& error);

} // namespace cmdwright::exec
