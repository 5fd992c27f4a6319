// Commands that are API actions: sent one after the other, paid ones through the Submitter, tasks followed to
// their end.
#include <ctime>

#include <fmt/format.h>

#include "command/render.h"
#include "exec/records.h"
#include "exec/results.h"
#include "exec/step.h"
#include "exec/wait.h"

namespace cmdwright::exec {

namespace {

std::string local_time(std::int64_t seconds) {
  const auto moment = static_cast<std::time_t>(seconds);
  std::tm local{};
  ::localtime_r(&moment, &local);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &local);
  return text;
}

/// An answer of a paid request as a result, unless a task was started.
StepResult not_started(const Submission& submission) {
  StepResult out = failed(submission.text);
  out.task = submission.task;
  out.response = submission.answer.response;
  switch (submission.kind) {
  case Submission::Kind::Twice:
    out.status = StepResult::Status::Twice;
    break;
  case Submission::Kind::Interrupted:
    out.status = StepResult::Status::Interrupted;
    break;
  default:
    break;
  }
  return out;
}

/// A task query as the seed's routes have it, without what the service does not need.
Json task_query(const Step& step, const std::string& task, const Json& submitted) {
  const Service& service = step.session.api.service();
  Json body = {{std::string(service.task_field), task}};
  if (const Json* application = member(submitted, service.sub_app_field))
    body[std::string(service.sub_app_field)] = *application;
  return body;
}

void record_element(const Step& step, const std::string& task, const Json& body, const Json& response) {
  const auto field = [&](const char* name) {
    const Json* value = member(body, name);
    return value == nullptr ? Json(nullptr) : *value;
  };
  const Json record = {{"created_at", local_time(step.session.settings.clock())},
                       {"task_id", task},
                       {"request_id", text_at(response, "RequestId")},
                       {"sub_app_id", field("SubAppId")},
                       {"element_name", field("ElementName")},
                       {"element_description", field("ElementDescription")},
                       {"reference_type", field("ReferenceType")},
                       {"element_voice_id", field("ElementVoiceId")},
                       {"element_video_list", field("ElementVideoList")},
                       {"element_image_list", field("ElementImageList")},
                       {"tag_list", field("TagList")},
                       {"session_id", field("SessionId")},
                       {"session_context", field("SessionContext")},
                       {"tasks_priority", field("TasksPriority")}};
  const std::string path = step.session.path_of(step.session.api.service().records);
  if (const Status kept = Records(path).put(record); !kept)
    step.report.note("warning: " + kept.error().text());
}

/// The ids of finished elements go to the local records, whoever created them.
void record_element_result(const Step& step, const std::string& task, const Json& response) {
  const Json* list = find_at(response, "CreateAigcAdvancedCustomElementTask.Output.InfoList");
  if (list == nullptr || !list->is_array() || list->empty()) return;
  const Json result = {{"element_count", list->size()}, {"info_list", *list}};
  const std::string path = step.session.path_of(step.session.api.service().records);
  if (const Status kept = Records(path).put_result(task, result); !kept)
    step.report.note("warning: " + kept.error().text());
}

/// A task has ended: the ledger and the records hear of it, and its outcome is put into words.
void show_end(const Step& step, StepResult& out) {
  const TaskOutcome outcome = task_outcome(step.session.api, out.response);
  if (const Result<Ledger*> ledger = step.session.ledger.get())
    (void)(*ledger)->task_ended(out.task, outcome.good ? EntryState::Done : EntryState::Failed,
                                step.session.settings.clock());
  record_element_result(step, out.task, out.response);
  out.file = outcome.file;
  for (const std::string& line : outcome.lines) out.lines.push_back(line);
  if (outcome.good) return;
  out.status = StepResult::Status::Failed;
  for (const std::string& failure : outcome.failures) out.error += (out.error.empty() ? "" : "\n") + failure;
  out.error += "\nIts codes are explained in the service's documents; a new submission is a new charge.";
}

std::vector<std::string> usage_rows(const Json& response) {
  std::vector<std::string> rows;
  double count = 0;
  double usage = 0;
  for (const Json* kind : all_at(response, "AigcUsageDataSet[]")) {
    double kind_count = 0;
    double kind_usage = 0;
    const std::string name = text_at(*kind, "Specification");
    for (const Json* row : all_at(*kind, "DataSet[]")) {
      const Json* c = member(*row, "Count");
      const Json* u = member(*row, "Usage");
      const double n = c != nullptr && c->is_number() ? c->get<double>() : 0;
      const double amount = u != nullptr && u->is_number() ? u->get<double>() : 0;
      if (n == 0 && amount == 0) continue;
      rows.push_back(fmt::format("{}  {}  count {}  usage {}", name, text_at(*row, "Time"), n, amount));
      kind_count += n;
      kind_usage += amount;
    }
    rows.push_back(fmt::format("{}  subtotal  count {}  usage {}", name, kind_count, kind_usage));
    count += kind_count;
    usage += kind_usage;
  }
  rows.push_back(fmt::format("total  count {}  usage {}", count, usage));
  return rows;
}

/// "3 of 42 results; more with --offset 20", where a search has more.
std::string more_results(const Step& step, const Json& response) {
  const std::optional<std::int64_t> total = int_at(response, "TotalCount");
  const spec::Param* offset = step.command.operation->find("--offset");
  const Json* list = member(response, "MediaInfoSet");
  if (list == nullptr) list = member(response, "SubAppIdInfoSet");
  if (!total || offset == nullptr || list == nullptr) return {};
  const std::int64_t next = std::strtoll(std::string(step.command.value("--offset")).c_str(), nullptr, 10) +
                            static_cast<std::int64_t>(list->size());
  return list->empty() || next >= *total
             ? std::string{}
             : fmt::format("{} of {} results so far; more with --offset {}", next, *total, next);
}

} // namespace

std::vector<std::string> shown_answer(const Step& step, const Json& response) {
  if (step.json()) return {dump(response, 2)};
  std::vector<std::string> lines;
  if (step.operation.does == Deed::Usage) {
    lines = usage_rows(response);
  } else if (step.operation.does == Deed::TokenList) {
    for (const Json* token : all_at(response, "ApiTokens[]")) {
      const std::string text = token->is_string() ? token->get<std::string>() : "";
      lines.push_back(text.size() > 12 ? text.substr(0, 8) + "..." + text.substr(text.size() - 4)
                                       : Secret::masked(text));
    }
    if (lines.empty()) lines.emplace_back("no tokens");
  } else {
    std::string text = outline(step.session.api, response);
    if (text.ends_with('\n')) text.pop_back();
    lines.push_back(text.empty() ? "done" : text);
  }
  if (std::string more = more_results(step, response); !more.empty()) lines.push_back(std::move(more));
  return lines;
}

Task<StepResult> follow_task(Step step, std::string task, Json body) {
  Session& session = step.session;
  WaitRequest request;
  request.task = task;
  request.body = std::move(body);
  request.profile = session.api.wait(step.operation.wait);
  request.longest = step.longest_wait();
  request.interval = step.interval();
  const Waited waited =
      co_await wait_for_task(session.api, session.service(step.command), std::move(request), step.report);
  const std::string query = query_command(session.spec, step.operation.name, task);
  StepResult out;
  out.task = task;
  out.response = waited.response;
  switch (waited.kind) {
  case Waited::Kind::Done:
  case Waited::Kind::Failed:
    show_end(step, out);
    break;
  case Waited::Kind::TimedOut:
    out.status = StepResult::Status::TimedOut;
    out.error =
        fmt::format("no result after {} s; the task goes on. See its state with: {}", waited.seconds, query);
    break;
  case Waited::Kind::Interrupted:
    out.status = StepResult::Status::Interrupted;
    out.error = "interrupted; the task goes on. See its state with: " + query;
    break;
  case Waited::Kind::Lost:
    out.status = StepResult::Status::Failed;
    out.error = waited.text + "\nThe task itself goes on. See its state with: " + query;
    break;
  }
  if (step.json() && !out.response.is_null()) out.lines = {dump(out.response, 2)};
  co_return out;
}

namespace {

/// One query of a task's state, or all of them until its end.
Task<StepResult> ask_for_task(Step step, Built request) {
  const Service& service = step.session.api.service();
  const std::string task = text_at(request.body, service.task_field);
  if (step.waits()) co_return co_await follow_task(step, task, request.body);
  Answer answer = co_await step.session.service(step.command).call(request.action, request.body);
  if (!answer.ok()) co_return failed_answer(answer);
  StepResult out;
  out.task = task;
  out.response = answer.response;
  const std::string status = text_at(out.response, service.status_field);
  if (task_end(step.session.api, out.response) != TaskEnd::Open) show_end(step, out);
  out.lines.insert(out.lines.begin(), "TaskId " + task + ": " + status);
  if (step.json()) out.lines = {dump(out.response, 2)};
  co_return out;
}

/// A paid request, and its task.
Task<StepResult> pay(Step step, Built request) {
  PaidRequest paid;
  paid.action = request.action;
  paid.body = request.body;
  paid.operation = step.operation.name;
  paid.command = step.text;
  paid.plan = step.plan;
  paid.resubmit = step.session.settings.resubmit;
  const Submission submission =
      co_await step.session.submitter(step.command).submit(std::move(paid), step.report);
  if (!submission.started()) co_return not_started(submission);
  if (step.operation.does == Deed::Element)
    record_element(step, submission.task, request.body, submission.answer.response);
  StepResult out;
  if (step.waits()) {
    const std::string line =
        "TaskId: " + submission.task; // at once: whatever happens to the wait, it is not lost
    if (step.json())
      step.report.note(line);
    else
      step.report.result(line + "\n");
    out = co_await follow_task(step, submission.task, task_query(step, submission.task, request.body));
  } else {
    out.status = StepResult::Status::Submitted;
    out.task = submission.task;
    out.response = submission.answer.response.is_null() ? task_query(step, submission.task, request.body)
                                                        : submission.answer.response;
    if (step.json())
      out.lines = {dump(out.response, 2)};
    else
      out.lines = {"TaskId: " + submission.task};
    step.report.note("See its state with: " +
                     query_command(step.session.spec, step.operation.name, submission.task));
  }
  co_return out;
}

} // namespace

Task<StepResult> do_call(Step step) {
  Result<std::vector<Built>> requests = co_await prepare_requests(step);
  if (!requests) co_return failed(requests.error().text());
  const bool one_by_one = requests->size() > 1 && !step.operation.requests.front().for_each.empty();
  StepResult out;
  StepResult all; // of a command that is one request for each of its values
  Json previous;
  for (Built& request : *requests) {
    for (const auto& [place, field] : request.open) {
      const Json* value = find_at(previous, field);
      if (value == nullptr) co_return failed("the service's answer lacks " + field);
      set_at(request.body, place, *value);
    }
    const Action& action = step.session.api.action(request.action);
    if (step.operation.polls) {
      out = co_await ask_for_task(step, request);
    } else if (action.kind == ActionKind::Submit) {
      out = co_await pay(step, request);
    } else {
      Answer answer =
          co_await step.session.service(step.command)
              .call(request.action, request.body, [&](const std::string& why) { step.report.note(why); });
      out = answer.ok() ? StepResult{} : failed_answer(answer);
      if (answer.ok()) {
        out.response = std::move(answer.response);
        out.lines = shown_answer(step, out.response);
      }
    }
    if (one_by_one) {
      // The others go on when one of them fails.
      for (std::string& line : out.lines) all.lines.push_back(std::move(line));
      if (!out.good())
        all.error += (all.error.empty() ? "" : "\n") + text_at(request.body, "FileId") + ": " + out.error;
      if (!out.good() || all.status == StepResult::Status::Done) all.status = out.status;
      if (out.status == StepResult::Status::Interrupted) co_return all;
      continue;
    }
    if (!out.good()) co_return out;
    previous = out.response;
    if (request.pause > 0 && &request != &requests->back()) {
      const bool whole = co_await step.session.loop.sleep(Milliseconds(1000 * request.pause));
      if (!whole)
        co_return failed("interrupted before the paid request was sent", StepResult::Status::Interrupted);
    }
  }
  if (one_by_one) co_return all;
  co_return out;
}

} // namespace cmdwright::exec
