#include "exec/api_load_fields.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "spec/condition.h"

namespace cmdwright::exec {

using yaml::Kind;
using yaml::Map;
using yaml::Node;

namespace {

constexpr std::array<std::pair<std::string_view, Transform>, 19> kTransforms = {{
    {"plain", Transform::Plain},
    {"split", Transform::Split},
    {"offsets", Transform::Offsets},
    {"watermarks", Transform::Watermarks},
    {"file-refs", Transform::FileRefs},
    {"tags", Transform::Tags},
    {"items", Transform::Items},
    {"elements", Transform::Elements},
    {"elements-of-file", Transform::ElementsOfFile},
    {"model-text", Transform::ModelText},
    {"one-element", Transform::OneElement},
    {"day-start", Transform::DayStart},
    {"day-end", Transform::DayEnd},
    {"extension", Transform::Extension},
    {"extension-as-is", Transform::ExtensionAsIs},
    {"stem", Transform::Stem},
    {"model-field", Transform::ModelField},
    {"json", Transform::Parsed},
    {"json-or-word", Transform::JsonOrWord},
}};

nlohmann::ordered_json value_of(const Node& node) {
  using nlohmann::ordered_json;
  switch (node.kind) {
  case Kind::Null:
    return nullptr;
  case Kind::List: {
    ordered_json list = ordered_json::array();
    for (const Node* item : node.items) list.push_back(value_of(*item));
    return list;
  }
  case Kind::Map: {
    ordered_json map = ordered_json::object();
    for (const auto& [key, item] : node.entries) map[std::string(key->text)] = value_of(*item);
    return map;
  }
  case Kind::Scalar:
    break;
  }
  if (!node.quoted) {
    ordered_json value = ordered_json::parse(node.text, nullptr, false);
    if (!value.is_discarded() && value.is_primitive()) return value;
  }
  return std::string(node.text);
}

} // namespace

std::string json_of(const Node& node) {
  return value_of(node).dump();
}

void FieldReader::option(const Node& at, Str name) {
  if (operation_.find(name) == nullptr)
    loading_.error(at, "'" + std::string(operation_.name) + "' has no option '" + std::string(name) + "'");
}

void FieldReader::condition(const Node& node, spec::Condition& out) {
  Str text;
  if (!yaml::read(loading_, node, text)) return;
  Result<spec::Condition> parsed = spec::parse_condition(text);
  if (!parsed) return loading_.error(node, parsed.error().message);
  out = std::move(*parsed);
  for (const auto& group : out.any_of)
    for (const spec::Term& term : group)
      if (term.kind != spec::Term::Kind::Never) option(node, term.param);
}

void FieldReader::one(const Node& node, Str path, bool otherwise, std::vector<Field>& out) {
  Field field;
  field.path = path;
  field.otherwise = otherwise;
  if (node.kind == Kind::Scalar) {
    field.from.push_back(node.text);
  } else {
    Map map(loading_, &node);
    if (!map.good()) return;
    map.optional("from", field.from);
    map.optional("default", field.defaults);
    if (const Node* constant = map.take("const")) field.constant = loading_.keep(json_of(*constant));
    map.optional("text", field.text);
    map.optional("answer", field.answer);
    map.optional("days_ago", field.days_ago);
    map.optional("table", field.table);
    map.optional("keys", field.keys);
    map.optional("zero", field.zero);
    map.optional("needs", field.needs);
    if (const Node* when = map.take("when")) condition(*when, field.when);
    Str as;
    if (map.optional("as", as)) {
      const auto* const it =
          std::find_if(kTransforms.begin(), kTransforms.end(), [&](const auto& t) { return t.first == as; });
      if (it == kTransforms.end())
        loading_.error(node, "no transformation '" + std::string(as) + "'");
      else
        field.as = it->second;
    }
    map.finish();
    const int sources = (field.from.empty() ? 0 : 1) + (field.constant.empty() ? 0 : 1) +
                        (field.text.empty() ? 0 : 1) + (field.answer.empty() ? 0 : 1) +
                        (field.days_ago ? 1 : 0);
    if (sources != 1) loading_.error(node, "needs exactly one of from, const, text, answer, days_ago");
    if (!field.table.empty() && std::none_of(tables_.begin(), tables_.end(),
                                             [&](const Table& table) { return table.name == field.table; }))
      loading_.error(node, "no table '" + std::string(field.table) + "'");
    if (field.from.size() > 1 && field.table.empty()) loading_.error(node, "several options need a table");
  }
  for (const Str name : field.from) option(node, name);
  out.push_back(std::move(field));
}

void FieldReader::read(const Node& node, std::vector<Field>& out, unsigned depth) {
  if (depth > 4) return loading_.error(node, "groups that use each other");
  if (node.kind == Kind::List) {
    for (const Node* item : node.items) read(*item, out, depth + 1);
    return;
  }
  if (node.kind != Kind::Map)
    return loading_.error(node, "expected a map from places in the request to values");
  for (const auto& [key, value] : node.entries) {
    if (key->text == "use") {
      std::vector<Str> names;
      yaml::read(loading_, *value, names);
      for (const Str name : names) {
        const auto it =
            std::find_if(groups_.begin(), groups_.end(), [&](const auto& g) { return g.first == name; });
        if (it == groups_.end())
          loading_.error(*value, "no group '" + std::string(name) + "'");
        else
          read(*it->second, out, depth + 1);
      }
    } else if (value->kind == Kind::List) {
      for (std::size_t i = 0; i < value->items.size(); ++i) one(*value->items[i], key->text, i > 0, out);
    } else {
      one(*value, key->text, false, out);
    }
  }
}

} // namespace cmdwright::exec
