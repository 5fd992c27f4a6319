// Strict YAML. yaml-cpp parses; this wrapper keeps what a careful reader needs and yaml-cpp drops: the place
// of every node, the text of every scalar as written (`010` stays "010"), and errors for duplicate keys,
// unknown keys, tags and wrong types, each with file:line:column. Aliases share the node that they stand for;
// circles of them are refused. No yaml-cpp header and no exception gets past this file.
//
//     yaml::Loading loading;                       // collects strings and errors
//     const yaml::Node* root = loading.file("rules/pack.yaml");
//     yaml::Map map(loading, root);
//     map.required("interpreter", pack.interpreter);
//     map.optional("doc", pack.doc);
//     map.finish();                                // reports keys that nobody asked for
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/result.h"

namespace cmdwright::yaml {

enum class Kind : std::uint8_t { Null, Scalar, List, Map };

struct Node {
  Kind kind = Kind::Null;
  bool quoted = false;   ///< a scalar in quotes or a block scalar: never null, number or boolean
  std::string_view text; ///< of a scalar
  std::string_view file;
  std::uint32_t line = 0;                                   ///< from 1
  std::uint32_t column = 0;                                 ///< from 1
  std::vector<const Node*> items;                           ///< of a list
  std::vector<std::pair<const Node*, const Node*>> entries; ///< of a map, in order

  [[nodiscard]] std::string place() const;
  /// Value of a key of a map, or nullptr.
  [[nodiscard]] const Node* find(std::string_view key) const;
};

/// Owns nodes and strings of all files that are loaded together, and collects what is wrong with them.
class Loading {
public:
  Loading();
  ~Loading();
  Loading(const Loading&) = delete;
  Loading& operator=(const Loading&) = delete;

  /// Parses a file. nullptr (and an error) when it cannot be read or is no YAML with exactly one document.
  const Node* file(const std::string& path);
  /// Parses text that is known by `name`.
  const Node* text(std::string_view name, std::string_view yaml);

  void error(const Node& at, std::string message);
  /// The same words about the same place count once: a definition may be read many times.
  void error(Error e);
  [[nodiscard]] const std::vector<Error>& errors() const { return errors_; }

  /// A copy of `text` that lives as long as this object.
  std::string_view keep(std::string_view text);

private:
  friend struct Builder;
  std::deque<Node> nodes_;
  std::deque<std::string> strings_;
  std::vector<Error> errors_;
  std::set<std::string> known_errors_;
};

/// True for a list; anything else but nullptr is reported.
bool is_list(Loading&, const Node*);

/// Typed scalars; each reports a wrong type and returns false.
bool read(Loading&, const Node&, std::string_view&);
bool read(Loading&, const Node&, bool&);
bool read(Loading&, const Node&, std::int64_t&);
bool read(Loading&, const Node&, std::uint32_t&);
bool read(Loading&, const Node&, double&);

template <class T> bool read(Loading& loading, const Node& node, std::optional<T>& out) {
  if (node.kind == Kind::Null) return true;
  return read(loading, node, out.emplace());
}

/// A list; a single scalar is taken as a list of one.
template <class T> bool read(Loading& loading, const Node& node, std::vector<T>& out) {
  bool good = true;
  if (node.kind == Kind::List) {
    for (const Node* item : node.items) good &= read(loading, *item, out.emplace_back());
    return good;
  }
  if (node.kind == Kind::Null) return true;
  return read(loading, node, out.emplace_back());
}

/// Reads the keys of a map one by one and knows afterwards which nobody asked for.
class Map {
public:
  /// Reports an error when `node` is no map; every later call then does nothing.
  Map(Loading& loading, const Node* node);

  [[nodiscard]] bool good() const { return node_ != nullptr; }
  [[nodiscard]] const Node& node() const { return *node_; }
  [[nodiscard]] bool has(std::string_view key) const {
    return node_ != nullptr && node_->find(key) != nullptr;
  }

  /// The value of `key`, marked as known; nullptr when absent.
  const Node* take(std::string_view key);

  /// False, and `out` unchanged, when the key is absent or null.
  template <class T> bool optional(std::string_view key, T& out) {
    const Node* value = take(key);
    return value != nullptr && value->kind != Kind::Null && read(loading_, *value, out);
  }
  template <class T> bool required(std::string_view key, T& out) {
    if (node_ == nullptr) return false;
    if (const Node* value = take(key)) return read(loading_, *value, out);
    loading_.error(*node_, "'" + std::string(key) + "' is missing");
    return false;
  }

  /// Reports unknown keys, with the nearest known one.
  void finish();

private:
  Loading& loading_;
  const Node* node_;
  std::vector<std::string_view> known_;
};

} // namespace cmdwright::yaml
