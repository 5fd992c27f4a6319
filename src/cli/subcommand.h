// A subcommand: declares what it takes, then runs. The table of all of them is in subcommands.cpp.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.h"
#include "cli/exit.h"
#include "cli/world.h"

namespace cmdwright::cli {

class Subcommand {
public:
  virtual ~Subcommand() = default;
  virtual void declare(Arguments& arguments) = 0;
  /// The words behind its name, before they are parsed; for subcommands that hand them on.
  virtual void given(const std::vector<std::string>& /*words*/) {}
  /// Returns the exit status. Results go to world.out, everything else to world.err.
  virtual int run(World& world) = 0;
};

struct SubcommandEntry {
  std::string_view name; ///< one word or two, "gen", "pack check"
  std::string_view summary;
  std::unique_ptr<Subcommand> (*make)();
};

/// In the order of the help.
[[nodiscard]] std::span<const SubcommandEntry> subcommands();

} // namespace cmdwright::cli
