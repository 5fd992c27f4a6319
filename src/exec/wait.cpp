#include "exec/wait.h"

#include <algorithm>

#include <fmt/format.h>

namespace cmdwright::exec {

namespace {

constexpr double kSettling = 30; ///< seconds in which a new task may still be unknown

std::string clock_text(double seconds) {
  const auto whole = static_cast<unsigned>(seconds);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

double pause_at(const WaitProfile* profile, double passed) {
  double pause = 5;
  if (profile != nullptr)
    for (const Pause& p : profile->pauses)
      if (passed >= p.after) pause = p.seconds;
  return pause;
}

/// Percent done, where the answer says it.
std::string progress_of(const Api& api, const Json& response) {
  const TaskType* type = api.task_type(text_at(response, "TaskType"));
  const std::optional<std::int64_t> percent =
      type == nullptr ? std::nullopt : int_at(response, std::string(type->field) + ".Progress");
  return percent && *percent > 0 ? fmt::format(" {} %", *percent) : std::string{};
}

} // namespace

Task<Waited> wait_for_task(const Api& api, ServiceClient& service, WaitRequest request, Reporter& report) {
  Loop& loop = service.http().loop();
  const double begun = loop.seconds();
  const std::string action(api.service().task_action);
  Waited out;
  std::string state = "submitted";
  for (;;) {
    const double passed = loop.seconds() - begun;
    out.seconds = static_cast<unsigned>(passed);
    out.kind = Waited::Kind::TimedOut;
    if (passed > request.longest) break;
    const Answer answer = co_await service.call(action, request.body);
    if (answer.ok()) {
      out.response = answer.response;
      const TaskEnd end = task_end(api, answer.response);
      out.seconds = static_cast<unsigned>(loop.seconds() - begun);
      if (end != TaskEnd::Open) {
        out.kind = end == TaskEnd::Done ? Waited::Kind::Done : Waited::Kind::Failed;
        break;
      }
      state = text_at(answer.response, api.service().status_field);
      if (state.empty()) state = "PROCESSING";
      state += progress_of(api, answer.response);
    } else if (answer.kind == Answer::Kind::Refused && answer.rule != nullptr &&
               (answer.rule->credentials || (answer.rule->unknown_task && passed > kSettling))) {
      out.kind = Waited::Kind::Lost;
      out.text = answer.text();
      break;
    } else if (answer.kind != Answer::Kind::Interrupted) {
      state = "no answer";
      report.note(request.label + answer.text());
    }
    report.progress(
        fmt::format("{}{} {} {}", request.label, request.task, state, clock_text(loop.seconds() - begun)));
    double pause = request.interval ? *request.interval : pause_at(request.profile, passed);
    pause = std::min(pause, std::max(0.0, request.longest - (loop.seconds() - begun)) + 0.01);
    const bool whole = co_await loop.sleep(Milliseconds(static_cast<long long>(pause * 1000)));
    if (!whole) {
      out.kind = Waited::Kind::Interrupted;
      break;
    }
  }
  report.progress("");
  co_return out;
}

} // namespace cmdwright::exec
