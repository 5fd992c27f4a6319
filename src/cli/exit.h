// Every exit status of every subcommand. `cmdwright --help` prints this table.
#pragma once

namespace cmdwright::cli {

enum Exit : int {
  kExitOk = 0,      ///< commands were given; nothing was found; the check passed
  kExitFailed = 1,  ///< lint found something, a check or test failed, or the program could not do its work
  kExitUsage = 2,   ///< wrong options or unreadable input (a hook: the command is blocked)
  kExitAsk = 3,     ///< gen, exec: something has to be answered first
  kExitRefused = 4, ///< gen: no script does this; exec: policy or budget forbid it
  kExitTimeout = 5, ///< exec: the task goes on
  kExitTwice = 6,   ///< exec: the same paid task is still open
  kExitNoKeys = 7,  ///< exec: credentials are missing
  kExitInterrupted = 130, ///< exec: Ctrl-C; a task that was started goes on
};

inline constexpr const char* kExitHelp =
    "Exit status:\n"
    "  0  commands given, nothing found, check passed\n"
    "  1  findings, failed check, or the work could not be done\n"
    "  2  wrong usage or unreadable input\n"
    "  3  gen, exec: a question has to be answered first\n"
    "  4  gen: refused, no script does this; exec: denied by policy or budget\n"
    "  5  exec: waiting timed out, the task goes on\n"
    "  6  exec: an identical paid task is still open\n"
    "  7  exec: credentials are missing\n"
    "  130  exec: interrupted, a task that was started goes on\n";

} // namespace cmdwright::cli
