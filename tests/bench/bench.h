// Shared by the benchmarks.
#pragma once

#include <cstdlib>
#include <memory>

#include "cli/engine.h"

namespace cmdwright::bench {

/// The pack that is compiled into the program; loaded once.
inline const cli::Engine& engine() {
  static const std::unique_ptr<cli::Engine> loaded = [] {
    auto result = cli::Engine::embedded();
    if (!result) std::abort();
    return std::move(*result);
  }();
  return *loaded;
}

} // namespace cmdwright::bench
