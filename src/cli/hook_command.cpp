// hook claude-code: stands between the agent and the shell. Reads a PreToolUse event, says nothing when the
// command is good, hands back a repaired command when only safe repairs are needed, and blocks the rest with
// exit status 2 and the reason on standard error, which the agent reads.
#include "cli/hook_command.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "cli/lint_config.h"
#include "cli/pack_option.h"
#include "lint/fix.h"
#include "text/json_depth.h"
#include "text/utf8.h"

namespace cmdwright::cli {

namespace {

using nlohmann::ordered_json;

class HookClaudeCodeCommand final : public Subcommand {
public:
  void declare(Arguments& a) override {
    a.choice("--fail-on", fail_on_, {"info", "warning", "error"},
             "Least severity that is not let through (default: warning)");
    a.choice("--decision", decision_, {"none", "ask", "allow"},
             "What a repaired command says about permission (default: none, the usual rules hold)");
    a.flag("--no-rewrite", no_rewrite_, "Block what could be repaired, too");
    a.option("--config", config_, "FILE", "Configuration (default: the nearest .cmdwright.yaml)");
    pack_.declare(a);
    a.footer(
        "Reads the event on standard input. Exit status: 0 the command may run, as it is or as repaired on "
        "standard output;\n2 it is blocked, the reason is on standard error.");
  }

  int run(World& world) override {
    const Result<std::string> input = world.in.rest();
    if (!input) return block(world, input.error().text());
    const ordered_json event = nests_too_deep(*input) ? ordered_json(nlohmann::json::value_t::discarded)
                                                      : ordered_json::parse(*input, nullptr, false);
    if (!event.is_object()) return block(world, "the event on standard input is no JSON object");
    const auto tool = event.find("tool_input");
    // Other tools and events are no business of ours.
    if (tool == event.end() || !tool->is_object()) return kExitOk;
    const auto command = tool->find("command");
    if (command == tool->end() || !command->is_string()) return kExitOk;
    return check(world, *tool, command->get<std::string>());
  }

private:
  static int block(World& world, const std::string& words) {
    world.err.line("cmdwright hook: " + words);
    return kExitUsage;
  }

  int check(World& world, const ordered_json& tool, const std::string& command) {
    const std::unique_ptr<Engine> engine = pack_.load(world);
    if (!engine) return kExitUsage;
    const Result<LintConfig> config = read_lint_config(config_);
    if (!config) return block(world, config.error().text());
    lint::Linter linter(engine->spec(), engine->catalogue(),
                        [&]() -> const understand::Understander& { return engine->understander(); });
    if (const Status s = apply_lint_config(*config, {}, {}, linter); !s)
      return block(world, s.error().text());
    lint::Severity least = lint::Severity::Warning;
    const std::string level = !fail_on_.empty() ? fail_on_ : config->fail_on;
    if (!level.empty() && level != "off") (void)lint::read_severity(level, least);

    lint::Input input;
    input.text = command;
    input.run = true;
    input.suppressions = false; // the agent could have written them
    const std::size_t bad = count(linter, input, least);
    if (bad == 0) return kExitOk;
    const lint::Fixed repaired = lint::fix(linter, input, false, least);
    lint::Input after = input;
    after.text = repaired.text;
    if (!no_rewrite_ && repaired.applied > 0 && count(linter, after, least) == 0)
      return rewrite(world, tool, repaired.text);
    explain(world, linter, input, least);
    return kExitUsage;
  }

  static std::size_t count(const lint::Linter& linter, const lint::Input& input, lint::Severity least) {
    lint::Report report;
    linter.text(input, report);
    return static_cast<std::size_t>(
        std::count_if(report.findings.begin(), report.findings.end(),
                      [&](const lint::Finding& f) { return f.severity >= least; }));
  }

  int rewrite(World& world, ordered_json tool, const std::string& command) const {
    tool["command"] = command;
    ordered_json output;
    output["hookEventName"] = "PreToolUse";
    if (decision_ != "none") {
      output["permissionDecision"] = decision_;
      output["permissionDecisionReason"] = "cmdwright repaired the command";
    }
    output["updatedInput"] = tool;
    ordered_json answer;
    answer["hookSpecificOutput"] = output;
    world.out.line(answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    return kExitOk;
  }

  static void explain(World& world, const lint::Linter& linter, const lint::Input& input,
                      lint::Severity least) {
    lint::Report report;
    linter.text(input, report);
    world.err.line("Blocked by cmdwright:");
    for (const lint::Finding& f : report.findings) {
      if (f.severity < least) continue;
      const utf8::LineColumn at = utf8::line_column(input.text, f.span.begin);
      world.err.line("- " + std::string(f.rule->slug) + " at " + std::to_string(at.line) + ":" +
                     std::to_string(at.column) + ": " + f.message);
    }
    const lint::Fixed guess = lint::fix(linter, input, true, least);
    if (guess.applied == 0) return;
    lint::Input after = input;
    after.text = guess.text;
    const std::size_t left = count(linter, after, least);
    world.err.line(left == 0 ? "Corrected command:"
                             : "Corrected as far as possible (what else is said above still holds):");
    world.err.line(guess.text);
  }

  std::string fail_on_;
  std::string decision_ = "none";
  bool no_rewrite_ = false;
  std::string config_;
  PackOption pack_;
};

} // namespace

std::unique_ptr<Subcommand> make_hook_claude_code_command() {
  return std::make_unique<HookClaudeCodeCommand>();
}

} // namespace cmdwright::cli
