#include "exec/input.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "command/rules.h"
#include "command/validate.h"
#include "exec/json.h"
#include "exec/secret.h"
#include "text/words.h"

namespace cmdwright::exec {

namespace {

void check(std::string_view text, const Api& api, const spec::Spec& spec, PlannedCommand& planned) {
  const command::Command& command = planned.command;
  std::vector<command::Finding> findings;
  command::validate(text, command, spec, findings);
  const std::vector<Str>& tolerated = api.service().tolerated;
  for (const command::Finding& f : findings)
    if (std::find(tolerated.begin(), tolerated.end(), f.rule) == tolerated.end())
      planned.problems.push_back(std::string(f.rule) + ": " + f.message);
  if (command.operation == nullptr) return;
  planned.operation = api.operation(spec::operation_name(*command.script_spec, *command.operation));
  if (command.has("--help"))
    planned.problems.emplace_back("it asks for help; `cmdwright pack show` prints it");
  for (const command::Option& option : command.options)
    for (const command::Value& value : option.values)
      if (value.expands)
        planned.problems.push_back(option.name + ": no shell replaces '" + value.text +
                                   "' here; write the value itself");
  if (planned.operation == nullptr) return;
  for (const Str param : planned.operation->refused)
    if (command.has(param))
      planned.problems.push_back(std::string(param) + ": only the script itself does this");
}

/// The lines of a text with those that go on joined.
std::vector<std::string> logical_lines(std::string_view text) {
  const std::vector<std::string_view> lines = split(text, '\n');
  std::vector<std::string> out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string line(lines[i]);
    if (line.ends_with('\r')) line.pop_back();
    std::size_t next = i + 1;
    while (line.ends_with('\\') && next < lines.size()) {
      line.pop_back();
      line += std::string(trim(lines[next++]));
    }
    // A quote that stays open: the text goes on, unless it never closes. A value is never longer than this.
    constexpr std::size_t kMostLines = 200;
    std::string longer = line;
    for (std::size_t end = next; !command::parse_shell(longer).unterminated.empty(); ++end) {
      if (end == lines.size() || end - next > kMostLines) {
        longer.clear();
        break;
      }
      longer += "\n" + std::string(lines[end]);
      if (command::parse_shell(longer).unterminated.empty()) next = end + 1;
    }
    if (!longer.empty()) line = std::move(longer);
    out.push_back(std::move(line));
    i = next - 1;
  }
  return out;
}

bool skipped(std::string_view line) {
  return line.empty() || line.starts_with('#') || line.starts_with("```");
}

void read_line(std::string_view line, const Api& api, const spec::Spec& spec, CommandPlan& plan) {
  const command::Shell shell = command::parse_shell(line);
  std::vector<command::Command> found = command::find_commands(line, shell, spec);
  const std::vector<command::Program> others = command::find_programs(line, shell, spec);
  const bool alone = found.size() == 1 && others.empty();
  for (command::Command& command : found) {
    PlannedCommand& planned = plan.commands.emplace_back();
    planned.line = std::string(alone ? line : line.substr(command.span.begin, command.span.size()));
    planned.command = std::move(command);
    check(line, api, spec, planned);
  }
  for (const command::Program& program : others) {
    if (!program.words.empty() && program.words.front().value == "cd")
      continue; // paths of scripts do not matter here
    PlannedCommand& planned = plan.commands.emplace_back();
    planned.line = std::string(line);
    planned.problems.push_back("only calls of the scripts are executed, not '" +
                               (program.words.empty() ? std::string(line) : program.words.front().value) +
                               "'");
  }
  if (!found.empty() || !others.empty()) return;
  PlannedCommand& planned = plan.commands.emplace_back();
  planned.line = std::string(line);
  planned.problems.emplace_back("no command");
}

} // namespace

CommandPlan read_commands(std::string_view text, const Api& api, const spec::Spec& spec) {
  CommandPlan plan;
  for (const std::string& line : logical_lines(text))
    if (const std::string_view trimmed = trim(line); !skipped(trimmed)) read_line(trimmed, api, spec, plan);
  return plan;
}

namespace {

Result<CommandPlan> read_result(const Json& result, const Api& api, const spec::Spec& spec) {
  const Json* commands = member(result, "commands");
  const std::string status = text_at(result, "status");
  if (status == "ask")
    return Error{"the request still needs an answer: " + text_at(result, "asks[].question"), ""};
  if (status == "refuse") return Error{"the request was refused: " + text_at(result, "reason"), ""};
  if (commands == nullptr || !commands->is_array())
    return Error{"no gen result: it has no list of commands", ""};
  CommandPlan plan;
  if (const Json* id = member(result, "id")) plan.id = id->is_string() ? id->get<std::string>() : dump(*id);
  for (const Json& command : *commands) {
    if (!command.is_string()) return Error{"no gen result: a command is not a text", ""};
    read_line(trim(command.get_ref<const std::string&>()), api, spec, plan);
  }
  return plan;
}

} // namespace

Result<std::vector<CommandPlan>> read_results(std::string_view text, const Api& api, const spec::Spec& spec) {
  std::vector<CommandPlan> plans;
  const auto add = [&](const Json& result, const std::string& place) -> Status {
    Result<CommandPlan> plan = read_result(result, api, spec);
    if (!plan) return Error{plan.error().message, place};
    plans.push_back(std::move(*plan));
    return success();
  };
  if (const Result<Json> whole = parse_json(text)) {
    const Json list = whole->is_array() ? *whole : Json::array({*whole});
    for (const Json& result : list)
      if (const Status added = add(result, ""); !added) return added.error();
    return plans;
  }
  const std::vector<std::string_view> lines = split(text, '\n');
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (trim(lines[i]).empty()) continue;
    const std::string place = "line " + std::to_string(i + 1);
    const Result<Json> line = parse_json(lines[i]);
    if (!line) return Error{line.error().message, place};
    if (const Status added = add(*line, place); !added) return added.error();
  }
  return plans;
}

Result<std::vector<CommandPlan>> read_plans(std::string_view text, const Api& api, const spec::Spec& spec) {
  if (text.size() > kLongestPlan) return Error{"too long", ""};
  const std::string_view trimmed = trim(text);
  if (trimmed.starts_with('{') || trimmed.starts_with('[')) return read_results(text, api, spec);
  std::vector<CommandPlan> plans;
  plans.push_back(read_commands(text, api, spec));
  return plans;
}

void check_order(CommandPlan& plan, const spec::Spec& spec) {
  bool uploaded = false;
  for (PlannedCommand& planned : plan.commands) {
    std::vector<command::Finding> findings;
    command::validate_sequence({planned.command}, spec, uploaded, findings);
    for (const command::Finding& f : findings)
      planned.problems.push_back(std::string(f.rule) + ": " + f.message);
  }
}

std::string masked_line(const PlannedCommand& planned) {
  std::string line = planned.line;
  for (const command::Option& option : planned.command.options) {
    if (option.param == nullptr || !option.param->secret) continue;
    for (const command::Value& value : option.values)
      if (value.text.size() > 3) line = without_secrets(std::move(line), {Secret(value.text)});
  }
  return line;
}

} // namespace cmdwright::exec
