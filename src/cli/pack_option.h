// The options that every subcommand shares that works with a pack.
#pragma once

#include <memory>
#include <string>

#include "cli/arguments.h"
#include "cli/engine.h"
#include "cli/world.h"

namespace cmdwright::cli {

class PackOption {
public:
  void declare(Arguments& arguments);
  /// The chosen pack, or nullptr after the reason was written to world.err.
  [[nodiscard]] std::unique_ptr<Engine> load(World& world) const;

private:
  std::string folder_;
};

/// --now and --lang of the subcommands that understand requests.
class RequestOptions {
public:
  void declare(Arguments& arguments);
  void declare_now(Arguments& arguments); ///< --now alone
  /// The moment that relative dates refer to: `said` (of a JSON line) before --now before the clock. Nothing
  /// when one of them is no ISO 8601 instant.
  [[nodiscard]] std::optional<understand::Now> now(const World& world, const std::string& said = {}) const;
  /// The language of questions and reasons, when it is not the request's.
  [[nodiscard]] std::optional<understand::Language> language() const;

private:
  std::string now_;
  std::string language_ = "auto";
};

} // namespace cmdwright::cli
