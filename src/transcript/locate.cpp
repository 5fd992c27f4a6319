#include "transcript/locate.h"

#include <algorithm>

#include "text/json_string.h"
#include "text/utf8.h"

namespace cmdwright::transcript {

namespace {

struct Mapped {
  Span span; ///< in the record
  bool exact;
};

Mapped in_record(const Record& record, const Text& text, Span part) {
  const Origin& o = text.origin;
  const std::string_view raw = o.raw.of(record.bytes);
  const auto shifted = [&](std::uint32_t begin, std::uint32_t end) -> Mapped {
    return {{o.raw.begin + begin, o.raw.begin + std::max(begin, end)}, true};
  };
  switch (o.coding) {
  case Coding::Verbatim:
    return shifted(part.begin, part.end);
  case Coding::Json:
    return shifted(json::source_offset(raw, o.inner.begin + part.begin),
                   json::source_offset(raw, o.inner.begin + part.end));
  case Coding::JsonTwice: {
    const std::string outer = json::decoded(raw);
    if (o.inner.end > outer.size()) break;
    const std::string_view inner = o.inner.of(outer);
    return shifted(json::source_offset(raw, o.inner.begin + json::source_offset(inner, part.begin)),
                   json::source_offset(raw, o.inner.begin + json::source_offset(inner, part.end)));
  }
  case Coding::Derived:
    break;
  }
  return {o.raw, false};
}

struct Point {
  std::uint64_t line;
  std::uint64_t column;
  std::uint64_t byte;
};

Point point(const Record& record, std::uint32_t at) {
  const std::string_view before = record.bytes.substr(0, at);
  const std::size_t newline = before.rfind('\n');
  if (newline == std::string_view::npos)
    return {record.line, record.characters_before + utf8::length(before) + 1, record.bytes_before + at};
  const auto lines = static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
  return {record.line + lines, utf8::length(before.substr(newline + 1)) + 1, at - newline - 1};
}

Location location(const Record& record, const Mapped& place) {
  const Point begin = point(record, place.span.begin);
  const Point end = point(record, place.span.end);
  return {record.offset + place.span.begin,
          record.offset + place.span.end,
          begin.line,
          end.line,
          begin.column,
          end.column,
          begin.byte,
          place.exact};
}

} // namespace

Location locate(const Conversation& conversation, const Text& text, Span part) {
  if (text.origin.record >= conversation.records.size()) return {};
  const Record& record = conversation.records[text.origin.record];
  return location(record, in_record(record, text, part));
}

Location locate(const Conversation& conversation, const Text& text) {
  return locate(conversation, text, {0, static_cast<std::uint32_t>(text.text.size())});
}

Location locate(const Conversation& conversation, const Message& message) {
  if (message.origin.record >= conversation.records.size()) return {};
  return location(conversation.records[message.origin.record], {message.origin.raw, true});
}

std::string in_coding(const Text& text, std::string_view replacement) {
  std::string once;
  if (text.origin.coding == Coding::Verbatim || text.origin.coding == Coding::Derived)
    return std::string(replacement);
  json::append_escaped(once, replacement);
  if (text.origin.coding == Coding::Json) return once;
  std::string twice;
  json::append_escaped(twice, once);
  return twice;
}

} // namespace cmdwright::transcript
