#include "support/pack.h"

#include <cstdio>
#include <cstdlib>
#include <memory>

#include "spec/load.h"
#include "support/process.h"

namespace cmdwright::test {

namespace {
std::unique_ptr<cli::Engine> must(Result<std::unique_ptr<cli::Engine>> engine) {
  if (engine) return std::move(*engine);
  std::fputs((engine.error().text() + "\n").c_str(), stderr);
  std::abort();
}
} // namespace

const cli::Engine& built_in() {
  static const std::unique_ptr<cli::Engine> engine = must(cli::Engine::embedded());
  return *engine;
}

const cli::Engine& test_pack(const std::string& name) {
  static std::map<std::string, std::unique_ptr<cli::Engine>> engines;
  std::unique_ptr<cli::Engine>& engine = engines[name];
  if (!engine) engine = must(cli::Engine::from_folder(source_folder() + "/tests/packs/" + name));
  return *engine;
}

LoadedRules load_rules(const std::map<std::string, std::string>& files) {
  const TemporaryFolder folder;
  for (const auto& [name, content] : files) folder.write(name, content);
  yaml::Loading loading;
  LoadedRules loaded;
  const std::string blob = spec::compile_rules(loading, folder.path());
  for (const Error& e : loading.errors()) {
    std::string text = e.text();
    if (text.starts_with(folder.path() + "/")) text.erase(0, folder.path().size() + 1);
    loaded.errors += text + "\n";
  }
  if (loaded.errors.empty()) loaded.spec = *spec::Spec::owning(blob);
  return loaded;
}

} // namespace cmdwright::test
