#include "exec/executor.h"

#include <ctime>
#include <thread>

#include <gtest/gtest.h>

namespace cmdwright::test {

std::optional<std::string> CollectingReporter::ask(std::string_view question) {
  questions.emplace_back(question);
  if (answers.empty()) return std::nullopt;
  std::string answer = answers.front();
  answers.erase(answers.begin());
  return answer;
}

std::string Ran::everything() const {
  std::string all = decision.text + "\n" + out + notes;
  for (const exec::StepResult& step : steps)
    all += step.command + "\n" + step.error + "\n" + exec::dump(step.response) + "\n";
  for (const std::string& question : questions) all += question + "\n";
  return all;
}

exec::Api built_in_api() {
  Result<exec::Api> api = exec::Api::from_blob(built_in().section("api"));
  if (!api) ADD_FAILURE() << api.error().text();
  return std::move(*api);
}

Executor::Executor(const StandIn& stand_in) : api_(built_in_api()) {
  const StandInOptions known;
  environment = {{"TENCENTCLOUD_SECRET_ID", known.secret_id},
                 {"TENCENTCLOUD_SECRET_KEY", known.secret_key},
                 {"TENCENTCLOUD_VOD_AIGC_TOKEN", known.chat_token},
                 {"HOME", folder.path()}};
  settings.endpoint = *exec::parse_endpoint(stand_in.url());
  settings.folder = folder.path();
  settings.state_folder = ledger_folder();
  settings.clock = [] { return static_cast<std::int64_t>(std::time(nullptr)); };
  settings.pace = 0.001;
  rules.yes = true;
}

Ran Executor::run(const std::string& commands) {
  const exec::Environment around(api_.service(), [&](const char* name) {
    const auto it = environment.find(name);
    return it == environment.end() ? std::nullopt : std::optional(it->second);
  });
  Ran ran;
  CollectingReporter report;
  report.answers = answers;
  exec::Session session(api_, built_in().spec(), around, settings);
  std::vector<exec::CommandPlan> plans = {exec::read_commands(commands, api_, built_in().spec())};
  ran.decision = exec::decide(session, plans, rules, report);
  if (ran.decision.go()) {
    (void)session.credentials();
    const std::function<void(const exec::StepResult&)> on_step = [&](const exec::StepResult& step) {
      for (const std::string& line : step.lines) report.result(line + "\n");
      ran.steps.push_back(step);
    };
    session.loop.spawn(exec::run_plan(session, std::move(plans.front()), report, on_step));
    std::thread interrupter;
    if (interrupt_when)
      interrupter = std::thread([&] {
        while (!interrupt_when()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
        session.loop.interrupt();
      });
    session.loop.run();
    if (interrupter.joinable()) interrupter.join();
  }
  ran.out = report.out;
  ran.notes = report.notes;
  ran.questions = report.questions;
  return ran;
}

std::vector<exec::Entry> Executor::ledger(bool only_open) const {
  const Result<std::unique_ptr<exec::Ledger>> ledger = exec::Ledger::open(ledger_folder());
  if (!ledger) {
    ADD_FAILURE() << ledger.error().text();
    return {};
  }
  Result<std::vector<exec::Entry>> entries = (*ledger)->list(only_open, 100000);
  return entries ? std::move(*entries) : std::vector<exec::Entry>{};
}

} // namespace cmdwright::test
