#include "spec/check_script.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "spec/spec.h"
#include "text/words.h"

namespace cmdwright::spec {

using yaml::Node;
using T = ValueType;

namespace {

std::string quoted(Str text) {
  return "'" + std::string(text) + "'";
}

bool is_in(const std::vector<Str>& list, Str value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool is_option_name(Str name) {
  return name.size() > 2 && name.starts_with("--") && name[2] != '-' &&
         std::all_of(name.begin(), name.end(), [](char c) { return is_alnum(c) || c == '-' || c == '_'; });
}

template <class N> bool is_number(Str text, N& n) {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), n);
  return failed == std::errc{} && end == text.data() + text.size();
}

/// The rules that a constraint may be reported under; each constraint has a natural one among them.
constexpr std::array<Str, 8> kConstraintRules = {"missing-param", "exclusive-params", "inapplicable-param",
                                                 "enum-value",    "value-range",      "too-many-values",
                                                 "model-limits",  "value-format"};

} // namespace

const Param* ScriptChecker::need(const Node& at, const Operation& op, Str param) {
  const Param* found = op.find(param);
  if (found == nullptr)
    error(at, quoted(param) + " is no parameter of " + quoted(operation_name(script_, op)));
  return found;
}

/// A default, a recommended value, a value of a limit: would the parameter take it?
void ScriptChecker::check_value(const Node& at, const Param& p, std::string_view what, Str value) {
  if (value.empty()) return;
  const std::string place = quoted(p.name) + ": " + std::string(what) + " " + quoted(value);
  const bool closed = !p.values.empty() && !p.open;
  if (closed && !is_in(p.values, value)) error(at, place + " is no allowed value");
  if (p.type != T::Int && p.type != T::Float) return;
  double n = 0;
  std::int64_t whole = 0;
  if (p.type == T::Int ? !is_number(value, whole) : !is_number(value, n)) {
    error(at, place + " is no number of its type");
    return;
  }
  if (p.type == T::Int) n = static_cast<double>(whole);
  if ((p.range.low && n < *p.range.low) || (p.range.high && n > *p.range.high))
    error(at, place + " is out of range");
}

void ScriptChecker::check_list_of_values(const Node& at, const Param& p) {
  for (std::size_t i = 0; i < p.values.size(); ++i) {
    if (std::find(p.values.begin(), p.values.begin() + static_cast<std::ptrdiff_t>(i), p.values[i]) !=
        p.values.begin() + static_cast<std::ptrdiff_t>(i))
      error(at, quoted(p.name) + ": value " + quoted(p.values[i]) + " is listed twice");
    if (p.type == T::Int || p.type == T::Float) check_value(at, p, "value", p.values[i]);
  }
  for (const auto& [value, label] : p.labels)
    if (!is_in(p.values, value))
      error(at, quoted(p.name) + ": a label for " + quoted(value) + ", which is no value");
}

void ScriptChecker::check_models(const Node& at, const Param& p) {
  if (p.per_model.empty()) return;
  bool known = false;
  for (const Model& m : script_.models)
    if (const ModelField* field = m.find(p.per_model)) {
      known = true;
      for (const Str value : field->values)
        if (!p.values.empty() && !p.open && !is_in(p.values, value))
          error(at, quoted(p.name) + ": model " + quoted(m.name) + " has " + quoted(value) +
                        ", which is no value");
    }
  if (!known) error(at, "no model has a field " + quoted(p.per_model));
}

void ScriptChecker::check(const Placed<Param>& placed, const Operation& op) {
  const Param& p = placed.what;
  const Node& at = *placed.node;
  const auto only = [&](bool used, bool right, std::string_view what, std::string_view where) {
    if (used && !right)
      error(at, quoted(p.name) + ": '" + std::string(what) + "' belongs to " + std::string(where));
  };
  const bool list = p.list != ListKind::One || p.repeat;
  const bool number = p.type == T::Int || p.type == T::Float;
  if (!p.name.empty() && !is_option_name(p.name))
    error(at, quoted(p.name) + " is no option name: --letters-and-digits");
  if (!p.short_name.empty() &&
      (p.short_name.size() != 2 || p.short_name[0] != '-' || !is_alpha(p.short_name[1])))
    error(at, quoted(p.name) + ": a short form is one letter, -x");
  only(p.range.low || p.range.high, number, "range", "a number");
  only(p.items.least || p.items.most, list, "items", "a list");
  only(p.set, list, "set", "a list");
  only(p.max_length.has_value(), !number && !p.is_flag(), "max_length", "text");
  only(p.absolute, p.type == T::Path, "absolute", "a path");
  only(!p.shape.empty(), p.type == T::Json, "shape", "a json parameter");
  only(!p.or_shape.empty(), p.type == T::Enum, "or_shape", "an enum");
  only(p.open, !p.values.empty(), "open", "a parameter with values");
  only(p.is_flag() && (list || !p.values.empty() || !p.default_value.empty() || !p.recommend.empty()), false,
       "list, repeat, values, default and recommend", "a parameter with a value");
  only(p.write_default, !p.default_value.empty(), "write_default", "a parameter with a default");
  only(!p.recommend_unless.empty(), !p.recommend.empty(), "recommend_unless", "a parameter with recommend");
  only(!p.required_unless.empty(), p.required, "required_unless", "a required parameter");
  if (p.type == T::Enum && p.values.empty()) error(at, quoted(p.name) + ": an enum needs 'values'");
  if (p.type == T::Enum && p.open)
    error(at, quoted(p.name) + ": an enum is a closed set: for an open one write type: name");
  for (const Str other : p.required_unless) need(at, op, other);
  for (const Str other : p.recommend_unless) need(at, op, other);
  for (const Str shape : {p.shape, p.or_shape})
    if (!shape.empty() &&
        std::none_of(shapes_.begin(), shapes_.end(), [&](const Shape& s) { return s.name == shape; }))
      error(at, quoted(p.name) + ": no shape " + quoted(shape));
  check_list_of_values(at, p);
  check_models(at, p);
  check_value(at, p, "the default", p.default_value);
  check_value(at, p, "the recommended value", p.recommend);
}

void ScriptChecker::check_term(const Node& at, const Term& term, const Operation& op) {
  if (term.kind == Term::Kind::Never) return;
  const Param* p = need(at, op, term.param);
  if (p == nullptr || (term.kind != Term::Kind::In && term.kind != Term::Kind::NotIn)) return;
  if (p->is_flag()) error(at, quoted(p->name) + " is a switch: write 'present' or 'absent'");
  for (const Str value : term.values) check_value(at, *p, "in 'when',", value);
}

void ScriptChecker::check(const Placed<Constraint>& placed, const Operation& op) {
  using K = Constraint::Kind;
  const Constraint& c = placed.what;
  const Node& at = *placed.node;
  const bool group = c.kind == K::OneOf || c.kind == K::AtLeastOne || c.kind == K::Exclusive;
  const bool bounded = !c.values.empty() || c.range.low || c.range.high || c.items.least || c.items.most;
  if (c.params.empty()) error(at, "the constraint names no parameter");
  if (group && c.params.size() == 1) error(at, "the constraint needs two parameters or more");
  if ((c.kind == K::Requires || c.kind == K::OnlyWith) && c.when.any_of.empty())
    error(at, "'when' is missing");
  if (c.kind == K::Limit && !bounded) error(at, "a limit has values, range or items");
  if (c.kind != K::Limit && bounded) error(at, "values, range and items belong to a limit");
  if ((c.kind == K::Sum) != c.at_most.has_value()) error(at, "'sum' and 'at_most' belong together");
  if (!c.rule.empty() &&
      std::find(kConstraintRules.begin(), kConstraintRules.end(), c.rule) == kConstraintRules.end())
    error(at,
          "no constraint is reported as " + quoted(c.rule) + "; there are " + join(kConstraintRules, ", "));
  for (std::size_t i = 0; i < c.params.size(); ++i) {
    const Param* p = need(at, op, c.params[i]);
    if (std::find(c.params.begin(), c.params.begin() + static_cast<std::ptrdiff_t>(i), c.params[i]) !=
        c.params.begin() + static_cast<std::ptrdiff_t>(i))
      error(at, quoted(c.params[i]) + " is named twice");
    if (p != nullptr && c.kind == K::Limit)
      for (const Str value : c.values) check_value(at, *p, "in 'values',", value);
  }
  for (const auto& all : c.when.any_of)
    for (const Term& term : all) check_term(at, term, op);
}

void ScriptChecker::check(const Placed<Mistake>& placed, const Operation& op) {
  const Mistake& m = placed.what;
  const Node& at = *placed.node;
  if (!m.param.empty()) {
    if (op.find(m.param) != nullptr) error(at, quoted(m.param) + " is listed as a mistake but exists");
    if (!m.use.empty()) need(at, op, m.use);
  }
  if (m.value_of.empty()) return;
  const Param* p = need(at, op, m.value_of);
  if (p == nullptr) return;
  if (is_in(p->values, m.value)) error(at, quoted(m.value) + " is listed as a mistake but is a value");
  check_value(at, *p, "'use',", m.use);
}

} // namespace cmdwright::spec
