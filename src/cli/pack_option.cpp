#include "cli/pack_option.h"

namespace cmdwright::cli {

void PackOption::declare(Arguments& arguments) {
  arguments.option("--pack", folder_, "DIR", "Load the pack in DIR instead of the built-in one");
}

std::unique_ptr<Engine> PackOption::load(World& world) const {
  Result<std::unique_ptr<Engine>> engine =
      folder_.empty() ? Engine::embedded() : Engine::from_folder(folder_);
  if (engine) return std::move(*engine);
  world.err.line(engine.error().text());
  return nullptr;
}

void RequestOptions::declare_now(Arguments& arguments) {
  arguments.option("--now", now_, "TIME",
                   "The moment that relative dates refer to, ISO 8601 (default: the clock)");
}

void RequestOptions::declare(Arguments& arguments) {
  declare_now(arguments);
  arguments.choice("--lang", language_, {"auto", "en", "zh"}, "Language of questions and reasons");
}

std::optional<understand::Now> RequestOptions::now(const World& world, const std::string& said) const {
  const std::string& text = said.empty() ? now_ : said;
  return text.empty() ? understand::now_from_unix(world.clock()) : understand::parse_now(text);
}

std::optional<understand::Language> RequestOptions::language() const {
  if (language_ == "en") return understand::Language::English;
  if (language_ == "zh") return understand::Language::Chinese;
  return std::nullopt;
}

} // namespace cmdwright::cli
