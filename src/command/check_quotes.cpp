// Quotes that are not needed, and quotes that are missing.
#include <algorithm>
#include <array>

#include "command/checks.h"
#include "text/utf8.h"
#include "text/words.h"

namespace cmdwright::command {

namespace {

using T = spec::ValueType;

/// Values that never need quotes: contract, `needless-quotes`.
bool never_quoted(const spec::Param& p) {
  switch (p.type) {
  case T::Enum:
  case T::Int:
  case T::Float:
  case T::FileId:
  case T::TaskId:
  case T::Id:
    return p.list != spec::ListKind::Comma;
  default:
    return !p.values.empty() && !p.open && p.list == spec::ListKind::Space;
  }
}

bool is_free_text(T type) {
  return type == T::Text || type == T::Json || type == T::String;
}

/// “ ” ‘ ’ 「 」 look like quotes to people and mean nothing to the shell.
bool has_typographic_quotes(std::string_view text) {
  constexpr std::array<std::string_view, 6> kOpening = {"\u201C", "\u2018", "\u300C",
                                                        "\u300E", "\u00AB", "\u201D"};
  return std::any_of(kOpening.begin(), kOpening.end(),
                     [&](std::string_view q) { return text.starts_with(q); });
}

std::string without_typographic_quotes(std::string_view text) {
  text.remove_prefix(utf8::decode(text, 0).length);
  for (const std::string_view q : {"\u201D", "\u2019", "\u300D", "\u300F", "\u00BB"})
    if (text.ends_with(q)) return std::string(text.substr(0, text.size() - q.size()));
  return std::string(text);
}

/// From the value to the end of the last word that belongs to it.
Span whole_bare_text(const Check& check, const Option& option, std::size_t tail) {
  Span span = option.values.front().span;
  std::size_t left = tail;
  for (const Value& stray : check.command.strays)
    if (left > 0 && stray.span.begin >= span.end) span.end = stray.span.end, --left;
  return span;
}

bool cut_by_operator(const Check& check, const Option& option) {
  const Command& c = check.command;
  if (c.cut_by.empty() || option.values.empty() || option.values.back().span.end != c.cut_by.begin)
    return false;
  const char op = check.text[c.cut_by.begin];
  const char next = c.cut_by.end < check.text.size() ? check.text[c.cut_by.end] : ' ';
  const bool goes_on = next != ' ' && next != '\n' && next != '\t' && next != '\r' && next != ';' &&
                       next != '&' && next != '|' && next != ')';
  return goes_on && (op == '&' || is_url(option.values.back().text));
}

/// The rest of a value that an operator cut off, up to the next blank.
Span with_rest(std::string_view text, Span span) {
  while (span.end < text.size() && text[span.end] != ' ' && text[span.end] != '\n' && text[span.end] != '\t')
    ++span.end;
  return span;
}

} // namespace

bool check_quotes(const Check& check, const Option& option) {
  const spec::Param& p = *option.param;
  if (option.values.empty() || p.is_flag()) return false;
  const auto missing = [&](Span span, std::string why, std::string right, bool sure = true) {
    check.report(rule::kMissingQuotes, span, std::move(why),
                 replace("quote it", span, std::move(right), sure));
    return true;
  };
  const auto in_quotes = [&](std::string_view value) {
    return p.type == T::Json ? single_quoted(value) : double_quoted(value);
  };
  if (const std::size_t tail = bare_text_tail(check.command, option); tail > 0) {
    const Span span = whole_bare_text(check, option, tail);
    if (p.type == T::Enum) { // `Zoom Out`: the value's own spelling has no blank
      std::string joined;
      for (const char ch : span.of(check.text))
        if (!is_blank(ch)) joined.push_back(ch);
      const std::string_view right = same_but_for_case(joined, p.values);
      if (right.empty()) { // `Kling O1`: name and version of a model
        report_joined_version(check, span, *split_joined_version(*check.command.script_spec, joined));
        return true;
      }
      check.report(rule::kEnumCase, span, "write " + quoted(right),
                   replace("write it", span, std::string(right)));
      return true;
    }
    const std::string_view whole = span.of(check.text);
    if (has_typographic_quotes(whole))
      return missing(span, "typographic quotes do not quote for a shell",
                     in_quotes(without_typographic_quotes(whole)));
    return missing(span, "text with blanks needs quotes, the shell would split it", in_quotes(whole));
  }
  if (cut_by_operator(check, option)) {
    const Span span = with_rest(check.text, option.values.back().span);
    return missing(span, "the shell ends the command at this character: quote the value",
                   in_quotes(span.of(check.text)));
  }
  for (const Value& v : option.values) {
    if (v.angle || is_placeholder(v.text)) continue; // reported as placeholder
    if (v.quote == Quote::Bare || (v.quote == Quote::Mixed && v.meta)) {
      if (has_typographic_quotes(v.text))
        return missing(v.span, "typographic quotes do not quote for a shell",
                       in_quotes(without_typographic_quotes(v.text)));
      if (v.meta && !v.expands)
        return missing(v.span, "the shell gives a meaning to characters in it: quote the value",
                       in_quotes(v.span.of(check.text)));
      if (v.expands && is_free_text(p.type))
        return missing(v.span, "the shell would split what this stands for: quote it",
                       "\"" + std::string(v.span.of(check.text)) + "\"", false);
      continue;
    }
    if (never_quoted(p) && !option.attached && !v.expands && is_safe_bare(v.text) && !is_url(v.text) &&
        !is_local_path(v.text)) {
      check.report(rule::kNeedlessQuotes, v.span, "no quotes around an enum, number or id",
                   replace("drop the quotes", v.span, v.text));
    }
  }
  return false;
}

} // namespace cmdwright::command
