#include <nlohmann/json.hpp>

#include "suite/agent.h"
#include "text/json_depth.h"
#include "text/words.h"

namespace cmdwright::suite {

namespace {

using nlohmann::ordered_json;

std::string dumped(const ordered_json& value) {
  return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

std::string text_message(const std::string& text) {
  return dumped({{"role", "assistant"}, {"content", text}});
}

const std::string* string_in(const ordered_json& object, const char* key) {
  const auto it = object.find(key);
  return it == object.end() ? nullptr : it->get_ptr<const std::string*>();
}

/// A result of the generator, in the words that it would print.
Answer from_result(const ordered_json& result) {
  Answer out;
  std::string text;
  const auto add = [&](const std::string* line) {
    if (line != nullptr) text += (text.empty() ? "" : "\n") + *line;
  };
  for (const char* key : {"commands", "asks", "notices"})
    if (const auto it = result.find(key); it != result.end() && it->is_array())
      for (const ordered_json& item : *it) {
        if (item.is_string()) add(item.get_ptr<const std::string*>());
        if (!item.is_object()) continue;
        add(string_in(item, "question"));
        add(string_in(item, "text"));
        if (const std::string* param = string_in(item, "param"); param != nullptr && !param->empty())
          out.asked.push_back(*param);
      }
  add(string_in(result, "reason"));
  out.messages = text_message(text);
  return out;
}

/// What stands behind the last thing that the person said.
Answer from_conversation(const ordered_json& messages) {
  Answer out;
  std::size_t from = 0;
  for (std::size_t i = 0; i < messages.size(); ++i)
    if (const std::string* role = messages[i].is_object() ? string_in(messages[i], "role") : nullptr;
        role != nullptr && *role == "user")
      from = i + 1;
  for (std::size_t i = from; i < messages.size(); ++i)
    out.messages += (out.messages.empty() ? "" : ",") + dumped(messages[i]);
  return out;
}

} // namespace

Result<Answer> read_answer(const std::string& printed) {
  const std::string_view text = trim(printed);
  if (!text.starts_with('{') || nests_too_deep(text)) return Answer{text_message(std::string(text)), {}};
  const ordered_json value = ordered_json::parse(text, nullptr, false);
  if (!value.is_object()) return Answer{text_message(std::string(text)), {}};
  if (const auto it = value.find("error"); it != value.end() && it->is_string())
    return Error{"the agent reports: " + it->get<std::string>(), ""};
  if (const auto it = value.find("messages"); it != value.end() && it->is_array()) {
    Answer answer = from_conversation(*it);
    if (answer.messages.empty()) return Error{"the agent's conversation has no answer at its end", ""};
    return answer;
  }
  if (value.contains("status") && value.contains("commands")) return from_result(value);
  if (value.contains("content")) {
    ordered_json message = value;
    message["role"] = "assistant";
    return Answer{dumped(message), {}};
  }
  return Answer{text_message(std::string(text)), {}};
}

} // namespace cmdwright::suite
