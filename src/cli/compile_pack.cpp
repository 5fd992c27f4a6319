#include "cli/compile_pack.h"

#include <filesystem>

#include "exec/api_load.h"
#include "lint/catalogue_load.h"
#include "spec/load.h"
#include "spec/sections.h"
#include "spec/spec.h"
#include "understand/grammar_load.h"

namespace cmdwright::cli {

std::string compile_pack(const std::string& folder, std::vector<Error>& errors) {
  yaml::Loading loading;
  std::error_code ignored;
  if (!std::filesystem::is_directory(folder + "/rules", ignored)) {
    errors = {{"there is no pack in this folder: a pack has the folders rules/ and grammar/", folder}};
    return {};
  }
  const std::string rules = spec::compile_rules(loading, folder + "/rules");
  std::string grammar;
  std::string api;
  if (loading.errors().empty()) {
    const Result<spec::Spec> spec = spec::Spec::from_blob(rules);
    if (spec) {
      grammar = understand::compile_grammar(loading, folder + "/grammar", *spec);
      api = exec::compile_api(loading, folder + "/rules/api", *spec);
    } else {
      loading.error(spec.error());
    }
  }
  const std::string lint = lint::compile_lint(loading, folder + "/rules");
  errors = loading.errors();
  if (!errors.empty()) return {};
  return spec::write_sections({{"rules", rules}, {"grammar", grammar}, {"api", api}, {"lint", lint}});
}

} // namespace cmdwright::cli
