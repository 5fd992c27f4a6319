#include "spec/show.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "spec/type_names.h"
#include "text/utf8.h"
#include "text/words.h"

namespace cmdwright::spec {

namespace {

using nlohmann::ordered_json;

std::string padded(std::string text, std::size_t columns) {
  for (std::size_t width = utf8::width(text); width < columns; ++width) text += ' ';
  return text;
}

std::string number(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

/// A whole number without a fraction.
ordered_json json_number(double value) {
  const auto whole = static_cast<std::int64_t>(value);
  return static_cast<double>(whole) == value ? ordered_json(whole) : ordered_json(value);
}

template <class T>
std::string bounds(const std::optional<T>& low, const std::optional<T>& high, const std::string& unit) {
  const auto text = [](T value) { return number(static_cast<double>(value)); };
  if (low && high)
    return (*low == *high ? "exactly " + text(*low) : text(*low) + " to " + text(*high)) + unit;
  if (low) return text(*low) + " or more" + unit;
  if (high) return "at most " + text(*high) + unit;
  return {};
}

std::string need(const Param& p) {
  if (p.required && p.required_unless.empty()) return "required";
  if (p.required) return "required unless " + join(p.required_unless, " or ");
  if (!p.default_value.empty()) return "default " + std::string(p.default_value);
  return {};
}

std::string flags(const Param& p) {
  std::string out(p.name);
  if (!p.short_name.empty()) out += ", " + std::string(p.short_name);
  return out;
}

std::string value_of(const Param& p) {
  if (p.is_flag()) return {};
  std::string out(type_name(p.type));
  if (p.list == ListKind::Space) out += " ...";
  if (p.list == ListKind::Comma) out += ",...";
  return out;
}

std::string_view cost_name(Cost cost) {
  switch (cost) {
  case Cost::None:
    return "none";
  case Cost::Query:
    return "query";
  case Cost::Upload:
    return "upload";
  case Cost::Processing:
    return "processing";
  }
  return "";
}

void show_operation(std::string& out, const Script& script, const Operation& operation) {
  out += operation_name(script, operation);
  if (!operation.summary.empty()) out += ": " + std::string(operation.summary);
  out += " (cost: " + std::string(cost_name(operation.cost)) + ")\n";
  std::size_t first = 0, second = 0;
  for (const Param& p : operation.params) {
    first = std::max(first, utf8::width(flags(p)));
    second = std::max(second, utf8::width(value_of(p)));
  }
  for (const Param& p : operation.params) {
    std::vector<std::string> notes;
    for (std::string note : {std::string(p.help), accepts(p), need(p)})
      if (!note.empty()) notes.push_back(std::move(note));
    out += "  " + padded(flags(p), first + 2) + padded(value_of(p), second + 2) + join(notes, "; ");
    out.erase(out.find_last_not_of(' ') + 1);
    out += "\n";
  }
  for (const Constraint& c : operation.constraints)
    if (!c.note.empty()) out += "  note: " + std::string(c.note) + "\n";
}

ordered_json json_of(const Param& p) {
  ordered_json out = {{"name", p.name}, {"type", type_name(p.type)}};
  if (!p.short_name.empty()) out["short"] = p.short_name;
  if (p.required) out["required"] = true;
  if (!p.required_unless.empty()) out["required_unless"] = p.required_unless;
  if (p.list == ListKind::Space) out["list"] = "space";
  if (p.list == ListKind::Comma) out["list"] = "comma";
  if (!p.values.empty()) out[p.open ? "examples" : "values"] = p.values;
  if (!p.labels.empty()) {
    ordered_json labels;
    for (const auto& [value, label] : p.labels) labels[std::string(value)] = label;
    out["labels"] = std::move(labels);
  }
  if (p.range.low || p.range.high) {
    out["range"] = {nullptr, nullptr};
    if (p.range.low) out["range"][0] = json_number(*p.range.low);
    if (p.range.high) out["range"][1] = json_number(*p.range.high);
  }
  if (p.items.least) out["least_items"] = *p.items.least;
  if (p.items.most) out["most_items"] = *p.items.most;
  if (p.max_length) out["max_length"] = *p.max_length;
  if (!p.default_value.empty()) out["default"] = p.default_value;
  if (!p.help.empty()) out["help"] = p.help;
  return out;
}

ordered_json json_of(const Script& script, const Operation* only) {
  ordered_json out = {
      {"script", script.name}, {"summary", script.summary}, {"operations", ordered_json::array()}};
  for (const Operation& operation : script.operations) {
    if (only != nullptr && only != &operation) continue;
    ordered_json one;
    if (!operation.name.empty()) one["subcommand"] = operation.name;
    if (!operation.summary.empty()) one["summary"] = operation.summary;
    one["cost"] = cost_name(operation.cost);
    one["params"] = ordered_json::array();
    for (const Param& p : operation.params) one["params"].push_back(json_of(p));
    out["operations"].push_back(std::move(one));
  }
  return out;
}

} // namespace

std::string_view type_name(ValueType type) {
  for (const auto& [name, value] : kTypeNames)
    if (value == type) return name;
  return "";
}

std::string accepts(const Param& p) {
  std::vector<std::string> parts;
  if (!p.values.empty()) parts.push_back((p.open ? "for example " : "one of ") + join(p.values, ", "));
  if (const std::string range = bounds(p.range.low, p.range.high, ""); !range.empty()) parts.push_back(range);
  if (const std::string items = bounds(p.items.least, p.items.most, " values"); !items.empty())
    parts.push_back(items);
  if (p.max_length) parts.push_back("at most " + std::to_string(*p.max_length) + " characters");
  return join(parts, ", ");
}

std::string show_pack(const Spec& spec) {
  std::size_t first = 0;
  for (const Script& script : spec.scripts())
    for (const Operation& operation : script.operations)
      first = std::max(first, operation_name(script, operation).size());
  std::string out;
  for (const Script& script : spec.scripts())
    for (const Operation& operation : script.operations)
      out += padded(operation_name(script, operation), first + 2) +
             std::string(operation.summary.empty() ? script.summary : operation.summary) + "\n";
  return out;
}

std::string show_script(const Script& script, const Operation* only) {
  std::string out;
  for (const Operation& operation : script.operations) {
    if (only != nullptr && only != &operation) continue;
    if (!out.empty()) out += "\n";
    show_operation(out, script, operation);
  }
  return out;
}

std::string show_json(const Spec& spec) {
  ordered_json out = ordered_json::array();
  for (const Script& script : spec.scripts()) out.push_back(json_of(script, nullptr));
  return out.dump(2);
}

std::string show_json(const Script& script, const Operation* only) {
  return json_of(script, only).dump(2);
}

} // namespace cmdwright::spec
