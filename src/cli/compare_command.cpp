#include "cli/colour.h"
#include "cli/pack_option.h"
#include "cli/test_command.h"
#include "suite/compare.h"
#include "text/files.h"

namespace cmdwright::cli {

namespace {

class CompareCommand final : public Subcommand {
public:
  void declare(Arguments& a) override {
    a.positional("OLD", before_, "Results that cmdwright test --save wrote");
    a.positional("NEW", after_, "Later results");
    a.choice("--format", format_, {"text", "json", "markdown"}, "Output");
    colour_.declare(a);
    pack_.declare(a);
    a.footer(
        "A case is broken when it passed before and does not now. Of repeated runs, pass rates are compared; "
        "one slip\nis a change, a rate that fell beyond chance (95 %) is broken.\n\n"
        "Exit status: 0 nothing broke, 1 something broke, 2 a file cannot be read.");
  }

  int run(World& world) override {
    const std::unique_ptr<Engine> engine = pack_.load(world);
    if (!engine) return kExitUsage;
    suite::SavedRun runs[2];
    for (int i = 0; i < 2; ++i) {
      const std::string& path = i == 0 ? before_ : after_;
      const Result<std::string> json = read_file(path);
      Result<suite::SavedRun> run =
          json ? suite::read_saved_run(*json, path) : Result<suite::SavedRun>(json.error());
      if (!run) {
        world.err.line("cmdwright compare: " + run.error().text());
        return kExitUsage;
      }
      runs[i] = std::move(*run);
    }
    const suite::Comparison comparison = suite::compare_runs(runs[0], runs[1], engine->spec());
    if (format_ == "json")
      world.out.write(suite::comparison_json(comparison));
    else if (format_ == "markdown")
      world.out.write(suite::comparison_markdown(comparison));
    else
      world.out.write(suite::comparison_text(comparison, colour_.wanted(world, world.out)));
    return comparison.count(suite::Change::Broken) > 0 ? kExitFailed : kExitOk;
  }

private:
  std::string before_;
  std::string after_;
  std::string format_ = "text";
  ColourOption colour_;
  PackOption pack_;
};

} // namespace

std::unique_ptr<Subcommand> make_compare_command() {
  return std::make_unique<CompareCommand>();
}

} // namespace cmdwright::cli
