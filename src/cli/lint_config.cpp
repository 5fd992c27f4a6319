#include "cli/lint_config.h"

#include <algorithm>
#include <filesystem>

#include "text/words.h"
#include "text/yaml.h"

namespace cmdwright::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char* kName = ".cmdwright.yaml";

std::string nearest_config() {
  std::error_code error;
  fs::path folder = fs::current_path(error);
  if (error) return {};
  for (;;) {
    const fs::path candidate = folder / kName;
    if (fs::is_regular_file(candidate, error)) return candidate.string();
    if (!folder.has_parent_path() || folder.parent_path() == folder) return {};
    folder = folder.parent_path();
  }
}

void read_levels(yaml::Loading& loading, const yaml::Node* node, LintConfig& out) {
  if (node == nullptr) return;
  if (node->kind != yaml::Kind::Map) {
    loading.error(*node, "expected a map of rules and levels");
    return;
  }
  for (const auto& [key, value] : node->entries) {
    lint::Severity severity{};
    if (value->kind != yaml::Kind::Scalar || !lint::read_severity(value->text, severity))
      loading.error(*value, "expected off, info, warning or error");
    else
      out.levels.emplace_back(key->text, severity);
  }
}

void read_list(yaml::Map& map, const char* key, std::vector<std::string>& out) {
  std::vector<std::string_view> texts;
  map.optional(key, texts);
  out.assign(texts.begin(), texts.end());
}

bool is_group(const lint::Linter& linter, std::string_view name) {
  return std::any_of(linter.rules().begin(), linter.rules().end(),
                     [&](const lint::Rule& r) { return equals_ignoring_case(r.group, name); });
}

/// Every rule that a name stands for, or an error with the nearest name.
template <class F> Status for_each_rule(const lint::Linter& linter, std::string_view name, const F& f) {
  const bool group = is_group(linter, name) && linter.rule(name) == nullptr;
  bool any = false;
  for (const lint::Rule& r : linter.rules())
    if (r.slug == name || (group && equals_ignoring_case(r.group, name)) || name == "all") {
      f(r);
      any = true;
    }
  if (any) return success();
  std::vector<std::string_view> names;
  for (const lint::Rule& r : linter.rules()) names.push_back(r.slug);
  const std::string_view near = nearest(name, names);
  return Error{"there is no rule '" + std::string(name) + "'" +
                   (near.empty() ? "; 'cmdwright explain --all' lists them"
                                 : ", did you mean '" + std::string(near) + "'?"),
               ""};
}

/// Comma-separated names are taken apart.
std::vector<std::string> names_in(const std::vector<std::string>& texts) {
  std::vector<std::string> out;
  for (const std::string& text : texts)
    for (const std::string_view piece : split(text, ','))
      if (!trim(piece).empty()) out.emplace_back(trim(piece));
  return out;
}

Status select_rules(const std::vector<std::string>& names, lint::Linter& linter) {
  if (names.empty()) return success();
  std::vector<const lint::Rule*> wanted;
  for (const std::string& name : names)
    if (Status s = for_each_rule(linter, name, [&](const lint::Rule& r) { wanted.push_back(&r); }); !s)
      return s;
  for (const lint::Rule& r : linter.rules()) {
    const bool on = std::find(wanted.begin(), wanted.end(), &r) != wanted.end();
    if (!on)
      linter.set_severity(r, lint::Severity::Off);
    else if (linter.severity(r) == lint::Severity::Off)
      linter.set_severity(r, r.severity);
  }
  return success();
}

Status ignore_rules(const std::vector<std::string>& names, lint::Linter& linter) {
  for (const std::string& name : names)
    if (Status s = for_each_rule(linter, name,
                                 [&](const lint::Rule& r) { linter.set_severity(r, lint::Severity::Off); });
        !s)
      return s;
  return success();
}

} // namespace

Result<LintConfig> read_lint_config(const std::string& path) {
  LintConfig out;
  out.file = path.empty() ? nearest_config() : path;
  if (out.file.empty()) return out;
  const std::string folder = fs::path(out.file).parent_path().string();
  out.folder = folder.empty() ? "" : folder + "/";
  yaml::Loading loading;
  const yaml::Node* root = loading.file(out.file);
  if (root != nullptr && root->kind != yaml::Kind::Null) {
    yaml::Map map(loading, root);
    if (map.good()) {
      read_levels(loading, map.take("rules"), out);
      read_list(map, "select", out.select);
      read_list(map, "ignore", out.ignore);
      read_list(map, "exclude", out.exclude);
      std::string_view text;
      if (map.optional("fail_on", text)) {
        lint::Severity severity{};
        if (!lint::read_severity(text, severity))
          loading.error(*root, "'fail_on' is off, info, warning or error");
        out.fail_on = std::string(text);
      }
      if (map.optional("baseline", text)) out.baseline = out.folder + std::string(text);
      map.finish();
    }
  }
  if (loading.errors().empty()) return out;
  std::string all;
  for (const Error& e : loading.errors()) all += (all.empty() ? "" : "\n") + e.text();
  return Error{all, ""};
}

Status apply_lint_config(const LintConfig& config, const std::vector<std::string>& select,
                         const std::vector<std::string>& ignore, lint::Linter& linter) {
  for (const auto& [name, severity] : config.levels)
    if (Status s = for_each_rule(
            linter, name, [&, level = severity](const lint::Rule& r) { linter.set_severity(r, level); });
        !s)
      return Error{s.error().message, config.file};
  if (Status s = select_rules(names_in(config.select), linter); !s)
    return Error{s.error().message, config.file};
  if (Status s = ignore_rules(names_in(config.ignore), linter); !s)
    return Error{s.error().message, config.file};
  if (Status s = select_rules(names_in(select), linter); !s) return s;
  return ignore_rules(names_in(ignore), linter);
}

} // namespace cmdwright::cli
