// Never twice: how a paid request is sent.
//
//   1. The ledger gives this run the right to send it, or shows the open entry of an identical request. That
//   one is looked up: ended, its
//      result is shown, which nobody has seen yet; still running, this run is refused; without an answer on
//      record, its task is searched in the service's list, and if it is not found, the user decides.
//   2. The request is sent once, with a SessionId made from the request, so that the service itself refuses a
//   second one.
//   3. The ledger keeps what came of it. Without a clear answer the task is searched in the list; the request
//   is not sent again.
#pragma once

#include <set>
#include <string>

#include "exec/ledger.h"
#include "exec/reporter.h"
#include "exec/service.h"
#include "spec/spec.h"

namespace cmdwright::exec {

/// The ledger, opened when first needed.
class LedgerHolder {
public:
  explicit LedgerHolder(std::string folder, int busy = 5000) : folder_(std::move(folder)), busy_(busy) {}
  /// The same answer every time: a ledger that cannot be opened stays so.
  [[nodiscard]] Result<Ledger*> get();
  std::set<std::int64_t> sending; ///< entries that this process is sending now

private:
  std::string folder_;
  int busy_;
  std::unique_ptr<Ledger> ledger_;
  std::optional<Error> failed_;
};

struct Submission {
  enum class Kind : std::uint8_t {
    Accepted,  ///< a task was started
    Recovered, ///< it was started by an earlier attempt, and now its id is known
    Twice,     ///< not sent: an identical request is open
    Refused,   ///< not done; see `answer`
    NotSent,   ///< not done: no connection; see `answer`
    Unclear,   ///< sent, and nobody knows what became of it
    NoLedger,  ///< not sent, because it could not be written down
    Interrupted
  };
  Kind kind = Kind::Accepted;
  std::string task; ///< its id, where it is known
  std::string text; ///< for people, of everything but Accepted
  Answer answer;
  std::int64_t entry = 0; ///< number in the ledger

  [[nodiscard]] bool started() const { return kind == Kind::Accepted || kind == Kind::Recovered; }
};

struct PaidRequest {
  std::string action;
  Json body;
  std::string operation;
  std::string command; ///< as text, secrets masked
  std::string plan;    ///< id of the plan it belongs to, empty: none
  bool resubmit = false;
};

class Submitter {
public:
  /// All must outlive the submitter.
  Submitter(const Api& api, const spec::Spec& spec, ServiceClient& service, LedgerHolder& ledger)
      : api_(api), spec_(spec), service_(service), ledger_(ledger) {}

  [[nodiscard]] Task<Submission> submit(PaidRequest request, Reporter& report);

  /// What a request is, whatever its SessionId if we made it: equal texts are equal requests.
  [[nodiscard]] static std::string fingerprint(const std::string& host, const std::string& action,
                                               const Json& body);
  [[nodiscard]] static std::string session_id(const std::string& fingerprint, const std::string& plan,
                                              std::uint32_t ordinal, std::uint32_t length);

private:
  /// What the service knows of a task.
  struct Found {
    enum class Kind : std::uint8_t { Running, Done, Failed, Unknown, NoAnswer } kind = Kind::Unknown;
    std::string task;
    std::string text; ///< of NoAnswer
  };
  /// What to do about an open entry: go on with it, or leave it with what `out` says.
  struct Settled {
    enum class Next : std::uint8_t { Leave, ClaimAgain, Send } next = Next::Leave;
    Submission out;
    Entry entry;
  };
  Task<Found> look_up_task(Entry entry);
  Task<Found> search(Entry entry, unsigned tries);
  [[nodiscard]] bool is_task_of(const Entry& entry, const Json& task);
  Task<Settled> settle_running(Entry entry, bool resubmit, Reporter& report);
  Task<Settled> settle_unanswered(Entry entry, bool resubmit, Reporter& report);
  Task<Submission> send(Entry entry, Json body, bool before, Reporter& report);
  Task<Submission> after_unclear(Entry entry, Answer answer, Reporter& report);
  Task<Submission> after_repeated(Entry entry, Answer answer, bool before, Reporter& report);
  [[nodiscard]] Submission twice(const Entry& entry, const std::string& task, const std::string& text) const;
  void keep(Reporter& report, const Entry& entry, EntryState state, std::string_view task = {},
            const Answer* answer = nullptr);
  [[nodiscard]] std::int64_t now() const { return service_.settings().clock(); }

  const Api& api_;
  const spec::Spec& spec_;
  ServiceClient& service_;
  LedgerHolder& ledger_;
};

/// The command that shows the state of a task, as text.
[[nodiscard]] std::string query_command(const spec::Spec& spec, std::string_view operation,
                                        const std::string& task);

/// The state of a task by its answer: open, ended well, ended badly.
enum class TaskEnd : std::uint8_t { Open, Done, Failed };
[[nodiscard]] TaskEnd task_end(const Api& api, const Json& response);

} // namespace cmdwright::exec
