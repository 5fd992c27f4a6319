// One command carried out. What an operation does (its Deed) decides which of these runs.
#pragma once

#include <string>
#include <vector>

#include "exec/reporter.h"
#include "exec/session.h"

namespace cmdwright::exec {

struct StepResult {
  enum class Status : std::uint8_t {
    Done,
    Submitted, ///< started, not waited for
    TimedOut,  ///< started, and goes on
    Interrupted,
    Failed, ///< by the service, the task, a file
    Twice,  ///< not sent: an identical paid request is open
    NoCredentials,
    Denied,     ///< by policy or budget
    Unanswered, ///< needs a yes that nobody gave
    Skipped,    ///< a step before it did not succeed
  } status = Status::Done;
  std::string command;            ///< as text, secrets masked
  std::vector<std::string> lines; ///< the result, for people
  std::string task;
  std::string file;      ///< FileId that placeholders after it stand for
  std::string error;     ///< for people
  Json response;         ///< the last answer of the service
  bool streamed = false; ///< the result has been printed as it came

  [[nodiscard]] bool good() const { return status == Status::Done || status == Status::Submitted; }
};
[[nodiscard]] std::string_view status_name(StepResult::Status status);

struct Step {
  Session& session;
  const command::Command& command;
  const ApiOperation& operation;
  std::string text;       ///< of the command, secrets masked
  std::string plan;       ///< id of its plan, may be empty
  bool must_wait = false; ///< a later command needs its result
  Reporter& report;

  [[nodiscard]] bool flag(Str param) const { return command.has(param); }
  [[nodiscard]] bool json() const { return session.settings.json || flag(session.api.service().json_param); }
  [[nodiscard]] bool verbose() const { return flag(session.api.service().verbose_param); }
  [[nodiscard]] bool waits() const;
  /// Seconds that a wait may take: the command's, the run's, the script's default.
  [[nodiscard]] std::uint32_t longest_wait() const;
  [[nodiscard]] std::optional<double> interval() const;
  [[nodiscard]] std::string value(Str param) const { return option_value(command, param, session.around()); }
};

/// REQUIRES: the step may be carried out (policy, credentials, validation). The session and what it refers to
/// outlive the task.
[[nodiscard]] Task<StepResult> run_step(Step step);

// The deeds. Each gives a result without `command`.
[[nodiscard]] Task<StepResult> do_call(Step step);
[[nodiscard]] Task<StepResult> do_upload(Step step);
[[nodiscard]] Task<StepResult> do_chat(Step step);
[[nodiscard]] Task<StepResult> do_token_create(Step step);
[[nodiscard]] StepResult do_models(const Step& step);
[[nodiscard]] StepResult do_note(const Step& step);
[[nodiscard]] StepResult do_records(const Step& step);
[[nodiscard]] StepResult do_environment(const Step& step);

/// The requests of a step with the sub-application looked up and checked; an error says what is missing.
[[nodiscard]] Task<Result<std::vector<Built>>> prepare_requests(Step step);
/// Asks for the state of a task until it ends, and makes a result of it. `body` is that of the query.
[[nodiscard]] Task<StepResult> follow_task(Step step, std::string task, Json body);
/// A failed answer as a result.
[[nodiscard]] StepResult failed_answer(const Answer& answer);
/// A failure without an answer.
[[nodiscard]] StepResult failed(std::string error, StepResult::Status status = StepResult::Status::Failed);
/// What an answer of a query or of a finished action looks like to people.
[[nodiscard]] std::vector<std::string> shown_answer(const Step& step, const Json& response);

/// Which variables a step cannot do without and lacks, by name.
[[nodiscard]] std::vector<std::string> missing_credentials(Session& session, const command::Command& command,
                                                           const ApiOperation& operation);

} // namespace cmdwright::exec
