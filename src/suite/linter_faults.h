// Everything that the linter says about a conversation.
#pragma once

#include "lint/linter.h"
#include "suite/findings.h"

namespace cmdwright::suite {

class LinterFaults final : public FaultFinder {
public:
  /// `linter` must outlive the object.
  explicit LinterFaults(const lint::Linter& linter) : linter_(linter) {}
  [[nodiscard]] std::vector<Found> find(const transcript::Conversation& conversation,
                                        const Behaviour& behaviour) const override;

private:
  const lint::Linter& linter_;
};

} // namespace cmdwright::suite
