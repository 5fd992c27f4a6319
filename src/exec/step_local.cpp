// Commands that ask nobody: lists of models, fixed notes, local records, and the check of the environment.
#include <filesystem>

#include "exec/records.h"
#include "exec/results.h"
#include "exec/step.h"
#include "text/words.h"

namespace cmdwright::exec {

namespace {

/// "versions 2.1, 3.0; default_version 2.1": a model's fields as far as they say something.
std::string model_line(const spec::Model& model) {
  std::string out(model.name);
  const char* separator = ": ";
  for (const spec::ModelField& field : model.fields) {
    if (field.is_count || field.values.empty()) continue;
    std::string name(field.name);
    for (char& c : name)
      if (c == '_') c = ' ';
    out += separator + name + " " + join(field.values, ", ");
    separator = "; ";
  }
  return out;
}

Json model_json(const spec::Model& model) {
  Json out = {{"model", model.name}};
  for (const spec::ModelField& field : model.fields)
    if (!field.is_count)
      out[std::string(field.name)] = field.values.size() == 1 && field.name.starts_with("default")
                                         ? Json(field.values.front())
                                         : Json(field.values);
  return out;
}

} // namespace

StepResult do_models(const Step& step) {
  StepResult out;
  Json list = Json::array();
  for (const spec::Model& model : step.command.script_spec->models) {
    list.push_back(model_json(model));
    out.lines.push_back(model_line(model));
  }
  if (step.json()) out.lines = {dump(list, 2)};
  out.response = std::move(list);
  return out;
}

StepResult do_note(const Step& step) {
  StepResult out;
  out.lines = {std::string(step.operation.note)};
  return out;
}

StepResult do_records(const Step& step) {
  const std::string path = step.session.path_of(step.session.api.service().records);
  const Result<Json> list = Records(path).read();
  if (!list) return failed(list.error().text());
  StepResult out;
  if (step.json()) {
    out.lines = {dump(*list, 2)};
  } else if (list->empty()) {
    out.lines = {"no elements on record (" + path + ")"};
  } else {
    for (const Json& record : *list) {
      std::string line = text_at(record, "element_name") + "  TaskId " + text_at(record, "task_id");
      for (const Json* info : all_at(record, "result.info_list[]"))
        line += "  ElementId " + text_at(*info, "ElementId");
      if (find_at(record, "result") == nullptr) line += "  no result yet";
      out.lines.emplace_back(trim(line));
    }
  }
  out.response = *list;
  return out;
}

StepResult do_environment(const Step& step) {
  const Environment& environment = step.session.environment;
  const Service& service = step.session.api.service();
  StepResult out;
  const bool check_only = step.command.has("--check-only");
  bool whole = true;
  if (!check_only && step.command.has(step.session.spec.pack().dry_run)) {
    out.lines.emplace_back("would look for the variables in these files, and load nothing:");
    std::error_code none;
    for (const std::string& file : environment.files())
      out.lines.push_back(file + (std::filesystem::exists(file, none) ? "" : " (not there)"));
    return out;
  }
  for (const std::string_view name : environment.marks()) {
    const bool required = name == service.id_env || name == service.key_env;
    const std::optional<std::string> value = check_only ? environment.own(name) : environment.get(name);
    const std::string source = value && !check_only ? environment.source(name) : std::string{};
    out.lines.push_back(std::string(name) + ": " +
                        (value      ? Secret::masked(*value)
                         : required ? "missing"
                                    : "not set (optional)") +
                        (source.empty() ? "" : " from " + source));
    whole &= value.has_value() || !required;
  }
  if (!whole) {
    out.status = StepResult::Status::NoCredentials;
    out.error = "credentials are not configured: set " + std::string(service.id_env) + " and " +
                std::string(service.key_env);
  }
  return out;
}

} // namespace cmdwright::exec
