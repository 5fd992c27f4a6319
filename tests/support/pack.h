// The built-in pack, and small packs made up in tests.
#pragma once

#include <map>
#include <string>

#include "cli/engine.h"

namespace cmdwright::test {

/// The pack that is compiled into the program; loaded once.
[[nodiscard]] const cli::Engine& built_in();

/// tests/packs/NAME, loaded once. A pack that does not load ends the test program.
[[nodiscard]] const cli::Engine& test_pack(const std::string& name);

/// A spec from the text of its files, "pack.yaml", "scripts/x.yaml", …; every error on a line of its own,
/// with the folder cut off the places.
struct LoadedRules {
  std::string errors;
  spec::Spec spec;
};
[[nodiscard]] LoadedRules load_rules(const std::map<std::string, std::string>& files);

} // namespace cmdwright::test
