// The record of every paid submission: written before it is sent, completed when the answer is there. It is
// what makes a second submission of the same request impossible by accident, on whatever day and in whatever
// process.
//
// An SQLite database in WAL mode, safe with several processes; one object per process. Holds no credentials.
// Every failure leaves the database as it was.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"

struct sqlite3;

namespace cmdwright::exec {

/// What is known of a submission. The first three are open: the request has no result yet.
enum class EntryState : std::uint8_t {
  Sending,    ///< about to be sent, or being sent; an end of the program in between leaves it so
  Unclear,    ///< sent, no answer; the service may have accepted it
  Running,    ///< accepted, the task id is known
  Done,       ///< the task ended well
  Failed,     ///< the task ended badly
  Refused,    ///< the service said no, or the request never reached it: nothing was started
  Expired,    ///< the service knows the task no more
  Superseded, ///< the user asked for another submission before this one had a result
};
[[nodiscard]] std::string_view state_name(EntryState state);
[[nodiscard]] constexpr bool is_open(EntryState state) {
  return state <= EntryState::Running;
}

struct Entry {
  std::int64_t id = 0;
  std::string fingerprint; ///< of the request: host, action, body
  std::string action;
  std::string host;
  std::string operation;     ///< "vod_process_media.py transcode"
  std::string command;       ///< as text, secrets masked
  std::string sub_app;       ///< empty: none
  std::string subject;       ///< the file it is about, where the action takes no SessionId
  std::string session;       ///< SessionId that was sent, empty where the action takes none
  std::uint32_t ordinal = 0; ///< number of earlier submissions of the same request that came to an end
  EntryState state = EntryState::Sending;
  std::string task;
  std::string request_id;
  std::string error;
  std::string owner;        ///< process that sends it, see alive()
  std::int64_t created = 0; ///< seconds since 1970
  std::int64_t updated = 0;

  /// The process that is sending it still runs, and is not this one.
  [[nodiscard]] bool alive() const;
};

class Ledger {
public:
  /// `path`/ledger.db, made when missing, for this user's eyes only. `busy` is how long to wait for other
  /// processes, in milliseconds. Errors: damaged, no space, no permission, made by a newer version.
  static Result<std::unique_ptr<Ledger>> open(const std::string& folder, int busy = 5000);
  ~Ledger();
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  /// Either takes the right to send `wanted` (state Sending, with its ordinal and `session_of(ordinal)`
  /// filled in) or gives the open entry of the same request.
  struct Claim {
    bool mine = false;
    Entry entry;
  };
  template <class SessionOf> Result<Claim> claim(Entry wanted, std::int64_t now, SessionOf session_of) {
    return claim_with(
        std::move(wanted), now, [](void* f, std::uint32_t n) { return (*static_cast<SessionOf*>(f))(n); },
        &session_of);
  }
  /// Takes over an open entry that this process means to send again, unless another process has changed it
  /// meanwhile.
  Result<bool> reclaim(Entry& entry, std::int64_t now);

  Status set(std::int64_t id, EntryState state, std::int64_t now, std::string_view task = {},
             std::string_view request_id = {}, std::string_view error = {});
  /// What a query has shown about a task: entries that wait for it are closed.
  Status task_ended(std::string_view task, EntryState state, std::int64_t now);

  /// Newest first.
  Result<std::vector<Entry>> list(bool only_open, std::uint32_t most);
  /// By number or TaskId.
  Result<std::optional<Entry>> find(std::string_view id_or_task);
  Result<bool> forget(std::int64_t id);

  [[nodiscard]] const std::string& path() const { return path_; }

private:
  using SessionFunction = std::string (*)(void*, std::uint32_t);
  explicit Ledger(std::string path) : path_(std::move(path)) {}
  Result<Claim> claim_with(Entry wanted, std::int64_t now, SessionFunction session_of, void* context);
  Status prepare();
  Status run(const char* sql);
  [[nodiscard]] Error failure(int code) const;
  friend class Statement;

  std::string path_;
  sqlite3* db_ = nullptr;
};

/// "<pid>:<start>", which no other process ever has.
[[nodiscard]] std::string own_process();

} // namespace cmdwright::exec
