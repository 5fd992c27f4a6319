// --color, as everyone knows it: colour on a terminal unless NO_COLOR is set.
#pragma once

#include <string>

#include "cli/arguments.h"
#include "cli/world.h"

namespace cmdwright::cli {

class ColourOption {
public:
  void declare(Arguments& a) {
    a.choice("--color", choice_, {"auto", "always", "never"}, "Colour (default: on a terminal)");
  }
  [[nodiscard]] bool wanted(const World& world, const Output& out) const {
    if (choice_ != "auto") return choice_ == "always";
    const std::optional<std::string> no = world.environment("NO_COLOR");
    return out.terminal() && (!no || no->empty());
  }

private:
  std::string choice_ = "auto";
};

} // namespace cmdwright::cli
