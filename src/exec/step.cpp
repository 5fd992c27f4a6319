#include "exec/step.h"

#include <array>

#include "command/value.h"
#include "exec/results.h"
#include "exec/wait.h"
#include "text/words.h"

namespace cmdwright::exec {

std::string_view status_name(StepResult::Status status) {
  static constexpr std::array<std::string_view, 10> kNames = {
      "done",  "submitted",      "timed-out", "interrupted", "failed",
      "twice", "no-credentials", "denied",    "unanswered",  "skipped"};
  return kNames[static_cast<std::size_t>(status)];
}

bool Step::waits() const {
  if (operation.wait.empty()) return false;
  return must_wait || (!session.settings.no_wait && !flag(session.api.service().no_wait_param));
}

std::uint32_t Step::longest_wait() const {
  const Str param = session.api.service().max_wait_param;
  const std::string own = command.has(param) ? std::string(command.value(param)) : std::string{};
  if (own.empty() && session.settings.max_wait) return *session.settings.max_wait;
  const std::optional<std::int64_t> seconds = command::as_integer(value(param));
  return seconds && *seconds >= 0 ? static_cast<std::uint32_t>(std::min<std::int64_t>(*seconds, 7 * 86400))
                                  : 600;
}

std::optional<double> Step::interval() const {
  if (session.settings.poll) return session.settings.poll;
  for (const Str param : session.api.service().interval_params)
    if (command.has(param))
      if (const std::optional<double> seconds = command::as_number(command.value(param));
          seconds && *seconds >= 0)
        return seconds;
  return std::nullopt;
}

StepResult failed(std::string error, StepResult::Status status) {
  StepResult out;
  out.status = status;
  out.error = std::move(error);
  return out;
}

StepResult failed_answer(const Answer& answer) {
  StepResult out =
      failed(answer.text(), answer.kind == Answer::Kind::Interrupted ? StepResult::Status::Interrupted
                                                                     : StepResult::Status::Failed);
  out.response = answer.response;
  return out;
}

std::vector<std::string> missing_credentials(Session& session, const command::Command& command,
                                             const ApiOperation& operation) {
  const Service& service = session.api.service();
  std::vector<std::string> missing;
  switch (operation.does) {
  case Deed::Models:
  case Deed::Note:
  case Deed::Records:
  case Deed::Environment:
    break;
  case Deed::Chat:
  case Deed::ChatStream:
    if (command.value(service.chat_token_param).empty() && !session.environment.get(service.chat_token_env))
      missing.emplace_back(service.chat_token_env);
    break;
  default:
    for (const Str name : {service.id_env, service.key_env})
      if (!session.environment.get(name)) missing.emplace_back(name);
  }
  return missing;
}

namespace {

/// The application whose name or description fits, by the rules of vod_search_media.py --app-name.
class ApplicationSearch {
public:
  explicit ApplicationSearch(std::string keyword) : keyword_(ascii_lower(keyword)) {}

  void add(const Json& application) {
    std::string name = text_at(application, "SubAppIdName");
    if (name.empty()) name = text_at(application, "Name");
    const std::optional<std::int64_t> id = int_at(application, "SubAppId");
    if (!id) return;
    std::string texts = name + "\n" + text_at(application, "Description");
    for (const Json* tag : all_at(application, "Tags[]"))
      texts += "\n" + text_at(*tag, "TagValue") + " " + text_at(*tag, "TagKey");
    const std::string shown = name + " (" + std::to_string(*id) + ")";
    if (ascii_lower(name) == keyword_) exact_.emplace_back(*id, shown);
    if (ascii_lower(texts).find(keyword_) != std::string::npos) partial_.emplace_back(*id, shown);
    ++seen_;
  }

  [[nodiscard]] Result<std::int64_t> found() const {
    if (exact_.size() == 1) return exact_.front().first;
    if (exact_.empty() && partial_.size() == 1) return partial_.front().first;
    std::string names;
    for (const auto& [id, name] : exact_.empty() ? partial_ : exact_)
      names += (names.empty() ? "" : ", ") + name;
    if (seen_ == 0) return Error{"the account has no sub-application", ""};
    if (names.empty()) return Error{"no sub-application is called '" + keyword_ + "' or described so", ""};
    return Error{"several sub-applications fit '" + keyword_ + "': " + names + "; name one with --sub-app-id",
                 ""};
  }
  [[nodiscard]] std::size_t seen() const { return seen_; }

private:
  std::string keyword_;
  std::vector<std::pair<std::int64_t, std::string>> exact_;
  std::vector<std::pair<std::int64_t, std::string>> partial_;
  std::size_t seen_ = 0;
};

Task<Result<std::int64_t>> look_up_application(Step step) {
  ApplicationSearch search(std::string(step.command.value(step.session.api.service().app_name_param)));
  for (std::int64_t offset = 0; offset < 100000; offset += 200) {
    const Json body = {{"Offset", offset}, {"Limit", 200}};
    const Answer answer = co_await step.session.service(step.command).call("DescribeSubAppIds", body);
    if (!answer.ok()) co_return Error{answer.text(), ""};
    const std::vector<const Json*> page = all_at(answer.response, "SubAppIdInfoSet[]");
    for (const Json* application : page) search.add(*application);
    if (page.empty() ||
        search.seen() >= static_cast<std::size_t>(int_at(answer.response, "TotalCount").value_or(0)))
      break;
  }
  co_return search.found();
}

} // namespace

Task<Result<std::vector<Built>>> prepare_requests(Step step) {
  const Service& service = step.session.api.service();
  Result<std::vector<Built>> built = build_requests(step.session.api, step.session.spec, step.operation,
                                                    step.command, step.session.around());
  if (!built) co_return built;
  const bool by_name = step.command.has(service.app_name_param);
  if (by_name) {
    const Result<std::int64_t> id = co_await look_up_application(step);
    if (!id) co_return id.error();
    for (Built& request : *built) request.body[std::string(service.sub_app_field)] = *id;
  }
  if (step.operation.needs_sub_app)
    for (const Built& request : *built)
      if (member(request.body, service.sub_app_field) == nullptr)
        co_return Error{"this needs a sub-application: give " + std::string(service.sub_app_param) +
                            ", or set " + std::string(service.sub_app_env),
                        ""};
  co_return built;
}

Task<StepResult> run_step(Step step) {
  for (const Str param : step.operation.unsupported)
    if (step.command.has(param))
      step.report.note("note: the service has nothing for " + std::string(param) + "; it is left out");
  const std::string text = step.text;
  StepResult out;
  switch (step.operation.does) {
  case Deed::Upload:
    out = co_await do_upload(step);
    break;
  case Deed::Chat:
  case Deed::ChatStream:
    out = co_await do_chat(step);
    break;
  case Deed::TokenCreate:
    out = co_await do_token_create(step);
    break;
  case Deed::Models:
    out = do_models(step);
    break;
  case Deed::Note:
    out = do_note(step);
    break;
  case Deed::Records:
    out = do_records(step);
    break;
  case Deed::Environment:
    out = do_environment(step);
    break;
  default:
    out = co_await do_call(step);
  }
  out.command = text;
  co_return out;
}

} // namespace cmdwright::exec
