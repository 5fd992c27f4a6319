// What depends on the named model: versions joined to its name, and the values that its table does not list.
#include <algorithm>

#include "command/checks.h"
#include "text/words.h"

namespace cmdwright::command {

std::optional<JoinedVersion> split_joined_version(const spec::Script& script, std::string_view text) {
  const spec::Model* found = nullptr;
  for (const spec::Model& m : script.models) // the longest name wins: GV before G
    if (text.size() > m.name.size() && equals_ignoring_case(text.substr(0, m.name.size()), m.name) &&
        (found == nullptr || m.name.size() > found->name.size()))
      found = &m;
  if (found == nullptr) return std::nullopt;
  std::string_view rest = text.substr(found->name.size());
  while (!rest.empty() &&
         (rest[0] == ' ' || rest[0] == '-' || rest[0] == '_' || rest[0] == ':' || rest[0] == '/'))
    rest.remove_prefix(1);
  if (rest.empty()) return std::nullopt;
  if (const spec::ModelField* versions = found->find("versions"))
    if (const std::string_view known = same_but_for_case(rest, versions->values); !known.empty())
      return JoinedVersion{found->name, std::string(known), true};
  const bool like_a_version = is_digit(rest[0]) || (rest.size() > 1 && is_digit(rest[1]));
  if (!like_a_version) return std::nullopt;
  return JoinedVersion{found->name, std::string(rest), false};
}

void report_joined_version(const Check& check, Span span, const JoinedVersion& joined) {
  const spec::Pack& pack = check.spec.pack();
  std::string right(joined.model);
  if (!check.command.has(pack.version_param))
    right += " " + std::string(pack.version_param) + " " + joined.version;
  check.report(rule::kJoinedVersion, span,
               "the version does not belong into " + std::string(pack.model_param) + ", it has " +
                   std::string(pack.version_param),
               replace("write " + std::string(pack.model_param) + " " + right, span, right, joined.known));
}

void check_models(const Check& check, const Option& option) {
  const spec::Param& p = *option.param;
  if (p.per_model.empty() || option.values.empty()) return;
  const Value& v = option.values.front();
  if (unknowable(v) || is_placeholder(v.text) || v.text.empty()) return;
  const spec::Model* model = check.model();
  const spec::ModelField* field = model == nullptr ? nullptr : model->find(p.per_model);
  if (field == nullptr || field->is_count) return;
  if (std::find(field->values.begin(), field->values.end(), v.text) != field->values.end()) return;
  if (const std::string_view right = same_but_for_case(v.text, field->values); !right.empty()) {
    check.report(rule::kEnumCase, v.span, std::string(model->name) + " writes it " + quoted(right),
                 replace("write " + std::string(right), v.span, std::string(right)));
    return;
  }
  check
      .report(rule::kModelLimits, v.span,
              field->values.empty() ? std::string(model->name) + " takes no " + std::string(p.name)
                                    : std::string(p.name) + " of " + std::string(model->name) +
                                          " is one of " + listed(field->values))
      .allowed = field->values;
}

bool ruled_by_model(const Check& check, const spec::Param& p) {
  if (p.per_model.empty()) return false;
  const spec::Model* model = check.model();
  const spec::ModelField* field = model == nullptr ? nullptr : model->find(p.per_model);
  return field != nullptr && !field->is_count;
}

void check_elements(const Check& check) {
  const spec::ElementRule& elements = check.spec.pack().elements;
  if (elements.ids_param.empty()) return;
  const Option* ids = check.command.find(elements.ids_param);
  const Option* text = check.command.find(elements.text_param);
  if (ids == nullptr || text == nullptr || ids->values.empty() || text->values.empty()) return;
  for (const Value& v : ids->values)
    for (const std::string_view id : list_items(*ids->param, v.text))
      if (ids->param->type == spec::ValueType::Int && !v.expands && !as_integer(trim(id)))
        return; // no id at all
  const Value& prompt = text->values.front();
  if (unknowable(prompt) || is_placeholder(prompt.text)) return;
  const Value& list = ids->values.front();
  const std::size_t count = unknowable(list) ? 0 : split(list.text, ',').size();
  const auto placeholder = [&](std::size_t n) {
    return std::string(elements.before) + std::to_string(n) + std::string(elements.after);
  };
  const auto has = [&](std::size_t n) { return prompt.text.find(placeholder(n)) != std::string::npos; };
  for (std::size_t n = 1; n <= std::max<std::size_t>(count, 1); ++n)
    if (!has(n)) {
      check.report(rule::kElementPlaceholder, prompt.span,
                   "the text must say " + placeholder(n) + " where element " + std::to_string(n) +
                       " appears");
      return;
    }
  if (count > 0 && has(count + 1))
    check.report(rule::kElementPlaceholder, prompt.span,
                 "there is " + placeholder(count + 1) + " but only " + std::to_string(count) + " element" +
                     (count == 1 ? "" : "s"));
}

} // namespace cmdwright::command
