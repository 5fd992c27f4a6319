#include "command/render.h"

#include <algorithm>

#include "command/value.h"

namespace cmdwright::command {

using T = spec::ValueType;

std::string render_value(const spec::Param& param, std::string_view value) {
  switch (param.type) {
  case T::Json:
    return single_quoted(value);
  case T::Text:
  case T::Url:
    return double_quoted(value);
  case T::FileRef:
    if (value.find("://") != std::string_view::npos) return double_quoted(value);
    break;
  default:
    break;
  }
  const bool home = value.starts_with("~/"); // a shell expands it, as it should in a path and nowhere else
  return is_safe_bare(value) && (!home || param.type == T::Path) ? std::string(value) : double_quoted(value);
}

namespace {

/// argparse takes a word that starts with '-' for an option, quoted or not; behind '=' it is safe. Only a
/// single value can stand there: a list that begins so cannot be written.
bool must_attach(std::string_view value) {
  return value.size() > 1 && value[0] == '-' && !is_negative_number(value);
}

/// What the shell replaces keeps its source text, inside the quotes that it had.
std::string with_expansions(const Value& v) {
  if (v.quote == Quote::Bare) return v.text;
  std::string out = "\"";
  for (const char c : v.text) {
    if (c == '"') out.push_back('\\');
    out.push_back(c);
  }
  return out + "\"";
}

void render_option(std::string& out, const spec::Param& param, const Option& option) {
  out.append(" ").append(param.name);
  if (param.is_flag()) return;
  for (const Value& v : option.values) {
    out.push_back(&v == option.values.data() && must_attach(v.text) ? '=' : ' ');
    out += v.expands ? with_expansions(v) : render_value(param, v.text);
  }
}

} // namespace

std::string render(const Command& command, const spec::Spec& spec) {
  const spec::Pack& pack = spec.pack();
  std::string out = std::string(pack.interpreter) + " " + std::string(pack.script_dir) + command.script;
  if (!command.subcommand.empty()) out += " " + command.subcommand;
  if (command.operation != nullptr)
    for (const spec::Param& param : command.operation->params)
      for (const Option& option : command.options)
        if (option.param == &param) {
          if (param.repeat) { // one option for each value
            for (const Value& v : option.values)
              render_option(out, param, Option{{}, {}, &param, {v}, false});
          } else {
            render_option(out, param, option);
          }
        }
  for (const Option& option : command.options)
    if (option.param == nullptr) {
      out += " " + option.name;
      for (const Value& v : option.values)
        out += " " + (is_safe_bare(v.text) ? v.text : double_quoted(v.text));
    }
  return out;
}

Command make_command(const spec::Script& script, const spec::Operation& operation) {
  Command c;
  c.script = std::string(script.name);
  c.script_spec = &script;
  c.subcommand = std::string(operation.name);
  c.operation = &operation;
  return c;
}

namespace {
Option& option_of(Command& command, const spec::Param& param) {
  for (Option& o : command.options)
    if (o.param == &param) return o;
  return command.options.emplace_back(Option{std::string(param.name), {}, &param, {}, false});
}
} // namespace

void add_value(Command& command, const spec::Param& param, std::string value) {
  option_of(command, param).values.push_back({std::move(value), {}, Quote::Bare, false, false, false});
}

void set_value(Command& command, const spec::Param& param, std::string value) {
  Option& option = option_of(command, param);
  option.values.clear();
  if (!param.is_flag()) option.values.push_back({std::move(value), {}, Quote::Bare, false, false, false});
}

} // namespace cmdwright::command
