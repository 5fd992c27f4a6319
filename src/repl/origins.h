// Where the values of a conversation came from: which words of which line.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "plan/conversation.h"

namespace cmdwright::repl {

/// Words of the person that a value came from, by origin_key().
using Origins = std::map<std::string, std::string>;

/// Names a parameter, a file ("file TEXT") or a switch of frame number `frame`; switches belong to kSwitches.
[[nodiscard]] std::string origin_key(std::size_t frame, std::string_view name);
inline constexpr std::size_t kSwitches = SIZE_MAX;

/// Both drafts speak of the same things to do.
[[nodiscard]] bool continues(const plan::Draft& before, const plan::Draft& after);
/// … and with the same values.
[[nodiscard]] bool same_draft(const plan::Draft& before, const plan::Draft& after);

/// The origins after `turn` was said: what stayed as it was keeps its words, the rest has them from this
/// turn.
[[nodiscard]] Origins find_origins(const plan::Draft* before, const Origins& known, const plan::Draft& after,
                                   std::string_view turn);

} // namespace cmdwright::repl
