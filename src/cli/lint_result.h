// What `lint` found in one text or conversation, with places that people and tools can follow. The reports
// (lint_report*.cpp) know nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/finding.h"

namespace cmdwright::cli {

/// Lines and columns count from 1, columns in code points; offsets are bytes of the file.
struct Place {
  std::uint64_t line = 1;
  std::uint64_t column = 1;
  std::uint64_t end_line = 1;
  std::uint64_t end_column = 1;
  std::uint64_t offset = 0;
  std::uint64_t end_offset = 0;
};

struct PlacedEdit {
  Place place;
  std::string text;
};
struct PlacedFix {
  std::string title;
  bool safe = true;
  bool exact = true; ///< the edits' places are those of the file
  std::vector<PlacedEdit> edits;
};

struct LintItem {
  const lint::Rule* rule = nullptr;
  lint::Severity severity = lint::Severity::Error;
  std::string message;
  Place place;                         ///< in the file; for a record of JSON Lines in its text
  std::optional<std::uint32_t> spoken; ///< number of the message in its conversation, from 0
  Place inside;                        ///< in that message's text; else the same as `place`
  std::string source;                  ///< the line of the text that holds it, without its end
  std::uint64_t source_column = 1;     ///< where the finding begins in it
  std::uint64_t source_end_column = 1;
  std::optional<PlacedFix> fix;
  std::string fingerprint; ///< stays the same when other lines of the file change
};

struct LintResult {
  std::string file;         ///< as named by the user, "-" for standard input
  std::string id;           ///< JSON text; of a record or conversation, may be empty
  std::uint64_t record = 0; ///< line of a record in its file, 0 for a whole text
  bool bulk = false;        ///< one of many in its file
  std::vector<LintItem> items;
  std::optional<std::string> fixed; ///< the repaired text, where it was asked for
  std::string problem;              ///< why it could not be linted; empty when it was
  bool lost = false;                ///< the problem kept something from being linted
};

/// Findings of a text with their places.
void place_findings(const lint::Report& report, LintResult& out);
/// The same for a conversation that was read from a file.
void place_findings(const lint::Report& report, const transcript::Conversation& conversation,
                    LintResult& out);

} // namespace cmdwright::cli
