#include "text/yaml.h"

#include <charconv>
#include <fstream>
#include <sstream>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include "text/files.h"
#include "text/words.h"

namespace cmdwright::yaml {

std::string Node::place() const {
  return std::string(file) + ":" + std::to_string(line) + ":" + std::to_string(column);
}

const Node* Node::find(std::string_view key) const {
  for (const auto& [k, v] : entries)
    if (k->text == key) return v;
  return nullptr;
}

/// Builds our nodes from yaml-cpp's events.
struct Builder : YAML::EventHandler {
  Builder(Loading& l, std::string_view f) : loading(l), file(f) {}

  Node& add(const YAML::Mark& mark, Kind kind, YAML::anchor_t anchor) {
    Node& node = loading.nodes_.emplace_back();
    node.kind = kind;
    node.file = file;
    node.line = static_cast<std::uint32_t>(mark.line + 1);
    node.column = static_cast<std::uint32_t>(mark.column + 1);
    if (anchor != 0)
      anchors.resize(std::max<std::size_t>(anchors.size(), anchor + 1)), anchors[anchor] = &node;
    return node;
  }

  void attach(Node* node) {
    if (open.empty()) {
      root = node;
      return;
    }
    Node* parent = open.back();
    if (parent->kind == Kind::List) {
      parent->items.push_back(node);
    } else if (key == nullptr) {
      if (node->kind != Kind::Scalar) loading.error(*node, "a key must be plain text");
      if (parent->find(node->text) != nullptr)
        loading.error(*node, "key '" + std::string(node->text) + "' is given twice");
      key = node;
      return;
    } else {
      parent->entries.emplace_back(key, node);
    }
    key = nullptr;
  }

  void begin(Node& node) {
    attach(&node);
    open.push_back(&node);
  }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    attach(&add(mark, Kind::Null, anchor));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (anchor < anchors.size() && anchors[anchor] != nullptr) {
      attach(anchors[anchor]);
    } else {
      attach(&add(mark, Kind::Null, 0));
    }
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    // yaml-cpp tags quoted scalars "!" and plain ones "?".
    const bool quoted = tag == "!";
    const bool null = !quoted && (value.empty() || value == "null" || value == "~");
    const bool is_key = !open.empty() && open.back()->kind == Kind::Map && key == nullptr;
    Node& node = add(mark, null && !is_key ? Kind::Null : Kind::Scalar, anchor);
    node.quoted = quoted;
    node.text = loading.keep(value);
    attach(&node);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    begin(add(mark, Kind::List, anchor));
  }
  void OnSequenceEnd() override { open.pop_back(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    begin(add(mark, Kind::Map, anchor));
  }
  void OnMapEnd() override { open.pop_back(); }

  Loading& loading;
  std::string_view file;
  Node* root = nullptr;
  std::vector<Node*> open;
  Node* key = nullptr; ///< key of the innermost map that waits for its value
  std::vector<Node*> anchors;
};

Loading::Loading() = default;
Loading::~Loading() = default;

void Loading::error(const Node& at, std::string message) {
  errors_.push_back({std::move(message), at.place()});
}

std::string_view Loading::keep(std::string_view text) {
  return strings_.emplace_back(text);
}

const Node* Loading::file(const std::string& path) {
  auto content = read_file(path);
  if (!content) {
    error(content.error());
    return nullptr;
  }
  return text(path, *content);
}

const Node* Loading::text(std::string_view name, std::string_view yaml) {
  Builder builder(*this, keep(name));
  try {
    std::istringstream in{std::string(yaml)};
    YAML::Parser parser(in);
    if (!parser.HandleNextDocument(builder)) {
      error(Error{"the file is empty", std::string(name)});
      return nullptr;
    }
    const Node* root = builder.root;
    if (parser.HandleNextDocument(builder)) error(*builder.root, "only one YAML document is expected");
    return root;
  } catch (const YAML::Exception& e) {
    error(Error{"no valid YAML: " + e.msg, std::string(name) + ":" + std::to_string(e.mark.line + 1) + ":" +
                                               std::to_string(e.mark.column + 1)});
    return nullptr;
  }
}

namespace {
bool wrong_type(Loading& loading, const Node& node, std::string_view expected) {
  std::string got;
  switch (node.kind) {
  case Kind::Null:
    got = "nothing";
    break;
  case Kind::Scalar:
    got = "'" + std::string(node.text) + "'";
    break;
  case Kind::List:
    got = "a list";
    break;
  case Kind::Map:
    got = "a map";
    break;
  }
  loading.error(node, "expected " + std::string(expected) + ", found " + got);
  return false;
}

template <class T> bool number(Loading& loading, const Node& node, T& out, std::string_view expected) {
  const std::string_view t = node.text;
  const std::size_t sign = t.starts_with('-') ? 1 : 0;
  const bool padded = t.size() > sign + 1 && t[sign] == '0' && is_digit(t[sign + 1]);
  const auto [end, failure] = std::from_chars(t.data(), t.data() + t.size(), out);
  if (node.kind != Kind::Scalar || node.quoted || padded || failure != std::errc{} ||
      end != t.data() + t.size())
    return wrong_type(loading, node, expected);
  return true;
}
} // namespace

bool read(Loading& loading, const Node& node, std::string_view& out) {
  if (node.kind != Kind::Scalar) return wrong_type(loading, node, "text");
  out = node.text;
  return true;
}

bool read(Loading& loading, const Node& node, bool& out) {
  if (node.kind != Kind::Scalar || node.quoted || (node.text != "true" && node.text != "false"))
    return wrong_type(loading, node, "true or false");
  out = node.text == "true";
  return true;
}

bool read(Loading& loading, const Node& node, std::int64_t& out) {
  return number(loading, node, out, "a whole number");
}
bool read(Loading& loading, const Node& node, std::uint32_t& out) {
  return number(loading, node, out, "a whole number from 0");
}
bool read(Loading& loading, const Node& node, double& out) {
  return number(loading, node, out, "a number");
}

Map::Map(Loading& loading, const Node* node) : loading_(loading), node_(node) {
  if (node_ != nullptr && node_->kind != Kind::Map) {
    wrong_type(loading_, *node_, "a map");
    node_ = nullptr;
  }
}

const Node* Map::take(std::string_view key) {
  known_.push_back(key);
  return node_ == nullptr ? nullptr : node_->find(key);
}

void Map::finish() {
  if (node_ == nullptr) return;
  for (const auto& [key, value] : node_->entries) {
    bool known = false;
    for (const std::string_view k : known_) known |= k == key->text;
    if (known) continue;
    std::string message = "unknown key '" + std::string(key->text) + "'";
    if (const std::string_view near = nearest(key->text, known_); !near.empty())
      message += ", did you mean '" + std::string(near) + "'?";
    loading_.error(*key, std::move(message));
  }
}

} // namespace cmdwright::yaml
