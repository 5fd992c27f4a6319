// One case of a suite: where its conversations come from and what is expected of them.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "suite/expect.h"
#include "text/result.h"

namespace cmdwright::suite {

struct Case {
  /// Dialogue: written out in the suite. Recorded: in transcript files. Request: nothing but what the person
  /// says, so an agent (or the generator) has to answer.
  enum class Source : std::uint8_t { Dialogue, Recorded, Request };

  std::string suite; ///< file
  std::string name;
  std::string place; ///< "file:line:column"
  std::vector<std::string> tags;
  bool only = false;
  std::string skip;          ///< the reason, or empty
  std::string now;           ///< ISO 8601, may be empty
  std::vector<Error> errors; ///< the case cannot run

  Source source = Source::Request;
  std::string dialogue;              ///< {"messages":[…]}
  std::vector<std::string> requests; ///< of a Request, turn by turn
  std::vector<std::string> files;    ///< of Recorded
  std::string id;                    ///< only the conversation with this id; empty: all
  bool repeats = false;              ///< the conversations are repeated runs of one case

  Expectations whole;
  std::vector<Expectations> turns; ///< by the agent's turns, from the first

  [[nodiscard]] bool checks_anything() const {
    for (const Expectations& turn : turns)
      if (!turn.empty()) return true;
    return !whole.empty();
  }
};

struct Suite {
  std::string file;
  std::string name;
  std::vector<Case> cases;
};

} // namespace cmdwright::suite
