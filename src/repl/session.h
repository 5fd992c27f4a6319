// A session: a line in; screen lines and requested effects out. No terminal, no files, no clock of its own.
//
//     Session session(services, settings);
//     Reply reply = session.enter("Transcode my video to 720p");   // a question
//     reply = session.enter("5145403721233902989");                // the command
//     reply = session.enter("undo");
//
// A line is a ":" command (commands.h), the number of an offered choice, a call of a script (which is
// checked), or something that is said to the conversation. Every state is a value; undo goes back to an
// earlier one.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "plan/conversation.h"
#include "repl/completion.h"
#include "repl/effects.h"
#include "repl/history.h"
#include "repl/origins.h"
#include "repl/words.h"

namespace cmdwright::repl {

/// What a session works with. Everything must outlive it. The grammar is not touched before a request is
/// said.
struct Services {
  const spec::Spec& spec;
  std::function<const understand::Understander&()> understander;
  std::function<understand::Now()> now;
  const History& history;
  FolderReader folder; ///< for completion
};

struct Settings {
  std::optional<understand::Language> language;                      ///< of questions; nothing: the request's
  understand::Language surroundings = understand::Language::English; ///< while no request says more
  std::optional<understand::Now> now;                                ///< instead of the clock
  enum class State : std::uint8_t { Always, Questions, Never } state = State::Questions;
  std::string colour = "auto";
};

/// A numbered answer.
struct Choice {
  std::string input;  ///< what is entered when it is taken
  bool typed = false; ///< a repaired command, not an answer
};

class Session {
public:
  Session(Services services, Settings settings);

  [[nodiscard]] Reply enter(std::string_view line);
  /// What became of an effect that was requested.
  [[nodiscard]] Reply finish(const Effect& effect, const Outcome& outcome);

  /// Loads what the first request needs. For a moment in which nobody waits.
  void prepare() const { (void)services_.understander(); }

  /// How things stand after the last line: commands, an open question, a refusal.
  [[nodiscard]] plan::Status status() const { return status_; }
  [[nodiscard]] bool asking() const { return status_ == plan::Status::Ask; }
  /// The language of everything that the session says now.
  [[nodiscard]] understand::Language language() const;
  [[nodiscard]] Completion complete(std::string_view text, std::size_t cursor) const;

private:
  struct Turn {
    std::string text;
    understand::Now now;
  };
  /// What undo goes back to. Conversations are never changed once they are in one.
  struct State {
    std::shared_ptr<const plan::Conversation> talk; ///< nullptr before the first request
    /// Of `talk`, the last kMostTurns.
    std::vector<std::shared_ptr<const Turn>> turns;
    Origins origins;
    std::vector<command::Command> commands; ///< the current ones
    std::string typed;                      ///< the text of typed commands; empty: planned ones
    bool sound = true;                      ///< typed ones: nothing was found
    std::vector<Choice> choices;
    std::size_t recorded = 0; ///< how many records there were, dropped ones included
  };
  /// For :save.
  struct Record {
    std::string input;
    std::vector<std::string> commands;
  };

  // What is typed
  void say(std::string_view text, Reply& reply);
  /// `taken`: it was offered, so it has not been on the screen as a command yet.
  void check_typed(const std::string& text, Reply& reply, bool taken = false);
  void choose(std::size_t number, Reply& reply);
  void undo(Reply& reply);
  void run_command(std::string_view line, Reply& reply);

  // ":" commands; `words` is what stands behind the name
  friend struct CommandTable;
  void command_help(std::string_view words, Reply& reply);
  void command_explain(std::string_view words, Reply& reply);
  void command_why(std::string_view words, Reply& reply);
  void command_state(std::string_view words, Reply& reply);
  void command_lint(std::string_view words, Reply& reply);
  void command_spec(std::string_view words, Reply& reply);
  void command_run(std::string_view words, Reply& reply);
  void command_dry_run(std::string_view words, Reply& reply);
  void command_copy(std::string_view words, Reply& reply);
  void command_save(std::string_view words, Reply& reply);
  void command_load(std::string_view words, Reply& reply);
  void command_lang(std::string_view words, Reply& reply);
  void command_set(std::string_view words, Reply& reply);
  void command_history(std::string_view words, Reply& reply);
  void command_undo(std::string_view words, Reply& reply);
  void command_new(std::string_view words, Reply& reply);
  void command_quit(std::string_view words, Reply& reply);

  void advance(State next);
  void forget_records(); ///< those behind the current state
  void record(std::string_view input);
  void relearn(); ///< says the turns again, after a setting changed
  void show_plan(Reply& reply);
  void show_commands(const std::vector<command::Command>& commands, Reply& reply) const;
  void show_cost(const std::vector<command::Command>& commands, const std::string& text, Reply& reply);
  void show_questions(const plan::Plan& plan, Reply& reply);
  void show_state(Reply& reply) const;
  void load(const std::string& path, const std::string& text, Reply& reply);
  void execute(std::string_view words, bool dry, Reply& reply);
  /// Rendered commands, all or the one numbered `words`; empty after an error was added.
  [[nodiscard]] std::vector<std::string> picked(std::string_view words, Reply& reply) const;
  [[nodiscard]] const spec::Script* script_named(std::string_view name, Reply& reply) const;
  [[nodiscard]] std::vector<const spec::Operation*> operations() const;
  [[nodiscard]] understand::Now now() const;
  [[nodiscard]] std::string_view tell(const Words& words) const { return words.in(language()); }
  void error(std::string text, Reply& reply) const;
  void remark(std::string text, Reply& reply) const;
  void usage(std::string_view command, Reply& reply) const;

  Services services_;
  Settings settings_;
  State state_;
  std::vector<State> before_;
  std::deque<Record> records_;
  std::size_t dropped_ = 0;            ///< records that were too old to be kept
  std::vector<std::string> ids_;       ///< said in this session, newest first
  std::set<std::string> cost_noticed_; ///< meanings of commands whose cost was pointed out
  plan::Status status_ = plan::Status::Ok;
};

} // namespace cmdwright::repl
