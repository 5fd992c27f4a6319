// hook install: adds the guard to an agent's settings and leaves everything else in them as it is.
#include <filesystem>

#include <nlohmann/json.hpp>

#include "cli/hook_command.h"
#include "text/files.h"
#include "text/json_depth.h"

namespace cmdwright::cli {

namespace {

using nlohmann::ordered_json;
namespace fs = std::filesystem;

constexpr const char* kGuard = "cmdwright hook claude-code";

/// An object or list where the settings have one or nothing; nullptr when something else is there.
ordered_json* part(ordered_json& parent, const char* key, ordered_json::value_t kind) {
  ordered_json& value = parent[key];
  if (value.is_null()) value = ordered_json(kind);
  return value.type() == kind ? &value : nullptr;
}

class HookInstallCommand final : public Subcommand {
public:
  void declare(Arguments& a) override {
    a.positional("AGENT", agent_, "claude-code");
    a.flag("--user", user_, "For all projects of this user (default: this project)");
    a.option("--settings", settings_, "FILE", "Settings file to change");
    a.flag("--print", print_, "Print the settings instead of writing them");
    a.footer("Writes .claude/settings.json. Exit status: 0 installed or already there, 1 the file cannot be "
             "written, 2 wrong "
             "usage or\nsettings that cannot be read.");
  }

  int run(World& world) override {
    if (agent_ != "claude-code")
      return fail(world, kExitUsage, "no agent '" + agent_ + "'; known: claude-code");
    std::string path = settings_.empty() ? ".claude/settings.json" : settings_;
    if (user_ && settings_.empty()) {
      const std::optional<std::string> home = world.environment("HOME");
      if (!home || home->empty()) return fail(world, kExitUsage, "HOME is not set; use --settings FILE");
      path = *home + "/.claude/settings.json";
    }
    ordered_json settings = ordered_json::object();
    std::error_code error;
    if (fs::exists(path, error)) {
      const Result<std::string> text = read_file(path);
      if (!text) return fail(world, kExitUsage, text.error().text());
      if (!nests_too_deep(*text)) settings = ordered_json::parse(*text, nullptr, false);
      if (!settings.is_object()) return fail(world, kExitUsage, path + ": no JSON object; repair it first");
    }
    bool added = false;
    if (!add_guard(settings, added))
      return fail(world, kExitUsage,
                  path + ": 'hooks' has not the form that is expected; add the guard by hand");
    const std::string text = settings.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
    if (print_) {
      world.out.write(text);
      return kExitOk;
    }
    if (!added) {
      world.err.line("cmdwright hook install: " + path + " has the guard already");
      return kExitOk;
    }
    if (fs::path(path).has_parent_path()) fs::create_directories(fs::path(path).parent_path(), error);
    if (const Status written = write_file(path, text); !written)
      return fail(world, kExitFailed, written.error().text());
    world.err.line("cmdwright hook install: the guard stands in " + path);
    return kExitOk;
  }

private:
  static int fail(World& world, int status, const std::string& words) {
    world.err.line("cmdwright hook install: " + words);
    return status;
  }

  static bool add_guard(ordered_json& settings, bool& added) {
    ordered_json* hooks = part(settings, "hooks", ordered_json::value_t::object);
    ordered_json* before =
        hooks == nullptr ? nullptr : part(*hooks, "PreToolUse", ordered_json::value_t::array);
    if (before == nullptr) return false;
    if (before->dump().find(kGuard) != std::string::npos) return true;
    before->push_back(
        {{"matcher", "Bash"}, {"hooks", {{{"type", "command"}, {"command", kGuard}, {"timeout", 10}}}}});
    added = true;
    return true;
  }

  std::string agent_;
  bool user_ = false;
  bool print_ = false;
  std::string settings_;
};

} // namespace

std::unique_ptr<Subcommand> make_hook_install_command() {
  return std::make_unique<HookInstallCommand>();
}

} // namespace cmdwright::cli
