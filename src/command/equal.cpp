#include "command/equal.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "command/value.h"
#include "text/json_depth.h"
#include "text/words.h"

namespace cmdwright::command {

namespace {

using T = spec::ValueType;

std::string canonical_number(double n) {
  return fmt::format("{}", n == 0 ? 0.0 : n); // -0 is 0
}

/// Whole numbers are written one way, whether the text said 5, 5.0 or 5e0.
void unify_numbers(nlohmann::json& value) {
  if (value.is_structured()) {
    for (nlohmann::json& inner : value) unify_numbers(inner);
  } else if (value.is_number_float()) {
    const double n = value.get<double>();
    if (n > -1e15 && n < 1e15 && n == static_cast<double>(static_cast<std::int64_t>(n)))
      value = static_cast<std::int64_t>(n);
  }
}

/// A day, at whichever end of it a clock time stands: as a value of type `date` both mean the whole day.
std::string canonical_day(std::int64_t instant, std::int32_t zone) {
  const std::string text = instant_text(instant, zone);
  const std::string_view time = std::string_view(text).substr(10, 9);
  return time == "T00:00:00" || time == "T23:59:59" ? text.substr(0, 10) : text;
}

std::string canonical_item(const spec::Param& p, std::int32_t zone, std::string_view item) {
  switch (p.type) {
  case T::Int:
    if (const auto n = as_integer(item)) return std::to_string(*n);
    break;
  case T::Float:
    if (const auto n = as_number(item)) return canonical_number(*n);
    break;
  case T::Date:
    if (const auto t = as_instant(item, zone)) return canonical_day(*t, zone);
    break;
  case T::Datetime:
    if (const auto t = as_instant(item, zone)) return instant_text(*t, zone);
    break;
  case T::Json: {
    if (nests_too_deep(item)) break;
    auto value = nlohmann::json::parse(item, nullptr, false);
    if (value.is_discarded()) break;
    unify_numbers(value);
    return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }
  case T::TimeOffset:
    for (const auto& [written, unit] : {std::pair("pct", "pct"), std::pair("%", "pct"), std::pair("s", "s")})
      if (item.ends_with(written))
        if (const auto n = as_number(item.substr(0, item.size() - std::string_view(written).size())))
          return canonical_number(*n) + unit;
    break;
  default:
    break;
  }
  return std::string(item);
}

std::string canonical_value(const spec::Param& p, std::int32_t zone, const std::vector<Value>& values) {
  std::vector<std::string> items;
  for (const Value& v : values) {
    if (v.expands) { // nobody knows what the shell will put there, and "$A" is not '$A'
      items.push_back("\x1e" + v.text);
      continue;
    }
    for (const std::string_view item : list_items(p, v.text)) {
      const bool list = p.list == spec::ListKind::Comma; // blanks around its commas do not count
      items.push_back(canonical_item(p, zone, list ? trim(item) : item));
    }
  }
  if (p.set || p.repeat) {
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
  }
  return join(items, p.list == spec::ListKind::Comma ? "," : "\x1f");
}

} // namespace

Meaning meaning(const Command& c) {
  Meaning m;
  const std::int32_t zone = c.script_spec != nullptr ? c.script_spec->zone : 0;
  m.operation = c.script;
  if (!c.subcommand.empty()) m.operation += " " + c.subcommand;
  std::map<std::string, std::vector<Value>> values;
  std::map<std::string, const spec::Param*> params;
  for (const Option& o : c.options) {
    const std::string name(o.param != nullptr ? o.param->name : std::string_view(o.name));
    auto& all = values[name];
    all.insert(all.end(), o.values.begin(), o.values.end());
    params[name] = o.param;
  }
  for (const auto& [name, all] : values) {
    const spec::Param* p = params[name];
    std::string value;
    if (p == nullptr) {
      for (const Value& v : all) value += "\x1f" + v.text;
    } else if (!p->is_flag()) {
      value = canonical_value(*p, zone, all);
      if ((p->write_default && value == p->default_value) || (!p->recommend.empty() && value == p->recommend))
        continue;
    }
    m.params.emplace_back(name, std::move(value));
  }
  for (const Value& stray : c.strays) m.params.emplace_back("", stray.text);
  return m;
}

bool equal(const Command& a, const Command& b) {
  return meaning(a) == meaning(b);
}

std::vector<std::string> differences(const Meaning& expected, const Meaning& actual) {
  std::vector<std::string> out;
  if (expected.operation != actual.operation)
    out.push_back(actual.operation + " instead of " + expected.operation);
  const auto shown = [](const std::string& value) {
    std::string s = (value.empty() ? "" : " ") + value; // a switch has none
    std::replace(s.begin(), s.end(), '\x1f', ' ');
    std::erase(s, '\x1e');
    return s;
  };
  const auto value_of = [](const Meaning& m, const std::string& name) -> const std::string* {
    for (const auto& [n, v] : m.params)
      if (n == name) return &v;
    return nullptr;
  };
  for (const auto& [name, value] : expected.params) {
    const std::string* other = value_of(actual, name);
    if (other == nullptr)
      out.push_back(name + shown(value) + " is missing");
    else if (*other != value)
      out.push_back(name + ":" + shown(*other) + " instead of" + shown(value));
  }
  for (const auto& [name, value] : actual.params)
    if (value_of(expected, name) == nullptr) out.push_back(name + shown(value) + " is too much");
  return out;
}

} // namespace cmdwright::command
