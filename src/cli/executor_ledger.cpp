// `ledger list|show|forget`.
#include <ctime>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/executor_run.h"
#include "cli/ledger_options.h"
#include "cli/pack_option.h"
#include "exec/json.h"
#include "exec/submit.h"

namespace cmdwright::cli {

namespace {

std::string local_time(std::int64_t seconds) {
  const auto moment = static_cast<std::time_t>(seconds);
  std::tm local{};
  ::localtime_r(&moment, &local);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &local);
  return text;
}

exec::Json entry_json(const exec::Entry& e) {
  return {{"id", e.id},           {"state", exec::state_name(e.state)},
          {"task", e.task},       {"command", e.command},
          {"action", e.action},   {"host", e.host},
          {"session", e.session}, {"request_id", e.request_id},
          {"error", e.error},     {"created", e.created},
          {"updated", e.updated}, {"sending_now", e.alive()}};
}

Result<std::unique_ptr<exec::Ledger>> open_ledger(const World& world) {
  const std::string folder = state_folder(world);
  if (folder.empty()) return Error{"there is no place for the ledger: set HOME or XDG_STATE_HOME", ""};
  return exec::Ledger::open(folder);
}

int failure(World& world, const std::string& name, const std::string& text) {
  world.err.line("cmdwright " + name + ": " + text);
  return kExitFailed;
}

class LedgerList final : public Subcommand {
public:
  void declare(Arguments& a) override { options_.declare(a); }
  int run(World& world) override {
    const Result<std::unique_ptr<exec::Ledger>> ledger = open_ledger(world);
    if (!ledger) return failure(world, "ledger list", ledger.error().text());
    const Result<std::vector<exec::Entry>> entries = (*ledger)->list(!options_.all, options_.limit);
    if (!entries) return failure(world, "ledger list", entries.error().text());
    if (options_.format == "json") {
      exec::Json list = exec::Json::array();
      for (const exec::Entry& e : *entries) list.push_back(entry_json(e));
      world.out.line(exec::dump(list, 2));
      return kExitOk;
    }
    for (const exec::Entry& e : *entries)
      world.out.line(fmt::format("{:>5}  {}  {:<10}  {}  {}", e.id, local_time(e.created),
                                 exec::state_name(e.state), e.task.empty() ? "(no TaskId)" : e.task,
                                 e.command));
    if (entries->empty()) world.err.line(options_.all ? "the ledger is empty" : "no paid request is open");
    return kExitOk;
  }

private:
  LedgerListOptions options_;
};

/// Finds its entry, then does its work.
class LedgerEntryCommand : public Subcommand {
public:
  explicit LedgerEntryCommand(std::string name) : name_(std::move(name)) {}
  void declare(Arguments& a) override { options_.declare(a); }
  int run(World& world) override {
    const Result<std::unique_ptr<exec::Ledger>> ledger = open_ledger(world);
    if (!ledger) return failure(world, name_, ledger.error().text());
    const Result<std::optional<exec::Entry>> entry = (*ledger)->find(options_.entry);
    if (!entry) return failure(world, name_, entry.error().text());
    if (!*entry) return failure(world, name_, "the ledger has no entry '" + options_.entry + "'");
    return work(world, **ledger, **entry);
  }

protected:
  virtual int work(World& world, exec::Ledger& ledger, const exec::Entry& entry) = 0;
  LedgerEntryOptions options_;
  std::string name_;
};

class LedgerShow final : public LedgerEntryCommand {
public:
  LedgerShow() : LedgerEntryCommand("ledger show") {}

private:
  int work(World& world, exec::Ledger&, const exec::Entry& e) override {
    if (options_.format == "json") {
      world.out.line(exec::dump(entry_json(e), 2));
      return kExitOk;
    }
    const std::pair<const char*, std::string> rows[] = {{"entry", std::to_string(e.id)},
                                                        {"state", std::string(exec::state_name(e.state))},
                                                        {"command", e.command},
                                                        {"action", e.action + " at " + e.host},
                                                        {"TaskId", e.task},
                                                        {"SessionId", e.session},
                                                        {"request id", e.request_id},
                                                        {"error", e.error},
                                                        {"sent", local_time(e.created)},
                                                        {"changed", local_time(e.updated)}};
    for (const auto& [name, value] : rows)
      if (!value.empty()) world.out.line(fmt::format("{:<11} {}", name, value));
    if (e.task.empty()) return kExitOk;
    const Result<std::unique_ptr<Engine>> engine = Engine::embedded();
    if (engine)
      world.out.line(
          fmt::format("{:<11} {}", "its task", exec::query_command((*engine)->spec(), e.operation, e.task)));
    return kExitOk;
  }
};

class LedgerForget final : public LedgerEntryCommand {
public:
  LedgerForget() : LedgerEntryCommand("ledger forget") {}

private:
  int work(World& world, exec::Ledger& ledger, const exec::Entry& e) override {
    if (e.alive()) return failure(world, name_, "another process is sending this request at this moment");
    const Result<bool> gone = ledger.forget(e.id);
    if (!gone) return failure(world, name_, gone.error().text());
    world.out.line(fmt::format("forgotten: {} {}", e.id, e.command));
    if (exec::is_open(e.state))
      world.err.line(
          "it had no result yet: the same command now sends it again, and it may be charged twice");
    return kExitOk;
  }
};

} // namespace

std::unique_ptr<Subcommand> make_ledger_list() {
  return std::make_unique<LedgerList>();
}
std::unique_ptr<Subcommand> make_ledger_show() {
  return std::make_unique<LedgerShow>();
}
std::unique_ptr<Subcommand> make_ledger_forget() {
  return std::make_unique<LedgerForget>();
}

} // namespace cmdwright::cli
