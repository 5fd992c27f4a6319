// What is wrong with a command: the rule it breaks, where, in plain words, and the repair where one is known.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace cmdwright::command {

struct Edit {
  Span span; ///< replaced text
  std::string text;
  friend bool operator==(const Edit&, const Edit&) = default;
};

/// A safe fix cannot change what a right command does; an unsafe one is a good guess.
struct Fix {
  std::string title;
  std::vector<Edit> edits;
  bool safe = true;
};

struct Finding {
  std::string_view rule; ///< slug, one of rules.h
  Span span;
  std::string message;
  std::optional<Fix> fix;
  std::string_view param; ///< the option that it is about, empty when it is about the whole command
  std::vector<std::string_view> allowed; ///< values that would be right, where they can be listed
};

} // namespace cmdwright::command
