#include "cli/pack_command.h"

#include <filesystem>

#include "cli/compile_pack.h"
#include "cli/pack_option.h"
#include "spec/show.h"
#include "text/words.h"

namespace cmdwright::cli {

namespace {

class PackCheckCommand final : public Subcommand {
public:
  void declare(Arguments& a) override {
    a.positional("DIR", folder_, "Folder with rules/ and grammar/ (default: the working directory)", false);
    a.footer("Every mistake is printed as file:line:column: message.\n\nExit status: 0 the pack is good, 1 "
             "it is not.");
  }
  int run(World& world) override {
    std::vector<Error> errors;
    (void)compile_pack(folder_, errors);
    for (const Error& e : errors) world.out.line(e.text());
    if (!errors.empty()) return kExitFailed;
    world.out.line(folder_ + ": good");
    return kExitOk;
  }

private:
  std::string folder_ = ".";
};

class PackShowCommand final : public Subcommand {
public:
  void declare(Arguments& a) override {
    a.choice("--format", format_, {"text", "json"}, "Output");
    pack_.declare(a);
    a.positional("SCRIPT", script_, "Script, with or without its extension (default: all)", false);
    a.positional("SUBCOMMAND", subcommand_, "One of its subcommands", false);
  }
  int run(World& world) override {
    const std::unique_ptr<Engine> engine = pack_.load(world);
    if (!engine) return kExitUsage;
    const spec::Spec& spec = engine->spec();
    const bool json = format_ == "json";
    if (script_.empty()) {
      world.out.write(json ? spec::show_json(spec) + "\n" : spec::show_pack(spec));
      return kExitOk;
    }
    const spec::Script* script = spec.script_or_stem(script_);
    if (script == nullptr) {
      std::vector<std::string_view> names;
      for (const spec::Script& s : spec.scripts()) names.push_back(s.name);
      return missing(world, "script", script_, names);
    }
    const spec::Operation* only = nullptr;
    if (!subcommand_.empty() && (only = script->find(subcommand_)) == nullptr) {
      std::vector<std::string_view> names;
      for (const spec::Operation& o : script->operations) names.push_back(o.name);
      return missing(world, "subcommand", subcommand_, names);
    }
    world.out.write(json ? spec::show_json(*script, only) + "\n" : spec::show_script(*script, only));
    return kExitOk;
  }

private:
  static int missing(World& world, const std::string& what, const std::string& name,
                     const std::vector<std::string_view>& names) {
    const std::string_view near = nearest(name, names);
    world.err.line(
        "cmdwright pack show: no " + what + " '" + name + "'; " +
        (near.empty() ? "there are: " + join(names, ", ") : "did you mean '" + std::string(near) + "'?"));
    return kExitUsage;
  }

  std::string format_ = "text";
  std::string script_;
  std::string subcommand_;
  PackOption pack_;
};

} // namespace

std::unique_ptr<Subcommand> make_pack_check_command() {
  return std::make_unique<PackCheckCommand>();
}
std::unique_ptr<Subcommand> make_pack_show_command() {
  return std::make_unique<PackShowCommand>();
}

} // namespace cmdwright::cli
