#include "transcript/record_parser.h"

#include <algorithm>

#include "text/json_string.h"
#include "transcript/message_parser.h"

namespace cmdwright::transcript {

using json::Token;

namespace {

/// Reads a value and tells its span; of a string, without the quotes.
Token value_span(json::Scanner& scan, Span& span) {
  const Token first = scan.next();
  span = scan.span();
  if (first == Token::Object || first == Token::Array) {
    scan.skip_rest();
    span.end = scan.span().end;
  }
  return first;
}

void string_span(json::Scanner& scan, Span& span) {
  Span found;
  const Token token = value_span(scan, found);
  if (token == Token::String || token == Token::Number) span = found;
}

struct Keys {
  bool role = false;
  std::string_view type;
};

/// Behind the first token of the value of "messages", or of a list that is all there is.
void read_messages(json::Scanner& scan, Conversation& to, Shape& shape, Token first) {
  const Span span = scan.span();
  if (first == Token::Object) scan.skip_rest();
  if (first != Token::Array) return;
  const auto record = static_cast<std::uint32_t>(to.records.size() - 1);
  shape.message_count += MessageParser(to, record, scan).messages();
  shape.messages = {span.begin, scan.span().end};
}

void read_key(json::Scanner& scan, Conversation& to, Shape& shape, Keys& keys) {
  if (scan.is("messages")) {
    read_messages(scan, to, shape, scan.next());
  } else if (scan.is("message")) {
    if (Span span; value_span(scan, span) == Token::Object) shape.message = span;
  } else if (scan.is("system")) {
    const Token first = value_span(scan, shape.system);
    if (first == Token::String) shape.system = {shape.system.begin - 1, shape.system.end + 1};
  } else if (scan.is("role")) {
    keys.role = scan.skip_value() == Token::String;
  } else if (scan.is("type")) {
    if (scan.skip_value() == Token::String) keys.type = scan.raw();
  } else if (scan.is("summary") || scan.is("title")) {
    string_span(scan, shape.title);
  } else if (scan.is("id") || scan.is("conversation_id")) {
    string_span(scan, shape.id);
  } else if (scan.is("now") || scan.is("timestamp")) {
    if (scan.skip_value() == Token::String) shape.now = scan.span();
  } else if (scan.is("sessionId") || scan.is("session_id")) {
    string_span(scan, shape.session);
  } else if (scan.is("agentId")) {
    string_span(scan, shape.helper);
  } else if (scan.is("uuid")) {
    string_span(scan, shape.uuid);
  } else if (scan.is("parentUuid")) {
    string_span(scan, shape.parent);
  } else if (scan.is("isSidechain") || scan.is("sidechain")) {
    shape.sidechain = scan.skip_value() == Token::True;
  } else if (scan.is("continued")) {
    shape.continued = scan.skip_value() == Token::True;
  } else if (scan.is("isMeta") || scan.is("isCompactSummary") || scan.is("isApiErrorMessage")) {
    shape.meta |= scan.skip_value() == Token::True;
  } else {
    scan.skip_value();
  }
}

Shape::Kind kind_of(const Shape& shape, const Keys& keys) {
  if (!shape.messages.empty()) return Shape::Kind::Conversation;
  if (!shape.message.empty()) return Shape::Kind::Event;
  if (keys.role) return Shape::Kind::Message;
  if (keys.type == "summary" || keys.type == "ai-title") return Shape::Kind::Summary;
  if (!keys.type.empty()) return Shape::Kind::Ignored;
  return Shape::Kind::Unknown;
}

} // namespace

Shape read_shape(Conversation& to) {
  Shape shape;
  const std::string_view record = to.records.back().bytes;
  json::Scanner scan(record);
  const Token first = scan.next();
  if (first == Token::Array) {
    read_messages(scan, to, shape, first);
    shape.kind = Shape::Kind::Conversation;
  } else if (first == Token::Object) {
    Keys keys;
    while (scan.next() == Token::Key) read_key(scan, to, shape, keys);
    shape.kind = kind_of(shape, keys);
  } else if (!scan.failed()) {
    return shape;
  }
  const std::size_t rest = record.find_first_not_of(" \t\r\n", scan.at());
  if (!scan.failed() && rest != std::string_view::npos) {
    shape.error = "something follows the value";
    shape.error_at = static_cast<std::uint32_t>(rest);
  } else if (scan.failed()) {
    shape.error = scan.error();
    shape.error_at = scan.error_at();
  }
  if (shape.error != nullptr) shape.kind = Shape::Kind::Broken;
  return shape;
}

namespace {

/// A scanner that begins at `span` and still counts from the record's start.
json::Scanner scanner_at(const Record& record, Span span) {
  return json::Scanner(record.bytes.substr(0, span.end), span.begin);
}

void read_event(Conversation& to, std::uint32_t record, const Shape& shape) {
  json::Scanner scan = scanner_at(to.records[record], shape.message);
  const std::size_t before = to.messages.size();
  scan.next();
  MessageParser(to, record, scan).message();
  if (!shape.meta) return;
  for (std::size_t i = before; i < to.messages.size(); ++i) {
    to.messages[i].role = Role::System;
    to.messages[i].synthetic = true;
  }
}

} // namespace

bool read_record(Conversation& to, Shape& shape) {
  const auto record = static_cast<std::uint32_t>(to.records.size() - 1);
  const std::string_view bytes = to.records.back().bytes;
  const auto text = [&](Span span) { return json::decoded(span.of(bytes), to.arena()); };
  if (!shape.now.empty() && to.now.empty()) to.now = text(shape.now);
  switch (shape.kind) {
  case Shape::Kind::Conversation: {
    to.id = text(shape.id);
    to.title = text(shape.title);
    to.sidechain = shape.sidechain;
    to.continued = shape.continued;
    if (shape.message_count > 0 && !shape.system.empty()) {
      json::Scanner scan = scanner_at(to.records[record], shape.system);
      MessageParser(to, record, scan).system_prompt();
      // It stands beside the messages, wherever; it is said first.
      std::rotate(to.messages.begin(), to.messages.end() - 1, to.messages.end());
    }
    if (shape.message_count > 0) return true;
    shape.error = "no message has a known role (user, assistant, tool, system)";
    shape.error_at = shape.messages.begin;
    return false;
  }
  case Shape::Kind::Message: {
    if (to.id.empty() && !shape.session.empty()) to.id = text(shape.session);
    json::Scanner scan(bytes);
    scan.next();
    if (MessageParser(to, record, scan).message()) return true;
    shape.error = "the role is none of user, assistant, tool, system";
    return false;
  }
  case Shape::Kind::Event:
    if (to.id.empty() && !shape.session.empty()) to.id = text(shape.session);
    read_event(to, record, shape);
    return true;
  case Shape::Kind::Summary:
    if (to.title.empty()) to.title = text(shape.title);
    return true;
  case Shape::Kind::Ignored:
  case Shape::Kind::Unknown:
  case Shape::Kind::Broken:
    break;
  }
  return true;
}

} // namespace cmdwright::transcript
