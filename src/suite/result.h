// What came out of one case, and of all.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "suite/failure.h"
#include "suite/findings.h"

namespace cmdwright::suite {

/// Broken: the case could not be judged (a mistake in the suite, an unreadable transcript, an agent that gave
/// no answer).
enum class Outcome : std::uint8_t { Passed, Failed, Broken, Skipped };
[[nodiscard]] std::string_view outcome_name(Outcome outcome);

/// A command that the agent gave.
struct ShownCommand {
  std::string text;
  std::string operation; ///< "vod_upload.py upload"
};

struct CaseResult {
  std::string suite; ///< file
  std::string name;
  std::string conversation; ///< which of several: its id, or "file#3"; empty where there is only one
  std::uint32_t run = 0;    ///< of repeated runs, from 1; 0: the case ran once
  std::string place;        ///< of the case, "file:line:column"
  std::string source;       ///< of a recorded conversation, "file:line"
  std::vector<std::string> tags;
  Outcome outcome = Outcome::Passed;
  std::string reason; ///< why it was skipped or is broken
  std::vector<Failure> failures;
  std::vector<std::string> requests;
  std::vector<ShownCommand> commands;
  std::vector<Found> faults;
  double seconds = 0;
  std::string transcript; ///< the conversation in the normalised form, where it was kept

  /// Names the case (and conversation) within a run, whatever the number of the run.
  [[nodiscard]] std::string key() const {
    return suite + "::" + name + (conversation.empty() ? "" : "::" + conversation);
  }
};

struct Totals {
  std::uint64_t passed = 0;
  std::uint64_t failed = 0;
  std::uint64_t broken = 0;
  std::uint64_t skipped = 0;
  bool interrupted = false;
  double seconds = 0;

  void add(Outcome outcome);
  [[nodiscard]] std::uint64_t ran() const { return passed + failed + broken; }
  [[nodiscard]] bool good() const { return failed == 0 && broken == 0 && !interrupted; }
};

/// Takes results as they come, in their fixed order.
class ResultSink {
public:
  virtual ~ResultSink() = default;
  virtual void result(const CaseResult& result) = 0;
};

} // namespace cmdwright::suite
