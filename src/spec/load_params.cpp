#include "spec/load_params.h"

#include <algorithm>
#include <array>
#include <string>

#include "spec/condition.h"
#include "spec/load_names.h"
#include "spec/type_names.h"

namespace cmdwright::spec {

using yaml::Kind;
using yaml::Loading;
using yaml::Map;
using yaml::Node;

namespace {

/// A parameter is read from a chain of maps: its own keys first, then those of the definition it uses.
class Layers {
public:
  Layers(Loading& loading, std::vector<const Node*> chain) : loading_(loading) {
    for (const Node* node : chain) maps_.emplace_back(loading, node);
  }
  template <class T> void optional(std::string_view key, T& out) {
    bool done = false;
    for (Map& map : maps_) {
      if (const Node* node = map.take(key); node != nullptr && node->kind != Kind::Null && !done)
        read(loading_, *node, out), done = true;
    }
  }
  /// The map that has `key`, the outermost first; every map learns that the key is known.
  Map* with(std::string_view key) {
    Map* found = nullptr;
    for (Map& map : maps_)
      if (map.take(key) != nullptr && found == nullptr) found = &map;
    return found;
  }
  void finish() {
    for (Map& map : maps_) map.finish();
  }

private:
  Loading& loading_;
  std::vector<Map> maps_;
};

Param read_param(Loading& loading, const std::vector<const Node*>& chain) {
  Param p;
  Layers from(loading, chain);
  from.with("use");
  from.optional("name", p.name);
  if (p.name.empty()) loading.error(*chain.front(), "'name' is missing");
  from.optional("short", p.short_name);
  if (Map* map = from.with("type"))
    read_name<ValueType>(loading, *map->take("type"), {kTypeNames.begin(), kTypeNames.end()}, p.type);
  else
    loading.error(*chain.front(), "'type' is missing");
  if (Map* map = from.with("list"))
    read_name<ListKind>(loading, *map->take("list"), {{"space", ListKind::Space}, {"comma", ListKind::Comma}},
                        p.list);
  from.optional("repeat", p.repeat);
  from.optional("required", p.required);
  from.optional("required_unless", p.required_unless);
  from.optional("values", p.values);
  from.optional("open", p.open);
  if (Map* map = from.with("labels")) {
    Map labels(loading, map->take("labels"));
    if (labels.good())
      for (const auto& [key, value] : labels.node().entries) {
        Str label;
        if (read(loading, *value, label)) p.labels.emplace_back(key->text, label);
      }
  }
  from.optional("per_model", p.per_model);
  if (Map* map = from.with("range")) read_bounds(loading, *map, "range", p.range.low, p.range.high);
  if (Map* map = from.with("items")) read_bounds(loading, *map, "items", p.items.least, p.items.most);
  from.optional("max_length", p.max_length);
  std::optional<std::uint32_t> bytes;
  from.optional("max_bytes", bytes);
  p.max_bytes = bytes;
  from.optional("absolute", p.absolute);
  from.optional("shape", p.shape);
  from.optional("or_shape", p.or_shape);
  from.optional("default", p.default_value);
  from.optional("write_default", p.write_default);
  from.optional("recommend", p.recommend);
  from.optional("recommend_unless", p.recommend_unless);
  from.optional("env", p.env);
  from.optional("secret", p.secret);
  from.optional("reference", p.reference);
  from.optional("before_subcommand", p.before_subcommand);
  from.optional("set", p.set);
  from.optional("help", p.help);
  from.finish();
  return p;
}

void add_param(Loading& loading, const Node& item, std::vector<const Node*> chain,
               const SharedDefinitions& shared, std::vector<Placed<Param>>& out, int depth) {
  constexpr int kDeepest = 8;
  if (item.kind != Kind::Map) {
    loading.error(item, "expected a parameter, {name: …} or {use: …}");
    return;
  }
  chain.push_back(&item);
  const Node* use = item.find("use");
  if (use == nullptr) {
    out.push_back({read_param(loading, chain), chain.front()});
    return;
  }
  const Node* definition = shared.find(use->text);
  if (definition == nullptr || depth > kDeepest) {
    loading.error(*use, definition == nullptr ? "no shared definition '" + std::string(use->text) + "'"
                                              : "shared definitions use each other in a circle");
    return;
  }
  if (definition->kind == Kind::List) {
    if (item.entries.size() > 1) loading.error(item, "a group takes no further keys");
    chain.pop_back();
    for (const Node* member : definition->items) add_param(loading, *member, chain, shared, out, depth + 1);
    return;
  }
  add_param(loading, *definition, std::move(chain), shared, out, depth + 1);
}

} // namespace

const Node* SharedDefinitions::find(std::string_view name) const {
  for (const Node* map : {file, pack})
    if (map != nullptr)
      if (const Node* found = map->find(name)) return found;
  return nullptr;
}

std::vector<Placed<Param>> read_params(Loading& loading, const Node* list, const SharedDefinitions& shared) {
  std::vector<Placed<Param>> params;
  if (list == nullptr || list->kind == Kind::Null || !is_list(loading, list)) return params;
  for (const Node* item : list->items) {
    const std::size_t before = params.size();
    add_param(loading, *item, {}, shared, params, 0);
    for (std::size_t i = before; i < params.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) {
        const Param &a = params[j].what, &b = params[i].what;
        if (a.name == b.name || (!b.short_name.empty() && a.short_name == b.short_name))
          loading.error(*item, "parameter " + std::string(b.name) + " is defined twice");
      }
  }
  std::stable_partition(params.begin(), params.end(), [](const Placed<Param>& p) { return p.what.required; });
  return params;
}

std::vector<Placed<Constraint>> read_constraints(Loading& loading, const Node* list) {
  std::vector<Placed<Constraint>> constraints;
  if (!is_list(loading, list)) return constraints;
  for (const Node* item : list->items) {
    Map map(loading, item);
    if (!map.good()) continue;
    Constraint& c = constraints.emplace_back(Placed<Constraint>{{}, item}).what;
    using K = Constraint::Kind;
    constexpr std::array<std::pair<std::string_view, K>, 7> kinds = {{{"one_of", K::OneOf},
                                                                      {"at_least_one", K::AtLeastOne},
                                                                      {"exclusive", K::Exclusive},
                                                                      {"requires", K::Requires},
                                                                      {"only_with", K::OnlyWith},
                                                                      {"limit", K::Limit},
                                                                      {"sum", K::Sum}}};
    int found = 0;
    for (const auto& [name, kind] : kinds)
      if (map.optional(name, c.params)) c.kind = kind, ++found;
    if (found != 1)
      loading.error(
          *item, "a constraint is one of one_of, at_least_one, exclusive, requires, only_with, limit, sum");
    Str when;
    if (map.optional("when", when)) {
      Result<Condition> condition = parse_condition(when);
      if (condition)
        c.when = std::move(*condition);
      else
        loading.error(*map.take("when"), condition.error().message);
    }
    map.optional("values", c.values);
    read_bounds(loading, map, "range", c.range.low, c.range.high);
    read_bounds(loading, map, "items", c.items.least, c.items.most);
    map.optional("at_most", c.at_most);
    map.optional("rule", c.rule);
    map.optional("note", c.note);
    map.finish();
    if (found != 1) constraints.pop_back();
  }
  return constraints;
}

std::vector<Placed<Mistake>> read_mistakes(Loading& loading, const Node* list) {
  std::vector<Placed<Mistake>> mistakes;
  if (!is_list(loading, list)) return mistakes;
  for (const Node* item : list->items) {
    Map map(loading, item);
    if (!map.good()) continue;
    Mistake m;
    map.optional("param", m.param);
    map.optional("subcommand", m.subcommand);
    map.optional("use", m.use);
    map.optional("note", m.note);
    const Node* value = map.take("value");
    map.finish();
    if ((m.param.empty() ? 0 : 1) + (m.subcommand.empty() ? 0 : 1) + (value == nullptr ? 0 : 1) != 1)
      loading.error(*item, "a mistake names a param, a value or a subcommand");
    Map values(loading, value);
    if (value == nullptr) mistakes.push_back({m, item});
    if (value == nullptr || !values.good()) continue;
    for (const auto& [option, wrong] : value->entries) {
      m.value_of = option->text;
      read(loading, *wrong, m.value);
      mistakes.push_back({m, item});
    }
  }
  return mistakes;
}

bool read_cost(Loading& loading, const Node* node, Cost& cost) {
  return node != nullptr && read_name<Cost>(loading, *node,
                                            {{"none", Cost::None},
                                             {"query", Cost::Query},
                                             {"upload", Cost::Upload},
                                             {"processing", Cost::Processing}},
                                            cost);
}

} // namespace cmdwright::spec
