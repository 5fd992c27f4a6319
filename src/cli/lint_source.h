// What `lint` reads: files, folders and patterns, one text, record or conversation after the other.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "cli/line_reader.h"
#include "cli/world.h"
#include "transcript/reader.h"

namespace cmdwright::cli {

/// Files that are linted: those named, those of folders that look like texts, those that patterns match, in a
/// stable order. Links to folders are not followed.
struct LintPaths {
  std::vector<std::string> files;
  std::vector<std::string> problems; ///< names that lead to nothing
};
[[nodiscard]] LintPaths find_lint_paths(const std::vector<std::string>& names,
                                        const std::vector<std::string>& exclude);

/// One piece of work.
struct LintTask {
  enum class Kind : std::uint8_t { Text, Record, Conversation, Problem };
  Kind kind = Kind::Text;
  std::string file;
  std::uint64_t record = 0; ///< line of a record
  std::string bytes;        ///< of a text or record
  transcript::Conversation conversation;
  std::string problem;
  bool lost = true; ///< the problem kept something from being linted
  [[nodiscard]] std::size_t size() const {
    return bytes.size() + (conversation.records.empty()
                               ? 0
                               : conversation.arena().used() + conversation.records.back().bytes.size());
  }
};

class LintSource {
public:
  enum class As : std::uint8_t { Auto, Text, Transcript, Records };
  /// `records`: JSON that is no session log is read as records (format jsonl).
  LintSource(World& world, std::vector<std::string> files, As as, bool records)
      : world_(world), files_(std::move(files)), as_(as), records_(records) {}

  /// False at the end. `task` may be used again and again.
  bool next(LintTask& task);

private:
  bool open(LintTask& task);
  bool read_text(LintTask& task, std::string head, std::unique_ptr<transcript::ByteInput> input) const;
  [[nodiscard]] As kind_of(std::string_view head) const;

  World& world_;
  std::vector<std::string> files_;
  As as_;
  bool records_;
  std::size_t next_file_ = 0;
  std::string file_; ///< that is being read
  std::unique_ptr<LineReader> lines_;
  std::unique_ptr<transcript::Reader> reader_;
};

/// Bytes of one record.
inline constexpr std::size_t kLargestLintRecord = std::size_t{64} << 20U;

} // namespace cmdwright::cli
