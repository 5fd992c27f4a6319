#include "cli/exec_command.h"

#include "cli/exec_options.h"
#include "cli/ledger_options.h"
#include "cli/start_executor.h"
#include "exec/dry_run.h"
#include "exec/environment.h"
#include "text/words.h"

namespace cmdwright::cli {

namespace {

/// "https://host:8080/x" -> "host:8080".
std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  return std::string(url.substr(0, url.find('/')));
}

class ExecCommand final : public Subcommand {
public:
  void declare(Arguments& a) override { options_.declare(a); }
  void given(const std::vector<std::string>& words) override { words_ = words; }
  int run(World& world) override {
    return options_.dry_run ? dry_run(world) : start_executor(world, "exec", words_);
  }

private:
  int dry_run(World& world) {
    const std::unique_ptr<Engine> engine = options_.pack.load(world);
    if (!engine) return kExitUsage;
    const Result<exec::Api> api = exec::Api::from_blob(engine->section("api"));
    if (!api) {
      world.err.line("cmdwright exec: " + api.error().text());
      return kExitUsage;
    }
    int status = kExitUsage;
    std::vector<exec::CommandPlan> plans = options_.plans(world, *engine, *api, status);
    if (plans.empty()) return status;
    const exec::Environment environment(api->service(),
                                        [&](const char* name) { return world.environment(name); });
    exec::Surroundings around;
    around.environment = [&](std::string_view name) { return environment.get(name); };
    around.now = world.clock();
    status = kExitOk;
    for (const exec::CommandPlan& plan : plans)
      for (const exec::PlannedCommand& planned : plan.commands)
        if (!world.out.failed() && !show(world, *engine, *api, planned, around)) status = kExitUsage;
    return status;
  }

  bool show(World& world, const Engine& engine, const exec::Api& api, const exec::PlannedCommand& planned,
            const exec::Surroundings& around) const {
    const bool text = options_.format == "text";
    Result<std::vector<exec::DryRequest>> requests =
        planned.operation == nullptr
            ? Error{join(planned.problems, "; "), ""}
            : exec::dry_requests(api, engine.spec(), planned, around, host_of(options_.endpoint));
    if (!requests) {
      if (text)
        world.err.line("cmdwright exec: " + planned.line + ": " + requests.error().text());
      else
        world.out.write(exec::dry_error(planned, requests.error().text()));
      world.out.flush();
      return false;
    }
    world.out.write(text ? exec::dry_text(planned, *requests) : exec::dry_lines(planned, *requests));
    world.out.flush();
    for (const std::string& problem : planned.problems)
      world.err.line("would not be sent: " + problem + " (" + planned.line + ")");
    if (!text && requests->empty()) world.err.line("sends nothing: " + planned.line);
    return planned.problems.empty();
  }

  ExecOptions options_;
  std::vector<std::string> words_;
};

/// Declares what the executor will take, for help and wrong usage, and hands over.
template <class Options> class Handover final : public Subcommand {
public:
  explicit Handover(std::string name) : name_(std::move(name)) {}
  void declare(Arguments& a) override { options_.declare(a); }
  void given(const std::vector<std::string>& words) override { words_ = words; }
  int run(World& world) override { return start_executor(world, name_, words_); }

private:
  std::string name_;
  Options options_;
  std::vector<std::string> words_;
};

} // namespace

std::unique_ptr<Subcommand> make_exec_command() {
  return std::make_unique<ExecCommand>();
}
std::unique_ptr<Subcommand> make_ledger_list_command() {
  return std::make_unique<Handover<LedgerListOptions>>("ledger list");
}
std::unique_ptr<Subcommand> make_ledger_show_command() {
  return std::make_unique<Handover<LedgerEntryOptions>>("ledger show");
}
std::unique_ptr<Subcommand> make_ledger_forget_command() {
  return std::make_unique<Handover<LedgerEntryOptions>>("ledger forget");
}

} // namespace cmdwright::cli
