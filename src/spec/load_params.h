// Parameters, constraints, shapes and models from YAML. Private to the spec room.
#pragma once

#include <string_view>
#include <vector>

#include "spec/model.h"
#include "text/yaml.h"

namespace cmdwright::spec {

/// Definitions that a `use:` may name: first those of the file, then those of rules/shared.yaml.
struct SharedDefinitions {
  const yaml::Node* file = nullptr;
  const yaml::Node* pack = nullptr;

  [[nodiscard]] const yaml::Node* find(std::string_view name) const;
};

/// Something that was read, and where.
template <class T> struct Placed {
  T what;
  const yaml::Node* node;
};

/// In printed order: required ones first, the others as written.
std::vector<Placed<Param>> read_params(yaml::Loading&, const yaml::Node* list, const SharedDefinitions&);
std::vector<Placed<Constraint>> read_constraints(yaml::Loading&, const yaml::Node* list);
std::vector<Placed<Mistake>> read_mistakes(yaml::Loading&, const yaml::Node* list);
std::vector<Model> read_models(yaml::Loading&, const yaml::Node* map);
void read_shapes(yaml::Loading&, const yaml::Node* map, std::vector<Shape>& shapes);
bool read_cost(yaml::Loading&, const yaml::Node* node, Cost& cost);

} // namespace cmdwright::spec
