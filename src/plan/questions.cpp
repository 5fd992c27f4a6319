#include "plan/questions.h"

#include "text/words.h"

namespace cmdwright::plan {

std::string Wording::text(std::string_view key) const {
  const understand::Message* m = grammar_.message(key);
  if (m == nullptr) return std::string(key);
  return std::string(language_ == understand::Language::Chinese ? m->zh : m->en);
}

std::string Wording::filled(std::string_view key,
                            const std::vector<std::pair<std::string_view, std::string>>& values) const {
  std::string out = text(key);
  for (const auto& [name, value] : values) {
    const std::string mark = "{" + std::string(name) + "}";
    for (std::size_t at = out.find(mark); at != std::string::npos; at = out.find(mark, at + value.size()))
      out.replace(at, mark.size(), value);
  }
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

/// What people call a parameter: a message "label.--definition", more special "label.OPERATION --definition",
/// else its help.
std::string Wording::label(const command::Command& c, std::string_view param) const {
  const std::string operation = spec::operation_name(*c.script_spec, *c.operation);
  for (const std::string& key :
       {"label." + operation + " " + std::string(param), "label." + std::string(param)})
    if (grammar_.message(key) != nullptr) return text(key);
  const spec::Param* p = c.operation->find(param);
  return p == nullptr || p->help.empty() ? std::string(param) : std::string(p->help);
}

namespace {
std::vector<std::string> strings(const std::vector<std::string_view>& values) {
  return {values.begin(), values.end()};
}
} // namespace

Question Wording::missing(const command::Command& c, const std::string& param,
                          const std::vector<std::string_view>& allowed) const {
  Question q;
  q.param = param;
  q.command = spec::operation_name(*c.script_spec, *c.operation);
  q.allowed = strings(allowed);
  q.text = allowed.empty()
               ? filled("ask.generic", {{"label", label(c, param)}, {"param", param}})
               : filled("ask.choose",
                        {{"label", label(c, param)}, {"param", param}, {"allowed", join(allowed, ", ")}});
  return q;
}

Question Wording::impossible(const command::Command& c, const command::Finding& f) const {
  Question q;
  q.param = std::string(f.param);
  q.command = spec::operation_name(*c.script_spec, *c.operation);
  q.allowed = strings(f.allowed);
  const std::string value(c.value(f.param));
  if (!f.allowed.empty())
    q.text = filled("ask.allowed", {{"label", label(c, f.param)},
                                    {"value", value},
                                    {"param", q.param},
                                    {"allowed", join(f.allowed, ", ")}});
  else
    q.text = filled("ask.range",
                    {{"label", label(c, f.param)}, {"value", value}, {"param", q.param}, {"why", f.message}});
  return q;
}

std::string Wording::unused(const std::vector<std::string>& values) const {
  std::string all;
  for (const std::string& v : values) all += (all.empty() ? "\"" : ", \"") + v + "\"";
  return filled("ask.unused", {{"values", all}});
}

std::string Wording::which(const std::vector<const understand::Intent*>& intents) const {
  const bool zh = language_ == understand::Language::Chinese;
  std::string all;
  for (const understand::Intent* i : intents) {
    const std::string_view label = zh ? i->label_zh : i->label_en;
    if (!label.empty()) all += (all.empty() ? "" : " / ") + std::string(label);
  }
  return all.empty() ? what_to_do() : filled("ask.intent", {{"choices", all}});
}

std::string Wording::reason(const understand::Intent& intent) const {
  return std::string(language_ == understand::Language::Chinese ? intent.reason_zh : intent.reason_en);
}

} // namespace cmdwright::plan
