// What a session wants done outside of itself, done in the real world: files, the executor.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "repl/effects.h"

namespace cmdwright::cli {

class RealEffects final : public repl::Effects {
public:
  /// `home` stands for a leading "~" in paths. `executor` is the subcommand of this program that runs
  /// commands, empty when there is none.
  RealEffects(std::string home, std::string executor)
      : home_(std::move(home)), executor_(std::move(executor)) {}
  repl::Outcome carry_out(const repl::Effect& effect) override;

private:
  [[nodiscard]] repl::Outcome run(const repl::Effect& effect) const;
  std::string home_;
  std::string executor_;
};

/// Names in `folder` that begin with `prefix`, sorted; folders end in '/', hidden ones only when asked for.
[[nodiscard]] std::vector<std::string> folder_entries(const std::string& home, const std::string& folder,
                                                      std::string_view prefix);

} // namespace cmdwright::cli
