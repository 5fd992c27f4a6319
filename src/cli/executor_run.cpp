#include "cli/executor_run.h"

#include <algorithm>
#include <deque>

#include "cli/exec_options.h"
#include "cli/executor_terminal.h"
#include <unistd.h>

#include "exec/process_backend.h"
#include "exec/run.h"
#include "text/files.h"

namespace cmdwright::cli {

using exec::StepResult;

std::string state_folder(const World& world) {
  if (const std::optional<std::string> state = world.environment("XDG_STATE_HOME");
      state && state->starts_with('/'))
    return *state + "/cmdwright";
  const std::optional<std::string> home = world.environment("HOME");
  return home && !home->empty() ? *home + "/.local/state/cmdwright" : std::string{};
}

namespace {

int exit_of(StepResult::Status status) {
  switch (status) {
  case StepResult::Status::Done:
  case StepResult::Status::Submitted:
  case StepResult::Status::Skipped:
    return kExitOk;
  case StepResult::Status::TimedOut:
    return kExitTimeout;
  case StepResult::Status::Interrupted:
    return kExitInterrupted;
  case StepResult::Status::Twice:
    return kExitTwice;
  case StepResult::Status::NoCredentials:
    return kExitNoKeys;
  case StepResult::Status::Denied:
    return kExitRefused;
  case StepResult::Status::Unanswered:
    return kExitAsk;
  case StepResult::Status::Failed:
    return kExitFailed;
  }
  return kExitFailed;
}

exec::Json step_json(const std::string& plan, const StepResult& step) {
  exec::Json out;
  if (!plan.empty()) out["id"] = plan;
  out["command"] = step.command;
  out["status"] = exec::status_name(step.status);
  if (!step.task.empty()) out["task"] = step.task;
  if (!step.file.empty()) out["file"] = step.file;
  if (!step.response.is_null()) out["response"] = step.response;
  if (!step.error.empty()) out["error"] = step.error;
  if (step.response.is_null() && !step.lines.empty() && step.good()) {
    std::string text;
    for (const std::string& line : step.lines) text += (text.empty() ? "" : "\n") + line;
    out["text"] = text;
  }
  return out;
}

/// The policy of the user, if there is one, and that of the option; the stricter verdict counts.
Result<exec::Policy> policy_of(const World& world, const std::string& file, const spec::Spec& spec) {
  exec::Policy policy;
  std::string users;
  if (const std::optional<std::string> config = world.environment("XDG_CONFIG_HOME");
      config && config->starts_with('/'))
    users = *config + "/cmdwright/policy.yaml";
  else if (const std::optional<std::string> home = world.environment("HOME"); home && !home->empty())
    users = *home + "/.config/cmdwright/policy.yaml";
  for (const std::string& path : {users, file}) {
    if (path.empty() || (path == users && ::access(path.c_str(), F_OK) != 0)) continue;
    const Result<exec::Policy> read = exec::Policy::from_file(path, spec);
    if (!read) return read;
    policy.add(*read);
  }
  return policy;
}

class RunCommand final : public Subcommand {
public:
  void declare(Arguments& a) override { options_.declare(a); }

  int run(World& world) override {
    const std::unique_ptr<Engine> engine = options_.pack.load(world);
    if (!engine) return kExitUsage;
    const Result<exec::Api> api = exec::Api::from_blob(engine->section("api"));
    if (!api) return wrong(world, api.error().text());
    Result<exec::Settings> settings = settings_of(world);
    if (!settings) return wrong(world, settings.error().text());
    const Result<exec::Policy> policy = policy_of(world, options_.policy, engine->spec());
    if (!policy) return wrong(world, policy.error().text());
    int status = kExitUsage;
    std::vector<exec::CommandPlan> plans = options_.plans(world, *engine, *api, status);
    if (plans.empty()) return status;

    const exec::Environment environment(api->service(),
                                        [&](const char* name) { return world.environment(name); });
    exec::Session session(*api, engine->spec(), environment, std::move(*settings));
    exec::RunRules rules;
    rules.policy = *policy;
    if (options_.budget != ExecOptions::kNone) rules.budget = options_.budget;
    rules.yes = options_.yes;
    rules.confirm = options_.from_request();
    rules.process = options_.backend == "process";
    const exec::InterruptGuard guard(session.loop);
    TerminalReporter report(world, options_.format != "text");
    if (options_.from_request() && options_.format == "text")
      for (const exec::PlannedCommand& planned : plans.front().commands) report.note(masked_line(planned));
    const exec::Decision decision = decide(session, plans, rules, report);
    if (!decision.go()) {
      report.note("cmdwright exec: " + decision.text);
      return decision.invalid ? static_cast<int>(kExitUsage) : exit_of(decision.status);
    }
    (void)session.credentials();
    if (rules.process)
      run_by_scripts(world, engine->spec(), plans);
    else
      run_by_requests(world, session, plans);
    return status_;
  }

private:
  static int wrong(World& world, const std::string& text) {
    world.err.line("cmdwright exec: " + text);
    return kExitUsage;
  }

  Result<exec::Settings> settings_of(const World& world) const {
    exec::Settings s;
    const std::pair<const std::string*, std::optional<exec::Endpoint>*> endpoints[] = {
        {&options_.endpoint, &s.endpoint},
        {&options_.storage_endpoint, &s.storage},
        {&options_.chat_endpoint, &s.chat}};
    for (const auto& [url, target] : endpoints) {
      if (url->empty()) continue;
      Result<exec::Endpoint> endpoint = exec::parse_endpoint(*url);
      if (!endpoint) return endpoint.error();
      *target = std::move(*endpoint);
    }
    if (options_.backend == "process" && options_.scripts_dir.empty())
      return Error{"--backend process needs --scripts-dir", ""};
    if (options_.pace < 0 || (options_.pace < 1 && !(s.endpoint && s.endpoint->loopback)))
      return Error{"--pace below 1 is for a local --endpoint", ""};
    s.ca_file = options_.ca_file;
    s.state_folder = state_folder(world);
    s.clock = [&world] { return world.clock(); };
    s.pace = options_.pace;
    s.json = options_.json;
    s.no_wait = options_.no_wait;
    s.resubmit = options_.resubmit;
    if (options_.max_wait != ExecOptions::kNone) s.max_wait = options_.max_wait;
    if (options_.interval >= 0) s.poll = options_.interval;
    return s;
  }

  void run_by_requests(World& world, exec::Session& session, std::vector<exec::CommandPlan>& plans) {
    constexpr std::size_t kSideBySide = 256;
    std::deque<TerminalReporter> reporters;
    std::size_t next = 0;
    const auto worker = [&]() -> exec::Task<void> {
      while (next < plans.size()) {
        const std::size_t i = next++;
        const std::string id = plans[i].id.empty() && plans.size() > 1 ? std::to_string(i + 1) : plans[i].id;
        TerminalReporter& report = reporters.emplace_back(world, options_.format != "text",
                                                          plans.size() > 1 ? "[" + id + "] " : std::string{});
        exec::Json steps = exec::Json::array();
        std::function<void(const StepResult&)> on_step = [&](const StepResult& step) {
          took(world, report, id, step, steps);
        };
        co_await run_plan(session, std::move(plans[i]), report, std::move(on_step));
        if (options_.format == "json") world.out.line(exec::dump(steps, 2));
      }
    };
    for (std::size_t i = 0; i < std::min(plans.size(), kSideBySide); ++i) session.loop.spawn(worker());
    session.loop.run();
  }

  void run_by_scripts(World& world, const spec::Spec& spec, std::vector<exec::CommandPlan>& plans) {
    const exec::ScriptRunner runner{std::string(spec.pack().interpreter), options_.scripts_dir};
    for (exec::CommandPlan& plan : plans) {
      TerminalReporter report(world, options_.format != "text");
      exec::Json steps = exec::Json::array();
      const std::string id = plan.id;
      run_scripts(runner, spec, std::move(plan), report,
                  [&](const StepResult& step) { took(world, report, id, step, steps); });
      if (options_.format == "json") world.out.line(exec::dump(steps, 2));
    }
  }

  /// A step has ended: its result goes out.
  void took(World& world, TerminalReporter& report, const std::string& id, const StepResult& step,
            exec::Json& steps) {
    if (status_ == kExitOk) status_ = exit_of(step.status);
    if (options_.format == "json") steps.push_back(step_json(id, step));
    if (options_.format == "jsonl") world.out.line(exec::dump(step_json(id, step)));
    if (options_.format == "text")
      for (const std::string& line : step.lines) report.result(line + "\n");
    world.out.flush();
    if (step.status == StepResult::Status::Skipped) report.note("not run: " + step.command);
    if (!step.error.empty()) report.note("cmdwright exec: " + step.error);
  }

  ExecOptions options_;
  int status_ = kExitOk;
};

} // namespace

std::unique_ptr<Subcommand> make_run_command() {
  return std::make_unique<RunCommand>();
}

} // namespace cmdwright::cli
