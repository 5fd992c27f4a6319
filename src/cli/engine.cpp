#include "cli/engine.h"

#include "cli/compile_pack.h"
#include "spec/sections.h"

extern "C" {
extern const char cmdwright_pack_begin[];
extern const char cmdwright_pack_end[];
}

namespace cmdwright::cli {

Result<std::unique_ptr<Engine>> Engine::from_file(std::string_view file, std::string owned) {
  std::unique_ptr<Engine> engine(new Engine);
  engine->owned_ = std::move(owned);
  engine->file_ = engine->owned_.empty() ? file : std::string_view(engine->owned_);
  Result<spec::Spec> spec = spec::Spec::from_blob(spec::section(engine->file_, "rules"));
  if (!spec) return spec.error();
  engine->spec_ = std::make_unique<spec::Spec>(std::move(*spec));
  return engine;
}

Result<std::unique_ptr<Engine>> Engine::embedded() {
  return from_file(
      {cmdwright_pack_begin, static_cast<std::size_t>(cmdwright_pack_end - cmdwright_pack_begin)}, {});
}

Result<std::unique_ptr<Engine>> Engine::from_folder(const std::string& folder) {
  std::vector<Error> errors;
  std::string file = compile_pack(folder, errors);
  if (errors.empty()) return from_file({}, std::move(file));
  std::string all;
  for (const Error& e : errors) all += (all.empty() ? "" : "\n") + e.text();
  return Error{all, ""};
}

std::string_view Engine::section(std::string_view name) const {
  return spec::section(file_, name);
}

const understand::Understander& Engine::understander() const {
  std::call_once(once_, [&] {
    Result<understand::Grammar> grammar = understand::Grammar::from_blob(section("grammar"));
    // The file was compiled by this program or by its build; what does not fit would have been refused there.
    grammar_ = std::make_unique<understand::Grammar>(grammar ? std::move(*grammar) : understand::Grammar{});
    understander_ = std::make_unique<understand::Understander>(*spec_, *grammar_);
  });
  return *understander_;
}

const lint::Catalogue& Engine::catalogue() const {
  std::call_once(catalogue_once_, [&] {
    Result<lint::Catalogue> catalogue = lint::Catalogue::from_blob(section("lint"));
    catalogue_ = std::make_unique<lint::Catalogue>(catalogue ? std::move(*catalogue) : lint::Catalogue{});
  });
  return *catalogue_;
}

} // namespace cmdwright::cli
