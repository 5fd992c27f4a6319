#include "transcript/assembler.h"

#include <algorithm>
#include <cstring>

#include "text/json_string.h"
#include "text/utf8.h"
#include "text/words.h"

namespace cmdwright::transcript {

namespace {
/// Of a session's helpers that log in turns; more than that is no log.
constexpr std::size_t kMostHelpers = 256;
constexpr std::size_t kMostHelperEvents = 100'000;
} // namespace

std::string Assembler::place(std::uint64_t line, std::uint64_t column) const {
  return file_ + ":" + std::to_string(line) + ":" + std::to_string(column);
}

Problem Assembler::take_problem() {
  Problem problem = std::move(problems_.front());
  problems_.pop_front();
  return problem;
}

void Assembler::take_conversation(Conversation& out) {
  std::swap(out, *ready_.front());
  spare_.push_back(std::move(ready_.front()));
  ready_.pop_front();
}

Assembler::Owned Assembler::fresh() {
  if (spare_.empty()) return std::make_unique<Conversation>();
  Owned conversation = std::move(spare_.back());
  spare_.pop_back();
  conversation->clear();
  return conversation;
}

void Assembler::emit(Owned conversation) {
  if (conversation == nullptr) return;
  if (conversation->messages.empty()) {
    spare_.push_back(std::move(conversation));
    return;
  }
  conversation->file = file_;
  conversation->format = options_.format;
  conversation->index = count_++;
  ready_.push_back(std::move(conversation));
}

void Assembler::keep(Conversation& to, Record record) {
  char* copy = to.arena().allocate(record.bytes.size());
  std::memcpy(copy, record.bytes.data(), record.bytes.size());
  const std::size_t size = record.bytes.size();
  record.bytes = {copy, size};
  const std::size_t wrong = utf8::first_invalid(record.bytes);
  if (wrong != std::string_view::npos) {
    const std::uint64_t column = record.characters_before + utf8::length(record.bytes.substr(0, wrong)) + 1;
    report({"not UTF-8; such bytes are read as '?'", place(record.line, column)}, false);
    for (std::size_t i = wrong; i < size;) {
      const utf8::Decoded d = utf8::decode(record.bytes, i);
      if (!d.valid) copy[i] = '?';
      i += d.length;
    }
  }
  to.records.push_back(record);
}

void Assembler::report_broken(const Record& record, const Shape& shape) {
  const std::string_view before = record.bytes.substr(0, shape.error_at);
  const std::size_t newline = before.rfind('\n');
  const auto lines = static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
  const std::uint64_t column = newline == std::string_view::npos
                                   ? record.characters_before + utf8::length(before) + 1
                                   : utf8::length(before.substr(newline + 1)) + 1;
  const bool syntax = shape.kind == Shape::Kind::Broken;
  report({(syntax ? "broken JSON: " : "") + std::string(shape.error), place(record.line + lines, column)});
}

void Assembler::whole_conversation(Owned conversation, Shape& shape) {
  close_messages();
  if (read_record(*conversation, shape)) return emit(std::move(conversation));
  report_broken(conversation->records.back(), shape);
  spare_.push_back(std::move(conversation));
}

void Assembler::append(Owned& to, const Record& record, Shape shape) {
  if (to == nullptr) to = fresh();
  if (to->arena().used() + record.bytes.size() > options_.largest_conversation && !to->messages.empty()) {
    Owned next = fresh();
    next->continued = true;
    next->sidechain = to->sidechain;
    next->id = next->arena().keep(to->id);
    emit(std::move(to));
    to = std::move(next);
  }
  keep(*to, record); // its bytes have been repaired by now
  if (!read_record(*to, shape)) report_broken(record, shape);
}

void Assembler::add_message(const Record& record, const Shape& shape) {
  const std::string_view session = shape.session.of(record.bytes);
  const bool system = record.bytes.find("\"system\"") != std::string_view::npos;
  if (open_ != nullptr && !open_->messages.empty()) {
    const bool other = session != session_;
    const bool begins = system && open_->messages.back().role != Role::System;
    if (other) {
      close_messages();
    } else if (begins) {
      // Only the message itself can tell whether it is a system message.
      const std::size_t before = open_->messages.size();
      append(open_, record, shape);
      const bool is_system =
          open_->messages.size() == before + 1 && open_->messages.back().role == Role::System;
      if (!is_system) return;
      open_->messages.pop_back();
      close_messages();
    }
  }
  session_ = std::string(session);
  append(open_, record, shape);
}

Assembler::Owned& Assembler::helper_of(const Shape& shape, std::string_view bytes) {
  const auto text = [&](Span span) { return std::string(span.of(bytes)); };
  std::size_t found = helpers_.size();
  if (!shape.helper.empty()) {
    for (std::size_t i = 0; i < helpers_.size(); ++i)
      if (helpers_[i].key == text(shape.helper)) found = i;
  } else if (const auto it = helper_events_.find(text(shape.parent)); it != helper_events_.end()) {
    found = it->second;
  }
  if (found == helpers_.size()) {
    if (helpers_.size() >= kMostHelpers)
      found = kMostHelpers - 1;
    else
      helpers_.push_back({text(shape.helper.empty() ? shape.uuid : shape.helper), nullptr});
  }
  if (helper_events_.size() < kMostHelperEvents) helper_events_[text(shape.uuid)] = found;
  return helpers_[found].conversation;
}

void Assembler::add_event(const Record& record, const Shape& shape) {
  const std::string_view session = shape.session.of(record.bytes);
  if (!session.empty() && session != session_) {
    const bool only_title = open_ != nullptr && open_->messages.empty() && helpers_.empty();
    if (!only_title) close_session();
    session_ = std::string(session);
  }
  if (!shape.sidechain) return append(open_, record, shape);
  Owned& helper = helper_of(shape, record.bytes);
  append(helper, record, shape);
  helper->sidechain = true;
}

void Assembler::close_session() {
  emit(std::move(open_));
  for (Helper& helper : helpers_) emit(std::move(helper.conversation));
  helpers_.clear();
  helper_events_.clear();
  session_.clear();
}

void Assembler::close_messages() {
  if (open_ != nullptr) plain_.finish_message(*open_);
  close_session();
}

void Assembler::add_record(const Record& record) {
  if (trim(record.bytes).empty()) return;
  Owned conversation = fresh();
  keep(*conversation, record);
  Shape shape = read_shape(*conversation);
  if (shape.kind == Shape::Kind::Conversation) return whole_conversation(std::move(conversation), shape);
  const Record kept = conversation->records.back();
  if (shape.kind == Shape::Kind::Message)
    add_message(kept, shape);
  else if (shape.kind == Shape::Kind::Event)
    add_event(kept, shape);
  else if (shape.kind == Shape::Kind::Summary)
    append(open_, kept, shape);
  else if (shape.kind == Shape::Kind::Broken)
    report_broken(kept, shape);
  else if (shape.kind == Shape::Kind::Unknown)
    report({"neither a conversation (\"messages\") nor a message (\"role\") nor an event of a session log",
            place(record.line, record.characters_before + 1)});
  spare_.push_back(std::move(conversation));
}

void Assembler::add_text_line(std::string_view line, std::uint64_t offset, std::uint64_t number) {
  if (is_conversation_rule(line)) {
    close_messages();
    open_ = fresh();
    open_->title = open_->arena().keep(title_of_rule(line));
    return;
  }
  if (open_ == nullptr) open_ = fresh();
  if (open_->arena().used() > options_.largest_conversation && speaker_label(line)) {
    close_messages();
    open_ = fresh();
    open_->continued = true;
  }
  if (!plain_.add_line(*open_, line, offset, number, options_.largest_record))
    report({"the message is longer than " + std::to_string(options_.largest_record) +
                " bytes; its rest is left out",
            place(number, 1)});
}

void Assembler::finish() {
  close_messages();
}

} // namespace cmdwright::transcript
