// Ids, URLs, paths and templates that nobody said and nothing printed.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "command/value.h"
#include "lint/context.h"
#include "lint/known.h"
#include "text/words.h"

namespace cmdwright::lint {

namespace {

using spec::ValueType;

bool names_something(const spec::Param& p) {
  switch (p.type) {
  case ValueType::FileId:
  case ValueType::TaskId:
  case ValueType::Id:
  case ValueType::Url:
  case ValueType::Path:
  case ValueType::FileRef:
  case ValueType::Json:
    return true;
  default:
    return p.reference;
  }
}

/// The literals of a value that must have come from somewhere.
std::vector<std::string> literals(const spec::Pack& pack, const spec::Param& p, const command::Value& v) {
  std::vector<std::string> out;
  if (v.expands || command::is_placeholder(v.text) || v.text.empty()) return out;
  if (p.type == ValueType::Json) {
    const auto json = nlohmann::json::parse(v.text, nullptr, false);
    if (json.is_discarded()) return out;
    const auto flat = json.flatten();
    for (const auto& [path, leaf] : flat.items()) {
      if (!leaf.is_string()) continue;
      const auto& text = leaf.get_ref<const std::string&>();
      if (command::is_url(text) || (text.size() >= 12 && all_digits(text))) out.push_back(text);
    }
    return out;
  }
  for (const std::string_view item : command::list_items(p, v.text)) {
    const std::optional<command::FileRef> ref =
        p.type == ValueType::FileRef ? command::as_file_ref(pack.file_refs, item) : std::nullopt;
    const std::string_view text = trim(ref ? ref->target : item);
    if (!text.empty() && text != p.default_value && !command::is_placeholder(text)) out.emplace_back(text);
  }
  return out;
}

/// Also when it is said in another way: without the folder, with another slash at the end.
bool is_known(const Known& known, const std::string& literal) {
  if (known.has(literal)) return true;
  std::string_view text = literal;
  if (text.ends_with('/')) return known.has(text.substr(0, text.size() - 1));
  if (command::is_url(text)) {
    const std::size_t scheme = text.find("//") + 2;
    return known.has(text.substr(scheme)); // said without https://
  }
  if (command::is_local_path(text) || text.find('/') != std::string_view::npos) {
    if (text.starts_with("./")) text.remove_prefix(2);
    const std::size_t slash = text.rfind('/');
    const std::string_view name = slash == std::string_view::npos ? text : text.substr(slash + 1);
    if (known.has(text) ||
        (known.has(name) && (slash == std::string_view::npos || known.has(text.substr(0, slash)))))
      return true;
    return slash == 0 && known.has(name);
  }
  return false;
}

/// The understanding found the same value in the request: "template twenty".
bool is_meant(const Understood* understood, std::string_view param, const std::string& literal) {
  if (understood == nullptr) return false;
  for (const understand::Frame& frame : understood->draft.frames)
    if (const understand::Filled* filled = frame.find(param))
      if (std::find(filled->values.begin(), filled->values.end(), literal) != filled->values.end())
        return true;
  return false;
}

void check_command(const Context& context, const Known& known, std::size_t turn, const Issued& issued) {
  const spec::Pack& pack = context.spec().pack();
  for (const command::Option& option : issued.command.options) {
    if (option.param == nullptr || option.param->secret || !names_something(*option.param)) continue;
    const spec::Param& p = *option.param;
    for (const command::Value& v : option.values) {
      if (v.text.find(pack.placeholder) != std::string::npos && !pack.placeholder.empty()) continue;
      for (const std::string& literal : literals(pack, p, v)) {
        const bool documented = literal.size() > 3 && p.help.find(literal) != std::string_view::npos;
        if (documented || is_known(known, literal) || is_meant(context.understood(turn), p.name, literal))
          continue;
        context.report(rule::kInventedValue, issued.source, v.span,
                       "'" + literal + "' appears nowhere in the conversation, ask for it");
        break;
      }
    }
  }
}

} // namespace

void check_invented(const Context& context) {
  const Talk& talk = context.talk();
  Known known;
  std::size_t questions = 0; // answers whose questions may count, once a person replied
  for (std::size_t i = 0; i < talk.turns.size(); ++i) {
    const Turn& turn = talk.turns[i];
    if (turn.who != Turn::Who::Agent) {
      known.add(turn.text);
      if (turn.who != Turn::Who::Person) continue;
      // What the agent proposed in a question, the person has agreed to.
      for (; questions < talk.said.size() && questions < turn.first_answer; ++questions)
        for (const Sentence& s : talk.said[questions].answer.sentences)
          if (s.speech == Speech::Question || s.speech == Speech::Lead)
            known.add(s.span.of(talk.said[questions].answer.text));
      continue;
    }
    if (known.empty()) continue;
    for (const Act& act : talk.acts_of(turn))
      if (act.kind == Act::Kind::Command) check_command(context, known, i, talk.issued[act.index]);
  }
}

} // namespace cmdwright::lint
