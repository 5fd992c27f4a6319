#include "exec/api.h"

#include <algorithm>

#include "exec/api_fields.h"
#include "text/blob.h"

namespace cmdwright::exec {

namespace {
template <class T> const T* by_name(const std::vector<T>& all, Str T::*name, std::string_view wanted) {
  const auto it = std::find_if(all.begin(), all.end(), [&](const T& one) { return one.*name == wanted; });
  return it == all.end() ? nullptr : &*it;
}
} // namespace

Result<Api> Api::from_blob(std::string_view blob) {
  if (blob.empty())
    return Error{"this pack says nothing about requests (no rules/api), so nothing can be executed", ""};
  Api api;
  BlobReader reader(blob);
  reader(api.model_);
  if (!reader.good()) return Error{"the compiled pack is damaged", ""};
  return api;
}

const ApiOperation* Api::operation(std::string_view name) const {
  return by_name(model_.operations, &ApiOperation::name, name);
}

const Action& Api::action(std::string_view name) const {
  static const Action kUnknown{{}, ActionKind::Write, {}, {}, {}, {}};
  const Action* found = by_name(model_.actions, &Action::name, name);
  return found == nullptr ? kUnknown : *found;
}

const Table* Api::table(std::string_view name) const {
  return by_name(model_.tables, &Table::name, name);
}

const WaitProfile* Api::wait(std::string_view name) const {
  return by_name(model_.waits, &WaitProfile::name, name);
}

const ErrorRule* Api::error(std::string_view code) const {
  const ErrorRule* exact = by_name(model_.errors, &ErrorRule::code, code);
  return exact != nullptr ? exact : by_name(model_.errors, &ErrorRule::code, code.substr(0, code.find('.')));
}

const TaskType* Api::task_type(std::string_view name) const {
  for (const TaskType& type : model_.task_types)
    if (std::find(type.names.begin(), type.names.end(), name) != type.names.end()) return &type;
  return nullptr;
}

std::string Api::part_field(std::string_view type) const {
  for (const auto& [name, field] : model_.part_names)
    if (name == type) return std::string(field);
  return std::string(type) + "Task";
}

std::string_view Api::link_text(std::string_view field) const {
  for (const auto& [name, text] : model_.links)
    if (name == field) return text;
  return field;
}

} // namespace cmdwright::exec
