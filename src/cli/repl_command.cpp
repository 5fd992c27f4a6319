#include "cli/repl_command.h"

#include <algorithm>

#include "cli/colour.h"
#include "cli/pack_option.h"
#include "cli/repl_effects.h"
#include "repl/loop.h"

namespace cmdwright::cli {

namespace {

constexpr std::size_t kLongestTyped = std::size_t{4} << 20U; ///< bytes of a line that are read

class ReplCommand final : public Subcommand {
public:
  void declare(Arguments& a) override {
    request_.declare(a);
    colour_.declare(a);
    a.flag("--no-history", no_history_, "Neither read nor write the history file");
    pack_.declare(a);
    a.footer(
        "On a terminal: type what you want; :help tells the rest. Without one, each line of standard input "
        "is answered\n"
        "at once: commands as they are, questions behind '? ', refusals and findings behind 'error: '; "
        "notices go "
        "to standard error.\n\n"
        "The history is kept in $XDG_STATE_HOME/cmdwright/history; lines with secrets are never written.\n\n"
        "Exit status: 0 on a terminal; else that of the last answer: 0 commands, 3 a question, 4 refused.");
  }

  int run(World& world) override {
    if (!request_.now(world)) {
      world.err.line("cmdwright repl: --now needs an ISO 8601 time such as 2026-01-31T12:00:00+08:00");
      return kExitUsage;
    }
    const std::unique_ptr<Engine> engine = pack_.load(world);
    if (!engine) return kExitUsage;
    const std::string home = world.environment("HOME").value_or("");
    repl::History history;
    const repl::Services services{engine->spec(),
                                  [&]() -> const understand::Understander& { return engine->understander(); },
                                  [&] { return *request_.now(world); }, history,
                                  [&](const std::string& folder, std::string_view prefix) {
                                    return folder_entries(home, folder, prefix);
                                  }};
    repl::Session session(services, settings(world));
    RealEffects effects(home, executor());
    if (world.in.terminal() && world.out.terminal() && world.environment("TERM").value_or("") != "dumb") {
      repl::HistoryFile file(
          no_history_ ? std::string{}
                      : repl::history_path(world.environment("XDG_STATE_HOME").value_or(""), home));
      const std::string term = world.environment("TERM").value_or("");
      const repl::LoopOptions options{colour_.wanted(world, world.out),
                                      term != "linux" && !term.starts_with("vt")};
      if (repl::run_on_terminal(session, history, file, effects, options)) return kExitOk;
    }
    return line_by_line(world, session, effects);
  }

private:
  [[nodiscard]] repl::Settings settings(const World& world) const {
    repl::Settings s;
    s.language = request_.language();
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
      const std::optional<std::string> value = world.environment(name);
      if (!value || value->empty()) continue;
      if (value->starts_with("zh")) s.surroundings = understand::Language::Chinese;
      break;
    }
    return s;
  }

  static std::string executor() {
    const auto table = subcommands();
    const bool there =
        std::any_of(table.begin(), table.end(), [](const SubcommandEntry& e) { return e.name == "exec"; });
    return there ? "exec" : "";
  }

  static int line_by_line(World& world, repl::Session& session, repl::Effects& effects) {
    std::string line;
    while (!world.out.failed() && world.in.line(line, kLongestTyped)) {
      const repl::PlainAnswer answer = repl::answer_plainly(session, line, effects);
      world.out.write(answer.out);
      world.out.flush();
      world.err.write(answer.err);
      world.err.flush();
      if (answer.quit) break;
    }
    switch (session.status()) {
    case plan::Status::Ok:
      return kExitOk;
    case plan::Status::Ask:
      return kExitAsk;
    case plan::Status::Refuse:
      return kExitRefused;
    }
    return kExitFailed;
  }

  RequestOptions request_;
  ColourOption colour_;
  PackOption pack_;
  bool no_history_ = false;
};

} // namespace

std::unique_ptr<Subcommand> make_repl_command() {
  return std::make_unique<ReplCommand>();
}

} // namespace cmdwright::cli
