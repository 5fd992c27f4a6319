// Runs cases: takes their conversations from suites, transcripts or an agent, checks them, and gives the
// results one by one in an order that does not depend on the number of threads.
//
//     Judge judge(spec, faults, oracle, now, words);
//     const Totals totals = run_suites(loaded.suites, judge, options, stop, sink);
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "suite/agent.h"
#include "suite/case.h"
#include "suite/check.h"
#include "suite/oracle.h"
#include "suite/result.h"
#include "transcript/conversation.h"

namespace cmdwright::suite {

/// Judges conversations. Thread-safe.
class Judge {
public:
  /// The moment that relative dates refer to, from what a case or a conversation says (may be empty); nothing
  /// when it says nonsense.
  using Clock = std::function<std::optional<understand::Now>(const std::string& said)>;

  /// All must outlive the judge.
  Judge(const spec::Spec& spec, const FaultFinder& faults, const Oracle& oracle, Clock now, AskWords words)
      : spec_(spec), faults_(faults), oracle_(oracle), now_(std::move(now)), words_(std::move(words)) {}

  /// Look for faults also where no case asks for them.
  bool always_faults = false;
  /// Keep the conversation in the result.
  bool keep_transcripts = false;

  /// `asked`, by turn, is what the agent said it asks for.
  void judge(const Case& c, const transcript::Conversation& conversation, CaseResult& result,
             const std::vector<std::vector<std::string>>& asked = {}) const;

  /// Lets an agent (or, without one, the generator) answer the requests, and judges that.
  void answer_and_judge(const Case& c, const std::vector<std::string>& requests, const AgentOptions* agent,
                        const std::atomic<bool>& stop, CaseResult& result) const;

private:
  const spec::Spec& spec_;
  const FaultFinder& faults_;
  const Oracle& oracle_;
  Clock now_;
  AskWords words_;
};

struct RunOptions {
  unsigned jobs = 1;
  unsigned repeat = 1;     ///< runs of each case that is answered by an agent
  std::uint32_t shard = 0; ///< of `shards`, from 0
  std::uint32_t shards = 1;
  std::vector<std::string> tags;    ///< cases with any of them; "!tag" excludes
  std::vector<std::string> filters; ///< cases whose name holds any of them
  std::optional<AgentOptions> agent;
};

[[nodiscard]] Totals run_suites(const std::vector<Suite>& suites, const Judge& judge,
                                const RunOptions& options, const std::atomic<bool>& stop, ResultSink& sink);

} // namespace cmdwright::suite
