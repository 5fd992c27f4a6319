// What is wrong with a conversation by itself, whatever a case expects: the linter's findings, behind one
// function.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "suite/behaviour.h"

namespace cmdwright::suite {

struct Found {
  std::string rule;
  std::string message;
  std::uint32_t turn = 0; ///< of the agent, from 0
  std::string command;    ///< the one it is about, as written; may be empty
};

/// In the order of the conversation.
[[nodiscard]] std::vector<Found> find_faults(const transcript::Conversation& conversation,
                                             const Behaviour& behaviour, const spec::Spec& spec);

/// All rules that can be expected, and whether `name` is one.
[[nodiscard]] std::span<const std::string_view> known_rules();
[[nodiscard]] bool is_rule(std::string_view name);

} // namespace cmdwright::suite
