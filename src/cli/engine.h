// A loaded pack with everything that works on it, made only when first needed: linting a command never reads
// the grammar.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "lint/catalogue.h"
#include "spec/spec.h"
#include "text/result.h"
#include "understand/understand.h"

namespace cmdwright::cli {

class Engine {
public:
  /// The pack that was compiled into the program.
  static Result<std::unique_ptr<Engine>> embedded();
  /// A folder with rules/ and grammar/. Every mistake in it is reported, one a line.
  static Result<std::unique_ptr<Engine>> from_folder(const std::string& folder);

  [[nodiscard]] const spec::Spec& spec() const { return *spec_; }
  /// Thread-safe.
  [[nodiscard]] const understand::Understander& understander() const;
  /// Thread-safe. The rules of the linter.
  [[nodiscard]] const lint::Catalogue& catalogue() const;
  [[nodiscard]] std::string_view section(std::string_view name) const;

private:
  Engine() = default;
  static Result<std::unique_ptr<Engine>> from_file(std::string_view file, std::string owned);

  std::string owned_;
  std::string_view file_;
  std::unique_ptr<spec::Spec> spec_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<understand::Grammar> grammar_;
  mutable std::unique_ptr<understand::Understander> understander_;
  mutable std::once_flag catalogue_once_;
  mutable std::unique_ptr<lint::Catalogue> catalogue_;
};

} // namespace cmdwright::cli
