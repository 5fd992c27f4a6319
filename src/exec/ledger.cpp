#include "exec/ledger.h"

#include <array>
#include <filesystem>
#include <fstream>

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text/words.h"

namespace cmdwright::exec {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 8> kStates = {"sending", "unclear", "running", "done",
                                                     "failed",  "refused", "expired", "superseded"};
constexpr int kVersion = 1;
constexpr std::int64_t kKept = 90 * 86400; ///< seconds that closed entries are kept

constexpr const char* kSchema = R"(
CREATE TABLE IF NOT EXISTS submissions(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  fingerprint TEXT NOT NULL, action TEXT NOT NULL, host TEXT NOT NULL, operation TEXT NOT NULL, command TEXT NOT NULL,
  sub_app TEXT NOT NULL, subject TEXT NOT NULL, session TEXT NOT NULL, ordinal INTEGER NOT NULL, state TEXT NOT NULL, task TEXT NOT NULL,
  request_id TEXT NOT NULL, error TEXT NOT NULL, owner TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS one_open ON submissions(fingerprint) WHERE state IN ('sending', 'unclear', 'running');
CREATE INDEX IF NOT EXISTS by_fingerprint ON submissions(fingerprint);
CREATE INDEX IF NOT EXISTS by_task ON submissions(task);
PRAGMA user_version = 1;
)";
constexpr const char* kColumns =
    "SELECT id, fingerprint, action, host, operation, command, sub_app, subject, session, ordinal, state, "
    "task, request_id, error, owner, created, updated FROM submissions ";

/// Start of a process in clock ticks since boot; empty when there is no such process.
std::string start_of(const std::string& pid) {
  std::ifstream in("/proc/" + pid + "/stat");
  std::string text;
  std::getline(in, text);
  const std::size_t name_end = text.rfind(')'); // the name may hold anything
  if (name_end == std::string::npos) return {};
  const std::vector<std::string_view> words = split(std::string_view(text).substr(name_end + 1), ' ');
  return words.size() > 20 ? std::string(words[20]) : std::string{};
}

EntryState state_of(std::string_view name) {
  for (std::size_t i = 0; i < kStates.size(); ++i)
    if (kStates[i] == name) return static_cast<EntryState>(i);
  return EntryState::Unclear;
}

} // namespace

std::string_view state_name(EntryState state) {
  return kStates[static_cast<std::size_t>(state)];
}

std::string own_process() {
  const std::string pid = std::to_string(::getpid());
  return pid + ":" + start_of(pid);
}

bool Entry::alive() const {
  const std::size_t colon = owner.find(':');
  if (colon == std::string::npos || owner == own_process()) return false;
  const std::string start = start_of(owner.substr(0, colon));
  return !start.empty() && start == owner.substr(colon + 1);
}

/// One prepared statement: bound in order, stepped, finalised.
class Statement {
public:
  Statement(Ledger& ledger, const std::string& sql) : ledger_(ledger) {
    code_ = sqlite3_prepare_v2(ledger.db_, sql.c_str(), static_cast<int>(sql.size()), &statement_, nullptr);
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  Statement& bind(std::string_view text) {
    if (code_ == SQLITE_OK)
      code_ = sqlite3_bind_text(statement_, ++bound_, text.data() == nullptr ? "" : text.data(),
                                static_cast<int>(text.size()), SQLITE_TRANSIENT);
    return *this;
  }
  Statement& bind(std::int64_t n) {
    if (code_ == SQLITE_OK) code_ = sqlite3_bind_int64(statement_, ++bound_, n);
    return *this;
  }
  /// True when there is a row.
  Result<bool> step() {
    if (code_ == SQLITE_OK) code_ = sqlite3_step(statement_);
    if (code_ == SQLITE_ROW) {
      code_ = SQLITE_OK;
      return true;
    }
    if (code_ == SQLITE_DONE) return false;
    return ledger_.failure(code_);
  }
  [[nodiscard]] std::string text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return bytes == nullptr
               ? std::string{}
               : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
  }
  [[nodiscard]] std::int64_t number(int column) const { return sqlite3_column_int64(statement_, column); }
  [[nodiscard]] Entry entry() const {
    Entry e;
    e.id = number(0);
    int column = 1;
    for (std::string* field :
         {&e.fingerprint, &e.action, &e.host, &e.operation, &e.command, &e.sub_app, &e.subject, &e.session})
      *field = text(column++);
    e.ordinal = static_cast<std::uint32_t>(number(9));
    e.state = state_of(text(10));
    e.task = text(11);
    e.request_id = text(12);
    e.error = text(13);
    e.owner = text(14);
    e.created = number(15);
    e.updated = number(16);
    return e;
  }

private:
  Ledger& ledger_;
  sqlite3_stmt* statement_ = nullptr;
  int code_ = SQLITE_OK;
  int bound_ = 0;
};

namespace {
/// Rolled back unless committed.
class Transaction {
public:
  explicit Transaction(sqlite3* db) : db_(db) {}
  ~Transaction() {
    if (open_) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  int begin() {
    const int code = sqlite3_exec(db_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
    open_ = code == SQLITE_OK;
    return code;
  }
  int commit() {
    const int code = sqlite3_exec(db_, "COMMIT", nullptr, nullptr, nullptr);
    open_ = open_ && code != SQLITE_OK;
    return code;
  }

private:
  sqlite3* db_;
  bool open_ = false;
};
} // namespace

Error Ledger::failure(int code) const {
  switch (code & 0xFF) {
  case SQLITE_NOTADB:
  case SQLITE_CORRUPT:
    return {"the ledger is damaged; move it away to begin a new one, and look at the service's console for "
            "tasks that are still open",
            path_};
  case SQLITE_FULL:
    return {"no space left for the ledger", path_};
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return {"the ledger is in use by another process; try again", path_};
  case SQLITE_READONLY:
  case SQLITE_CANTOPEN:
  case SQLITE_PERM:
    return {"the ledger cannot be opened for writing", path_};
  default:
    return {std::string("the ledger fails: ") + sqlite3_errstr(code), path_};
  }
}

Status Ledger::run(const char* sql) {
  const int code = sqlite3_exec(db_, sql, nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? success() : Status(failure(code));
}

Result<std::unique_ptr<Ledger>> Ledger::open(const std::string& folder, int busy) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) return Error{"cannot make the folder of the ledger: " + failed.message(), folder};
  ::chmod(folder.c_str(), 0700);
  std::unique_ptr<Ledger> ledger(new Ledger(folder + "/ledger.db"));
  const mode_t mask = ::umask(0077);
  const int code = sqlite3_open_v2(ledger->path_.c_str(), &ledger->db_,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  Status ready = code == SQLITE_OK ? success() : Status(ledger->failure(code));
  if (ready) {
    sqlite3_extended_result_codes(ledger->db_, 1);
    sqlite3_busy_timeout(ledger->db_, busy);
    ready = ledger->prepare();
  }
  ::umask(mask);
  if (!ready) return ready.error();
  return ledger;
}

Ledger::~Ledger() {
  sqlite3_close(db_);
}

Status Ledger::prepare() {
  if (Status status = run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"); !status) return status;
  int version = 0;
  {
    Statement query(*this, "PRAGMA user_version");
    const Result<bool> row = query.step();
    if (!row) return row.error();
    version = static_cast<int>(query.number(0));
  }
  if (version > kVersion) return Error{"the ledger was made by a newer version of this program", path_};
  if (version == kVersion) return success();
  Transaction transaction(db_);
  if (const int code = transaction.begin(); code != SQLITE_OK) return failure(code);
  if (Status status = run(kSchema); !status) return status;
  const int code = transaction.commit();
  return code == SQLITE_OK ? success() : Status(failure(code));
}

Result<Ledger::Claim> Ledger::claim_with(Entry wanted, std::int64_t now, SessionFunction session_of,
                                         void* context) {
  Transaction transaction(db_);
  if (const int code = transaction.begin(); code != SQLITE_OK) return failure(code);
  {
    Statement open(*this, std::string(kColumns) +
                              "WHERE fingerprint = ? AND state IN ('sending', 'unclear', 'running')");
    const Result<bool> row = open.bind(wanted.fingerprint).step();
    if (!row) return row.error();
    if (*row) return Claim{false, open.entry()};
  }
  {
    // Each submission that came to an end makes room for another one; one that was refused never used its
    // number.
    Statement count(
        *this,
        "SELECT COALESCE(MAX(ordinal) + 1, 0) FROM submissions WHERE fingerprint = ? AND state != 'refused'");
    const Result<bool> row = count.bind(wanted.fingerprint).step();
    if (!row) return row.error();
    wanted.ordinal = static_cast<std::uint32_t>(count.number(0));
  }
  if (wanted.session.empty()) wanted.session = session_of(context, wanted.ordinal);
  wanted.state = EntryState::Sending;
  wanted.owner = own_process();
  wanted.created = wanted.updated = now;
  {
    Statement old(
        *this,
        "DELETE FROM submissions WHERE updated < ? AND state NOT IN ('sending', 'unclear', 'running')");
    if (const Result<bool> row = old.bind(now - kKept).step(); !row) return row.error();
  }
  Statement insert(*this, "INSERT INTO submissions(fingerprint, action, host, operation, command, sub_app, "
                          "subject, session, ordinal, state, "
                          "task, request_id, error, owner, created, updated) VALUES(?, ?, ?, ?, ?, ?, ?, ?, "
                          "?, ?, '', '', '', ?, ?, ?)");
  for (const std::string* text : {&wanted.fingerprint, &wanted.action, &wanted.host, &wanted.operation,
                                  &wanted.command, &wanted.sub_app, &wanted.subject, &wanted.session})
    insert.bind(*text);
  insert.bind(static_cast<std::int64_t>(wanted.ordinal))
      .bind(state_name(wanted.state))
      .bind(wanted.owner)
      .bind(now)
      .bind(now);
  if (const Result<bool> row = insert.step(); !row) return row.error();
  wanted.id = sqlite3_last_insert_rowid(db_);
  if (const int code = transaction.commit(); code != SQLITE_OK) return failure(code);
  return Claim{true, std::move(wanted)};
}

Result<bool> Ledger::reclaim(Entry& entry, std::int64_t now) {
  Statement update(*this, "UPDATE submissions SET state = 'sending', owner = ?, updated = ? WHERE id = ? AND "
                          "updated = ? AND owner = ? AND "
                          "state IN ('sending', 'unclear')");
  const std::string self = own_process();
  const Result<bool> row =
      update.bind(self).bind(now).bind(entry.id).bind(entry.updated).bind(entry.owner).step();
  if (!row) return row.error();
  if (sqlite3_changes(db_) != 1) return false;
  entry.state = EntryState::Sending;
  entry.owner = self;
  entry.updated = now;
  return true;
}

Status Ledger::set(std::int64_t id, EntryState state, std::int64_t now, std::string_view task,
                   std::string_view request_id, std::string_view error) {
  Statement update(
      *this,
      "UPDATE submissions SET state = ?1, updated = ?2, task = CASE WHEN ?3 = '' THEN task ELSE ?3 END, "
      "request_id = CASE WHEN ?4 = '' THEN request_id ELSE ?4 END, error = ?5 WHERE id = ?6");
  const Result<bool> row =
      update.bind(state_name(state)).bind(now).bind(task).bind(request_id).bind(error).bind(id).step();
  return row ? success() : Status(row.error());
}

Status Ledger::task_ended(std::string_view task, EntryState state, std::int64_t now) {
  Statement update(*this,
                   "UPDATE submissions SET state = ?, updated = ? WHERE task = ? AND state = 'running'");
  const Result<bool> row = update.bind(state_name(state)).bind(now).bind(task).step();
  return row ? success() : Status(row.error());
}

Result<std::vector<Entry>> Ledger::list(bool only_open, std::uint32_t most) {
  Statement query(*this, std::string(kColumns) +
                             (only_open ? "WHERE state IN ('sending', 'unclear', 'running') " : "") +
                             "ORDER BY id DESC LIMIT ?");
  query.bind(static_cast<std::int64_t>(most));
  std::vector<Entry> all;
  for (;;) {
    const Result<bool> row = query.step();
    if (!row) return row.error();
    if (!*row) return all;
    all.push_back(query.entry());
  }
}

Result<std::optional<Entry>> Ledger::find(std::string_view id_or_task) {
  Statement query(*this,
                  std::string(kColumns) + "WHERE task = ? OR CAST(id AS TEXT) = ? ORDER BY id DESC LIMIT 1");
  const Result<bool> row = query.bind(id_or_task).bind(id_or_task).step();
  if (!row) return row.error();
  return *row ? std::optional(query.entry()) : std::nullopt;
}

Result<bool> Ledger::forget(std::int64_t id) {
  Statement remove(*this, "DELETE FROM submissions WHERE id = ?");
  const Result<bool> row = remove.bind(id).step();
  if (!row) return row.error();
  return sqlite3_changes(db_) == 1;
}

} // namespace cmdwright::exec
