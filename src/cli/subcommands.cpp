#include "cli/subcommand.h"

#include "cli/exec_command.h"
#include "cli/explain_command.h"
#include "cli/gen_command.h"
#include "cli/grammar_command.h"
#include "cli/hook_command.h"
#include "cli/lint_command.h"
#include "cli/pack_command.h"
#include "cli/repl_command.h"
#include "cli/score_command.h"
#include "cli/test_command.h"
#include "cli/transcript_command.h"

namespace cmdwright::cli {

namespace {
constexpr SubcommandEntry kSubcommands[] = {
    {"gen", "Turn a request into commands, or a question", make_gen_command},
    {"repl", "Work at a prompt, from a thought to a command", make_repl_command},
    {"exec", "Run commands against the service, and never pay twice", make_exec_command},
    {"ledger list", "Show paid requests without a result", make_ledger_list_command},
    {"ledger show", "Show everything about one paid request", make_ledger_show_command},
    {"ledger forget", "Take a paid request off the record", make_ledger_forget_command},
    {"lint", "Check commands, answers and recorded conversations", make_lint_command},
    {"explain", "Tell what the rules of the linter mean", make_explain_command},
    {"hook claude-code", "Let good commands of an agent pass, repair or block the others",
     make_hook_claude_code_command},
    {"hook install", "Add the guard to an agent's settings", make_hook_install_command},
    {"pack check", "Check a pack of rules and grammar", make_pack_check_command},
    {"pack show", "Show scripts, subcommands and parameters", make_pack_show_command},
    {"grammar trace", "Show every stage of understanding a request", make_grammar_trace_command},
    {"grammar words", "List words that are no misspellings", make_grammar_words_command},
    {"test", "Check agents' conversations against what is expected", make_test_command},
    {"compare", "What got worse between two test runs", make_compare_command},
    {"transcript show", "Print recorded conversations for people", make_transcript_show_command},
    {"transcript convert", "Write recorded conversations in one form, JSON Lines",
     make_transcript_convert_command},
    {"score", "Measure answers against labelled requests", make_score_command},
};
} // namespace

std::span<const SubcommandEntry> subcommands() {
  return kSubcommands;
}

} // namespace cmdwright::cli
