#include "cli/cases.h"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "command/equal.h"
#include "command/render.h"
#include "text/files.h"
#include "text/json_depth.h"
#include "text/words.h"

namespace cmdwright::cli {

namespace {

using nlohmann::json;

std::vector<std::string> strings(const json& value, const char* key) {
  std::vector<std::string> out;
  if (const auto it = value.find(key); it != value.end() && it->is_array())
    for (const json& item : *it)
      if (item.is_string()) out.push_back(item.get<std::string>());
  return out;
}

std::string text(const json& value, const char* key) {
  const auto it = value.find(key);
  return it != value.end() && it->is_string() ? it->get<std::string>() : std::string{};
}

std::vector<std::string> operations(const std::vector<command::Meaning>& list) {
  std::vector<std::string> names;
  for (const command::Meaning& m : list) names.push_back(m.operation);
  return names;
}

} // namespace

namespace {

bool is_status(const std::string& text) {
  return text == status_name(plan::Status::Ok) || text == status_name(plan::Status::Ask) ||
         text == status_name(plan::Status::Refuse);
}

/// Empty when the case can be judged; else what is wrong with its label.
std::string wrong_label(const Case& c) {
  if (c.turns.empty() || trim(c.turns.front()).empty()) return "neither 'request' nor 'turns'";
  if (!c.now.empty() && !understand::parse_now(c.now)) return "'now' is no ISO 8601 time";
  if (!is_status(c.status)) return "'status' must be ok, ask or refuse";
  for (const Expected& e : c.expected) {
    if (c.status == "ok" && e.commands.empty()) return "status ok needs 'commands'";
    if (c.status == "ask" && e.params.empty()) return "status ask needs 'params'";
  }
  return {};
}

Result<Case> read_case(std::string_view line) {
  if (nests_too_deep(line)) return Error{"the JSON nests too deeply", ""};
  const json value = json::parse(line, nullptr, false);
  if (!value.is_object()) return Error{"no JSON object", ""};
  const auto expect = value.find("expect");
  if (expect == value.end() || !expect->is_object()) return Error{"'expect' is missing", ""};
  Case c;
  c.id = text(value, "id");
  c.lang = text(value, "lang");
  c.now = text(value, "now");
  c.tags = strings(value, "tags");
  c.turns = strings(value, "turns");
  if (c.turns.empty()) c.turns.push_back(text(value, "request"));
  c.status = text(*expect, "status");
  c.expected.push_back({strings(*expect, "commands"), strings(*expect, "params")});
  if (const auto more = expect->find("alternatives"); more != expect->end() && more->is_array())
    for (const json& one : *more) {
      Expected e;
      for (const json& item : one)
        if (item.is_string()) (c.status == "ask" ? e.params : e.commands).push_back(item.get<std::string>());
      c.expected.push_back(std::move(e));
    }
  if (std::string wrong = wrong_label(c); !wrong.empty()) return Error{std::move(wrong), ""};
  return c;
}

} // namespace

Result<std::vector<Case>> read_cases(const std::string& path) {
  const Result<std::string> content = read_file(path);
  if (!content) return content.error();
  std::vector<Case> cases;
  std::size_t number = 0;
  for (const std::string_view line : split(*content, '\n')) {
    ++number;
    if (trim(line).empty()) continue;
    Result<Case> c = read_case(line);
    if (!c) return Error{c.error().message, path + ":" + std::to_string(number)};
    cases.push_back(std::move(*c));
  }
  return cases;
}

std::string_view status_name(plan::Status status) {
  switch (status) {
  case plan::Status::Ok:
    return "ok";
  case plan::Status::Ask:
    return "ask";
  case plan::Status::Refuse:
    return "refuse";
  }
  return "";
}

Outcome judge(const Case& c, const plan::Plan& plan, const spec::Spec& spec) {
  Outcome out;
  out.got_status = std::string(status_name(plan.status));
  std::vector<command::Meaning> got;
  for (const command::Command& command : plan.commands) {
    out.got.push_back(command::render(command, spec));
    // Compared as it is printed: what is wrong with the printing is wrong with the answer.
    const auto parsed = command::find_commands(out.got.back(), spec);
    got.push_back(parsed.empty() ? command::Meaning{} : command::meaning(parsed.front()));
  }
  for (const plan::Question& q : plan.asks) out.got.push_back(q.param);
  out.got_operations = operations(got);
  bool first = true;
  for (const Expected& e : c.expected) {
    if (c.status != out.got_status) break;
    if (c.status == "refuse") {
      out.exact = out.routing = true;
    } else if (c.status == "ask") {
      std::set<std::string> a(e.params.begin(), e.params.end()), b(out.got.begin(), out.got.end());
      out.exact |= a == b;
      out.routing = true;
    } else {
      std::vector<command::Meaning> want;
      for (const std::string& line : e.commands)
        for (const command::Command& command : command::find_commands(line, spec))
          want.push_back(command::meaning(command));
      out.exact |= want == got;
      out.routing |= operations(want) == out.got_operations;
      if (first) out.meant_operations = operations(want);
      if (first && !out.exact)
        for (std::size_t i = 0; i < std::max(want.size(), got.size()); ++i) {
          if (i >= want.size())
            out.differences.push_back("one command too much: " + got[i].operation);
          else if (i >= got.size())
            out.differences.push_back("missing command: " + want[i].operation);
          else
            for (std::string& d : command::differences(want[i], got[i]))
              out.differences.push_back(std::move(d));
        }
    }
    first = false;
  }
  if (out.exact) out.differences.clear();
  out.wrong_command = !out.exact && plan.status == plan::Status::Ok;
  return out;
}

} // namespace cmdwright::cli
