// rules/lint.yaml and rules/lint-words.yaml -> the compact form of a Catalogue, with every mistake found on
// the way.
#pragma once

#include <string>

#include "text/yaml.h"

namespace cmdwright::lint {

/// Loads `folder`/lint.yaml and `folder`/lint-words.yaml; empty when the pack has neither. All errors go to
/// `loading`; the result is meaningful only when there are none.
std::string compile_lint(yaml::Loading& loading, const std::string& folder);

} // namespace cmdwright::lint
