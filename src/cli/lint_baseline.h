// Findings that a team has accepted for now. A finding is known by its file, its rule and the text of its
// line, so that it is found again when lines above it come or go.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "cli/lint_result.h"

namespace cmdwright::cli {

class Baseline {
public:
  static Result<Baseline> read(const std::string& path);
  [[nodiscard]] Status write(const std::string& path) const;

  void add(const LintResult& result);
  /// Takes out of `result` what is known; returns how much.
  std::size_t subtract(LintResult& result);
  [[nodiscard]] std::size_t size() const;

private:
  using Key = std::pair<std::string, std::string>; ///< file (with the id of a record), fingerprint
  struct Entry {
    std::string rule;
    unsigned count = 0;
  };
  static Key key_of(const LintResult& result, const LintItem& item);
  std::map<Key, Entry> entries_;
};

} // namespace cmdwright::cli
