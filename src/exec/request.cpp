#include "exec/request.h"

#include <algorithm>

#include "exec/transform.h"
#include "spec/condition.h"

namespace cmdwright::exec {

namespace {

/// The command's options as conditions see them: an option without a value is absent, like one that is empty.
class CommandOptions final : public spec::Options {
public:
  explicit CommandOptions(const command::Command& command) : command_(command) {}
  [[nodiscard]] bool present(std::string_view param) const override {
    const command::Option* option = command_.find(param);
    return option != nullptr && (option->values.empty() || !option->values.front().text.empty());
  }
  [[nodiscard]] std::string_view value(std::string_view param) const override {
    return command_.value(param);
  }

private:
  const command::Command& command_;
};

Words words_of(const command::Command& command, std::string_view name, const Surroundings& around) {
  Words words;
  words.param = command.operation->find(name);
  for (const command::Option& option : command.options)
    if (option.param != nullptr && option.param == words.param)
      for (const command::Value& value : option.values) words.values.push_back(value.text);
  if (words.values.empty() && words.param != nullptr && !words.param->env.empty() && around.environment)
    if (const std::optional<std::string> value = around.environment(words.param->env))
      words.values.push_back(*value);
  return words;
}

class Builder {
public:
  Builder(const Api& api, const spec::Spec& spec, const command::Command& command, const Surroundings& around)
      : api_(api), spec_(spec), command_(command), around_(around), options_(command) {}

  Result<std::vector<Built>> build(const ApiOperation& operation) {
    std::vector<Built> all;
    for (const Request& request : operation.requests) {
      if (!spec::holds(request.when, options_)) continue;
      const std::string previous = all.empty() ? std::string{} : all.back().action;
      if (request.for_each.empty()) {
        Result<Built> built = one(request, previous);
        if (!built) return built.error();
        all.push_back(std::move(*built));
        continue;
      }
      for (const std::string& value : words_of(command_, request.for_each, around_).values) {
        single_ = {request.for_each, value};
        Result<Built> built = one(request, previous);
        if (!built) return built.error();
        all.push_back(std::move(*built));
      }
      single_ = {};
    }
    return all;
  }

private:
  Result<Built> one(const Request& request, const std::string& previous) {
    Built built;
    built.action = request.action;
    built.pause = request.pause;
    // Fields that need an object come second, when all others have made theirs.
    for (const bool second : {false, true}) {
      bool filled = false; // by the fields of the same path before this one
      for (const Field& field : request.fields) {
        if (!field.otherwise) filled = false;
        if (field.needs.empty() == second || filled || !spec::holds(field.when, options_)) continue;
        if (second && find_at(built.body, field.needs) == nullptr) continue;
        Result<Json> value = value_of(field, previous);
        if (!value) return value.error();
        const bool wanted = field.zero ? !value->is_null() : !field.constant.empty() || !is_empty(*value);
        if (!wanted) continue;
        if (!field.answer.empty()) built.open.emplace_back(field.path, field.answer);
        set_at(built.body, field.path, std::move(*value));
        filled = true;
      }
    }
    return built;
  }

  Result<Json> value_of(const Field& field, const std::string& previous) {
    if (!field.constant.empty()) return parse_json(field.constant);
    if (!field.text.empty()) return Json(filled(field.text));
    if (!field.answer.empty())
      return Json("<" + std::string(field.answer) + " of the " + previous + " answer>");
    if (field.days_ago) {
      const Words day{nullptr, {local_day(around_.now, *field.days_ago)}};
      return transform(field, day, *command_.script_spec, spec_.pack().file_refs, around_);
    }
    if (!field.table.empty()) return looked_up(field);
    Words words = words_at(field, 0);
    if (words.values.empty()) return Json(nullptr);
    Result<Json> value = transform(field, words, *command_.script_spec, spec_.pack().file_refs, around_);
    if (!value) return Error{std::string(field.from.front()) + ": " + value.error().text(), ""};
    return value;
  }

  Words words_at(const Field& field, std::size_t i) {
    if (field.from[i] == single_.first) return {nullptr, {single_.second}};
    Words words = words_of(command_, field.from[i], around_);
    if (words.values.empty() && i < field.defaults.size() && !field.defaults[i].empty())
      words.values.emplace_back(field.defaults[i]);
    return words;
  }

  Result<Json> looked_up(const Field& field) {
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < field.from.size(); ++i) {
      const Words words = words_at(field, i);
      if (words.values.empty()) return Json(nullptr);
      keys.push_back(words.values.front());
    }
    const Table* table = api_.table(field.table);
    for (const Table::Row& row : table->rows)
      if (std::equal(row.keys.begin(), row.keys.end(), keys.begin(), keys.end()))
        return parse_json(row.value);
    return Error{std::string(field.from.front()) + ": there is no template for '" + keys.front() + "'", ""};
  }

  /// {--option|default} replaced; a number option with its decimal point.
  std::string filled(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t open = std::min(text.find('{', at), text.size());
      out += text.substr(at, open - at);
      const std::size_t close = text.find('}', open);
      if (close == std::string_view::npos) return out;
      const std::string_view inside = text.substr(open + 1, close - open - 1);
      const std::string_view name = inside.substr(0, inside.find('|'));
      const Words words = words_of(command_, name, around_);
      std::string value = words.values.empty()
                              ? std::string(inside.substr(std::min(inside.size(), name.size() + 1)))
                              : words.values.front();
      if (words.param != nullptr && words.param->type == spec::ValueType::Float) value = with_point(value);
      out += value;
      at = close + 1;
    }
    return out;
  }

  const Api& api_;
  const spec::Spec& spec_;
  const command::Command& command_;
  const Surroundings& around_;
  CommandOptions options_;
  std::pair<Str, std::string> single_; ///< the option that each request has one value of, and that value
};

} // namespace

Result<std::vector<Built>> build_requests(const Api& api, const spec::Spec& spec,
                                          const ApiOperation& operation, const command::Command& command,
                                          const Surroundings& around) {
  // The environment's sub-application does not count beside one that is named.
  Surroundings without = around;
  if (command.has(api.service().app_name_param))
    without.environment = [&](std::string_view name) {
      return name == api.service().sub_app_env ? std::nullopt : around.environment(name);
    };
  return Builder(api, spec, command, without).build(operation);
}

std::string option_value(const command::Command& command, std::string_view param,
                         const Surroundings& around) {
  const Words words = words_of(command, param, around);
  if (!words.values.empty()) return words.values.front();
  return words.param == nullptr ? std::string{} : std::string(words.param->default_value);
}

} // namespace cmdwright::exec
