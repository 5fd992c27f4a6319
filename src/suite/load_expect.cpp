#include "suite/findings.h"
#include "suite/load.h"
#include "text/words.h"

namespace cmdwright::suite {

namespace {

using yaml::Kind;
using yaml::Node;

class Reader {
public:
  Reader(yaml::Loading& loading, const spec::Spec& spec) : loading_(loading), spec_(spec) {}

  bool value(const Node& node, bool& out) { return yaml::read(loading_, node, out); }
  bool value(const Node& node, std::uint32_t& out) { return yaml::read(loading_, node, out); }

  bool value(const Node& node, CommandsExpected& out) {
    if (node.kind != Kind::Map) return patterns(node, out.commands);
    if (node.entries.size() != 1) return wrong(node, "expected one of ordered, unordered, subset");
    const auto& [key, list] = node.entries.front();
    return order(*key, out.order) && patterns(*list, out.commands);
  }

  bool value(const Node& node, AsksExpected& out) {
    if (is_boolean(node)) return yaml::read(loading_, node, out.wanted);
    if (!texts(node, out.params)) return false;
    for (const std::string& param : out.params)
      if (!param.starts_with("--")) return wrong(node, "'" + param + "' is no parameter such as --name");
    return !out.params.empty() || wrong(node, "no parameter is named; say true or false");
  }

  bool value(const Node& node, RulesExpected& out) {
    if (node.kind == Kind::Scalar && node.text == "clean") return true;
    if (node.kind != Kind::Map) return rules(node, out.rules);
    if (node.entries.size() != 1) return wrong(node, "expected clean, exactly or at_most");
    const auto& [key, list] = node.entries.front();
    if (key->text == "at_most")
      out.kind = RulesExpected::Kind::AtMost;
    else if (key->text != "exactly")
      return wrong(*key, "expected clean, exactly or at_most");
    return rules(*list, out.rules);
  }

  bool value(const Node& node, std::vector<std::string>& out) {
    if (!texts(node, out)) return false;
    for (const std::string& call : out) {
      const std::vector<std::string_view> words = split(call, ' ');
      const spec::Script* script = spec_.script(words[0]);
      if (script == nullptr) return wrong(node, "there is no script '" + std::string(words[0]) + "'");
      if (words.size() > 2 || (words.size() == 2 && script->find(words[1]) == nullptr))
        return wrong(node, "'" + std::string(words[0]) + "' has no subcommand '" +
                               call.substr(words[0].size() + 1) + "'");
    }
    return true;
  }

  bool value(const Node& node, std::vector<ParamExpected>& out) {
    if (node.kind != Kind::Map) return wrong(node, "expected a map such as {--name: value}");
    for (const auto& [key, given] : node.entries) {
      ParamExpected param;
      param.name = std::string(key->text);
      if (!param.name.starts_with("--")) return wrong(*key, "expected a parameter such as --name");
      if (is_boolean(*given)) {
        bool there = true;
        if (!yaml::read(loading_, *given, there)) return false;
        param.absent = !there;
      } else {
        if (!texts(*given, param.values)) return false;
        for (const std::string& text : param.values)
          if (const auto pattern = TextPattern::parse(text); !pattern)
            return wrong(*given, pattern.error().message);
      }
      out.push_back(std::move(param));
    }
    return true;
  }

  bool value(const Node& node, std::vector<Regex>& out) {
    if (node.kind != Kind::List) return regex(node, out.emplace_back());
    for (const Node* item : node.items)
      if (!regex(*item, out.emplace_back())) return false;
    return true;
  }

  bool value(const Node& node, LinksExpected& out) {
    if (!is_boolean(node)) return texts(node, out.urls);
    return yaml::read(loading_, node, out.any);
  }

  bool value(const Node& node, ToolsExpected& out) {
    out.calls_stated = true;
    if (node.kind != Kind::Map) return tools(node, out.calls);
    yaml::Map map(loading_, &node);
    out.calls_stated = false;
    for (const Order o : {Order::Ordered, Order::Unordered, Order::Subset})
      if (const Node* list = map.take(order_name(o))) {
        if (out.calls_stated) return wrong(*list, "only one of ordered, unordered and subset");
        out.calls_stated = true;
        out.order = o;
        if (!tools(*list, out.calls)) return false;
      }
    if (const Node* list = map.take("never"))
      if (!tools(*list, out.never)) return false;
    map.optional("at_most", out.at_most);
    map.finish();
    return true;
  }

  template <class T>
  void take(yaml::Map& map, std::string_view key, bool own, std::optional<Stated<T>>& out) {
    const Node* node = map.take(key);
    if (node == nullptr) return;
    const Node* name = node;
    for (const auto& [k, v] : map.node().entries)
      if (v == node && k->text == key) name = k;
    Stated<T> stated{{}, name->place(), name->line, name->column, own};
    if (value(*node, stated.value)) out = std::move(stated);
  }

private:
  bool wrong(const Node& node, std::string message) {
    loading_.error(node, std::move(message));
    return false;
  }

  static bool is_boolean(const Node& node) {
    return node.kind == Kind::Scalar && !node.quoted && (node.text == "true" || node.text == "false");
  }

  bool order(const Node& key, Order& out) {
    for (const Order o : {Order::Ordered, Order::Unordered, Order::Subset})
      if (key.text == order_name(o)) {
        out = o;
        return true;
      }
    return wrong(key, "expected one of ordered, unordered, subset");
  }

  bool texts(const Node& node, std::vector<std::string>& out) {
    std::vector<std::string_view> views;
    if (!yaml::read(loading_, node, views)) return false;
    out.assign(views.begin(), views.end());
    return true;
  }

  bool pattern(const Node& node, std::vector<CommandPattern>& out) {
    std::string_view text;
    if (!yaml::read(loading_, node, text)) return false;
    Result<CommandPattern> parsed = CommandPattern::parse(text, spec_);
    if (!parsed) return wrong(node, parsed.error().message);
    out.push_back(std::move(*parsed));
    return true;
  }

  bool patterns(const Node& node, std::vector<CommandPattern>& out) {
    if (node.kind != Kind::List) return pattern(node, out);
    for (const Node* item : node.items)
      if (!pattern(*item, out)) return false;
    return true;
  }

  bool rules(const Node& node, std::vector<std::string>& out) {
    if (!texts(node, out)) return false;
    for (const std::string& rule : out)
      if (!is_rule(rule)) {
        const std::string_view near = nearest(rule, known_rules());
        return wrong(node, "there is no rule '" + rule + "'" +
                               (near.empty() ? "" : ", did you mean '" + std::string(near) + "'?"));
      }
    return true;
  }

  bool regex(const Node& node, Regex& out) {
    std::string_view text;
    if (!yaml::read(loading_, node, text)) return false;
    Result<Regex> compiled = compile_regex(text);
    if (!compiled) return wrong(node, compiled.error().message);
    out = std::move(*compiled);
    return true;
  }

  bool tool(const Node& node, ToolExpected& out) {
    std::string_view name;
    if (node.kind != Kind::Map) {
      if (!yaml::read(loading_, node, name)) return false;
    } else {
      yaml::Map map(loading_, &node);
      if (!map.required("name", name)) return false;
      if (const Node* arguments = map.take("arguments"))
        if (!regex(*arguments, out.arguments.emplace())) return false;
      map.finish();
    }
    out.name = std::string(name);
    return true;
  }

  bool tools(const Node& node, std::vector<ToolExpected>& out) {
    if (node.kind != Kind::List) return tool(node, out.emplace_back());
    for (const Node* item : node.items)
      if (!tool(*item, out.emplace_back())) return false;
    return true;
  }

  yaml::Loading& loading_;
  const spec::Spec& spec_;
};

} // namespace

Expectations read_expectations(yaml::Loading& loading, const Node* node, const spec::Spec& spec, bool own) {
  Expectations e;
  Reader reader(loading, spec);
  yaml::Map map(loading, node);
  if (!map.good()) return e;
  reader.take(map, "commands", own, e.commands);
  reader.take(map, "asks", own, e.asks);
  reader.take(map, "refuses", own, e.refuses);
  reader.take(map, "rules", own, e.rules);
  reader.take(map, "script", own, e.script);
  reader.take(map, "params", own, e.params);
  reader.take(map, "says", own, e.says);
  reader.take(map, "never_says", own, e.never_says);
  reader.take(map, "links", own, e.links);
  reader.take(map, "max_turns", own, e.max_turns);
  reader.take(map, "tool_calls", own, e.tool_calls);
  reader.take(map, "agrees", own, e.agrees);
  map.finish();
  return e;
}

} // namespace cmdwright::suite
