// Matching values to parameters. Private to the understand room.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "spec/spec.h"
#include "understand/analysis.h"
#include "understand/frame.h"

namespace cmdwright::understand {

/// The part of a request that one frame may draw on: segments, some of them its own, some shared with others.
struct Scope {
  std::vector<std::uint32_t> segments; ///< in order
  [[nodiscard]] bool has(std::uint32_t segment) const;
};

/// The choice of `slot` that `m` means, or nullptr.
[[nodiscard]] const Choice* find_choice(const Grammar&, const Slot& slot, const Mention& m);

/// `m` as a value of `p`: nothing when it cannot be meant. Values that `p` does not allow are given back too
/// when they are of the right kind; the validator says what is wrong with them.
[[nodiscard]] std::optional<std::string> convert(const Grammar&, const spec::Param& p, const Slot& slot,
                                                 const Mention& m);

/// The allowed value that people mean by `said` ("720P", "720p" and "720" are one); empty when there is none.
[[nodiscard]] std::string_view match_enum(std::string_view said,
                                          const std::vector<std::string_view>& allowed);

/// Fills the value, choice and name slots of `frame` from the mentions in scope. `used` marks mentions (by
/// index) that have found their place. Parameters in `wanted` were asked for: their values need no cue. In a
/// later turn `so_far` is what was said before.
void fill_slots(const Grammar&, const Analysis&, const Scope&, Frame& frame,
                const std::vector<std::string_view>& wanted, std::vector<bool>& used,
                const Frame* so_far = nullptr);

} // namespace cmdwright::understand
