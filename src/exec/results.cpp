#include "exec/results.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "command/value.h"
#include "exec/submit.h"

namespace cmdwright::exec {

namespace {

bool is_link(const Json& value) {
  return value.is_string() && command::is_url(value.get_ref<const std::string&>()) &&
         value.get_ref<const std::string&>().find_first_of(" \t\r\n") == std::string::npos;
}

std::string one_line(std::string text) {
  for (char& c : text)
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  return text;
}

std::string shown(const Api& api, std::string_view key, const Json& value) {
  if (is_link(value)) return markdown_link(api.link_text(key), value.get_ref<const std::string&>());
  if (value.is_string()) return one_line(value.get<std::string>());
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool plain_list(const Json& list) {
  return std::all_of(list.begin(), list.end(),
                     [](const Json& one) { return one.is_primitive() && !is_link(one); });
}

/// The depth of an answer is bounded by parse_json().
class Outline {
public:
  explicit Outline(const Api& api) : api_(api) {}

  void object(const Json& object, std::string indent, std::string first) {
    for (const auto& [key, value] : object.items()) {
      if (value.is_null() || (value.is_structured() && value.empty()) || value == "") continue;
      const std::string begin = first + key + ":";
      first = indent;
      if (value.is_object()) {
        out += begin + "\n";
        this->object(value, indent + "  ", indent + "  ");
      } else if (value.is_array() && plain_list(value)) {
        out += begin;
        const char* comma = " ";
        for (const Json& one : value) {
          out += comma + shown(api_, key, one);
          comma = ", ";
        }
        out += "\n";
      } else if (value.is_array()) {
        out += begin + "\n";
        for (const Json& one : value) {
          if (one.is_object())
            this->object(one, indent + "    ", indent + "  - ");
          else
            out += indent + "  - " + shown(api_, key, one) + "\n";
        }
      } else {
        out += begin + " " + shown(api_, key, value) + "\n";
      }
    }
  }

  std::string out;

private:
  const Api& api_;
};

constexpr std::array<std::string_view, 5> kGivenBack = {"Input", "InputInfo", "SessionContext", "SessionId",
                                                        "ExtInfo"};
constexpr std::array<std::string_view, 5> kShown = {"FileId", "MediaName", "OutputText", "ElementId", "Text"};

class Outcome {
public:
  Outcome(const Api& api, TaskOutcome& out) : api_(api), out_(out) {}

  /// Error fields of a task or a sub-task.
  void judge(const Json& details, const std::string& what) {
    const std::string extended = text_at(details, "ErrCodeExt");
    const std::int64_t code = int_at(details, "ErrCode").value_or(0);
    const std::string status = text_at(details, "Status");
    const auto& failed = api_.service().failed;
    const bool bad_status = std::find(failed.begin(), failed.end(), status) != failed.end();
    if (extended.empty() && code == 0 && !bad_status) return;
    out_.good = false;
    std::string text = what + ": " +
                       (!extended.empty() ? extended
                        : code != 0       ? "error " + std::to_string(code)
                                          : status);
    if (const std::string message = text_at(details, "Message"); !message.empty())
      text += ", " + one_line(message);
    out_.failures.push_back(std::move(text));
  }

  /// Ids, texts and links of a result.
  void show(const Json& value, std::string_view key, const std::string& part) {
    if (std::find(kGivenBack.begin(), kGivenBack.end(), key) != kGivenBack.end()) return;
    if (value.is_structured()) {
      for (const auto& [name, child] : value.items())
        show(child, value.is_array() ? key : std::string_view(name), part);
    } else if (is_link(value)) {
      const std::string label = part.empty() ? std::string(api_.link_text(key)) : part;
      const auto same = std::count_if(out_.lines.begin(), out_.lines.end(), [&](const std::string& line) {
        return line.starts_with("[" + label + "]") || line.starts_with("[" + label + " ");
      });
      out_.lines.push_back(markdown_link(same == 0 ? label : label + " " + std::to_string(same + 1),
                                         value.get_ref<const std::string&>()));
    } else if (std::find(kShown.begin(), kShown.end(), key) != kShown.end() && !is_empty(value)) {
      if (key == "FileId" && out_.file.empty() && value.is_string()) out_.file = value.get<std::string>();
      out_.lines.push_back(key == "OutputText" ? value.is_string() ? value.get<std::string>() : value.dump()
                                               : std::string(key) + ": " + shown(api_, key, value));
    }
  }

private:
  const Api& api_;
  TaskOutcome& out_;
};

} // namespace

std::string markdown_link(std::string_view text, std::string_view url) {
  std::string out = "[";
  for (const char c : text) {
    if (c == '[' || c == ']' || c == '\\') out += '\\';
    out += c;
  }
  out += "](";
  for (const char c : url) {
    if (c == '(')
      out += "%28";
    else if (c == ')')
      out += "%29";
    else
      out += c;
  }
  return out + ")";
}

std::string outline(const Api& api, const Json& response) {
  Outline lines(api);
  Json without = response;
  if (without.is_object()) without.erase("RequestId");
  if (without.is_object()) lines.object(without, "", "");
  return lines.out;
}

TaskOutcome task_outcome(const Api& api, const Json& response) {
  TaskOutcome out;
  Outcome outcome(api, out);
  const std::string type_name = text_at(response, "TaskType");
  const TaskType* type = api.task_type(type_name);
  if (task_end(api, response) == TaskEnd::Failed) {
    out.good = false;
    out.failures.push_back("the task ended with " + text_at(response, api.service().status_field));
  }
  const Json* details = type == nullptr ? nullptr : member(response, type->field);
  if (details == nullptr || !details->is_object()) return out;
  if (type->parts.empty()) {
    outcome.judge(*details, type_name);
    outcome.show(*details, type->field, "");
    return out;
  }
  for (const Str list : type->parts)
    for (const Json* part : all_at(*details, std::string(list) + "[]")) {
      const std::string name = text_at(*part, "Type");
      const Json* work = member(*part, api.part_field(name));
      if (work == nullptr || !work->is_object()) continue;
      outcome.judge(*work, name);
      outcome.show(*work, name, name);
    }
  if (const std::string file = text_at(*details, "FileId"); !file.empty() && out.file.empty())
    out.file = file;
  return out;
}

} // namespace cmdwright::exec
