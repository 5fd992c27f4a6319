// The fields of one request from YAML. Private to the loader.
#pragma once

#include <string_view>
#include <vector>

#include "exec/api_model.h"
#include "spec/spec.h"
#include "text/yaml.h"

namespace cmdwright::exec {

class FieldReader {
public:
  /// `groups` are the named lists of fields of all files; `tables` those that a field may name.
  FieldReader(yaml::Loading& loading, const spec::Operation& operation,
              const std::vector<std::pair<std::string_view, const yaml::Node*>>& groups,
              const std::vector<Table>& tables)
      : loading_(loading), operation_(operation), groups_(groups), tables_(tables) {}

  /// A map path -> value, or a list of such maps.
  void read(const yaml::Node& node, std::vector<Field>& out) { read(node, out, 0); }
  /// A when-expression whose options must exist.
  void condition(const yaml::Node& node, spec::Condition& out);
  /// An option that must exist.
  void option(const yaml::Node& at, Str name);

private:
  void read(const yaml::Node& node, std::vector<Field>& out, unsigned depth);
  void one(const yaml::Node& node, Str path, bool otherwise, std::vector<Field>& out);

  yaml::Loading& loading_;
  const spec::Operation& operation_;
  const std::vector<std::pair<std::string_view, const yaml::Node*>>& groups_;
  const std::vector<Table>& tables_;
};

/// A YAML value as JSON text: quoted scalars and words are texts, the rest numbers, booleans, null.
[[nodiscard]] std::string json_of(const yaml::Node& node);

} // namespace cmdwright::exec
