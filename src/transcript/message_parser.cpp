#include "transcript/message_parser.h"

#include <optional>

#include "text/json_string.h"

namespace cmdwright::transcript {

using json::Token;

namespace {
std::optional<Role> role_of(std::string_view name) {
  if (name == "user" || name == "human") return Role::User;
  if (name == "assistant" || name == "model") return Role::Assistant;
  if (name == "tool" || name == "function") return Role::Tool;
  if (name == "system" || name == "developer") return Role::System;
  return std::nullopt;
}
} // namespace

MessageParser::MessageParser(Conversation& to, std::uint32_t record, json::Scanner& scan)
    : to_(to), record_(record), scan_(scan) {}

std::string_view MessageParser::decoded() {
  return json::decoded(scan_.raw(), to_.arena());
}

Text MessageParser::string_text() {
  const std::string_view text = scan_.escaped() ? decoded() : scan_.raw();
  return {text, {record_, Coding::Json, scan_.span(), {0, static_cast<std::uint32_t>(text.size())}}};
}

std::size_t MessageParser::messages() {
  std::size_t count = 0;
  for (;;) {
    const Token token = scan_.next();
    if (token == Token::End || token == Token::Error || token == Token::Done) return count;
    if (token == Token::Object)
      count += message() ? 1 : 0;
    else if (token == Token::Array)
      scan_.skip_rest();
  }
}

bool MessageParser::message() {
  const std::uint32_t begin = scan_.span().begin;
  drafts_.clear();
  texts_.clear();
  std::vector<Draft> calls;
  std::optional<Role> role;
  std::string_view call_id;
  std::string_view id;
  bool failed = false;
  bool synthetic = false;
  while (scan_.next() == Token::Key) {
    if (scan_.is("role")) {
      if (scan_.skip_value() == Token::String) role = role_of(scan_.raw());
    } else if (scan_.is("content")) {
      content(drafts_);
    } else if (scan_.is("refusal")) {
      if (scan_.skip_value() == Token::String)
        drafts_.push_back({Draft::Kind::Text, string_text(), {}, {}, false, 0, 0});
    } else if (scan_.is("tool_calls")) {
      tool_calls(calls);
    } else if (scan_.is("function_call")) {
      Draft draft;
      draft.kind = Draft::Kind::Call;
      if (scan_.next() == Token::Object) {
        function(draft);
        calls.push_back(draft);
      }
    } else if (scan_.is("tool_call_id")) {
      if (scan_.skip_value() == Token::String) call_id = decoded();
    } else if (scan_.is("id")) {
      if (scan_.skip_value() == Token::String) id = decoded();
    } else if (scan_.is("is_error")) {
      failed = scan_.skip_value() == Token::True;
    } else if (scan_.is("synthetic")) {
      synthetic = scan_.skip_value() == Token::True;
    } else {
      scan_.skip_value();
    }
  }
  if (scan_.failed() || !role) return false;
  drafts_.insert(drafts_.end(), calls.begin(), calls.end());
  settle(*role, call_id, id, {begin, scan_.span().end});
  to_.messages.back().failed |= failed;
  to_.messages.back().synthetic |= synthetic;
  return true;
}

void MessageParser::system_prompt() {
  drafts_.clear();
  texts_.clear();
  content(drafts_);
  settle(Role::System, {}, {}, drafts_.empty() ? Span{} : drafts_.front().text.origin.raw);
}

/// Before the value of "content": a string, null, or a list of blocks.
void MessageParser::content(std::vector<Draft>& out) {
  const Token token = scan_.next();
  if (token == Token::String) {
    out.push_back({Draft::Kind::Text, string_text(), {}, {}, false, 0, 0});
  } else if (token == Token::Object) {
    content_block(out);
  } else if (token == Token::Array) {
    for (Token item = scan_.next(); item != Token::End && item != Token::Error; item = scan_.next()) {
      if (item == Token::String)
        out.push_back({Draft::Kind::Text, string_text(), {}, {}, false, 0, 0});
      else if (item == Token::Object)
        content_block(out);
      else if (item == Token::Array)
        scan_.skip_rest();
    }
  }
}

void MessageParser::content_block(std::vector<Draft>& out) {
  Draft draft;
  std::string_view type;
  std::optional<Text> text;
  std::optional<Draft> attached;
  while (scan_.next() == Token::Key) {
    if (scan_.is("type")) {
      if (scan_.skip_value() == Token::String) type = scan_.raw();
    } else if (scan_.is("text")) {
      if (scan_.skip_value() == Token::String) text = string_text();
    } else if (scan_.is("id") || scan_.is("tool_use_id")) {
      if (scan_.skip_value() == Token::String) draft.id = decoded();
    } else if (scan_.is("name")) {
      if (scan_.skip_value() == Token::String) draft.name = decoded();
    } else if (scan_.is("input")) {
      arguments(draft);
    } else if (scan_.is("content")) {
      result_texts(draft);
    } else if (scan_.is("is_error")) {
      draft.failed = scan_.skip_value() == Token::True;
    } else if (scan_.is("image_url") || scan_.is("source") || scan_.is("file")) {
      attachment(attached.emplace());
    } else {
      scan_.skip_value();
    }
  }
  if (type == "tool_use" || type == "server_tool_use") {
    draft.kind = Draft::Kind::Call;
  } else if (type == "tool_result") {
    draft.kind = Draft::Kind::Result;
  } else if (attached && attached->kind == Draft::Kind::Attachment) {
    draft = *attached;
  } else if (text && type != "thinking") {
    draft.kind = Draft::Kind::Text;
    draft.text = *text;
  }
  if (draft.kind != Draft::Kind::Nothing) out.push_back(draft);
}

/// Before the "content" of a tool's result.
void MessageParser::result_texts(Draft& draft) {
  draft.first_text = texts_.size();
  const Token token = scan_.next();
  if (token == Token::String) {
    texts_.push_back(string_text());
  } else if (token == Token::Object) {
    scan_.skip_rest();
  } else if (token == Token::Array) {
    for (Token item = scan_.next(); item != Token::End && item != Token::Error; item = scan_.next()) {
      if (item == Token::String)
        texts_.push_back(string_text());
      else if (item == Token::Object)
        nested_text();
      else if (item == Token::Array)
        scan_.skip_rest();
    }
  }
  draft.text_count = texts_.size() - draft.first_text;
}

/// Inside {"type":"text","text":…}.
void MessageParser::nested_text() {
  while (scan_.next() == Token::Key) {
    if (scan_.is("text")) {
      if (scan_.skip_value() == Token::String) texts_.push_back(string_text());
    } else {
      scan_.skip_value();
    }
  }
}

/// Before "…", {"url":…} or {"type":"url","url":…}. Data written into the message itself is left out.
void MessageParser::attachment(Draft& draft) {
  const auto take = [&] {
    if (scan_.raw().starts_with("data:")) return;
    draft.kind = Draft::Kind::Attachment;
    draft.text = string_text();
  };
  const Token token = scan_.next();
  if (token == Token::String) take();
  if (token == Token::Array) scan_.skip_rest();
  if (token != Token::Object) return;
  while (scan_.next() == Token::Key) {
    const bool url = scan_.is("url");
    if (scan_.skip_value() == Token::String && url) take();
  }
}

void MessageParser::tool_calls(std::vector<Draft>& out) {
  const Token token = scan_.next();
  if (token == Token::Object) scan_.skip_rest();
  if (token != Token::Array) return;
  for (Token item = scan_.next(); item != Token::End && item != Token::Error; item = scan_.next()) {
    if (item == Token::Array) scan_.skip_rest();
    if (item != Token::Object) continue;
    Draft draft;
    draft.kind = Draft::Kind::Call;
    tool_call(draft);
    out.push_back(draft);
  }
}

/// Inside {"id":…,"type":"function","function":{"name":…,"arguments":…}}; a flat form passes too.
void MessageParser::tool_call(Draft& draft) {
  while (scan_.next() == Token::Key) {
    if (scan_.is("id")) {
      if (scan_.skip_value() == Token::String) draft.id = decoded();
    } else if (scan_.is("function") || scan_.is("custom")) {
      const Token token = scan_.next();
      if (token == Token::Object) function(draft);
      if (token == Token::Array) scan_.skip_rest();
    } else if (scan_.is("name")) {
      if (scan_.skip_value() == Token::String) draft.name = decoded();
    } else if (scan_.is("arguments") || scan_.is("input")) {
      arguments(draft);
    } else {
      scan_.skip_value();
    }
  }
}

void MessageParser::function(Draft& draft) {
  while (scan_.next() == Token::Key) {
    if (scan_.is("name")) {
      if (scan_.skip_value() == Token::String) draft.name = decoded();
    } else if (scan_.is("arguments") || scan_.is("input")) {
      arguments(draft);
    } else {
      scan_.skip_value();
    }
  }
}

/// Before the arguments: JSON in a string, or JSON itself.
void MessageParser::arguments(Draft& draft) {
  const Token token = scan_.next();
  if (token == Token::String) {
    draft.text = string_text();
    return;
  }
  Span span = scan_.span();
  if (token == Token::Object || token == Token::Array) scan_.skip_rest();
  if (scan_.failed()) return;
  span.end = scan_.span().end;
  // The scanner's own text is the record's.
  const std::string_view bytes = to_.records[record_].bytes;
  draft.text = {span.of(bytes), {record_, Coding::Verbatim, span, {0, span.size()}}};
}

Message& MessageParser::add(Role role, Span source) {
  Message& m = to_.add_message(role);
  m.origin = {record_, Coding::Verbatim, source, {0, source.size()}};
  return m;
}

void MessageParser::add_results(const Draft& draft, Span source) {
  Message& m = add(Role::Tool, source);
  m.call_id = draft.id;
  m.failed = draft.failed;
  for (std::size_t i = draft.first_text; i < draft.first_text + draft.text_count; ++i)
    to_.add_part(Part::Kind::Text, texts_[i]);
}

void MessageParser::settle(Role role, std::string_view call_id, std::string_view id, Span source) {
  bool open = false; // a message of `role` takes further parts
  const auto opened = [&] {
    if (open) return;
    open = true;
    // A streamed answer is logged block by block, each time under the same id.
    const bool more = role == Role::Assistant && !id.empty() && !to_.messages.empty() &&
                      to_.messages.back().role == role && to_.messages.back().id == id;
    if (more) return;
    Message& m = add(role, source);
    m.call_id = call_id;
    m.id = id;
  };
  for (const Draft& draft : drafts_) {
    switch (draft.kind) {
    case Draft::Kind::Result:
      add_results(draft, source);
      open = false;
      break;
    case Draft::Kind::Call: {
      opened();
      ToolCall& call = to_.add_call();
      call.id = draft.id;
      call.name = draft.name;
      call.arguments = draft.text;
      read_arguments(to_, call);
      break;
    }
    case Draft::Kind::Text:
    case Draft::Kind::Attachment:
      opened();
      to_.add_part(draft.kind == Draft::Kind::Text ? Part::Kind::Text : Part::Kind::Attachment, draft.text);
      break;
    case Draft::Kind::Nothing:
      break;
    }
  }
  if (drafts_.empty()) opened();
}

} // namespace cmdwright::transcript
