// Expectations against what the agent did.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "suite/behaviour.h"
#include "suite/case.h"
#include "suite/failure.h"
#include "suite/findings.h"
#include "suite/oracle.h"

namespace cmdwright::suite {

/// Everything that an expectation can ask about one conversation. `faults` is needed where rules are
/// expected, `disagreements` where agreement is.
struct Evidence {
  const Behaviour& behaviour;
  const std::vector<Found>& faults;
  const std::vector<Disagreement>& disagreements;
  const spec::Spec& spec;
};

/// Words by which a question may name a parameter, beside its own name: "--file-id" -> labels.
using AskWords = std::function<std::vector<std::string>(std::string_view param)>;

/// Failures of all expectations of `c`, in the order of its keys; first the turns, then the whole.
[[nodiscard]] std::vector<Failure> check(const Case& c, const Evidence& evidence, const AskWords& words);

/// True when any expectation of the case needs this.
[[nodiscard]] bool needs_rules(const Case& c);
[[nodiscard]] bool needs_oracle(const Case& c);

} // namespace cmdwright::suite
