#include "cli/lint_command.h"

#include <algorithm>
#include <charconv>
#include <thread>

#include "cli/colour.h"
#include "cli/lint_config.h"
#include "cli/lint_run.h"
#include "cli/lint_watch.h"
#include "cli/pack_option.h"
#include "text/words.h"

namespace cmdwright::cli {

namespace {

/// "2/5" -> 1 of 5, from 0.
bool read_shard(std::string_view text, LintRunOptions& out) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return false;
  const auto number = [](std::string_view digits, std::uint64_t& to) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), to);
    return error == std::errc() && end == digits.data() + digits.size();
  };
  std::uint64_t which = 0;
  if (!number(text.substr(0, slash), which) || !number(text.substr(slash + 1), out.shards)) return false;
  if (which < 1 || which > out.shards) return false;
  out.shard = which - 1;
  return true;
}

class LintCommand final : public Subcommand {
public:
  void declare(Arguments& a) override {
    a.choice("--format", format_, {"text", "json", "jsonl", "sarif", "github", "junit"},
             "Report; jsonl also reads one JSON object a line");
    a.choice("--as", as_, {"auto", "commands", "answer", "transcript"}, "What the inputs are");
    a.option("--request", request_, "TEXT", "What the person asked for; again for a later turn");
    a.option("--select", select_, "RULE,…", "Only these rules or groups");
    a.option("--ignore", ignore_, "RULE,…", "Not these rules or groups");
    a.choice("--fail-on", fail_on_, {"info", "warning", "error", "off"},
             "Least severity that gives exit status 1 (default: warning)");
    a.flag("--fix", fix_, "Repair files in place; of standard input, print the repaired text");
    a.flag("--diff", diff_, "Show what --fix would change");
    a.flag("--unsafe-fixes", unsafe_, "Repair by good guesses too");
    a.option("--baseline", baseline_, "FILE", "Leave out what this file lists");
    a.flag("--write-baseline", write_baseline_, "Write what is found to the baseline file");
    a.option("--config", config_, "FILE", "Configuration (default: the nearest .cmdwright.yaml)");
    a.option("-j,--jobs", jobs_, "N", "Threads; 0: one for each processor (default: 1)");
    a.option("--shard", shard_, "I/N", "Only every Nth text, beginning with the Ith");
    a.flag("--watch", watch_, "Lint again whenever a file changes");
    a.flag("-q,--quiet", quiet_, "No summary, no progress");
    colour_.declare(a);
    now_.declare_now(a);
    pack_.declare(a);
    a.positionals("PATH", paths_, "Files, folders, patterns; '-' is standard input (default)", false);
    a.footer(
        "Shell text, Markdown, agents' answers and recorded conversations (JSON, JSON Lines, text). Rules: "
        "'cmdwright explain --all'.\n\n"
        "Exit status: 0 nothing found at or above --fail-on, 1 findings, 2 wrong usage or something could "
        "not "
        "be read.");
  }

  int run(World& world) override {
    if (!now_.now(world))
      return wrong(world, "--now needs an ISO 8601 time such as 2026-01-31T12:00:00+08:00");
    const std::unique_ptr<Engine> engine = pack_.load(world);
    if (!engine) return kExitUsage;
    const Result<LintConfig> config = read_lint_config(config_);
    if (!config) return wrong(world, config.error().text());
    lint::Linter linter(engine->spec(), engine->catalogue(),
                        [&]() -> const understand::Understander& { return engine->understander(); });
    if (const Status s = apply_lint_config(*config, select_, ignore_, linter); !s)
      return wrong(world, s.error().text());
    LintRunOptions options;
    if (const std::string words = fill(world, *config, linter, options); !words.empty())
      return wrong(world, words);
    if (baseline_.empty()) baseline_ = config->baseline;
    if (write_baseline_ && baseline_.empty()) return wrong(world, "--write-baseline needs --baseline FILE");

    if (paths_.empty()) paths_.emplace_back("-");
    if (watch_) return LintWatch(world, linter, options, paths_, config->exclude).run();
    Baseline known;
    if (!baseline_.empty() && !write_baseline_) {
      Result<Baseline> read = Baseline::read(baseline_);
      if (!read) return wrong(world, read.error().text());
      known = std::move(*read);
    }
    const LintPaths paths = find_lint_paths(paths_, config->exclude);
    LintRun lint(world, linter, options, &known);
    const int status = lint.run(paths.files, paths.problems);
    if (!write_baseline_) return status;
    if (const Status written = lint.found().write(baseline_); !written)
      return wrong(world, written.error().text());
    world.err.line("cmdwright lint: " + std::to_string(lint.found().size()) + " findings written to " +
                   baseline_);
    return status == kExitUsage ? kExitUsage : kExitOk;
  }

private:
  static int wrong(World& world, const std::string& words) {
    world.err.line("cmdwright lint: " + words);
    return kExitUsage;
  }

  /// What is wrong with the options, or nothing.
  std::string fill(const World& world, const LintConfig& config, const lint::Linter& linter,
                   LintRunOptions& out) const {
    if (!shard_.empty() && !read_shard(shard_, out))
      return "--shard needs I/N with I from 1 to N, such as 2/5";
    constexpr std::uint32_t kMostJobs = 256;
    if (jobs_ > kMostJobs) return "--jobs is at most " + std::to_string(kMostJobs);
    out.jobs = jobs_ == 0 ? std::max(1U, std::thread::hardware_concurrency()) : jobs_;
    const std::string level = !fail_on_.empty()        ? fail_on_
                              : config.fail_on.empty() ? "warning"
                                                       : config.fail_on;
    // Nothing is as grave as "off" asks for.
    if (level == "off")
      out.fail_on = static_cast<lint::Severity>(static_cast<int>(lint::Severity::Error) + 1);
    else
      (void)lint::read_severity(level, out.fail_on);
    out.as = as_ == "transcript"  ? LintSource::As::Transcript
             : as_ == "auto"      ? LintSource::As::Auto
             : format_ == "jsonl" ? LintSource::As::Auto
                                  : LintSource::As::Text;
    out.work.as = as_ == "answer"     ? LintWork::As::Answer
                  : as_ == "commands" ? LintWork::As::Commands
                                      : LintWork::As::Auto;
    out.work.request = request_;
    out.work.now = now_.now(world);
    out.work.fix = fix_ || diff_;
    out.work.unsafe = unsafe_;
    out.fix = fix_;
    out.diff = diff_;
    out.progress = !quiet_;
    out.report.format = format_;
    out.report.quiet = quiet_;
    out.report.colour = colour_.wanted(world, world.out);
    for (const lint::Rule& r : linter.rules())
      if (linter.severity(r) != lint::Severity::Off) out.report.rules.push_back(&r);
    return {};
  }

  std::string format_ = "text";
  std::string as_ = "auto";
  std::string fail_on_;
  std::vector<std::string> request_;
  std::vector<std::string> select_;
  std::vector<std::string> ignore_;
  bool fix_ = false;
  bool diff_ = false;
  bool unsafe_ = false;
  std::string baseline_;
  bool write_baseline_ = false;
  std::string config_;
  std::uint32_t jobs_ = 1;
  std::string shard_;
  bool watch_ = false;
  bool quiet_ = false;
  ColourOption colour_;
  RequestOptions now_;
  PackOption pack_;
  std::vector<std::string> paths_;
};

} // namespace

std::unique_ptr<Subcommand> make_lint_command() {
  return std::make_unique<LintCommand>();
}

} // namespace cmdwright::cli
