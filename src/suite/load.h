// *.suite.yaml -> cases. A mistake inside one case is kept with that case, so that the others run.
#pragma once

#include <string>
#include <vector>

#include "spec/spec.h"
#include "suite/case.h"
#include "text/yaml.h"

namespace cmdwright::suite {

struct Loaded {
  std::vector<Suite> suites; ///< included ones stand before those that include them
  std::vector<Error> errors; ///< of whole files
};

/// Every file counts once, however often it is named or included. `spec` must outlive the result.
[[nodiscard]] Loaded load_suites(const std::vector<std::string>& files, const spec::Spec& spec);

/// The same from text that is known by `name`; includes are relative to it.
[[nodiscard]] Loaded load_suite_text(const std::string& name, std::string_view text, const spec::Spec& spec);

/// Expectations of a map. Errors go to `loading`. `own`: they stand in the one case that uses them.
[[nodiscard]] Expectations read_expectations(yaml::Loading& loading, const yaml::Node* node,
                                             const spec::Spec& spec, bool own);

} // namespace cmdwright::suite
