#include "spec/load.h"

#include <algorithm>
#include <optional>

#include "spec/check_script.h"
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
  std::optional<Str> subcommand; ///< nothing: any will do
  Str param;                     ///< may be empty
};

/// Everything a rules folder says.
struct Rules {
  Pack pack;
  std::vector<Script> scripts;
  std::vector<Shape> shapes;
  std::vector<Reference> references;
  std::vector<std::pair<const Node*, Str>> options; ///< that some script must have
  std::vector<std::pair<const Node*, Str>> wrong_names;
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

void read_task_route(Loading& loading, const Node* node, bool is_default, TaskRoute& route, Rules& rules) {
  Map map(loading, node);
  if (node == nullptr || !map.good()) return;
  if (!is_default) {
    map.required("contains", route.contains);
    map.optional("unless", route.unless);
  }
  map.required("script", route.script);
  map.optional("subcommand", route.subcommand);
  map.finish();
  rules.references.push_back({node, route.script, route.subcommand, rules.pack.task_param});
}

/// An option that is named outside of any script: some script must have it.
void read_option(Map& map, Str key, Str& option, Rules& rules, bool required) {
  if (required ? map.required(key, option) : map.optional(key, option))
    rules.options.emplace_back(map.take(key), option);
}

/// "+08:00" as seconds.
void read_zone(Loading& loading, Map& map, std::int32_t& zone) {
  Str text;
  if (!map.optional("time_zone", text)) return;
  const auto digits = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  const bool good = text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':' &&
                    all_digits(text.substr(1, 2)) && all_digits(text.substr(4, 2)) && digits(1) <= 14 &&
                    digits(4) < 60;
  if (!good) {
    loading.error(*map.take("time_zone"), "expected a time zone such as \"+08:00\"");
    return;
  }
  zone = (text[0] == '-' ? -1 : 1) * (digits(1) * 3600 + digits(4) * 60);
}

void read_command(Loading& loading, const Node& node, Pack& pack, Rules& rules) {
  Map command(loading, &node);
  if (!command.good()) return;
  command.required("interpreter", pack.interpreter);
  command.optional("other_interpreters", pack.interpreters);
  command.required("script_dir", pack.script_dir);
  command.optional("script_prefix", pack.script_prefix);
  read_option(command, "dry_run", pack.dry_run, rules, false);
  command.finish();
  if (!pack.script_dir.empty() && !pack.script_dir.ends_with('/'))
    loading.error(*command.take("script_dir"), "the folder must end with '/'");
}

void read_elements(Loading& loading, const Node* node, ElementRule& rule, Rules& rules) {
  Map elements(loading, node);
  if (node == nullptr || !elements.good()) return;
  Str placeholder;
  read_option(elements, "ids", rule.ids_param, rules, true);
  read_option(elements, "text", rule.text_param, rules, true);
  if (elements.required("placeholder", placeholder)) {
    const std::size_t n = placeholder.find("{n}");
    if (n == Str::npos || n == 0)
      loading.error(*elements.take("placeholder"), "the placeholder must hold {n}, not first");
    rule.before = placeholder.substr(0, n);
    rule.after = n == Str::npos ? Str{} : placeholder.substr(n + 3);
  }
  elements.optional("articles", rule.articles);
  elements.optional("tags", rule.tags);
  elements.finish();
}

void read_tasks(Loading& loading, const Node* node, Rules& rules) {
  Map tasks(loading, node);
  if (node == nullptr || !tasks.good()) return;
  Pack& pack = rules.pack;
  tasks.required("param", pack.task_param);
  const Node* usual = tasks.take("default");
  if (usual == nullptr) loading.error(*node, "'default' is missing");
  read_task_route(loading, usual, true, pack.task_default, rules);
  if (const Node* routes = tasks.take("routes"); is_list(loading, routes))
    for (const Node* item : routes->items)
      read_task_route(loading, item, false, pack.task_routes.emplace_back(), rules);
  tasks.finish();
}

void read_pack(Loading& loading, const std::string& path, Rules& rules) {
  Pack& pack = rules.pack;
  const Node* root = loading.file(path);
  Map map(loading, root);
  if (root == nullptr || !map.good()) return;
  map.required("pack", pack.name);
  map.required("title", pack.title);
  if (const Node* node = map.take("command"))
    read_command(loading, *node, pack, rules);
  else
    loading.error(*root, "'command' is missing");
  map.optional("placeholder", pack.placeholder);
  if (const Node* node = map.take("uploads")) {
    Map uploads(loading, node);
    read_route(loading, uploads.take("local"), pack.local_route, rules);
    read_route(loading, uploads.take("url"), pack.url_route, rules);
    uploads.finish();
    if (pack.placeholder.empty()) loading.error(*node, "uploads need a 'placeholder' for what they return");
  }
  read_tasks(loading, map.take("tasks"), rules);
  if (const Node* node = map.take("models")) {
    Map models(loading, node);
    read_option(models, "param", pack.model_param, rules, true);
    read_option(models, "version", pack.version_param, rules, false);
    models.finish();
  }
  read_elements(loading, map.take("elements"), pack.elements, rules);
  if (const Node* node = map.take("files")) {
    Map files(loading, node);
    files.required("id", pack.file_id);
    files.optional("by_id", pack.file_refs.by_id);
    files.optional("by_url", pack.file_refs.by_url);
    files.finish();
  }
  read_zone(loading, map, pack.zone);
  map.optional("never_ask", pack.never_ask);
  for (const Str option : pack.never_ask) rules.options.emplace_back(map.take("never_ask"), option);
  map.finish();
}

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

/// The same wrong thing listed twice: only one entry could ever be heard.
template <class List> void refuse_twins(Loading& loading, const List& mistakes) {
  for (std::size_t i = 0; i < mistakes.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const Mistake &a = mistakes[i].what, &b = mistakes[j].what;
      if (a.param == b.param && a.value_of == b.value_of && a.value == b.value &&
          a.subcommand == b.subcommand)
        loading.error(*mistakes[i].node, "this mistake is listed twice");
    }
}

void read_operation(Loading& loading, Map& map, Operation& op, const Script& script,
                    const SharedDefinitions& shared, const Common& common, Rules& rules) {
  const auto params = read_params(loading, map.take("params"), shared);
  const auto constraints = read_constraints(loading, map.take("constraints"));
  const auto mistakes = read_mistakes(loading, map.take("mistakes"));
  for (const auto& p : params) op.params.push_back(p.what);
  for (const auto& c : constraints) op.constraints.push_back(c.what);
  for (const auto& m : mistakes) op.mistakes.push_back(m.what);
  ScriptChecker checker(loading, rules.shapes, script);
  for (const auto& p : params) checker.check(p, op);
  for (const auto& c : constraints) checker.check(c, op);
  for (const auto& m : mistakes) {
    checker.check(m, op);
    if (!m.what.subcommand.empty())
      loading.error(*m.node, "wrong subcommands stand at the top of a script that has subcommands");
  }
  refuse_twins(loading, mistakes);
  for (const auto& c : common.constraints)
    if (fits(c.what, op)) {
      op.constraints.push_back(c.what);
      checker.check(c, op);
    }
  for (const auto& m : common.mistakes)
    if (fits(m.what, op)) {
      op.mistakes.push_back(m.what);
      checker.check(m, op);
    }
  if (map.optional("prefer", op.prefer)) {
    const std::size_t blank = op.prefer.find(' ');
    rules.references.push_back({map.take("prefer"), op.prefer.substr(0, blank),
                                blank == Str::npos ? Str{} : op.prefer.substr(blank + 1), Str{}});
  }
}

/// What stands at the top of a script and holds for no subcommand is a slip.
void check_common(Loading& loading, const Common& common, const Script& script, Rules& rules) {
  const auto somewhere = [&](const auto& what) {
    return std::any_of(script.operations.begin(), script.operations.end(),
                       [&](const Operation& op) { return fits(what, op); });
  };
  const auto own = [&](const Mistake& m) {
    return std::any_of(script.operations.begin(), script.operations.end(), [&](const Operation& op) {
      return std::any_of(op.mistakes.begin(), op.mistakes.end(),
                         [&](const Mistake& o) { return o.param == m.param; });
    });
  };
  for (const auto& c : common.constraints)
    if (!c.what.params.empty() && !somewhere(c.what))
      loading.error(*c.node, "no subcommand has all options that this names");
  for (const auto& m : common.mistakes) {
    if (m.what.subcommand.empty()) {
      if (!somewhere(m.what) && !own(m.what)) loading.error(*m.node, "this mistake fits no subcommand");
      continue;
    }
    if (script.find(m.what.subcommand) != nullptr)
      loading.error(*m.node, quoted(m.what.subcommand) + " is listed as a mistake but exists");
    if (!m.what.use.empty() && script.find(m.what.use) == nullptr)
      rules.references.push_back({m.node, m.what.use, std::nullopt, Str{}});
  }
  refuse_twins(loading, common.mistakes);
}

void read_subcommands(Loading& loading, const Node& list, Map& map, const SharedDefinitions& shared,
                      Script& script, Rules& rules) {
  const Common common{read_constraints(loading, map.take("constraints")),
                      read_mistakes(loading, map.take("mistakes"))};
  for (const auto& m : common.mistakes)
    if (!m.what.subcommand.empty()) script.mistakes.push_back(m.what);
  if (!is_list(loading, &list)) return;
  if (list.items.empty()) loading.error(list, "there is no subcommand");
  for (const Node* item : list.items) {
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
  check_common(loading, common, script, rules);
}

void read_script(Loading& loading, const std::string& path, const Node* pack_shared, Rules& rules) {
  const Node* root = loading.file(path);
  Map map(loading, root);
  if (root == nullptr || !map.good()) return;
  Script script;
  script.zone = rules.pack.zone;
  map.required("script", script.name);
  for (const Script& other : rules.scripts)
    if (other.name == script.name)
      loading.error(*map.take("script"), "script " + quoted(script.name) + " is defined twice");
  map.required("summary", script.summary);
  map.optional("doc", script.doc);
  read_cost(loading, map.take("cost"), script.cost);
  map.optional("wrong_names", script.wrong_names);
  for (const Str name : script.wrong_names) rules.wrong_names.emplace_back(map.take("wrong_names"), name);
  const SharedDefinitions shared{map.take("shared"), pack_shared};
  script.models = read_models(loading, map.take("models"));
  read_shapes(loading, map.take("shapes"), rules.shapes);
  if (const Node* list = map.take("subcommands")) {
    read_subcommands(loading, *list, map, shared, script, rules);
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
  const auto find = [&](Str name) {
    return std::find_if(rules.scripts.begin(), rules.scripts.end(),
                        [&](const Script& s) { return s.name == name; });
  };
  for (const Reference& r : rules.references) {
    const auto script = find(r.script);
    if (script == rules.scripts.end()) {
      loading.error(*r.node, "no script " + quoted(r.script));
      continue;
    }
    if (!r.subcommand) continue;
    const Operation* op = script->find(*r.subcommand);
    if (op == nullptr) {
      loading.error(*r.node, quoted(r.script) + (r.subcommand->empty()
                                                     ? " has subcommands: name one"
                                                     : " has no subcommand " + quoted(*r.subcommand)));
    } else if (!r.param.empty() && op->find(r.param) == nullptr) {
      loading.error(*r.node, quoted(r.script) + " has no parameter " + quoted(r.param));
    }
  }
  for (const auto& [node, option] : rules.options)
    if (std::none_of(rules.scripts.begin(), rules.scripts.end(), [&, o = option](const Script& s) {
          return std::any_of(s.operations.begin(), s.operations.end(),
                             [&](const Operation& op) { return op.find(o) != nullptr; });
        }))
      loading.error(*node, "no script has a parameter " + quoted(option));
  for (std::size_t i = 0; i < rules.wrong_names.size(); ++i) {
    const auto& [node, name] = rules.wrong_names[i];
    if (find(name) != rules.scripts.end())
      loading.error(*node, quoted(name) + " is listed as a wrong name but exists");
    for (std::size_t j = 0; j < i; ++j)
      if (rules.wrong_names[j].second == name)
        loading.error(*node, quoted(name) + " is listed as a wrong name twice");
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
  if (!files->empty()) check_references(loading, rules);
  return to_blob(rules.pack, rules.scripts, rules.shapes);
}

} // namespace cmdwright::spec
