// A session on a terminal, and without one. Both are thin: bytes and effects in and out, no decisions.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "repl/effects.h"
#include "repl/history.h"
#include "repl/history_file.h"
#include "repl/session.h"

namespace cmdwright::repl {

struct LoopOptions {
  bool colour = true;    ///< on a terminal that knows none ("dumb", NO_COLOR) false
  bool clipboard = true; ///< the terminal may know OSC 52
};

/// Runs until the person leaves or the terminal is gone. False when there is no terminal to work on.
bool run_on_terminal(Session& session, History& history, HistoryFile& file, Effects& effects,
                     const LoopOptions& options);

/// One answer of the line protocol: what goes to standard output and to standard error. Commands are lines as
/// they are, questions begin with "? ", refusals and findings with "error: ".
struct PlainAnswer {
  std::string out;
  std::string err;
  bool quit = false;
};
[[nodiscard]] PlainAnswer answer_plainly(Session& session, std::string_view line, Effects& effects);

} // namespace cmdwright::repl
