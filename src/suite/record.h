// Suites made from recordings: each conversation becomes a case that expects what the agent did.
#pragma once

#include <string>
#include <vector>

#include "spec/spec.h"
#include "suite/findings.h"
#include "suite/redact.h"
#include "transcript/conversation.h"

namespace cmdwright::suite {

class Recorder {
public:
  /// The suite will lie beside `transcript_name`, the file that lines() goes to. With a redactor, nothing
  /// gets into either without it.
  Recorder(const spec::Spec& spec, const FaultFinder& faults, std::string suite_name,
           std::string transcript_name, Redactor* redactor)
      : spec_(spec), faults_(faults), suite_name_(std::move(suite_name)),
        transcript_name_(std::move(transcript_name)), redactor_(redactor) {}

  /// An error when the conversation cannot be read again (none is known).
  Status add(const transcript::Conversation& conversation);

  [[nodiscard]] std::size_t cases() const { return count_; }
  [[nodiscard]] std::size_t with_findings() const { return with_findings_; }
  /// The suite, YAML.
  [[nodiscard]] std::string suite() const;
  /// The conversations, JSON Lines.
  [[nodiscard]] const std::string& lines() const { return lines_; }

private:
  const spec::Spec& spec_;
  const FaultFinder& faults_;
  std::string suite_name_;
  std::string transcript_name_;
  Redactor* redactor_;
  std::size_t count_ = 0;
  std::size_t with_findings_ = 0;
  std::set<std::string> ids_;
  std::string cases_;
  std::string lines_;
};

/// A text as YAML, in quotes where it needs them.
[[nodiscard]] std::string yaml_text(std::string_view text);

} // namespace cmdwright::suite
