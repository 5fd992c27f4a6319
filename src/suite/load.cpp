#include "suite/load.h"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include "suite/glob.h"
#include "text/files.h"
#include "text/words.h"

namespace cmdwright::suite {

namespace fs = std::filesystem;
using nlohmann::ordered_json;
using yaml::Kind;
using yaml::Node;

namespace {

constexpr unsigned kDeepestYaml = 64;
/// Includes inside includes.
constexpr unsigned kDeepestInclude = 16;

/// The values of one row of a case's table.
using Row = std::map<std::string_view, std::string_view>;

/// Copies of nodes in which ${name} is replaced; nodes that need no change are shared.
class Substitution {
public:
  explicit Substitution(yaml::Loading& loading) : loading_(loading) {}

  const Node* apply(const Node& node, const Row& row, unsigned depth = 0) {
    if (depth > kDeepestYaml) {
      loading_.error(node, "nested too deeply");
      return &node;
    }
    Node copy = node;
    if (node.kind == Kind::Scalar) {
      if (node.text.find("${") == std::string_view::npos) return &node;
      copy.text = replaced(node, row);
    }
    for (const Node*& item : copy.items) item = apply(*item, row, depth + 1);
    for (auto& [key, value] : copy.entries) {
      key = apply(*key, row, depth + 1);
      value = apply(*value, row, depth + 1);
    }
    nodes_.push_back(std::move(copy));
    return &nodes_.back();
  }

private:
  std::string_view replaced(const Node& node, const Row& row) {
    std::string out;
    std::string_view rest = node.text;
    for (;;) {
      const std::size_t at = rest.find("${");
      const std::size_t end = at == std::string_view::npos ? at : rest.find('}', at);
      if (end == std::string_view::npos) break;
      const std::string_view name = trim(rest.substr(at + 2, end - at - 2));
      const auto it = row.find(name);
      if (it == row.end())
        loading_.error(node, "the table under 'with' has no column '" + std::string(name) + "'");
      out += std::string(rest.substr(0, at)) + std::string(it == row.end() ? "" : it->second);
      rest.remove_prefix(end + 1);
    }
    return loading_.keep(out + std::string(rest));
  }

  yaml::Loading& loading_;
  std::deque<Node> nodes_;
};

struct Defaults {
  std::string now;
  std::vector<std::string> tags;
  Expectations expect;
};

class Loader {
public:
  explicit Loader(const spec::Spec& spec) : spec_(spec), substitution_(loading_) {}

  void file(const std::string& path, unsigned depth, const Node* from) {
    std::error_code failed;
    const fs::path real = fs::weakly_canonical(path, failed);
    if (depth > kDeepestInclude) return loading_.error(*from, "includes are nested too deeply");
    if (!known_.insert(failed ? path : real.string()).second) return;
    const std::size_t errors = loading_.errors().size();
    const Node* root = loading_.file(path);
    if (root != nullptr) suite(path, *root, depth);
    keep_errors(errors);
  }

  void text(const std::string& name, std::string_view content) {
    const std::size_t errors = loading_.errors().size();
    const Node* root = loading_.text(name, content);
    if (root != nullptr) suite(name, *root, 0);
    keep_errors(errors);
  }

  Loaded finish() { return std::move(loaded_); }

private:
  /// Errors that belong to no case belong to the file.
  void keep_errors(std::size_t from) {
    for (std::size_t i = from; i < loading_.errors().size(); ++i)
      if (claimed_.count(i) == 0) {
        loaded_.errors.push_back(loading_.errors()[i]);
        claimed_.insert(i);
      }
  }

  void suite(const std::string& path, const Node& root, unsigned depth) {
    folder_ = fs::path(path).parent_path().string();
    yaml::Map map(loading_, &root);
    if (!map.good()) return;
    Suite out;
    out.file = path;
    std::string_view name;
    out.name = map.optional("suite", name) ? std::string(name) : fs::path(path).filename().string();
    Defaults defaults;
    if (const Node* node = map.take("defaults")) read_defaults(*node, defaults);
    if (const Node* list = map.take("include")) include(*list, depth);
    folder_ = fs::path(path).parent_path().string();
    const Node* cases = map.take("cases");
    map.finish();
    if (cases == nullptr && !map.has("include")) loading_.error(root, "'cases' is missing");
    if (cases != nullptr && yaml::is_list(loading_, cases))
      for (const Node* item : cases->items) add_case(out, *item, defaults);
    unique_names(out);
    if (!out.cases.empty()) loaded_.suites.push_back(std::move(out));
  }

  void read_defaults(const Node& node, Defaults& out) {
    yaml::Map map(loading_, &node);
    std::string_view now;
    std::vector<std::string_view> tags;
    map.optional("now", now);
    map.optional("tags", tags);
    out.now = std::string(now);
    out.tags.assign(tags.begin(), tags.end());
    if (const Node* expect = map.take("expect"))
      out.expect = read_expectations(loading_, expect, spec_, false);
    map.finish();
  }

  void include(const Node& list, unsigned depth) {
    std::vector<std::string_view> names;
    if (!yaml::read(loading_, list, names)) return;
    const std::string folder = folder_;
    for (const std::string_view name : names) {
      const std::vector<std::string> files = files_of(folder, name);
      if (files.empty()) loading_.error(list, "no file matches '" + std::string(name) + "'");
      for (const std::string& path : files) file(path, depth + 1, &list);
    }
  }

  static std::vector<std::string> files_of(const std::string& folder, std::string_view name) {
    const std::string path =
        name.starts_with('/') || folder.empty() ? std::string(name) : folder + "/" + std::string(name);
    if (has_wildcards(name)) return expand_glob(path);
    return {path};
  }

  void add_case(Suite& out, const Node& node, const Defaults& defaults) {
    const Node* with = node.kind == Kind::Map ? node.find("with") : nullptr;
    if (with == nullptr) {
      add_one(out, node, node, defaults, true);
      return;
    }
    const std::size_t errors = loading_.errors().size();
    std::vector<Row> rows;
    if (yaml::is_list(loading_, with))
      for (const Node* item : with->items) {
        if (item->kind != Kind::Map) {
          loading_.error(*item, "a row of the table is a map of names and values");
          continue;
        }
        Row row;
        for (const auto& [key, value] : item->entries)
          if (std::string_view text; yaml::read(loading_, *value, text)) row[key->text] = text;
        rows.push_back(std::move(row));
      }
    if (rows.empty() && loading_.errors().size() == errors) loading_.error(*with, "the table is empty");
    if (loading_.errors().size() != errors) {
      add_broken(out, node, errors);
      return;
    }
    for (const Row& row : rows) {
      const std::size_t before = loading_.errors().size();
      const Node* filled = substitution_.apply(node, row);
      if (loading_.errors().size() != before)
        add_broken(out, node, before);
      else
        add_one(out, *filled, node, defaults, false);
      if (!out.cases.back().errors.empty()) break; // the other rows have the same
    }
  }

  void add_broken(Suite& out, const Node& node, std::size_t errors) {
    Case c;
    c.suite = out.file;
    c.place = node.place();
    if (const Node* name = node.kind == Kind::Map ? node.find("name") : nullptr)
      c.name = std::string(name->text);
    claim_errors(c, errors);
    out.cases.push_back(std::move(c));
  }

  void claim_errors(Case& c, std::size_t from) {
    for (std::size_t i = from; i < loading_.errors().size(); ++i) {
      c.errors.push_back(loading_.errors()[i]);
      claimed_.insert(i);
    }
  }

  void add_one(Suite& out, const Node& node, const Node& written, const Defaults& defaults, bool own) {
    const std::size_t errors = loading_.errors().size();
    Case c;
    c.suite = out.file;
    c.place = written.place();
    yaml::Map map(loading_, &node);
    if (map.good()) read_case(map, c, own);
    if (c.now.empty()) c.now = defaults.now;
    c.tags.insert(c.tags.begin(), defaults.tags.begin(), defaults.tags.end());
    c.whole.fill_from(defaults.expect);
    if (loading_.errors().size() == errors && !c.checks_anything())
      loading_.error(written, "the case expects nothing");
    claim_errors(c, errors);
    out.cases.push_back(std::move(c));
  }

  void read_case(yaml::Map& map, Case& c, bool own) {
    std::string_view name;
    std::string_view now;
    std::string_view skip;
    std::string_view id;
    std::vector<std::string_view> tags;
    map.required("name", name);
    map.optional("tags", tags);
    map.optional("only", c.only);
    map.optional("skip", skip);
    map.optional("now", now);
    map.optional("id", id);
    map.optional("repeats", c.repeats);
    (void)map.take("with");
    c.name = std::string(name);
    c.now = std::string(now);
    c.id = std::string(id);
    c.skip = std::string(skip);
    c.tags.assign(tags.begin(), tags.end());
    if (const Node* node = map.take("skip"); node != nullptr && (trim(skip).empty() || skip == "true"))
      loading_.error(*node, "'skip' needs the reason");
    if (const Node* node = map.take("expect")) c.whole = read_expectations(loading_, node, spec_, own);
    if (const Node* node = map.take("turns"); node != nullptr && yaml::is_list(loading_, node))
      for (const Node* item : node->items)
        c.turns.push_back(item->kind == Kind::Null ? Expectations{}
                                                   : read_expectations(loading_, item, spec_, own));
    const Node* request = map.take("request");
    const Node* dialogue = map.take("conversation");
    const Node* transcript = map.take("transcript");
    map.finish();
    const int sources =
        (request != nullptr ? 1 : 0) + (dialogue != nullptr ? 1 : 0) + (transcript != nullptr ? 1 : 0);
    if (sources != 1) {
      loading_.error(map.node(), "a case needs one of request, conversation and transcript");
    } else if (request != nullptr) {
      std::vector<std::string_view> turns;
      if (yaml::read(loading_, *request, turns)) c.requests.assign(turns.begin(), turns.end());
      if (c.requests.empty()) loading_.error(*request, "the request is empty");
    } else if (dialogue != nullptr) {
      read_dialogue(*dialogue, c, own);
    } else {
      c.source = Case::Source::Recorded;
      read_files(*transcript, c);
    }
  }

  void read_files(const Node& node, Case& c) {
    std::vector<std::string_view> names;
    if (!yaml::read(loading_, node, names)) return;
    for (const std::string_view name : names) {
      const std::vector<std::string> files = files_of(folder_, name);
      if (files.empty()) loading_.error(node, "no file matches '" + std::string(name) + "'");
      c.files.insert(c.files.end(), files.begin(), files.end());
    }
    if (names.empty()) loading_.error(node, "no file is named");
  }

  /// Messages one by one; `expect` belongs to the turn of the agent that it stands behind.
  void read_dialogue(const Node& list, Case& c, bool own) {
    if (!yaml::is_list(loading_, &list)) return;
    ordered_json messages = ordered_json::array();
    bool answered = false;
    std::size_t users = 0;
    for (const Node* item : list.items) {
      if (item->kind != Kind::Map || item->entries.size() != 1) {
        loading_.error(*item, "expected one of user, assistant, system, runs, calls, tool and expect");
        continue;
      }
      const auto& [key, value] = item->entries.front();
      if (key->text == "expect") {
        if (users == 0) loading_.error(*key, "nobody has said anything yet");
        c.turns.resize(std::max(c.turns.size(), users));
        if (users > 0) c.turns[users - 1] = read_expectations(loading_, value, spec_, own);
        continue;
      }
      read_message(*key, *value, messages);
      if (key->text == "user") {
        ++users;
        c.requests.emplace_back(value->text);
      }
      answered |= key->text == "assistant" || key->text == "runs" || key->text == "calls";
    }
    if (users == 0) loading_.error(list, "nobody asks for anything; begin with 'user:'");
    if (!answered) return; // somebody has to answer
    c.source = Case::Source::Dialogue;
    c.dialogue = ordered_json{{"messages", std::move(messages)}}.dump(-1, ' ', false,
                                                                      ordered_json::error_handler_t::replace);
  }

  void read_message(const Node& key, const Node& value, ordered_json& messages) {
    std::string_view text;
    if (key.text == "user" || key.text == "assistant" || key.text == "system") {
      if (yaml::read(loading_, value, text)) messages.push_back({{"role", key.text}, {"content", text}});
    } else if (key.text == "runs") {
      if (yaml::read(loading_, value, text)) add_call(messages, "Bash", {{"command", text}});
    } else if (key.text == "calls") {
      read_call(value, messages);
    } else if (key.text == "tool") {
      if (yaml::read(loading_, value, text))
        messages.push_back(
            {{"role", "tool"}, {"tool_call_id", "call_" + std::to_string(calls_)}, {"content", text}});
    } else {
      loading_.error(key, "expected one of user, assistant, system, runs, calls, tool and expect");
    }
  }

  void read_call(const Node& value, ordered_json& messages) {
    yaml::Map map(loading_, &value);
    std::string_view name;
    map.required("name", name);
    ordered_json arguments = ordered_json::object();
    if (const Node* node = map.take("arguments"))
      for (const auto& [k, v] : node->entries)
        if (std::string_view text; yaml::read(loading_, *v, text)) arguments[std::string(k->text)] = text;
    map.finish();
    add_call(messages, name, arguments);
  }

  void add_call(ordered_json& messages, std::string_view name, const ordered_json& arguments) {
    ordered_json call = {{"id", "call_" + std::to_string(++calls_)},
                         {"type", "function"},
                         {"function", {{"name", name}, {"arguments", arguments.dump()}}}};
    messages.push_back({{"role", "assistant"},
                        {"content", nullptr},
                        {"tool_calls", ordered_json::array({std::move(call)})}});
  }

  /// Results are found again by their names, so two cases must not share one.
  static void unique_names(Suite& suite) {
    std::map<std::string, int> seen;
    for (Case& c : suite.cases) {
      if (c.name.empty()) c.name = "(no name)";
      if (const int n = ++seen[c.name]; n > 1) c.name += " #" + std::to_string(n);
    }
  }

  const spec::Spec& spec_;
  yaml::Loading loading_;
  Substitution substitution_;
  Loaded loaded_;
  std::set<std::string> known_;
  std::set<std::size_t> claimed_;
  std::string folder_;
  std::size_t calls_ = 0;
};

} // namespace

Loaded load_suites(const std::vector<std::string>& files, const spec::Spec& spec) {
  Loader loader(spec);
  for (const std::string& file : files) {
    static const Node nowhere;
    loader.file(file, 0, &nowhere);
  }
  return loader.finish();
}

Loaded load_suite_text(const std::string& name, std::string_view text, const spec::Spec& spec) {
  Loader loader(spec);
  loader.text(name, text);
  return loader.finish();
}

} // namespace cmdwright::suite
