// Reading names of closed sets and [lowest, highest] pairs. Private to the spec room's loader.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/yaml.h"

namespace cmdwright::spec {

template <class E> using Names = std::vector<std::pair<std::string_view, E>>;

template <class E>
bool read_name(yaml::Loading& loading, const yaml::Node& node, const Names<E>& names, E& out) {
  std::string allowed;
  for (const auto& [name, value] : names) {
    if (node.kind == yaml::Kind::Scalar && node.text == name) {
      out = value;
      return true;
    }
    allowed += (allowed.empty() ? "" : ", ") + std::string(name);
  }
  loading.error(node, "expected one of " + allowed);
  return false;
}

template <class T>
void read_bounds(yaml::Loading& loading, yaml::Map& map, std::string_view key, std::optional<T>& low,
                 std::optional<T>& high) {
  const yaml::Node* node = map.take(key);
  if (node == nullptr) return;
  if (node->kind != yaml::Kind::List || node->items.size() != 2) {
    loading.error(*node, "expected [lowest, highest]");
    return;
  }
  read(loading, *node->items[0], low);
  read(loading, *node->items[1], high);
  if (low && high && *low > *high) loading.error(*node, "the lower bound is above the upper one");
}

} // namespace cmdwright::spec
