#include "text/yaml.h"

#include <charconv>
#include <cmath>
#include <sstream>
#include <unordered_set>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include "text/files.h"
#include "text/utf8.h"
#include "text/words.h"

namespace cmdwright::yaml {

namespace {
std::string place_of(std::string_view file, std::uint32_t line, std::uint32_t column) {
  return std::string(file) + ":" + std::to_string(line) + ":" + std::to_string(column);
}
} // namespace

std::string Node::place() const {
  return place_of(file, line, column);
}

const Node* Node::find(std::string_view key) const {
  for (const auto& [k, v] : entries)
    if (k->text == key) return v;
  return nullptr;
}

namespace {
/// Nodes that one file may come to once its aliases are written out. Aliases of aliases grow without bound
/// otherwise.
constexpr std::size_t kMostNodes = 1'000'000;
} // namespace

/// Builds our nodes from yaml-cpp's events.
struct Builder : YAML::EventHandler {
  /// A list or map whose end has not come yet.
  struct Level {
    Node* node = nullptr;
    YAML::anchor_t anchor = 0;
    Node* key = nullptr; ///< of a map: the key that waits for its value
    std::unordered_set<std::string_view> keys;
    std::size_t size = 1; ///< nodes inside, aliases written out
  };
  /// What an alias may stand for. `node` is nullptr while it is still open.
  struct Anchor {
    Node* node = nullptr;
    std::size_t size = 1;
  };

  Builder(Loading& l, std::string_view f) : loading(l), file(f) {}

  Node& add(const YAML::Mark& mark, Kind kind, const std::string& tag) {
    Node& node = loading.nodes_.emplace_back();
    node.kind = kind;
    node.file = file;
    node.line = static_cast<std::uint32_t>(mark.line + 1);
    node.column = static_cast<std::uint32_t>(mark.column + 1);
    // yaml-cpp tags quoted scalars "!" and plain ones "?".
    if (!tag.empty() && tag != "!" && tag != "?") loading.error(node, "tags have no meaning here");
    return node;
  }

  void remember(YAML::anchor_t anchor, Node* node, std::size_t size) {
    if (anchor == 0) return;
    anchors.resize(std::max<std::size_t>(anchors.size(), anchor + 1));
    anchors[anchor] = {node, size};
  }

  void attach(Node* node, std::size_t size) {
    if (open.empty()) {
      root = node;
      return;
    }
    Level& parent = open.back();
    parent.size += size;
    if (parent.node->kind == Kind::List) {
      parent.node->items.push_back(node);
    } else if (parent.key == nullptr) {
      if (node->kind != Kind::Scalar) loading.error(*node, "a key must be plain text");
      if (!parent.keys.insert(node->text).second)
        loading.error(*node, "key '" + std::string(node->text) + "' is given twice");
      parent.key = node;
    } else {
      parent.node->entries.emplace_back(parent.key, node);
      parent.key = nullptr;
    }
  }

  void begin(Node& node, YAML::anchor_t anchor) {
    remember(anchor, nullptr, 1);
    open.push_back({&node, anchor, nullptr, {}, 1});
  }
  void end() {
    const Level level = std::move(open.back());
    open.pop_back();
    remember(level.anchor, level.node, level.size);
    attach(level.node, level.size);
  }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Node& node = add(mark, Kind::Null, "");
    remember(anchor, &node, 1);
    attach(&node, 1);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Anchor target = anchor < anchors.size() ? anchors[anchor] : Anchor{};
    std::size_t size = target.size;
    for (const Level& level : open) size += level.size;
    if (target.node == nullptr || size > kMostNodes) {
      const bool circle = target.node == nullptr;
      target = {&add(mark, Kind::Null, ""), 1};
      loading.error(*target.node, circle ? "an alias cannot stand inside what it stands for"
                                         : "the aliases come to more than a million nodes");
    }
    attach(target.node, target.size);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const bool quoted = tag == "!";
    const bool null = !quoted && (value.empty() || value == "null" || value == "~");
    const bool is_key = !open.empty() && open.back().node->kind == Kind::Map && open.back().key == nullptr;
    Node& node = add(mark, null && !is_key ? Kind::Null : Kind::Scalar, tag);
    node.quoted = quoted;
    node.text = loading.keep(value);
    remember(anchor, &node, 1);
    attach(&node, 1);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    begin(add(mark, Kind::List, tag), anchor);
  }
  void OnSequenceEnd() override { end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    begin(add(mark, Kind::Map, tag), anchor);
  }
  void OnMapEnd() override { end(); }

  Loading& loading;
  std::string_view file;
  Node* root = nullptr;
  std::vector<Level> open;
  std::vector<Anchor> anchors;
};

Loading::Loading() = default;
Loading::~Loading() = default;

void Loading::error(const Node& at, std::string message) {
  error(Error{std::move(message), at.place()});
}

void Loading::error(Error e) {
  if (known_errors_.insert(e.text()).second) errors_.push_back(std::move(e));
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
  if (const std::size_t bad = utf8::first_invalid(yaml); bad != std::string_view::npos) {
    const utf8::LineColumn at = utf8::line_column(yaml, bad);
    error(Error{"not UTF-8", place_of(name, at.line, at.column)});
    return nullptr;
  }
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
    const bool placed = e.mark.line >= 0;
    error(Error{"no valid YAML: " + e.msg, placed
                                               ? place_of(name, static_cast<std::uint32_t>(e.mark.line + 1),
                                                          static_cast<std::uint32_t>(e.mark.column + 1))
                                               : std::string(name)});
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
  bool finite = true;
  const bool padded = t.size() > sign + 1 && t[sign] == '0' && is_digit(t[sign + 1]);
  const auto [end, failure] = std::from_chars(t.data(), t.data() + t.size(), out);
  if constexpr (std::is_floating_point_v<T>) finite = std::isfinite(out);
  if (node.kind != Kind::Scalar || node.quoted || padded || !finite || failure != std::errc{} ||
      end != t.data() + t.size())
    return wrong_type(loading, node, expected);
  return true;
}
} // namespace

bool is_list(Loading& loading, const Node* node) {
  if (node == nullptr) return false;
  return node->kind == Kind::List || wrong_type(loading, *node, "a list");
}

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
