// grammar/*.yaml -> the compact form of a Grammar, with every mistake found on the way (keys:
// docs/grammar.md).
#pragma once

#include <string>

#include "spec/spec.h"
#include "text/yaml.h"

namespace cmdwright::understand {

/// Loads every YAML file of `folder`. All errors go to `loading`; the result is meaningful only when there
/// are none. `spec` gives the parameters and values that the language talks about.
std::string compile_grammar(yaml::Loading& loading, const std::string& folder, const spec::Spec& spec);

} // namespace cmdwright::understand
