// The result object of one request (contract section 4).
#pragma once

#include <string>
#include <string_view>

#include "plan/plan.h"

namespace cmdwright::cli {

/// One line of JSON. `id` is the JSON text of the request's id, or empty; `explanation` is left out when
/// empty.
[[nodiscard]] std::string result_json(std::string_view id, const plan::Plan&, const spec::Spec&,
                                      std::string_view explanation = {});

} // namespace cmdwright::cli
