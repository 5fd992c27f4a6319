// Slips that a grammar can be read with but not work with: concepts that nothing is said for, evidence that
// cannot hold, intents that can never win, parameters and values that no script has, missing messages.
// Private to the understand room; the loader calls it once everything has been read without an error.
#pragma once

#include <vector>

#include "spec/spec.h"
#include "text/yaml.h"
#include "understand/grammar.h"

namespace cmdwright::understand {

/// `roots` are the files that `grammar` was read from. What is wrong goes to `loading`, with its place.
void check_grammar(yaml::Loading& loading, const std::vector<const yaml::Node*>& roots,
                   const Grammar& grammar, const spec::Spec& spec);

} // namespace cmdwright::understand
