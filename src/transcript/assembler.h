// Records in, conversations out: what belongs together. Private to the transcript room.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "transcript/plain_text.h"
#include "transcript/reader.h"
#include "transcript/record_parser.h"

namespace cmdwright::transcript {

class Assembler {
public:
  Assembler(std::string file, const ReaderOptions& options) : file_(std::move(file)), options_(options) {}

  /// A JSON record; its bytes are copied.
  void add_record(const Record& record);
  /// A line of plain text with its end.
  void add_text_line(std::string_view line, std::uint64_t offset, std::uint64_t number);
  /// Messages that were collected one by one are a conversation now.
  void close_messages();
  /// Nothing more comes.
  void finish();

  void report(Error error, bool lost = true) { problems_.push_back({std::move(error), lost}); }
  [[nodiscard]] std::string place(std::uint64_t line, std::uint64_t column) const;

  [[nodiscard]] bool has_problem() const { return !problems_.empty(); }
  Problem take_problem();
  [[nodiscard]] bool has_conversation() const { return !ready_.empty(); }
  /// Swaps the oldest conversation into `out`, whose memory is used again.
  void take_conversation(Conversation& out);

private:
  using Owned = std::unique_ptr<Conversation>;
  /// A helper's conversation inside a session.
  struct Helper {
    std::string key; ///< its agent's id, or the id of its first event
    Owned conversation;
  };

  Owned fresh();
  void emit(Owned conversation);
  /// Copies the bytes into `to` and repairs what is no UTF-8.
  void keep(Conversation& to, Record record);
  void whole_conversation(Owned conversation, Shape& shape);
  void append(Owned& to, const Record& record, Shape shape);
  void add_message(const Record& record, const Shape& shape);
  void add_event(const Record& record, const Shape& shape);
  Owned& helper_of(const Shape& shape, std::string_view bytes);
  void close_session();
  void report_broken(const Record& record, const Shape& shape);

  std::string file_;
  ReaderOptions options_;
  std::uint64_t count_ = 0;
  std::deque<Owned> ready_;
  std::deque<Problem> problems_;
  std::vector<Owned> spare_;
  Owned open_; ///< grows record by record
  std::string session_;
  std::vector<Helper> helpers_;
  std::map<std::string, std::size_t> helper_events_; ///< id of an event -> its helper
  PlainText plain_;
};

} // namespace cmdwright::transcript
