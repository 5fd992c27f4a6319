// Single values: type, closed sets, range, count, length, format, placeholders, ids that are no ids.
#include <algorithm>
#include <cctype>

#include "command/checks.h"
#include "text/utf8.h"
#include "text/words.h"

namespace cmdwright::command {

namespace {

using T = spec::ValueType;

std::string range_text(const spec::Range& r) {
  const auto number = [](double n) {
    const auto whole = static_cast<std::int64_t>(n);
    return static_cast<double>(whole) == n ? std::to_string(whole) : std::to_string(n);
  };
  if (r.low && r.high) return number(*r.low) + " to " + number(*r.high);
  return r.low ? "at least " + number(*r.low) : "at most " + number(r.high.value_or(0));
}

void check_number(const Check& check, const spec::Param& p, const Value& v, std::string_view item) {
  const bool whole = p.type == T::Int;
  const std::optional<double> n =
      whole ? (as_integer(item) ? std::optional(static_cast<double>(*as_integer(item))) : std::nullopt)
            : as_number(item);
  if (!n) {
    check.report(rule::kValueType, v.span,
                 std::string(p.name) + " takes " + (whole ? "a whole number" : "a number") + ", not " +
                     quoted(item));
    return;
  }
  if (!p.values.empty() && !p.open && !ruled_by_model(check, p) &&
      std::find(p.values.begin(), p.values.end(), item) == p.values.end()) {
    check
        .report(rule::kEnumValue, v.span,
                std::string(p.name) + " takes " + listed(p.values) + ", not " + quoted(item))
        .allowed = p.values;
    return;
  }
  if ((p.range.low && *n < *p.range.low) || (p.range.high && *n > *p.range.high))
    check.report(rule::kValueRange, v.span, std::string(p.name) + " must be " + range_text(p.range));
}

void check_closed_set(const Check& check, const spec::Param& p, const Value& v, std::string_view item) {
  if (p.values.empty() || p.open || ruled_by_model(check, p)) return;
  if (std::find(p.values.begin(), p.values.end(), item) != p.values.end()) return;
  if (p.name == check.spec.pack().model_param &&
      check.operation().find(check.spec.pack().version_param) != nullptr)
    if (const auto joined = split_joined_version(*check.command.script_spec, item)) {
      report_joined_version(check, v.span, *joined);
      return;
    }
  if (!p.or_shape.empty() && (item.starts_with('{') || item.starts_with('['))) return; // JSON, see check_json
  if (const std::string_view right = same_but_for_case(item, p.values); !right.empty()) {
    check.report(rule::kEnumCase, v.span, "write " + quoted(right) + ", exactly so",
                 replace("write " + std::string(right), v.span, std::string(right)));
    return;
  }
  std::string message = quoted(item) + " is no value of " + std::string(p.name) + ": " + listed(p.values);
  std::optional<Fix> fix;
  for (const spec::Mistake& m : check.operation().mistakes) {
    if (m.value_of != p.name || !equals_ignoring_case(m.value, item)) continue;
    if (!m.note.empty()) message += " (" + std::string(m.note) + ")";
    if (!m.use.empty()) fix = replace("use " + std::string(m.use), v.span, std::string(m.use));
  }
  check.report(rule::kEnumValue, v.span, std::move(message), std::move(fix)).allowed = p.values;
}

void check_format(const Check& check, const spec::Param& p, const Value& v, std::string_view item) {
  const auto wrong = [&](std::string message, std::optional<Fix> fix = std::nullopt) {
    check.report(rule::kValueFormat, v.span, std::move(message), std::move(fix));
  };
  switch (p.type) {
  case T::Date:
  case T::Datetime:
    if (!as_instant(item, check.spec.pack().zone))
      wrong(std::string(p.name) +
            " takes a date YYYY-MM-DD or an ISO 8601 time with zone, 2026-01-31T00:00:00+08:00");
    break;
  case T::KeyValue:
    if (item.find('=') == std::string_view::npos || item.starts_with('='))
      wrong(std::string(p.name) + " takes KEY=VALUE");
    break;
  case T::TimeOffset:
    if (!is_time_offset(item)) {
      std::optional<Fix> fix;
      if (p.list != spec::ListKind::Comma && as_number(item))
        fix = replace("add the unit", v.span, std::string(item) + "s", false);
      wrong(std::string(p.name) + " takes times such as 5s or 10pct, not " + quoted(item), std::move(fix));
    }
    break;
  case T::Url:
    if (!is_url(item) && !is_local_path(item)) wrong(std::string(p.name) + " takes an http(s) URL");
    if (is_local_path(item))
      check.report(rule::kUploadFirst, v.span,
                   std::string(p.name) + " takes a URL; a local file must be uploaded");
    break;
  case T::Path:
    if (p.absolute && !item.starts_with('/')) wrong(std::string(p.name) + " must start with /");
    break;
  default:
    break;
  }
}

void check_file_ref(const Check& check, const spec::Param& p, const Value& v) {
  const spec::Pack& pack = check.spec.pack();
  const std::string by_id(pack.file_refs.by_id);
  const std::string by_url(pack.file_refs.by_url);
  const std::optional<FileRef> ref = as_file_ref(pack.file_refs, v.text);
  if (!ref) {
    std::optional<Fix> fix;
    if (is_url(v.text))
      fix = replace("write " + by_url, v.span, double_quoted(by_url + v.text));
    else if (all_digits(v.text))
      fix = replace("write " + by_id, v.span, by_id + v.text);
    check.report(rule::kValueFormat, v.span,
                 std::string(p.name) + " takes " + by_id + "<" + std::string(pack.file_id) + "> or " +
                     by_url + "<URL>",
                 std::move(fix));
  } else if (is_local_path(ref->target)) {
    check.report(rule::kUploadFirst, v.span, "a local file must be uploaded first");
  } else if (ref->url != is_url(ref->target)) {
    check.report(rule::kValueFormat, v.span,
                 ref->url ? by_url + " takes an http(s) URL"
                          : by_id + " takes a " + std::string(pack.file_id) + ", a URL is written " + by_url);
  }
}

bool is_upload_placeholder(const Check& check, std::string_view text) {
  const std::string_view placeholder = check.spec.pack().placeholder;
  if (placeholder.empty()) return false;
  const spec::FileRefRule& refs = check.spec.pack().file_refs;
  if (const std::optional<FileRef> ref = as_file_ref(refs, text); ref && !ref->url) text = ref->target;
  return text == placeholder;
}

/// A value that a person would have to fill in. Ids and the like also in File:<…>.
bool check_placeholder(const Check& check, const spec::Param& p, const Value& v) {
  std::string_view text = v.text;
  if (p.type == T::FileRef)
    if (const std::optional<FileRef> ref = as_file_ref(check.spec.pack().file_refs, text)) text = ref->target;
  if (!is_placeholder(text)) return false;
  check.report(rule::kPlaceholder, v.span, quoted(v.text) + " stands for a value that has to be asked for");
  return true;
}

/// The script that looks up tasks with this id; nullptr when every script may.
const spec::TaskRoute* route_of(const spec::Pack& pack, std::string_view task_id) {
  const std::string id = ascii_lower(task_id);
  for (const spec::TaskRoute& r : pack.task_routes)
    if (id.find(r.contains) != std::string::npos &&
        (r.unless.empty() || id.find(r.unless) == std::string::npos))
      return &r;
  return nullptr;
}

void check_task_route(const Check& check, const Value& v) {
  const spec::Pack& pack = check.spec.pack();
  const Command& c = check.command;
  const auto is_here = [&](const spec::TaskRoute& r) {
    return c.script == r.script && c.subcommand == r.subcommand;
  };
  const auto wrong = [&](const spec::TaskRoute& right) {
    std::string call = std::string(pack.script_dir) + std::string(right.script);
    if (!right.subcommand.empty()) call += " " + std::string(right.subcommand);
    const Span span = c.subcommand_span.empty() ? c.path_span : cover(c.path_span, c.subcommand_span);
    check.report(rule::kTaskRoute, span,
                 "look this task up with " + quoted(call.substr(pack.script_dir.size())),
                 replace("use " + call, span, call));
  };
  if (const spec::TaskRoute* right = route_of(pack, v.text)) {
    if (!is_here(*right)) wrong(*right);
    return;
  }
  // An id that names another kind of task: digits, '-', a word.
  const std::size_t dash = v.text.find('-');
  const bool names_its_kind = dash != std::string::npos && dash + 1 < v.text.size() &&
                              is_alpha(v.text[dash + 1]) &&
                              all_digits(std::string_view(v.text).substr(0, dash));
  for (const spec::TaskRoute& r : pack.task_routes)
    if (names_its_kind && is_here(r)) wrong(pack.task_default);
}

void check_value(const Check& check, const spec::Param& p, const Value& v) {
  if (v.text.empty() && v.quote == Quote::Bare) return; // reported as missing
  if (unknowable(v) || is_upload_placeholder(check, v.text) || check_placeholder(check, p, v)) return;
  if (p.name == check.spec.pack().task_param) check_task_route(check, v);
  if (p.max_length && utf8::length(v.text) > *p.max_length)
    check.report(rule::kTooLong, v.span,
                 std::string(p.name) + " has at most " + std::to_string(*p.max_length) +
                     " characters, this has " + std::to_string(utf8::length(v.text)));
  if (p.max_bytes && v.text.size() / 4 * 3 > *p.max_bytes)
    check.report(rule::kTooLong, v.span,
                 std::string(p.name) + " takes at most " + std::to_string(*p.max_bytes) + " bytes");
  if (p.type == T::FileRef) {
    check_file_ref(check, p, v);
    return;
  }
  if (p.type == T::FileId) {
    if (is_url(v.text) || is_local_path(v.text))
      check.report(rule::kUploadFirst, v.span,
                   std::string(is_url(v.text) ? "a URL" : "a local file") + " is no " +
                       std::string(check.spec.pack().file_id) + ": upload it first");
    return;
  }
  if (p.type == T::Json || !p.or_shape.empty()) {
    if (p.type == T::Json || v.text.starts_with('{')) check_json(check, p, v);
  }
  for (const std::string_view item : list_items(p, v.text)) {
    const std::size_t before = check.out.size();
    if (p.type == T::Int || p.type == T::Float) {
      check_number(check, p, v, item);
    } else {
      check_closed_set(check, p, v, item);
      check_format(check, p, v, item);
    }
    if (check.out.size() != before) break; // one finding for a comma list
  }
}

} // namespace

void check_values(const Check& check, const Option& option) {
  const spec::Param& p = *option.param;
  if (p.is_flag()) return;
  for (const Value& v : option.values) check_value(check, p, v);
  const std::size_t count = p.list == spec::ListKind::Comma && !option.values.empty()
                                ? list_items(p, option.values[0].text).size()
                                : option.values.size();
  if (p.items.most && count > *p.items.most && !option.values.empty())
    check.report(rule::kTooManyValues,
                 option.values[std::min<std::size_t>(*p.items.most, option.values.size() - 1)].span,
                 std::string(p.name) + " takes at most " + std::to_string(*p.items.most) +
                     " values, here are " + std::to_string(count));
}

} // namespace cmdwright::command
