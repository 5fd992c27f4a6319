// Which options are there: unknown ones, strays, missing and surplus values, duplicates, and required ones
// that lack.
#include <algorithm>

#include "command/checks.h"
#include "spec/condition.h"
#include "text/words.h"

namespace cmdwright::command {

namespace {

bool is_help(const Option& o) {
  return o.name == "--help" || (o.name == "-h" && o.param == nullptr);
}

/// The parameter that a wrong option name was meant to be, with what is known about the slip.
struct Meant {
  const spec::Param* param = nullptr;
  std::string_view note;
  bool sure = false;
};

Meant meant_by(const spec::Operation& op, std::string_view name) {
  for (const spec::Mistake& m : op.mistakes)
    if (m.param == name) return {m.use.empty() ? nullptr : op.find(m.use), m.note, true};
  std::vector<std::string_view> names;
  for (const spec::Param& p : op.params) names.push_back(p.name);
  std::string dashed(name);
  std::replace(dashed.begin(), dashed.end(), '_', '-');
  if (const spec::Param* p = op.find(dashed)) return {p, {}, true};
  if (const std::string_view near = nearest(name, names); !near.empty()) return {op.find(near), {}, false};
  return {};
}

void check_unknown(const Check& check, const Option& option) {
  const spec::Operation& op = check.operation();
  const Meant meant = meant_by(op, option.name);
  std::string message =
      spec::operation_name(*check.command.script_spec, op) + " has no parameter " + quoted(option.name);
  std::optional<Fix> fix;
  if (meant.param != nullptr) {
    const std::string_view right = meant.param->name;
    message += meant.sure ? ", it is called " + quoted(right) : ", did you mean " + quoted(right) + "?";
    if (!check.command.has(right))
      fix = replace("use " + std::string(right), option.name_span, std::string(right), meant.sure);
  }
  if (!meant.note.empty()) message += " (" + std::string(meant.note) + ")";
  check.report(rule::kUnknownParam, option.name_span, std::move(message), std::move(fix));
}

/// Could this stray word be the value of `p`? Of a parameter that need not be there only a value that looks
/// like no other counts.
bool fits(const spec::Param& p, std::string_view word) {
  using T = spec::ValueType;
  switch (p.type) {
  case T::Int:
  case T::Float:
    return p.required && as_number(word).has_value() && word.size() < 12;
  case T::FileId:
    return (word.size() > 12 && (p.required || all_digits(word))) || is_local_path(word) || is_url(word) ||
           is_placeholder(word);
  case T::Url:
    return is_url(word);
  case T::Path:
    return is_local_path(word);
  case T::Enum:
    return !same_but_for_case(word, p.values).empty();
  case T::FileRef:
    return word.find(':') != std::string_view::npos || all_digits(word) || is_local_path(word);
  case T::Json:
    return word.starts_with('{') || word.starts_with('[');
  case T::Flag:
    return false;
  default:
    return p.required;
  }
}

bool looks_like_subcommand(const Value& v) {
  return v.quote == Quote::Bare && !v.text.empty() &&
         std::all_of(v.text.begin(), v.text.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

/// Parameters that strays or wrong names stand for: they are not reported as missing too.
using Excused = std::vector<const spec::Param*>;

void check_strays(const Check& check, Excused& excused) {
  const Command& c = check.command;
  bool first = true;
  for (const Value& stray : c.strays) {
    // A word right behind the script's name, where others have their subcommand.
    const bool leading = first && !c.script_spec->has_subcommands() &&
                         std::all_of(c.options.begin(), c.options.end(),
                                     [&](const Option& o) { return o.name_span.begin > stray.span.begin; });
    first = false;
    if (leading && looks_like_subcommand(stray)) {
      check.report(
          rule::kUnexpectedSubcommand, stray.span,
          quoted(c.script) + " has no subcommands, its options follow directly",
          replace("leave it out",
                  {stray.span.begin, std::min<std::uint32_t>(stray.span.end + 1,
                                                             static_cast<std::uint32_t>(check.text.size()))},
                  ""));
      continue;
    }
    const spec::Param* home = nullptr;
    for (const spec::Param& p : check.operation().params)
      if (home == nullptr && !c.has(p.name) && fits(p, stray.text) &&
          std::find(excused.begin(), excused.end(), &p) == excused.end())
        home = &p;
    std::string message = "values need their option in front";
    std::optional<Fix> fix;
    if (home != nullptr) {
      message += ": " + std::string(home->name);
      fix = Fix{"write " + std::string(home->name),
                {{{stray.span.begin, stray.span.begin}, std::string(home->name) + " "}},
                home->required};
      excused.push_back(home);
    }
    check.report(rule::kPositionalArg, stray.span, std::move(message), std::move(fix));
  }
}

/// A single-valued option of free text whose blanks were left bare leaves the rest of its words as strays;
/// they are one mistake, reported on the option (check_quotes), and must not be reported again.
bool strays_belong_to_bare_text(const Command& c) {
  return std::any_of(c.options.begin(), c.options.end(),
                     [&](const Option& o) { return bare_text_tail(c, o) > 0; });
}

void check_missing(const Check& check, const Excused& excused) {
  const Command& c = check.command;
  for (const spec::Param& p : check.operation().params) {
    if (!p.required || c.has(p.name)) continue;
    if (std::find(excused.begin(), excused.end(), &p) != excused.end()) continue;
    if (std::any_of(p.required_unless.begin(), p.required_unless.end(), [&](auto o) { return c.has(o); }))
      continue;
    std::string message = std::string(p.name) + " is required";
    if (p.type == spec::ValueType::Enum) message += ": " + listed(p.values);
    check
        .report(p, rule::kMissingParam, c.subcommand_span.empty() ? c.path_span : c.subcommand_span,
                std::move(message))
        .allowed = p.values;
  }
}

} // namespace

std::size_t bare_text_tail(const Command& c, const Option& option) {
  using T = spec::ValueType;
  if (option.param == nullptr || option.attached || option.values.empty()) return 0;
  if (option.param->list == spec::ListKind::Space || option.values[0].quote != Quote::Bare) return 0;
  const T type = option.param->type;
  const bool joined_enum = type == T::Enum;
  if (type != T::Text && type != T::Name && type != T::String && type != T::Path && !joined_enum) return 0;
  std::size_t tail = 0;
  std::uint32_t end = option.values[0].span.end;
  std::string joined = option.values[0].text;
  for (const Value& stray : c.strays) {
    if (stray.span.begin < end) continue;
    const bool next_option_between = std::any_of(c.options.begin(), c.options.end(), [&](const Option& o) {
      return o.name_span.begin >= end && o.name_span.begin < stray.span.begin;
    });
    if (next_option_between) break;
    ++tail;
    joined += stray.text;
    end = stray.span.end;
  }
  if (joined_enum && same_but_for_case(joined, option.param->values).empty() &&
      (tail == 0 || !split_joined_version(*c.script_spec, joined)))
    return 0;
  return tail;
}

void check_options(const Check& check) {
  const Command& c = check.command;
  const bool help = std::any_of(c.options.begin(), c.options.end(), is_help);
  Excused excused;
  for (std::size_t i = 0; i < c.options.size(); ++i) {
    const Option& option = c.options[i];
    if (is_help(option)) continue;
    if (option.param == nullptr) {
      check_unknown(check, option);
      if (const Meant meant = meant_by(check.operation(), option.name); meant.param != nullptr)
        excused.push_back(meant.param);
      continue;
    }
    const spec::Param& p = *option.param;
    for (std::size_t j = 0; j < i; ++j)
      if (c.options[j].param == option.param && !p.repeat) {
        std::string message = std::string(p.name) + " is given twice";
        if (p.list == spec::ListKind::Space) message += "; several values follow one option";
        check.report(rule::kDuplicateParam, option.name_span, std::move(message));
        break;
      }
    if (p.is_flag() && !option.values.empty()) {
      const Value& v = option.values[0];
      const Span from_name = {option.name_span.end, v.span.end};
      check.report(rule::kUnexpectedValue, v.span, std::string(p.name) + " is a switch and takes no value",
                   replace("drop the value", from_name, "", equals_ignoring_case(v.text, "true")));
    }
    if (!p.is_flag() &&
        (option.values.empty() || (option.values[0].text.empty() && option.values[0].quote == Quote::Bare)))
      check.report(rule::kMissingValue, option.name_span, std::string(p.name) + " needs a value");
  }
  if (!strays_belong_to_bare_text(c)) check_strays(check, excused);
  if (!help) check_missing(check, excused);
}

namespace {

/// A command as conditions see it. A parameter given under a known wrong name counts as given.
class CommandOptions : public spec::Options {
public:
  explicit CommandOptions(const Command& c) : command_(c) {
    for (const Option& o : c.options)
      if (o.param == nullptr && c.operation != nullptr)
        if (const Meant meant = meant_by(*c.operation, o.name); meant.param != nullptr)
          excused_.push_back(meant.param->name);
  }
  [[nodiscard]] bool present(std::string_view param) const override {
    return command_.has(param) || std::find(excused_.begin(), excused_.end(), param) != excused_.end();
  }
  /// The value that was meant: right spelling instead of wrong case, the model of "Kling O1" without its
  /// version.
  [[nodiscard]] std::string_view value(std::string_view param) const override {
    const std::string_view written = command_.value(param);
    const spec::Param* p = command_.operation->find(param);
    if (p == nullptr || p->type != spec::ValueType::Enum) return written;
    if (const std::string_view right = same_but_for_case(written, p->values); !right.empty()) return right;
    return written;
  }
  /// Nothing that the condition looks at is itself wrong or unknown.
  [[nodiscard]] bool can_decide(const spec::Condition& condition) const {
    for (const auto& group : condition.any_of)
      for (const spec::Term& term : group) {
        const bool by_value = term.kind == spec::Term::Kind::In || term.kind == spec::Term::Kind::NotIn;
        const Option* o = command_.find(term.param);
        if (!by_value || o == nullptr) continue;
        if (o->values.empty() || unknowable(o->values[0]) || o->param == nullptr) return false;
        const auto& allowed = o->param->values;
        const std::string_view v = value(term.param);
        if (!allowed.empty() && std::find(allowed.begin(), allowed.end(), v) == allowed.end()) return false;
      }
    return true;
  }

private:
  const Command& command_;
  std::vector<std::string_view> excused_;
};

Span span_of(const Check& check, std::string_view param) {
  if (const Option* o = check.command.find(param)) return o->name_span;
  return check.command.subcommand_span.empty() ? check.command.path_span : check.command.subcommand_span;
}

std::string with_note(std::string message, const spec::Constraint& constraint) {
  if (!constraint.note.empty()) message.append(" (").append(constraint.note).append(")");
  return message;
}

void check_limit(const Check& check, const spec::Constraint& k, const Option& option) {
  const auto rule_or = [&](std::string_view natural) {
    return k.rule.empty() ? natural : std::string_view(k.rule);
  };
  const Value* first = option.values.empty() ? nullptr : &option.values[0];
  if (!k.values.empty() && first != nullptr && !unknowable(*first) &&
      std::find(k.values.begin(), k.values.end(), first->text) == k.values.end() &&
      std::find(option.param->values.begin(), option.param->values.end(), first->text) !=
          option.param->values.end())
    check
        .report(*option.param, rule_or(rule::kEnumValue), first->span,
                with_note(std::string(option.param->name) + " must be " + listed(k.values) + " here", k))
        .allowed = k.values;
  if ((k.range.low || k.range.high) && first != nullptr && !unknowable(*first))
    if (const std::optional<double> n = as_number(first->text);
        n && ((k.range.low && *n < *k.range.low) || (k.range.high && *n > *k.range.high)))
      check.report(*option.param, rule_or(rule::kValueRange), first->span,
                   with_note(std::string(option.param->name) + " is out of range here", k));
  const bool json = option.param->type == spec::ValueType::Json;
  const std::size_t count = !json              ? option.values.size()
                            : first == nullptr ? 0
                                               : json_array_size(first->text).value_or(0);
  if (k.items.most && count > *k.items.most)
    check.report(*option.param, rule_or(rule::kTooManyValues),
                 json ? first->span : option.values[*k.items.most].span,
                 with_note("at most " + std::to_string(*k.items.most) +
                               (*k.items.most == 1 ? " value here" : " values here"),
                           k));
}

} // namespace

namespace {

/// What the condition speaks of is wrong itself (left out, without a value, misspelled), so that nothing
/// follows from it.
bool is_unsettled(const Check& check, const spec::Condition& when) {
  for (const std::vector<spec::Term>& terms : when.any_of)
    for (const spec::Term& term : terms) {
      const spec::Param* p = check.operation().find(term.param);
      if (p == nullptr) continue;
      const Option* option = check.command.find(p->name);
      if (option == nullptr && p->required) return true;
      if (option != nullptr && !p->is_flag() && option->values.empty()) return true;
      for (const Finding& f : check.out)
        if (f.rule == rule::kUnknownParam && f.fix && !f.fix->edits.empty() &&
            f.fix->edits[0].text == p->name && check.command.span.contains(f.span))
          return true;
    }
  return false;
}

} // namespace

void check_constraints(const Check& check) {
  const Command& c = check.command;
  if (std::any_of(c.options.begin(), c.options.end(), is_help)) return;
  const CommandOptions options(c);
  for (const spec::Constraint& k : check.operation().constraints) {
    if (!options.can_decide(k.when)) continue;
    if (k.kind != spec::Constraint::Kind::OnlyWith && !spec::holds(k.when, options)) continue;
    std::vector<std::string_view> given;
    for (const std::string_view p : k.params)
      if (options.present(p)) given.push_back(p);
    switch (k.kind) {
    case spec::Constraint::Kind::OneOf:
    case spec::Constraint::Kind::AtLeastOne:
      if (given.empty() && c.strays.empty())
        check
            .report(rule::kMissingParam, span_of(check, ""),
                    with_note("one of " + listed(k.params) + " is required", k))
            .param = k.params.front();
      if (k.kind == spec::Constraint::Kind::AtLeastOne || given.size() < 2) break;
      [[fallthrough]];
    case spec::Constraint::Kind::Exclusive:
      if (given.size() > 1)
        check.report(
            k.rule.empty() ? rule::kExclusiveParams : std::string_view(k.rule), span_of(check, given[1]),
            with_note(std::string(given[1]) + " and " + std::string(given[0]) + " exclude each other", k));
      break;
    case spec::Constraint::Kind::Requires:
      for (const std::string_view p : k.params) {
        if (options.present(p)) continue;
        check
            .report(k.rule.empty() ? rule::kMissingParam : std::string_view(k.rule), span_of(check, ""),
                    with_note(std::string(p) + " is required here", k))
            .param = p;
      }
      break;
    case spec::Constraint::Kind::OnlyWith:
      if (spec::holds(k.when, options) || is_unsettled(check, k.when)) break;
      for (const std::string_view p : given)
        if (c.find(p) != nullptr)
          check
              .report(k.rule.empty() ? rule::kInapplicableParam : std::string_view(k.rule), span_of(check, p),
                      with_note(std::string(p) + " has no effect here", k))
              .param = p;
      break;
    case spec::Constraint::Kind::Limit:
      for (const std::string_view p : given)
        if (const Option* o = c.find(p)) check_limit(check, k, *o);
      break;
    case spec::Constraint::Kind::Sum: {
      std::int64_t sum = 0;
      for (const std::string_view p : k.params) {
        std::string_view value = c.value(p);
        if (const spec::Param* param = check.operation().find(p); value.empty() && param != nullptr)
          value = param->default_value;
        sum += as_integer(value).value_or(0);
      }
      if (k.at_most && sum > *k.at_most && !given.empty())
        check
            .report(k.rule.empty() ? rule::kValueRange : std::string_view(k.rule),
                    span_of(check, given.front()),
                    with_note(listed(k.params) + " together may be at most " + std::to_string(*k.at_most), k))
            .param = given.back();
      break;
    }
    }
  }
}

} // namespace cmdwright::command
