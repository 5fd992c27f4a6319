#include "cli/lint_record.h"

#include <algorithm>

#include "text/json_scan.h"
#include "text/json_string.h"
#include "text/utf8.h"

namespace cmdwright::cli {

namespace {

using json::Token;

std::string_view text_of(const json::Scanner& scan, Arena& arena) {
  return scan.escaped() ? json::decoded(scan.raw(), arena) : scan.raw();
}

/// Behind the key "turns".
const char* read_turns(json::Scanner& scan, LintRecord& out) {
  if (scan.next() != Token::Array) return "'turns' is no list of texts";
  for (Token t = scan.next(); t != Token::End; t = scan.next()) {
    if (t == Token::Error) return nullptr;
    if (t != Token::String) return "'turns' is no list of texts";
    out.request.push_back(text_of(scan, out.arena));
  }
  return nullptr;
}

const char* read_field(json::Scanner& scan, LintRecord& out) {
  const bool is_text = scan.is("text");
  const bool is_request = scan.is("request");
  if (scan.is("id")) {
    const Token kind = scan.next();
    const Span span = scan.span();
    if (kind == Token::String) out.id = Span{span.begin - 1, span.end + 1}.of(out.line);
    if (kind == Token::Number) out.id = scan.raw();
    if (kind == Token::Object || kind == Token::Array) scan.skip_rest();
    return nullptr;
  }
  if (scan.is("messages")) {
    out.messages = true;
    scan.skip_value();
    return nullptr;
  }
  if (scan.is("turns")) return read_turns(scan, out);
  if (scan.is("answer")) {
    const Token t = scan.next();
    if (t != Token::True && t != Token::False && t != Token::Error)
      return "'answer' is neither true nor false";
    out.answer = t == Token::True;
    return nullptr;
  }
  if (!is_text && !is_request && !scan.is("now")) {
    scan.skip_value();
    return nullptr;
  }
  const Token t = scan.next();
  if (t == Token::Null || t == Token::Error) return nullptr;
  if (t != Token::String)
    return is_text ? "'text' is no text" : is_request ? "'request' is no text" : "'now' is no text";
  const std::string_view value = text_of(scan, out.arena);
  if (is_text) {
    out.text = value;
    out.has_text = true;
  } else if (is_request) {
    out.request.push_back(value);
  } else {
    out.now = value;
  }
  return nullptr;
}

} // namespace

Status read_lint_record(std::string_view line, LintRecord& out) {
  out.line = line;
  out.id = out.text = out.now = {};
  out.has_text = out.messages = out.answer = false;
  out.request.clear();
  out.arena.clear();
  json::Scanner scan(line);
  const Token first = scan.next();
  if (first != Token::Object && first != Token::Error) return Error{"not a JSON object", ""};
  const char* wrong = nullptr;
  while (wrong == nullptr && scan.next() == Token::Key) wrong = read_field(scan, out);
  if (wrong != nullptr) return Error{wrong, ""};
  if (!scan.failed()) scan.next();
  if (scan.failed())
    return Error{std::string("not JSON: ") + scan.error(),
                 "column " + std::to_string(utf8::line_column(line, scan.error_at()).column)};
  if (!out.has_text && !out.messages) return Error{"neither 'text' nor 'messages'", ""};
  return success();
}

} // namespace cmdwright::cli
