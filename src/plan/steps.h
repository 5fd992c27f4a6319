// From frames to commands in order. Private to the plan room.
#pragma once

#include <string>
#include <vector>

#include "plan/plan.h"

namespace cmdwright::plan {

struct Step {
  command::Command command;
  std::vector<std::string> missing; ///< parameters that the request needs beyond what the spec requires
  bool dry = false;
};

struct Steps {
  std::vector<Step> list;
};

[[nodiscard]] Steps make_steps(const spec::Spec&, const understand::Grammar&, const Draft&);

/// `text` with each word for a subject replaced by its element placeholder (seed: elements in video prompts).
[[nodiscard]] std::string with_placeholders(const understand::Grammar&, const spec::ElementRule&,
                                            std::string text, std::size_t count);

} // namespace cmdwright::plan
