// What the linter found, and where.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command/finding.h"
#include "lint/catalogue.h"
#include "transcript/conversation.h"

namespace cmdwright::lint {

/// One text that was looked at: the input itself, or a message or tool call of a transcript.
struct Source {
  std::string_view text;
  std::uint32_t message = 0;                ///< of a transcript, from 0
  const transcript::Text* origin = nullptr; ///< of a transcript: what locate() wants
};

struct Finding {
  const Rule* rule = nullptr;
  Severity severity = Severity::Error; ///< as configured
  std::uint32_t source = 0;            ///< index into Report::sources
  Span span;                           ///< in that source's text
  std::string message;
  std::optional<command::Fix> fix;
};

struct Report {
  std::vector<Source> sources;
  std::vector<Finding> findings; ///< by source, then by place

  void clear() {
    sources.clear();
    findings.clear();
  }
};

} // namespace cmdwright::lint
