// Where a run says what it does. Implemented by the command line; tests collect.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cmdwright::exec {

class Reporter {
public:
  virtual ~Reporter() = default;
  /// A piece of the result, for standard output.
  virtual void result(std::string_view text) = 0;
  /// A line for people, for standard error.
  virtual void note(std::string_view line) = 0;
  /// A line that replaces the one before it, where somebody watches; an empty one ends that.
  virtual void progress(std::string_view line) = 0;
  /// A question and its answer. Nothing when there is nobody to ask.
  virtual std::optional<std::string> ask(std::string_view question) = 0;
};

/// True for y and yes.
[[nodiscard]] bool is_yes(const std::optional<std::string>& answer);

} // namespace cmdwright::exec
