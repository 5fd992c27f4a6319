#include "cli/compile_pack.h"

#include "exec/api_load.h"
#include "spec/load.h"
#include "spec/sections.h"
#include "spec/spec.h"
#include "understand/grammar_load.h"

namespace cmdwright::cli {

std::string compile_pack(const std::string& folder, std::vector<Error>& errors) {
  yaml::Loading loading;
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
  errors = loading.errors();
  if (!errors.empty()) return {};
  return spec::write_sections({{"rules", rules}, {"grammar", grammar}, {"api", api}});
}

} // namespace cmdwright::cli
