// JSON values: valid, of the right shape, without placeholders, with stored files where stored files belong.
#include <nlohmann/json.hpp>

#include "command/checks.h"
#include "text/words.h"

namespace cmdwright::command {

namespace {

using nlohmann::json;
using spec::Shape;
using K = Shape::Kind;

struct Problem {
  std::string_view rule;
  std::string message;
};

class ShapeChecker {
public:
  explicit ShapeChecker(const spec::Pack& pack) : pack_(pack) {}

  /// The first thing that does not fit, or nothing. Depth is bounded by the shape, not by the value.
  std::optional<Problem> check(const json& value, const Shape& shape, const std::string& path) {
    switch (shape.kind) {
    case K::Any:
      return std::nullopt;
    case K::Object:
      return object(value, shape, path);
    case K::Array:
      return array(value, shape, path);
    case K::AnyOf:
      return any_of(value, shape, path);
    case K::Number:
      return value.is_number() ? std::nullopt : wrong(path, "a number");
    case K::Integer:
      return value.is_number_integer() ? std::nullopt : wrong(path, "a whole number");
    case K::Boolean:
      return value.is_boolean() ? std::nullopt : wrong(path, "true or false");
    case K::String:
    case K::Url:
    case K::FileId:
      return string(value, shape, path);
    }
    return std::nullopt;
  }

private:
  static std::optional<Problem> wrong(const std::string& path, std::string_view expected) {
    return Problem{rule::kJsonShape,
                   (path.empty() ? "the value" : path) + " must be " + std::string(expected)};
  }
  static std::string below(const std::string& path, std::string_view key) {
    return path.empty() ? std::string(key) : path + "." + std::string(key);
  }

  std::optional<Problem> string(const json& value, const Shape& shape, const std::string& path) {
    if (!value.is_string()) return wrong(path, shape.kind == K::Url ? "a URL" : "text");
    const auto& text = value.get_ref<const std::string&>();
    if (text == pack_.placeholder) return std::nullopt;
    if (is_placeholder(text))
      return Problem{rule::kPlaceholder, path + " holds a placeholder, ask for the value"};
    if (!shape.values.empty() &&
        std::find(shape.values.begin(), shape.values.end(), text) == shape.values.end())
      return wrong(path, "one of " + listed(shape.values));
    const bool stored = shape.kind == K::FileId;
    if ((stored || shape.kind == K::Url) && is_local_path(text))
      return Problem{rule::kUploadFirst, path + " is a local file, it must be uploaded first"};
    if (stored && is_url(text)) return wrong(path, "a " + std::string(pack_.file_id) + ", not a URL");
    if (shape.kind == K::Url && !is_url(text)) return wrong(path, "an http(s) URL");
    return std::nullopt;
  }

  std::optional<Problem> properties(const json& value, const Shape& shape, const std::string& path) {
    for (const spec::Str key : shape.required)
      if (!value.contains(key))
        return Problem{rule::kJsonShape, (path.empty() ? "" : path + ": ") + quoted(key) + " is missing"};
    for (const Shape& property : shape.properties)
      if (const auto it = value.find(property.name); it != value.end())
        if (auto problem = check(*it, property, below(path, property.name))) return problem;
    return std::nullopt;
  }

  std::optional<Problem> object(const json& value, const Shape& shape, const std::string& path) {
    if (!value.is_object()) return wrong(path, "an object");
    if (!shape.variants.empty()) {
      const auto it = value.find(shape.discriminator);
      std::vector<std::string_view> names;
      const Shape* variant = nullptr;
      for (const Shape& v : shape.variants) {
        names.push_back(v.name);
        if (it != value.end() && it->is_string() && it->get_ref<const std::string&>() == v.name) variant = &v;
      }
      if (variant == nullptr) return wrong(below(path, shape.discriminator), "one of " + listed(names));
      if (auto problem = properties(value, *variant, path)) return problem;
    }
    return properties(value, shape, path);
  }

  std::optional<Problem> array(const json& value, const Shape& shape, const std::string& path) {
    if (!value.is_array()) return wrong(path, "an array");
    if (shape.items.least && value.size() < *shape.items.least)
      return wrong(path, "an array of at least " + std::to_string(*shape.items.least));
    if (shape.items.most && value.size() > *shape.items.most)
      return wrong(path, "an array of at most " + std::to_string(*shape.items.most));
    if (shape.of.empty()) return std::nullopt;
    for (std::size_t i = 0; i < value.size(); ++i)
      if (auto problem = check(value[i], shape.of[0], path + "[" + std::to_string(i) + "]")) return problem;
    return std::nullopt;
  }

  std::optional<Problem> any_of(const json& value, const Shape& shape, const std::string& path) {
    std::optional<Problem> first;
    for (const Shape& alternative : shape.of) {
      auto problem = check(value, alternative, path);
      if (!problem) return std::nullopt;
      if (!first) first = std::move(problem);
    }
    return first;
  }

  const spec::Pack& pack_;
};

} // namespace

void check_json(const Check& check, const spec::Param& p, const Value& v) {
  const json value = json::parse(v.text, nullptr, false);
  if (value.is_discarded()) {
    check.report(rule::kJsonInvalid, v.span, std::string(p.name) + " takes JSON, and this is none");
    return;
  }
  const std::string_view name = p.type == spec::ValueType::Json ? p.shape : p.or_shape;
  if (name.empty()) return;
  const spec::Shape* shape = check.spec.shape(name);
  if (shape == nullptr) return;
  if (const auto problem = ShapeChecker(check.spec.pack()).check(value, *shape, ""))
    check.report(problem->rule, v.span, std::string(p.name) + ": " + problem->message);
}

std::optional<std::size_t> json_array_size(std::string_view text) {
  const json value = json::parse(text, nullptr, false);
  return value.is_array() ? std::optional(value.size()) : std::nullopt;
}

} // namespace cmdwright::command
