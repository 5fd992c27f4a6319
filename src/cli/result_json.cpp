#include "cli/result_json.h"

#include <nlohmann/json.hpp>

#include "cli/cases.h"
#include "command/render.h"

namespace cmdwright::cli {

std::string result_json(std::string_view id, const plan::Plan& plan, const spec::Spec& spec,
                        std::string_view explanation) {
  using nlohmann::ordered_json;
  ordered_json out;
  if (!id.empty()) out["id"] = ordered_json::parse(id, nullptr, false);
  out["status"] = status_name(plan.status);
  out["commands"] = ordered_json::array();
  for (const command::Command& c : plan.commands) out["commands"].push_back(command::render(c, spec));
  out["asks"] = ordered_json::array();
  for (const plan::Question& q : plan.asks) {
    ordered_json ask = {{"param", q.param}, {"command", q.command}, {"question", q.text}};
    if (!q.allowed.empty()) ask["allowed"] = q.allowed;
    out["asks"].push_back(std::move(ask));
  }
  out["notices"] = ordered_json::array();
  for (const plan::Notice& n : plan.notices) out["notices"].push_back({{"kind", n.kind}, {"text", n.text}});
  if (plan.status == plan::Status::Refuse) out["reason"] = plan.reason;
  if (!explanation.empty()) out["explanation"] = explanation;
  return out.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

} // namespace cmdwright::cli
