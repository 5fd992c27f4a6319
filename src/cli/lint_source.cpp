#include "cli/lint_source.h"

#include "cli/lint_record.h"
#include "cli/transcript_input.h"
#include "text/files.h"
#include "text/utf8.h"
#include "text/words.h"

namespace cmdwright::cli {

namespace {

/// A stream whose beginning was looked at already.
class Resumed final : public transcript::ByteInput {
public:
  Resumed(std::string head, std::unique_ptr<transcript::ByteInput> rest)
      : head_(std::move(head)), rest_(std::move(rest)) {}
  Result<std::size_t> read(char* to, std::size_t size) override {
    if (at_ == head_.size()) return rest_->read(to, size);
    const std::size_t n = std::min(size, head_.size() - at_);
    std::memcpy(to, head_.data() + at_, n);
    at_ += n;
    return n;
  }

private:
  std::string head_;
  std::size_t at_ = 0;
  std::unique_ptr<transcript::ByteInput> rest_;
};

Result<std::string> read_head(transcript::ByteInput& input) {
  std::string head(transcript::kSniffed, '\0');
  std::size_t filled = 0;
  while (filled < head.size()) {
    const Result<std::size_t> n = input.read(head.data() + filled, head.size() - filled);
    if (!n) return n.error();
    if (*n == 0) break;
    filled += *n;
    // Of a stream that is written line by line the first line is enough.
    if (head.find('\n') < filled) break;
  }
  head.resize(filled);
  return head;
}

bool problem(LintTask& task, std::string words, bool lost = true) {
  task.kind = LintTask::Kind::Problem;
  task.problem = std::move(words);
  task.lost = lost;
  return true;
}

} // namespace

LintSource::As LintSource::kind_of(std::string_view head) const {
  if (as_ != As::Auto) return as_;
  const std::string_view begin = trim(head);
  const bool json = begin.starts_with('{') || begin.starts_with('[');
  const transcript::Sniffed sniffed = transcript::sniff(head);
  if (!json) return records_ ? As::Records : sniffed.transcript ? As::Transcript : As::Text;
  LintRecord record;
  const std::string_view line = begin.substr(0, begin.find('\n'));
  (void)read_lint_record(line, record);
  if (record.line.data() != nullptr && (record.has_text || (record.messages && records_))) return As::Records;
  if (sniffed.transcript) return As::Transcript;
  return records_ ? As::Records : As::Text;
}

bool LintSource::read_text(LintTask& task, std::string head,
                           std::unique_ptr<transcript::ByteInput> input) const {
  task.bytes = std::move(head);
  std::vector<char> buffer(std::size_t{256} << 10U);
  for (;;) {
    const Result<std::size_t> n = input->read(buffer.data(), buffer.size());
    if (!n) return problem(task, n.error().text());
    if (*n == 0) break;
    if (task.bytes.size() + *n > kLargestFile)
      return problem(task, "larger than " + std::to_string(kLargestFile >> 20U) + " MB");
    task.bytes.append(buffer.data(), *n);
  }
  if (task.bytes.find('\0') != std::string::npos) return problem(task, "a binary file, left out");
  task.kind = LintTask::Kind::Text;
  return true;
}

bool LintSource::open(LintTask& task) {
  file_ = task.file = files_[next_file_++];
  std::unique_ptr<transcript::ByteInput> input;
  if (file_ == "-") {
    input = standard_input(world_);
  } else {
    Result<std::unique_ptr<transcript::ByteInput>> opened = transcript::file_input(file_);
    if (!opened) return problem(task, opened.error().message);
    input = std::move(*opened);
  }
  Result<std::string> head = read_head(*input);
  if (!head) return problem(task, head.error().message);
  switch (kind_of(*head)) {
  case As::Records:
    lines_ = std::make_unique<LineReader>(std::make_unique<Resumed>(std::move(*head), std::move(input)));
    return false;
  case As::Transcript:
    reader_ = std::make_unique<transcript::Reader>(
        std::make_unique<Resumed>(std::move(*head), std::move(input)), file_);
    return false;
  default:
    return read_text(task, std::move(*head), std::move(input));
  }
}

bool LintSource::next(LintTask& task) {
  for (;;) {
    task.file = file_;
    task.record = 0;
    task.bytes.clear();
    if (lines_) {
      if (lines_->next(task.bytes, kLargestLintRecord)) {
        task.record = lines_->number();
        if (trim(task.bytes).empty()) continue;
        task.kind = LintTask::Kind::Record;
        if (task.bytes.size() > kLargestLintRecord)
          return problem(task,
                         "the line is longer than " + std::to_string(kLargestLintRecord >> 20U) + " MB");
        return true;
      }
      const std::string failure = lines_->failure();
      lines_.reset();
      if (!failure.empty()) return problem(task, failure);
      continue;
    }
    if (reader_) {
      switch (reader_->next(task.conversation)) {
      case transcript::Event::Conversation:
        task.kind = LintTask::Kind::Conversation;
        return true;
      case transcript::Event::Problem:
        return problem(task, reader_->problem().error.text(), reader_->problem().lost);
      case transcript::Event::End:
        reader_.reset();
        continue;
      }
    }
    if (next_file_ == files_.size()) return false;
    if (open(task)) return true;
  }
}

} // namespace cmdwright::cli
