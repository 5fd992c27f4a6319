// rules/*.yaml -> the compact form of a Spec, with every mistake found on the way.
#pragma once

#include <string>

#include "text/yaml.h"

namespace cmdwright::spec {

/// Loads `folder`/pack.yaml, shared.yaml and scripts/*.yaml. All errors go to `loading`; the result is
/// meaningful only when there are none.
std::string compile_rules(yaml::Loading& loading, const std::string& folder);

} // namespace cmdwright::spec
