#include "spec/spec.h"

#include <algorithm>

#include "spec/fields.h"
#include "text/blob.h"

namespace cmdwright::spec {

const Param* Operation::find(std::string_view wanted) const {
  for (const Param& p : params)
    if (p.name == wanted || (!p.short_name.empty() && p.short_name == wanted)) return &p;
  return nullptr;
}

const ModelField* Model::find(std::string_view field) const {
  for (const ModelField& f : fields)
    if (f.name == field) return &f;
  return nullptr;
}

const Operation* Script::find(std::string_view subcommand) const {
  for (const Operation& o : operations)
    if (o.name == subcommand) return &o;
  return nullptr;
}

const Model* Script::model(std::string_view wanted) const {
  for (const Model& m : models)
    if (m.name == wanted) return &m;
  return nullptr;
}

Result<Spec> Spec::from_blob(std::string_view blob) {
  Spec spec;
  BlobReader reader(blob);
  reader(spec.pack_, spec.scripts_, spec.shapes_);
  if (!reader.good()) return Error{"the compiled rules are damaged or were made by another version", ""};
  return spec;
}

Result<Spec> Spec::owning(std::string blob) {
  auto owned = std::make_shared<const std::string>(std::move(blob));
  Result<Spec> spec = from_blob(*owned);
  if (spec) spec->owned_ = std::move(owned);
  return spec;
}

const Script* Spec::script(std::string_view name) const {
  for (const Script& s : scripts_)
    if (s.name == name) return &s;
  return nullptr;
}

namespace {
std::string_view extension_of(std::string_view file_name) {
  const std::size_t dot = file_name.rfind('.');
  return dot == std::string_view::npos ? std::string_view{} : file_name.substr(dot);
}
} // namespace

const Script* Spec::script_or_stem(std::string_view name) const {
  if (const Script* exact = script(name)) return exact;
  for (const Script& s : scripts_)
    if (s.name.substr(0, s.name.size() - extension_of(s.name).size()) == name) return &s;
  return nullptr;
}

bool Spec::has_script_extension(std::string_view file_name) const {
  const std::string_view extension = extension_of(file_name);
  return !extension.empty() && std::any_of(scripts_.begin(), scripts_.end(), [&](const Script& s) {
    return extension_of(s.name) == extension;
  });
}

const Operation* Spec::operation(std::string_view script_name, std::string_view subcommand) const {
  const Script* s = script(script_name);
  return s == nullptr ? nullptr : s->find(subcommand);
}

const Shape* Spec::shape(std::string_view name) const {
  for (const Shape& s : shapes_)
    if (s.name == name) return &s;
  return nullptr;
}

std::string to_blob(const Pack& pack, const std::vector<Script>& scripts, const std::vector<Shape>& shapes) {
  BlobWriter writer;
  writer(pack, scripts, shapes);
  return writer.finish();
}

std::string operation_name(const Script& script, const Operation& operation) {
  std::string name(script.name);
  if (!operation.name.empty()) name.append(" ").append(operation.name);
  return name;
}

} // namespace cmdwright::spec
