// The when-expressions of constraints: `--mode in [fixed, aspect] and --width absent or --x = y`.
#pragma once

#include <string_view>

#include "spec/model.h"
#include "text/result.h"

namespace cmdwright::spec {

/// Parses an expression. The result's strings are views into `text`.
Result<Condition> parse_condition(std::string_view text);

/// What a condition looks at. Implemented by whoever knows the options of a command.
class Options {
public:
  virtual ~Options() = default;
  [[nodiscard]] virtual bool present(std::string_view param) const = 0;
  /// First value of an option that is present.
  [[nodiscard]] virtual std::string_view value(std::string_view param) const = 0;
};

[[nodiscard]] bool holds(const Condition& condition, const Options& options);

} // namespace cmdwright::spec
