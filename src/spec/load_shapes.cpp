// Model tables and JSON shapes.
#include "spec/load_names.h"
#include "spec/load_params.h"

namespace cmdwright::spec {

using yaml::Kind;
using yaml::Loading;
using yaml::Map;
using yaml::Node;

std::vector<Model> read_models(Loading& loading, const Node* map) {
  std::vector<Model> models;
  Map outer(loading, map);
  if (map == nullptr || !outer.good()) return models;
  for (const auto& [name, body] : map->entries) {
    Model& model = models.emplace_back();
    model.name = name->text;
    Map fields(loading, body);
    if (!fields.good()) continue;
    for (const auto& [key, value] : body->entries) {
      ModelField& field = model.fields.emplace_back();
      field.name = key->text;
      if (value->kind == Kind::Map) {
        Map count(loading, value);
        field.is_count = true;
        read_bounds(loading, count, "items", field.items.least, field.items.most);
        count.optional("versions", field.versions);
        count.finish();
      } else {
        read(loading, *value, field.values);
      }
    }
  }
  return models;
}

namespace {
/// A variant is an object whatever it says; everything else says what it is.
Shape read_shape(Loading& loading, Str name, const Node* node, int depth, bool variant = false) {
  Shape shape;
  shape.name = name;
  Map map(loading, node);
  if (!map.good()) return shape;
  if (depth > 16) {
    loading.error(*node, "the shape is nested too deeply");
    return shape;
  }
  using K = Shape::Kind;
  const Node* type = map.take("type");
  const Node* any = map.take("any_of");
  if (type == nullptr && any == nullptr && !variant) loading.error(*node, "'type' is missing");
  if (variant) shape.kind = K::Object;
  if (type != nullptr)
    read_name<K>(loading, *type,
                 {{"any", K::Any},
                  {"object", K::Object},
                  {"array", K::Array},
                  {"string", K::String},
                  {"number", K::Number},
                  {"integer", K::Integer},
                  {"boolean", K::Boolean},
                  {"url", K::Url},
                  {"file_id", K::FileId}},
                 shape.kind);
  const auto nested = [&](std::string_view key, std::vector<Shape>& out) {
    const Node* inner = map.take(key);
    Map inner_map(loading, inner);
    if (inner == nullptr || !inner_map.good()) return;
    for (const auto& [k, v] : inner->entries)
      out.push_back(read_shape(loading, k->text, v, depth + 1, key == "variants"));
  };
  map.optional("required", shape.required);
  nested("properties", shape.properties);
  nested("variants", shape.variants);
  map.optional("discriminator", shape.discriminator);
  read_bounds(loading, map, "items", shape.items.least, shape.items.most);
  if (const Node* of = map.take("of")) shape.of.push_back(read_shape(loading, "", of, depth + 1));
  if (is_list(loading, any)) {
    shape.kind = K::AnyOf;
    for (const Node* alternative : any->items)
      shape.of.push_back(read_shape(loading, "", alternative, depth + 1));
  }
  map.optional("values", shape.values);
  map.finish();
  const auto belongs = [&](std::string_view key, bool here, std::string_view to) {
    if (map.has(key) && !here)
      loading.error(*map.take(key), "'" + std::string(key) + "' belongs to " + std::string(to));
  };
  for (const std::string_view key : {"required", "properties", "variants", "discriminator"})
    belongs(key, shape.kind == K::Object, "an object");
  for (const std::string_view key : {"items", "of"}) belongs(key, shape.kind == K::Array, "an array");
  belongs("values", shape.kind == K::String, "a string");
  if (shape.variants.empty() != shape.discriminator.empty())
    loading.error(*node, "'variants' and 'discriminator' belong together");
  return shape;
}
} // namespace

void read_shapes(Loading& loading, const Node* map, std::vector<Shape>& shapes) {
  Map outer(loading, map);
  if (map == nullptr || !outer.good()) return;
  for (const auto& [name, body] : map->entries) {
    for (const Shape& other : shapes)
      if (other.name == name->text)
        loading.error(*name, "shape '" + std::string(name->text) + "' is defined twice");
    shapes.push_back(read_shape(loading, name->text, body, 0));
  }
}

} // namespace cmdwright::spec
