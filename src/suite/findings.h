// What is wrong with a conversation by itself, whatever a case expects, behind one small interface.
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

class FaultFinder {
public:
  virtual ~FaultFinder() = default;
  /// In the order of the conversation. Thread-safe.
  [[nodiscard]] virtual std::vector<Found> find(const transcript::Conversation& conversation,
                                                const Behaviour& behaviour) const = 0;
};

/// What the commands alone show, one by one and as a sequence.
class ValidatorFaults final : public FaultFinder {
public:
  /// `spec` must outlive the object.
  explicit ValidatorFaults(const spec::Spec& spec) : spec_(spec) {}
  [[nodiscard]] std::vector<Found> find(const transcript::Conversation& conversation,
                                        const Behaviour& behaviour) const override;

private:
  const spec::Spec& spec_;
};

/// All rules that can be expected, and whether `name` is one.
[[nodiscard]] std::span<const std::string_view> known_rules();
[[nodiscard]] bool is_rule(std::string_view name);

} // namespace cmdwright::suite
