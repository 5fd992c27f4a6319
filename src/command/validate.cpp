#include "command/validate.h"

#include <algorithm>

#include "command/checks.h"
#include "text/words.h"

namespace cmdwright::command {

std::string quoted(std::string_view text) {
  return "'" + std::string(text) + "'";
}

std::string listed(const std::vector<std::string_view>& values) {
  return join(values, ", ");
}

Fix replace(std::string title, Span span, std::string text, bool safe) {
  return {std::move(title), {{span, std::move(text)}}, safe};
}

const spec::Model* Check::model() const {
  const std::string_view param = spec.pack().model_param;
  if (param.empty() || command.script_spec->models.empty()) return nullptr;
  std::string_view name = command.value(param);
  if (name.empty() && command.has(param)) return nullptr; // its value is missing
  if (name.empty())
    if (const spec::Param* p = operation().find(param)) name = p->default_value;
  return command.script_spec->model(name);
}

void validate(std::string_view text, const Command& command, const spec::Spec& spec,
              std::vector<Finding>& out) {
  const std::size_t first = out.size();
  const Check check{text, command, spec, out};
  check_call(check);
  if (command.unterminated) {
    check.report(rule::kUnbalancedQuotes, command.unterminated_at, "this quote is never closed");
  } else if (command.operation != nullptr && command.operation->name == command.subcommand) {
    check_options(check);
    for (const Option& option : command.options) {
      const std::size_t before = out.size();
      if (option.param == nullptr || check_quotes(check, option)) continue;
      check_values(check, option);
      check_models(check, option);
      for (std::size_t i = before; i < out.size(); ++i) out[i].param = option.param->name;
    }
    check_constraints(check);
    check_elements(check);
  }
  std::stable_sort(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(),
                   [](const Finding& a, const Finding& b) { return a.span.begin < b.span.begin; });
}

namespace {

bool is_upload(const Command& c, const spec::Spec& spec) {
  for (const spec::UploadRoute* route : {&spec.pack().local_route, &spec.pack().url_route})
    if (c.script == route->script) return true;
  return false;
}

bool stands_for_upload(std::string_view value, const spec::Pack& pack) {
  if (const std::optional<FileRef> ref = as_file_ref(pack.file_refs, value); ref && !ref->url)
    value = ref->target;
  return !pack.placeholder.empty() && value.find(pack.placeholder) != std::string_view::npos;
}

} // namespace

void validate_next(const Command& c, const spec::Spec& spec, bool& uploaded, std::vector<Finding>& out) {
  if (!uploaded)
    for (const Option& option : c.options)
      for (const Value& v : option.values)
        if (stands_for_upload(v.text, spec.pack()))
          out.push_back({rule::kUploadFirst,
                         v.span,
                         "nothing is uploaded before this command, so there is no such id",
                         std::nullopt,
                         option.param != nullptr ? option.param->name : std::string_view{},
                         {}});
  uploaded |= is_upload(c, spec);
}

void validate_sequence(const std::vector<Command>& commands, const spec::Spec& spec, bool& uploaded,
                       std::vector<Finding>& out) {
  for (const Command& c : commands) validate_next(c, spec, uploaded, out);
}

} // namespace cmdwright::command
