#include "command/equal.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "command/value.h"
#include "text/words.h"

namespace cmdwright::command {

namespace {

using T = spec::ValueType;

std::string canonical_item(const spec::Param& p, std::string_view item) {
  switch (p.type) {
  case T::Int:
    if (const auto n = as_integer(item)) return std::to_string(*n);
    break;
  case T::Float:
    if (const auto n = as_number(item)) return fmt::format("{}", *n);
    break;
  case T::Date:
    // A plain day is the whole day, at whichever end of the range it stands.
    if (is_plain_day(item)) return std::string(item);
    if (item.size() > 10 && is_plain_day(item.substr(0, 10)) && item.ends_with("+08:00") &&
        (item.substr(10, 9) == "T00:00:00" || item.substr(10, 9) == "T23:59:59"))
      return std::string(item.substr(0, 10));
    [[fallthrough]];
  case T::Datetime:
    if (const auto t = as_instant(item)) return std::to_string(*t);
    break;
  case T::Json: {
    const auto value = nlohmann::json::parse(item, nullptr, false);
    if (!value.is_discarded()) return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    break;
  }
  case T::TimeOffset:
    if (item.ends_with('%')) return std::string(item.substr(0, item.size() - 1)) + "pct";
    break;
  default:
    break;
  }
  return std::string(item);
}

std::string canonical_value(const spec::Param& p, const std::vector<Value>& values) {
  std::vector<std::string> items;
  for (const Value& v : values)
    for (const std::string_view item : list_items(p, v.text)) items.push_back(canonical_item(p, trim(item)));
  if (p.set || p.repeat) {
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
  }
  return join(items, p.list == spec::ListKind::Comma ? "," : "\x1f");
}

} // namespace

Meaning meaning(const Command& c) {
  Meaning m;
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
      value = canonical_value(*p, all);
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
    std::string s = value;
    std::replace(s.begin(), s.end(), '\x1f', ' ');
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
      out.push_back(name + " " + shown(value) + " is missing");
    else if (*other != value)
      out.push_back(name + ": " + shown(*other) + " instead of " + shown(value));
  }
  for (const auto& [name, value] : actual.params)
    if (value_of(expected, name) == nullptr) out.push_back(name + " " + shown(value) + " is too much");
  return out;
}

} // namespace cmdwright::command
