// The stages of understanding in words. Private to the understand room.
#pragma once

#include <string>
#include <vector>

#include "understand/analysis.h"
#include "understand/frame.h"

namespace cmdwright::understand {

[[nodiscard]] std::string trace_of(const Grammar&, const Analysis&, const std::vector<Frame>&);

} // namespace cmdwright::understand
