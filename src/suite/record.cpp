#include "suite/record.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "suite/behaviour.h"
#include "suite/findings.h"
#include "suite/oracle.h"
#include "suite/pattern.h"
#include "text/json_string.h"
#include "text/utf8.h"
#include "text/words.h"
#include "transcript/reader.h"
#include "transcript/write.h"

namespace cmdwright::suite {

namespace {

/// Columns of a case's name.
constexpr std::size_t kLongestName = 70;

std::string name_of(const transcript::Conversation& c, const Behaviour& behaviour, const std::string& id) {
  std::string name(c.title);
  for (const AgentTurn& turn : behaviour.turns)
    if (name.empty()) name = turn.request;
  std::replace(name.begin(), name.end(), '\n', ' ');
  name = std::string(trim(utf8::prefix_of_width(trim(name), kLongestName)));
  return name.empty() ? id : name;
}

/// What the agent did in a turn, as an expectation.
std::string expectation_of(const AgentTurn& turn, const spec::Spec& spec) {
  if (turn.messages == 0) return "{}\n";
  std::string out;
  for (const GivenCommand& given : turn.commands) {
    const std::string text = literal_pattern(given.text);
    if (CommandPattern::parse(text, spec)) out += "          - " + yaml_text(text) + "\n";
  }
  if (!out.empty()) return "commands:\n" + out;
  if (decision_of(turn) == Decision::Question) return "asks: true\n";
  return trim(turn.said).empty() ? "commands: []\n" : "refuses: true\n";
}

std::string comment(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) < ' '; });
  return text;
}

} // namespace

std::string yaml_text(std::string_view text) {
  const bool word =
      !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return is_alpha(c) || c == '_'; });
  // A JSON string is a YAML string.
  return word && text != "true" && text != "false" && text != "null" && text != "yes" && text != "no"
             ? std::string(text)
             : json::quoted(text);
}

Status Recorder::add(const transcript::Conversation& original) {
  std::string line = transcript::to_json(original);
  if (redactor_ != nullptr) line = redactor_->json(line);
  nlohmann::ordered_json value = nlohmann::ordered_json::parse(line, nullptr, false);
  if (!value.is_object())
    return Error{"conversation " + std::to_string(original.index + 1) + " cannot be kept", original.file};
  const std::size_t dot = transcript_name_.rfind('.');
  std::string id =
      value.value("id", transcript_name_.substr(0, dot) + "-" + std::to_string(original.index + 1));
  for (int n = 2; !ids_.insert(id).second; ++n) id += "-" + std::to_string(n);
  nlohmann::ordered_json named = {{"id", id}};
  value.erase("id");
  named.update(value);
  line = named.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  // What was written is what is expected, after redaction too.
  const Result<transcript::Conversation> conversation = transcript::read_conversation(line);
  if (!conversation) return conversation.error();
  const Behaviour behaviour = behaviour_of(*conversation, spec_);
  const std::vector<Found> faults = faults_.find(*conversation, behaviour);

  std::string& out = cases_;
  out += "  - name: " + yaml_text(name_of(*conversation, behaviour, id)) + "\n";
  out += "    transcript: " + yaml_text(transcript_name_) + "\n";
  out += "    id: " + yaml_text(id) + "\n";
  if (!conversation->now.empty()) out += "    now: " + yaml_text(conversation->now) + "\n";
  out += "    turns:\n";
  for (const AgentTurn& turn : behaviour.turns) out += "      - " + expectation_of(turn, spec_);
  out += "    expect:\n";
  if (faults.empty()) {
    out += "      rules: clean\n";
  } else {
    ++with_findings_;
    out += "      rules:\n";
    for (const Found& f : faults) out += "        - " + f.rule + " # " + comment(f.message) + "\n";
  }
  lines_ += line + "\n";
  ++count_;
  return success();
}

std::string Recorder::suite() const {
  return "# Recorded: the expectations are what the agent did, right or wrong. Read them before you rely on "
         "them.\n"
         "suite: " +
         yaml_text(suite_name_) + "\ncases:\n" + cases_;
}

} // namespace cmdwright::suite
