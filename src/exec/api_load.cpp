#include "exec/api_load.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "exec/api_fields.h"
#include "exec/api_load_fields.h"
#include "text/blob.h"
#include "text/files.h"
#include "text/words.h"

namespace cmdwright::exec {

using yaml::Kind;
using yaml::Loading;
using yaml::Map;
using yaml::Node;

namespace {

template <class E, std::size_t N>
void read_word(Loading& loading, const Node& node, const std::array<std::pair<std::string_view, E>, N>& words,
               E& out) {
  Str word;
  if (!yaml::read(loading, node, word)) return;
  std::string all;
  for (const auto& [name, value] : words) {
    if (name == word) {
      out = value;
      return;
    }
    all += (all.empty() ? "" : ", ") + std::string(name);
  }
  loading.error(node, "expected one of " + all);
}

constexpr std::array<std::pair<std::string_view, ActionKind>, 4> kKinds = {
    {{"read", ActionKind::Read},
     {"repeatable", ActionKind::Repeatable},
     {"submit", ActionKind::Submit},
     {"write", ActionKind::Write}}};
constexpr std::array<std::pair<std::string_view, Deed>, 12> kDeeds = {{{"call", Deed::Call},
                                                                       {"upload", Deed::Upload},
                                                                       {"chat", Deed::Chat},
                                                                       {"chat-stream", Deed::ChatStream},
                                                                       {"models", Deed::Models},
                                                                       {"note", Deed::Note},
                                                                       {"records", Deed::Records},
                                                                       {"environment", Deed::Environment},
                                                                       {"token-create", Deed::TokenCreate},
                                                                       {"token-list", Deed::TokenList},
                                                                       {"usage", Deed::Usage},
                                                                       {"element", Deed::Element}}};
constexpr std::array<std::pair<std::string_view, Retry>, 3> kRetries = {
    {{"never", Retry::Never}, {"reads", Retry::Reads}, {"always", Retry::Always}}};

void read_names(Loading& loading, const Node* node, Names& out) {
  if (node == nullptr) return;
  for (const auto& [key, value] : node->entries) {
    Str text;
    if (yaml::read(loading, *value, text)) out.emplace_back(key->text, text);
  }
}

void read_service(Loading& loading, const Node* node, Service& s) {
  Map map(loading, node);
  if (!map.good()) return;
  const auto inner = [&](const char* key, auto read) {
    const Node* child = map.take(key);
    if (child == nullptr) return loading.error(*node, std::string("'") + key + "' is missing");
    Map m(loading, child);
    read(m);
    m.finish();
  };
  map.required("host", s.host);
  map.required("version", s.version);
  map.required("name", s.name);
  map.optional("timeout", s.timeout);
  map.optional("app_name", s.app_name_param);
  map.optional("files", s.files);
  map.optional("storage", s.storage_host);
  map.optional("records", s.records);
  map.optional("cost_notice", s.cost_notice);
  map.optional("tolerate", s.tolerated);
  inner("region", [&](Map& m) {
    m.required("param", s.region_param);
    m.optional("env", s.region_env);
    m.required("default", s.region_default);
  });
  inner("sub_app", [&](Map& m) {
    m.required("param", s.sub_app_param);
    m.optional("env", s.sub_app_env);
    m.required("field", s.sub_app_field);
  });
  inner("credentials", [&](Map& m) {
    m.required("id", s.id_env);
    m.required("key", s.key_env);
  });
  inner("chat", [&](Map& m) {
    m.required("host", s.chat_host);
    m.required("path", s.chat_path);
    m.required("token", s.chat_token_param);
    m.required("env", s.chat_token_env);
  });
  inner("session", [&](Map& m) {
    m.required("length", s.session_length);
    m.required("days", s.session_days);
  });
  inner("tasks", [&](Map& m) {
    m.required("state", s.task_action);
    m.optional("list", s.tasks_action);
    m.required("id", s.task_field);
    m.required("status", s.status_field);
    m.required("done", s.done);
    m.required("failed", s.failed);
  });
  inner("options", [&](Map& m) {
    m.required("json", s.json_param);
    m.required("verbose", s.verbose_param);
    m.required("no_wait", s.no_wait_param);
    m.required("max_wait", s.max_wait_param);
    m.required("interval", s.interval_params);
  });
  map.finish();
}

void read_actions(Loading& loading, const Node* node, std::vector<Action>& out) {
  if (node == nullptr) return;
  for (const auto& [key, value] : node->entries) {
    Action action;
    action.name = key->text;
    if (value->kind == Kind::Map) {
      Map map(loading, value);
      if (const Node* kind = map.take("kind")) read_word(loading, *kind, kKinds, action.kind);
      map.optional("session", action.session);
      map.optional("tasks", action.tasks);
      map.optional("task_type", action.task_type);
      map.optional("subject", action.subject);
      map.finish();
    } else {
      read_word(loading, *value, kKinds, action.kind);
    }
    if (action.kind == ActionKind::Submit && action.tasks.empty()) action.tasks.emplace_back("TaskId");
    out.push_back(std::move(action));
  }
}

void read_waits(Loading& loading, const Node* node, std::vector<WaitProfile>& out) {
  if (node == nullptr) return;
  for (const auto& [key, value] : node->entries) {
    WaitProfile& profile = out.emplace_back();
    profile.name = key->text;
    if (value->kind != Kind::List) {
      yaml::read(loading, *value, profile.pauses.emplace_back().seconds);
      continue;
    }
    for (const Node* item : value->items) {
      std::vector<std::uint32_t> pair;
      if (!yaml::read(loading, *item, pair) || pair.size() != 2)
        loading.error(*item, "expected [seconds passed, pause]");
      else
        profile.pauses.push_back({pair[0], pair[1]});
    }
  }
}

void read_table(const Node& node, std::vector<Str>& keys, Loading& loading, Table& table) {
  for (const auto& [key, value] : node.entries) {
    keys.push_back(key->text);
    if (value->kind == Kind::Map)
      read_table(*value, keys, loading, table); // as deep as the file, which the YAML loader limits
    else
      table.rows.push_back({keys, loading.keep(json_of(*value))});
    keys.pop_back();
  }
}

void read_errors(Loading& loading, const Node* node, std::vector<ErrorRule>& out) {
  if (node == nullptr) return;
  for (const auto& [key, value] : node->entries) {
    ErrorRule rule;
    rule.code = key->text;
    Map map(loading, value);
    map.required("means", rule.meaning);
    map.optional("do", rule.advice);
    if (const Node* retry = map.take("retry")) read_word(loading, *retry, kRetries, rule.retry);
    map.optional("credentials", rule.credentials);
    map.optional("repeated", rule.repeated);
    map.optional("unknown_task", rule.unknown_task);
    map.finish();
    out.push_back(rule);
  }
}

void read_task_types(Loading& loading, const Node* node, std::vector<TaskType>& out) {
  if (node == nullptr) return;
  for (const Node* item : node->items) {
    TaskType type;
    Map map(loading, item);
    map.required("names", type.names);
    map.required("field", type.field);
    map.optional("parts", type.parts);
    map.finish();
    out.push_back(std::move(type));
  }
}

/// The operations, when everything that they refer to is known.
class OperationReader {
public:
  OperationReader(Loading& loading, const spec::Spec& spec, ApiModel& model)
      : loading_(loading), spec_(spec), model_(model) {}

  std::vector<std::pair<std::string_view, const Node*>> groups;

  void read(const Node& key, const Node& value) {
    const std::vector<std::string_view> words = split(key.text, ' ');
    const spec::Operation* operation =
        spec_.operation(words[0], words.size() > 1 ? words[1] : std::string_view{});
    if (operation == nullptr) return loading_.error(key, "no such operation in rules/scripts");
    ApiOperation out;
    out.name = key.text;
    Map map(loading_, &value);
    if (!map.good()) return;
    if (const Node* does = map.take("does")) read_word(loading_, *does, kDeeds, out.does);
    map.optional("wait", out.wait);
    map.optional("polls", out.polls);
    map.optional("needs_sub_app", out.needs_sub_app);
    map.optional("unsupported", out.unsupported);
    map.optional("refused", out.refused);
    map.optional("note", out.note);
    FieldReader fields(loading_, *operation, groups, model_.tables);
    for (const std::vector<Str>* names : {&out.unsupported, &out.refused})
      for (const Str name : *names) fields.option(value, name);
    if (const Node* requests = map.take("requests"))
      for (const Node* item : requests->items) read_request(*item, fields, out);
    else if (map.has("action") || map.has("fields"))
      read_request(value, fields, out, &map);
    map.finish();
    if (!out.wait.empty() && std::none_of(model_.waits.begin(), model_.waits.end(),
                                          [&](const WaitProfile& w) { return w.name == out.wait; }))
      loading_.error(value, "no wait profile '" + std::string(out.wait) + "'");
    model_.operations.push_back(std::move(out));
  }

private:
  void read_request(const Node& node, FieldReader& fields, ApiOperation& out, Map* inside = nullptr) {
    Map own(loading_, &node);
    Map& map = inside == nullptr ? own : *inside;
    Request request;
    map.optional("action", request.action);
    map.optional("pause", request.pause);
    if (map.optional("for_each", request.for_each)) fields.option(node, request.for_each);
    if (const Node* when = map.take("when")) fields.condition(*when, request.when);
    if (const Node* list = map.take("fields")) fields.read(*list, request.fields);
    if (inside == nullptr) own.finish();
    if (!request.action.empty() && std::none_of(model_.actions.begin(), model_.actions.end(),
                                                [&](const Action& a) { return a.name == request.action; }))
      loading_.error(node, "no action '" + std::string(request.action) + "'");
    out.requests.push_back(std::move(request));
  }

  Loading& loading_;
  const spec::Spec& spec_;
  ApiModel& model_;
};

} // namespace

std::string compile_api(Loading& loading, const std::string& folder, const spec::Spec& spec) {
  std::error_code missing;
  if (!std::filesystem::is_directory(folder, missing)) return {};
  const Result<std::vector<std::string>> files = list_files(folder, ".yaml");
  if (!files) {
    loading.error(files.error());
    return {};
  }
  ApiModel model;
  OperationReader operations(loading, spec, model);
  std::vector<const Node*> operation_maps;
  bool served = false;
  for (const std::string& path : *files) {
    const Node* root = loading.file(path);
    Map map(loading, root);
    if (root == nullptr || !map.good()) continue;
    if (const Node* service = map.take("service")) {
      read_service(loading, service, model.service);
      served = true;
    }
    read_actions(loading, map.take("actions"), model.actions);
    read_waits(loading, map.take("waits"), model.waits);
    read_errors(loading, map.take("errors"), model.errors);
    read_task_types(loading, map.take("task_types"), model.task_types);
    read_names(loading, map.take("part_names"), model.part_names);
    read_names(loading, map.take("links"), model.links);
    if (const Node* tables = map.take("tables"))
      for (const auto& [key, value] : tables->entries) {
        Table& table = model.tables.emplace_back();
        table.name = key->text;
        std::vector<Str> keys;
        read_table(*value, keys, loading, table);
      }
    if (const Node* groups = map.take("groups"))
      for (const auto& [key, value] : groups->entries) operations.groups.emplace_back(key->text, value);
    if (const Node* list = map.take("operations")) operation_maps.push_back(list);
    map.finish();
  }
  if (!served) loading.error({"no file here has a 'service'", folder});
  for (const Node* list : operation_maps)
    for (const auto& [key, value] : list->entries) operations.read(*key, *value);
  for (const spec::Script& script : spec.scripts())
    for (const spec::Operation& operation : script.operations) {
      const std::string name = spec::operation_name(script, operation);
      if (std::none_of(model.operations.begin(), model.operations.end(),
                       [&](const ApiOperation& o) { return o.name == name; }))
        loading.error({"nothing says what '" + name + "' requests", folder});
    }
  BlobWriter writer;
  writer(model);
  return writer.finish();
}

} // namespace cmdwright::exec
