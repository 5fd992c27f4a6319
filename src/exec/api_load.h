// rules/api/*.yaml -> the compact form of an Api, with every mistake found on the way (keys: docs/exec.md).
#pragma once

#include <string>

#include "spec/spec.h"
#include "text/yaml.h"

namespace cmdwright::exec {

/// Loads every YAML file of `folder`; a folder that does not exist gives an empty text. All errors go to
/// `loading`; the result is meaningful only when there are none. `spec` gives the operations and options that
/// the mapping names.
std::string compile_api(yaml::Loading& loading, const std::string& folder, const spec::Spec& spec);

} // namespace cmdwright::exec
