#include "spec/load.h"

#include <algorithm>

#include "spec/load_params.h"
#include "spec/spec.h"
#include "text/files.h"
#include "text/words.h"

namespace cmdwright::spec {

using yaml::Loading;
using yaml::Map;
using yaml::Node;

namespace {

/// A reference to another script, looked up when all are known.
struct Reference {
  const Node* node;
  Str script;
  Str subcommand;
  Str param; ///< may be empty
};

/// Everything a rules folder says.
struct Rules {
  Pack pack;
  std::vector<Script> scripts;
  std::vector<Shape> shapes;
  std::vector<Reference> references;
};

std::string quoted(Str text) {
  return "'" + std::string(text) + "'";
}

void read_route(Loading& loading, const Node* node, UploadRoute& route, Rules& rules) {
  Map map(loading, node);
  if (node == nullptr || !map.good()) return;
  map.required("script", route.script);
  map.optional("subcommand", route.subcommand);
  map.required("param", route.param);
  map.finish();
  rules.references.push_back({node, route.script, route.subcommand, route.param});
}

void read_task_route(Loading& loading, const Node* node, TaskRoute& route, Rules& rules) {
  Map map(loading, node);
  if (node == nullptr || !map.good()) return;
  map.optional("contains", route.contains);
  map.optional("unless", route.unless);
  map.required("script", route.script);
  map.optional("subcommand", route.subcommand);
  map.finish();
  rules.references.push_back({node, route.script, route.subcommand, rules.pack.task_param});
}

void read_pack(Loading& loading, const std::string& path, Rules& rules) {
  Pack& pack = rules.pack;
  const Node* root = loading.file(path);
  Map map(loading, root);
  if (root == nullptr || !map.good()) return;
  map.required("pack", pack.name);
  map.required("title", pack.title);
  if (const Node* node = map.take("command")) {
    Map command(loading, node);
    command.required("interpreter", pack.interpreter);
    command.required("script_dir", pack.script_dir);
    command.optional("script_prefix", pack.script_prefix);
    command.optional("dry_run", pack.dry_run);
    command.finish();
  } else {
    loading.error(*root, "'command' is missing");
  }
  map.optional("placeholder", pack.placeholder);
  if (const Node* node = map.take("uploads")) {
    Map uploads(loading, node);
    read_route(loading, uploads.take("local"), pack.local_route, rules);
    read_route(loading, uploads.take("url"), pack.url_route, rules);
    uploads.finish();
  }
  if (const Node* node = map.take("tasks")) {
    Map tasks(loading, node);
    tasks.required("param", pack.task_param);
    read_task_route(loading, tasks.take("default"), pack.task_default, rules);
    if (const Node* routes = tasks.take("routes"))
      for (const Node* item : routes->items)
        read_task_route(loading, item, pack.task_routes.emplace_back(), rules);
    tasks.finish();
  }
  if (const Node* node = map.take("models")) {
    Map models(loading, node);
    models.required("param", pack.model_param);
    models.optional("version", pack.version_param);
    models.finish();
  }
  if (const Node* node = map.take("elements")) {
    Map elements(loading, node);
    Str placeholder;
    elements.required("ids", pack.elements.ids_param);
    elements.required("text", pack.elements.text_param);
    if (elements.required("placeholder", placeholder)) {
      const std::size_t n = placeholder.find("{n}");
      if (n == Str::npos) loading.error(*elements.take("placeholder"), "the placeholder must hold {n}");
      pack.elements.before = placeholder.substr(0, n);
      pack.elements.after = n == Str::npos ? Str{} : placeholder.substr(n + 3);
    }
    elements.finish();
  }
  map.optional("never_ask", pack.never_ask);
  map.finish();
}

/// Checks that need only the script: every option that is named exists, shapes and model fields too.
class ScriptChecker {
public:
  ScriptChecker(Loading& loading, const Rules& rules, const Script& script)
      : loading_(loading), rules_(rules), script_(script) {}

  void check(const Node& node, const Param& p, const Operation& op) {
    for (const Str other : p.required_unless) need(node, op, other);
    for (const Str other : p.recommend_unless) need(node, op, other);
    for (const Str shape : {p.shape, p.or_shape})
      if (!shape.empty() && std::none_of(rules_.shapes.begin(), rules_.shapes.end(),
                                         [&](const Shape& s) { return s.name == shape; }))
        loading_.error(node, quoted(p.name) + ": no shape " + quoted(shape));
    if (!p.per_model.empty()) need_model_field(node, p.per_model);
    if (p.type == ValueType::Enum && !p.default_value.empty() &&
        std::find(p.values.begin(), p.values.end(), p.default_value) == p.values.end())
      loading_.error(node, quoted(p.name) + ": the default is no allowed value");
  }

  void check(const Node& node, const Constraint& c, const Operation& op) {
    for (const Str param : c.params) need(node, op, param);
    for (const auto& group : c.when.any_of)
      for (const Term& term : group)
        if (term.kind != Term::Kind::Never) need(node, op, term.param);
    if (!c.values_from.empty()) need_model_field(node, c.values_from);
  }

  void check(const Node& node, const Mistake& m, const Operation& op) {
    if (m.use.starts_with("--")) need(node, op, m.use);
    if (!m.value_of.empty()) need(node, op, m.value_of);
    if (!m.param.empty() && op.find(m.param) != nullptr)
      loading_.error(node, quoted(m.param) + " is listed as a mistake but exists");
  }

private:
  void need(const Node& node, const Operation& op, Str param) {
    if (op.find(param) == nullptr)
      loading_.error(node, quoted(param) + " is no parameter of " + quoted(operation_name(script_, op)));
  }
  void need_model_field(const Node& node, Str field) {
    if (std::none_of(script_.models.begin(), script_.models.end(),
                     [&](const Model& m) { return m.find(field) != nullptr; }))
      loading_.error(node, "no model has a field " + quoted(field));
  }

  Loading& loading_;
  const Rules& rules_;
  const Script& script_;
};

/// What is said at the top of a script, for those of its subcommands that it fits.
struct Common {
  std::vector<Placed<Constraint>> constraints;
  std::vector<Placed<Mistake>> mistakes;
};

bool fits(const Constraint& c, const Operation& op) {
  const auto known = [&](Str param) { return op.find(param) != nullptr; };
  for (const auto& group : c.when.any_of)
    for (const Term& term : group)
      if (term.kind != Term::Kind::Never && !known(term.param)) return false;
  return std::all_of(c.params.begin(), c.params.end(), known);
}

bool fits(const Mistake& m, const Operation& op) {
  if (!m.subcommand.empty()) return false;
  if (!m.value_of.empty()) return op.find(m.value_of) != nullptr;
  const bool said = std::any_of(op.mistakes.begin(), op.mistakes.end(),
                                [&](const Mistake& o) { return o.param == m.param; });
  return !said && op.find(m.param) == nullptr && (m.use.empty() || op.find(m.use) != nullptr);
}

void read_operation(Loading& loading, Map& map, Operation& op, const Script& script,
                    const SharedDefinitions& shared, const Common& common, Rules& rules) {
  const auto params = read_params(loading, map.take("params"), shared);
  const auto constraints = read_constraints(loading, map.take("constraints"));
  const auto mistakes = read_mistakes(loading, map.take("mistakes"));
  for (const auto& p : params) op.params.push_back(p.what);
  for (const auto& c : constraints) op.constraints.push_back(c.what);
  for (const auto& m : mistakes) op.mistakes.push_back(m.what);
  for (const auto& c : common.constraints)
    if (fits(c.what, op)) op.constraints.push_back(c.what);
  for (const auto& m : common.mistakes)
    if (fits(m.what, op)) op.mistakes.push_back(m.what);
  ScriptChecker checker(loading, rules, script);
  for (const auto& p : params) checker.check(*p.node, p.what, op);
  for (const auto& c : constraints) checker.check(*c.node, c.what, op);
  for (const auto& m : mistakes) checker.check(*m.node, m.what, op);
  if (map.optional("prefer", op.prefer)) {
    const std::size_t blank = op.prefer.find(' ');
    rules.references.push_back({map.take("prefer"), op.prefer.substr(0, blank),
                                blank == Str::npos ? Str{} : op.prefer.substr(blank + 1), Str{}});
  }
}

void read_script(Loading& loading, const std::string& path, const Node* pack_shared, Rules& rules) {
  const Node* root = loading.file(path);
  Map map(loading, root);
  if (root == nullptr || !map.good()) return;
  Script script;
  map.required("script", script.name);
  for (const Script& other : rules.scripts)
    if (other.name == script.name)
      loading.error(*map.take("script"), "script " + quoted(script.name) + " is defined twice");
  map.required("summary", script.summary);
  map.optional("doc", script.doc);
  read_cost(loading, map.take("cost"), script.cost);
  map.optional("wrong_names", script.wrong_names);
  const SharedDefinitions shared{map.take("shared"), pack_shared};
  script.models = read_models(loading, map.take("models"));
  read_shapes(loading, map.take("shapes"), rules.shapes);
  if (const Node* list = map.take("subcommands")) {
    const Common common{read_constraints(loading, map.take("constraints")),
                        read_mistakes(loading, map.take("mistakes"))};
    for (const auto& m : common.mistakes)
      if (!m.what.subcommand.empty()) script.mistakes.push_back(m.what);
    for (const Node* item : list->items) {
      Map one(loading, item);
      if (!one.good()) continue;
      Operation op;
      one.required("name", op.name);
      if (script.find(op.name) != nullptr)
        loading.error(*item, "subcommand " + quoted(op.name) + " is defined twice");
      one.required("summary", op.summary);
      op.cost = script.cost;
      read_cost(loading, one.take("cost"), op.cost);
      read_operation(loading, one, op, script, shared, common, rules);
      one.finish();
      script.operations.push_back(std::move(op));
    }
  } else {
    Operation op;
    op.summary = script.summary;
    op.cost = script.cost;
    read_operation(loading, map, op, script, shared, {}, rules);
    script.operations.push_back(std::move(op));
  }
  map.finish();
  rules.scripts.push_back(std::move(script));
}

void check_references(Loading& loading, const Rules& rules) {
  for (const Reference& r : rules.references) {
    const auto script = std::find_if(rules.scripts.begin(), rules.scripts.end(),
                                     [&](const Script& s) { return s.name == r.script; });
    if (script == rules.scripts.end()) {
      loading.error(*r.node, "no script " + quoted(r.script));
      continue;
    }
    const Operation* op = script->find(r.subcommand);
    if (op == nullptr) {
      loading.error(*r.node, quoted(r.script) + " has no subcommand " + quoted(r.subcommand));
    } else if (!r.param.empty() && op->find(r.param) == nullptr) {
      loading.error(*r.node, quoted(r.script) + " has no parameter " + quoted(r.param));
    }
  }
}

} // namespace

std::string compile_rules(Loading& loading, const std::string& folder) {
  Rules rules;
  read_pack(loading, folder + "/pack.yaml", rules);
  const Node* shared = nullptr;
  if (const auto files = list_files(folder, "/shared.yaml"); files && !files->empty()) {
    shared = loading.file(files->front());
    Map map(loading, shared);
    if (map.good() && shared != nullptr) {
      read_shapes(loading, map.take("shapes"), rules.shapes);
      shared = map.take("shared");
      map.finish();
    }
  }
  const auto files = list_files(folder + "/scripts", ".yaml");
  if (!files) {
    loading.error(files.error());
    return {};
  }
  if (files->empty()) loading.error(Error{"there is no script in this folder", folder + "/scripts"});
  for (const std::string& path : *files) read_script(loading, path, shared, rules);
  check_references(loading, rules);
  return to_blob(rules.pack, rules.scripts, rules.shapes);
}

} // namespace cmdwright::spec
