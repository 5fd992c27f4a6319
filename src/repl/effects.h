// What a session wants done outside of itself: asked for in a Reply, carried out by the loop, answered with
// Session::finish(). Tests answer from memory.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "repl/screen_line.h"

namespace cmdwright::repl {

struct Effect {
  enum class Kind : std::uint8_t {
    Run,   ///< `commands` through the executor; `flag`: as a dry run
    Copy,  ///< `text` to the clipboard of the terminal
    Write, ///< `text` to the file `path`; `flag`: replace an existing one
    Read,  ///< the file `path`
    Look,  ///< `text`: colour "auto", "on" or "off"
    Quit,
  };
  Kind kind = Kind::Quit;
  std::vector<std::string> commands;
  std::string text;
  std::string path;
  bool flag = false;
};

struct Outcome {
  bool done = true;
  int status = 0;   ///< exit status of what was run
  std::string text; ///< what was read, or why it was not done
};

/// Carries out Run, Write and Read; the loops see to the others.
class Effects {
public:
  virtual ~Effects() = default;
  /// May use the terminal, which is in its usual mode meanwhile.
  virtual Outcome carry_out(const Effect& effect) = 0;
};

struct Reply {
  std::vector<ScreenLine> lines;
  std::vector<Effect> effects; ///< in order, after the lines are shown
};

} // namespace cmdwright::repl
