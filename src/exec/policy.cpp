#include "exec/policy.h"

#include <algorithm>
#include <array>

#include "text/words.h"
#include "text/yaml.h"

namespace cmdwright::exec {

namespace {
constexpr std::array<std::pair<std::string_view, Verdict>, 3> kVerdicts = {
    {{"allow", Verdict::Allow}, {"ask", Verdict::Ask}, {"deny", Verdict::Deny}}};
}

Result<Policy> Policy::from_file(const std::string& path, const spec::Spec& spec) {
  yaml::Loading loading;
  Policy policy;
  Rules rules;
  const yaml::Node* root = loading.file(path);
  if (root != nullptr && root->kind != yaml::Kind::Null) {
    yaml::Map map(loading, root);
    std::string_view otherwise = "allow";
    map.optional("default", otherwise);
    map.optional("budget", policy.budget_);
    const auto* const found =
        std::find_if(kVerdicts.begin(), kVerdicts.end(), [&](const auto& v) { return v.first == otherwise; });
    if (found == kVerdicts.end())
      loading.error(*root, "'default' must be allow, ask or deny");
    else
      rules.otherwise = found->second;
    for (const auto& [name, verdict] : kVerdicts) {
      const yaml::Node* list = map.take(name);
      if (list == nullptr) continue;
      std::vector<std::string_view> operations;
      yaml::read(loading, *list, operations);
      for (const std::string_view operation : operations) {
        const std::vector<std::string_view> words = split(operation, ' ');
        const spec::Script* script = spec.script(words.front());
        if (script == nullptr)
          loading.error(*list, "no script '" + std::string(words.front()) + "'");
        else if (words.size() > 2 || (words.size() == 2 && script->find(words[1]) == nullptr))
          loading.error(*list, "no subcommand '" + std::string(operation) + "'");
        rules.named.emplace_back(std::string(operation), verdict);
      }
    }
    map.finish();
  }
  if (!loading.errors().empty()) {
    std::string all;
    for (const Error& e : loading.errors()) all += (all.empty() ? "" : "\n") + e.text();
    return Error{all, ""};
  }
  policy.files_.push_back(std::move(rules));
  return policy;
}

Verdict Policy::Rules::verdict(const std::string& operation) const {
  const std::string script = operation.substr(0, operation.find(' '));
  for (const std::string& name : {operation, script}) {
    std::optional<Verdict> strictest;
    for (const auto& [listed, found] : named)
      if (listed == name) strictest = std::max(strictest.value_or(found), found);
    if (strictest) return *strictest;
  }
  return otherwise;
}

Verdict Policy::verdict(const std::string& operation) const {
  Verdict out = Verdict::Allow;
  for (const Rules& rules : files_) out = std::max(out, rules.verdict(operation));
  return out;
}

void Policy::add(const Policy& other) {
  files_.insert(files_.end(), other.files_.begin(), other.files_.end());
  if (other.budget_) budget_ = budget_ ? std::min(*budget_, *other.budget_) : other.budget_;
}

} // namespace cmdwright::exec
