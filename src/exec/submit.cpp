#include "exec/submit.h"

#include <algorithm>
#include <ctime>

#include <fmt/format.h>

#include "command/render.h"
#include "exec/hash.h"
#include "text/words.h"

namespace cmdwright::exec {

namespace {

constexpr std::string_view kSessionPrefix = "cw-"; ///< of the SessionIds that we make
constexpr unsigned kMostPages = 50;                ///< of the task list, 100 tasks each
constexpr std::int64_t kClockSlack = 300; ///< seconds; the service refuses clocks that are further off

std::string instant(std::int64_t seconds) {
  const auto moment = static_cast<std::time_t>(seconds);
  std::tm utc{};
  ::gmtime_r(&moment, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

std::string first_task(const Action& action, const Json& response) {
  for (const Str place : action.tasks)
    if (std::string id = text_at(response, place); !id.empty()) return id;
  return {};
}

} // namespace

bool is_yes(const std::optional<std::string>& answer) {
  return answer && (equals_ignoring_case(trim(*answer), "y") || equals_ignoring_case(trim(*answer), "yes"));
}

Result<Ledger*> LedgerHolder::get() {
  if (failed_) return *failed_;
  if (!ledger_) {
    Result<std::unique_ptr<Ledger>> opened = Ledger::open(folder_, busy_);
    if (!opened) {
      failed_ = opened.error();
      return *failed_;
    }
    ledger_ = std::move(*opened);
  }
  return ledger_.get();
}

TaskEnd task_end(const Api& api, const Json& response) {
  const std::string status = text_at(response, api.service().status_field);
  const auto among = [&](const std::vector<Str>& names) {
    return std::find(names.begin(), names.end(), status) != names.end();
  };
  if (among(api.service().failed)) return TaskEnd::Failed;
  return among(api.service().done) ? TaskEnd::Done : TaskEnd::Open;
}

std::string query_command(const spec::Spec& spec, std::string_view operation, const std::string& task) {
  const spec::Pack& pack = spec.pack();
  const std::string id = ascii_lower(task);
  const std::string_view script = operation.substr(0, operation.find(' '));
  const spec::TaskRoute* route = &pack.task_default;
  for (const spec::TaskRoute& r : pack.task_routes) {
    const bool by_id = id.find(r.contains) != std::string::npos &&
                       (r.unless.empty() || id.find(r.unless) == std::string::npos);
    if (by_id || r.script == script) route = &r;
  }
  const spec::Script* found = spec.script(route->script);
  const spec::Operation* query = found == nullptr ? nullptr : found->find(route->subcommand);
  if (query == nullptr) return {};
  command::Command command = command::make_command(*found, *query);
  if (const spec::Param* param = query->find(pack.task_param)) command::set_value(command, *param, task);
  return command::render(command, spec);
}

std::string Submitter::fingerprint(const std::string& host, const std::string& action, const Json& body) {
  const nlohmann::json sorted =
      nlohmann::json::parse(dump(body), nullptr, false); // members in the order of their names
  return hex(sha256(host + "\n" + action + "\n" + sorted.dump()));
}

std::string Submitter::session_id(const std::string& fingerprint, const std::string& plan,
                                  std::uint32_t ordinal, std::uint32_t length) {
  return (std::string(kSessionPrefix) +
          hex(sha256(fingerprint + "\n" + plan + "\n" + std::to_string(ordinal))))
      .substr(0, std::min(length, 43U));
}

Submission Submitter::twice(const Entry& entry, const std::string& task, const std::string& text) const {
  Submission out;
  out.kind = Submission::Kind::Twice;
  out.task = task;
  out.entry = entry.id;
  out.text = text;
  if (!task.empty())
    out.text += "\nTaskId " + task + "; see its state with: " + query_command(spec_, entry.operation, task);
  return out;
}

void Submitter::keep(Reporter& report, const Entry& entry, EntryState state, std::string_view task,
                     const Answer* answer) {
  const Result<Ledger*> ledger = ledger_.get();
  Status kept = success();
  if (ledger)
    kept = (*ledger)->set(entry.id, state, now(), task,
                          answer == nullptr ? std::string_view{} : answer->request_id,
                          answer == nullptr || answer->ok() ? std::string{} : answer->text());
  if (kept) return;
  report.note("warning: " + kept.error().text() +
              (task.empty() ? "" : "; keep this: TaskId " + std::string(task) + " of " + entry.operation));
}

Task<Submission> Submitter::submit(PaidRequest request, Reporter& report) {
  const Action& action = api_.action(request.action);
  const Result<Ledger*> ledger = ledger_.get();
  Submission failed;
  failed.kind = Submission::Kind::NoLedger;
  if (!ledger) {
    failed.text = ledger.error().text() +
                  "\nNothing was sent: without the ledger a second charge could not be ruled out.";
    co_return failed;
  }
  Entry wanted;
  wanted.host = service_.settings().endpoint.authority;
  wanted.action = request.action;
  wanted.operation = request.operation;
  wanted.command = request.command;
  wanted.sub_app = text_at(request.body, api_.service().sub_app_field);
  wanted.fingerprint = fingerprint(wanted.host, request.action, request.body);
  wanted.subject = text_at(request.body, action.subject);
  if (!action.session.empty()) wanted.session = text_at(request.body, action.session); // the user's own
  for (unsigned round = 0; round < 4; ++round) {
    Result<Ledger::Claim> claim = (*ledger)->claim(wanted, now(), [&](std::uint32_t ordinal) {
      return action.session.empty()
                 ? std::string{}
                 : session_id(wanted.fingerprint, request.plan, ordinal, api_.service().session_length);
    });
    if (!claim) {
      failed.text = claim.error().text() +
                    "\nNothing was sent: without the ledger a second charge could not be ruled out.";
      co_return failed;
    }
    Entry entry = claim->entry;
    if (!claim->mine) {
      Settled settled;
      if (ledger_.sending.contains(entry.id))
        settled.out = twice(entry, {}, "not sent: another plan of this run is sending the same request");
      else if (entry.state == EntryState::Running)
        settled = co_await settle_running(entry, request.resubmit, report);
      else
        settled = co_await settle_unanswered(entry, request.resubmit, report);
      if (settled.next == Settled::Next::Leave) co_return settled.out;
      if (settled.next == Settled::Next::ClaimAgain) continue;
      entry = settled.entry;
    }
    if (!action.session.empty()) request.body[std::string(action.session)] = entry.session;
    ledger_.sending.insert(entry.id);
    Submission sent = co_await send(entry, request.body, !claim->mine, report);
    ledger_.sending.erase(entry.id);
    const bool anew =
        request.resubmit && sent.kind == Submission::Kind::Twice && claim->mine && wanted.session.empty();
    if (!anew) co_return sent; // else: the service has it already, and the user wants another one
    keep(report, entry, EntryState::Superseded, sent.task);
  }
  failed.kind = Submission::Kind::Twice;
  failed.text = "another process keeps sending the same request; nothing was sent";
  co_return failed;
}

Task<Submitter::Found> Submitter::look_up_task(Entry entry) {
  Json body = {{std::string(api_.service().task_field), entry.task}};
  if (!entry.sub_app.empty())
    body[std::string(api_.service().sub_app_field)] = std::strtoll(entry.sub_app.c_str(), nullptr, 10);
  const Answer answer = co_await service_.call(std::string(api_.service().task_action), body);
  Found found;
  found.task = entry.task;
  if (answer.ok()) {
    const TaskEnd end = task_end(api_, answer.response);
    found.kind = end == TaskEnd::Open   ? Found::Kind::Running
                 : end == TaskEnd::Done ? Found::Kind::Done
                                        : Found::Kind::Failed;
  } else if (answer.rule != nullptr && answer.rule->unknown_task) {
    found.kind = Found::Kind::Unknown;
  } else {
    found.kind = Found::Kind::NoAnswer;
    found.text = answer.text();
  }
  co_return found;
}

bool Submitter::is_task_of(const Entry& entry, const Json& task) {
  if (!entry.session.empty()) return text_at(task, "SessionId") == entry.session;
  // Without a SessionId: the first task of this type on this file that no other submission of the ledger has
  // started.
  const Action& action = api_.action(entry.action);
  if (entry.subject.empty() || text_at(task, "TaskType") != action.task_type ||
      text_at(task, action.subject) != entry.subject)
    return false;
  const Result<Ledger*> ledger = ledger_.get();
  if (!ledger) return false;
  const Result<std::optional<Entry>> known = (*ledger)->find(text_at(task, api_.service().task_field));
  return known && (!*known || (*known)->id == entry.id);
}

Task<Submitter::Found> Submitter::search(Entry entry, unsigned tries) {
  Found found;
  const std::string list_action(api_.service().tasks_action);
  if ((entry.session.empty() && entry.subject.empty()) || list_action.empty()) co_return found;
  for (unsigned attempt = 0; attempt < tries; ++attempt) {
    if (attempt > 0) {
      const bool whole = co_await service_.http().loop().sleep(Milliseconds(1000U << (attempt - 1)));
      if (!whole) co_return found;
    }
    Json body;
    if (!entry.sub_app.empty())
      body[std::string(api_.service().sub_app_field)] = std::strtoll(entry.sub_app.c_str(), nullptr, 10);
    body["CreateTime"] = Json{{"After", instant(entry.created - kClockSlack)}};
    body["Limit"] = 100;
    found.kind = Found::Kind::Unknown;
    for (unsigned page = 0; page < kMostPages; ++page) {
      const Answer answer = co_await service_.call(list_action, body);
      if (!answer.ok()) {
        found.kind = Found::Kind::NoAnswer;
        found.text = answer.text();
        break;
      }
      for (const Json* task : all_at(answer.response, "TaskSet[]")) {
        if (!is_task_of(entry, *task)) continue;
        found.task = text_at(*task, api_.service().task_field);
        const TaskEnd end = task_end(api_, *task);
        found.kind = end == TaskEnd::Open   ? Found::Kind::Running
                     : end == TaskEnd::Done ? Found::Kind::Done
                                            : Found::Kind::Failed;
        co_return found;
      }
      const std::string next = text_at(answer.response, "ScrollToken");
      if (next.empty()) break;
      body["ScrollToken"] = next;
    }
  }
  co_return found;
}

Task<Submitter::Settled> Submitter::settle_running(Entry entry, bool resubmit, Reporter& report) {
  Settled settled;
  const Found found = co_await look_up_task(entry);
  settled.next = Settled::Next::ClaimAgain;
  switch (found.kind) {
  case Found::Kind::Done:
  case Found::Kind::Failed:
    keep(report, entry, found.kind == Found::Kind::Done ? EntryState::Done : EntryState::Failed);
    if (resubmit) co_return settled;
    // Its end was never shown: that comes before anything new is paid for.
    report.note(
        "note: the same request was submitted before, as task " + entry.task +
        "; this is what became of it, and nothing new was sent. The same command now submits it anew.");
    settled.next = Settled::Next::Leave;
    settled.out.kind = Submission::Kind::Recovered;
    settled.out.task = entry.task;
    settled.out.entry = entry.id;
    co_return settled;
  case Found::Kind::Unknown:
    keep(report, entry, EntryState::Expired);
    co_return settled;
  default:
    break;
  }
  if (resubmit) {
    keep(report, entry, EntryState::Superseded);
    co_return settled;
  }
  settled.next = Settled::Next::Leave;
  settled.out =
      twice(entry, entry.task,
            (found.kind == Found::Kind::Running
                 ? std::string("not sent: an identical request is still being worked on")
                 : "not sent: an identical request was submitted, and its state cannot be looked up (" +
                       found.text + ")") +
                "; a second one would be charged again (--resubmit sends it all the same)");
  co_return settled;
}

Task<Submitter::Settled> Submitter::settle_unanswered(Entry entry, bool resubmit, Reporter& report) {
  Settled settled;
  if (entry.alive()) {
    settled.out = twice(entry, {}, "not sent: another process is sending the same request at this moment");
    co_return settled;
  }
  report.note(fmt::format(
      "note: an earlier run sent this request at {} and has no answer on record; looking for its task",
      instant(entry.created)));
  const Found found = co_await search(entry, 2);
  if (!found.task.empty()) {
    // Nobody has had this result: the run takes it over.
    entry.task = found.task;
    keep(report, entry, EntryState::Running, found.task);
    report.note("found: it was accepted as task " + found.task);
    settled.out.kind = Submission::Kind::Recovered;
    settled.out.task = found.task;
    settled.out.entry = entry.id;
    co_return settled;
  }
  const std::string how_far = found.kind == Found::Kind::NoAnswer
                                  ? "the service cannot be asked about it (" + found.text + ")"
                                  : "the service knows no task of it";
  const std::string guard =
      entry.session.empty()
          ? "The service does not refuse doubles of this kind: look into its console first."
          : fmt::format("For {} days the service itself refuses it if it was accepted after all.",
                        api_.service().session_days);
  bool send = resubmit;
  if (!send)
    send = is_yes(report.ask("An earlier run sent this request and got no answer, and " + how_far + ". " +
                             guard + " Send it again?"));
  if (!send) {
    settled.out = twice(entry, {},
                        "not sent: an earlier run sent this request and got no answer, and " + how_far +
                            ". " + guard + " --resubmit sends it again.");
    co_return settled;
  }
  const Result<Ledger*> ledger = ledger_.get();
  const Result<bool> taken = ledger ? (*ledger)->reclaim(entry, now()) : Result<bool>(ledger.error());
  if (!taken) {
    settled.out.kind = Submission::Kind::NoLedger;
    settled.out.text = taken.error().text() + "\nNothing was sent.";
    co_return settled;
  }
  settled.next = *taken ? Settled::Next::Send : Settled::Next::ClaimAgain;
  settled.entry = entry;
  co_return settled;
}

Task<Submission> Submitter::send(Entry entry, Json body, bool before, Reporter& report) {
  Answer answer = co_await service_.call(entry.action, std::move(body),
                                         [&](const std::string& why) { report.note(why); });
  Submission out;
  out.entry = entry.id;
  if (answer.ok()) {
    out.task = first_task(api_.action(entry.action), answer.response);
    if (!out.task.empty()) {
      keep(report, entry, EntryState::Running, out.task, &answer);
      out.answer = std::move(answer);
      co_return out;
    }
    answer.kind = Answer::Kind::Unclear;
    answer.code = "Answer";
    answer.message = "the answer names no task";
  }
  if (answer.kind == Answer::Kind::Unclear)
    co_return co_await after_unclear(entry, std::move(answer), report);
  if (answer.rule != nullptr && answer.rule->repeated)
    co_return co_await after_repeated(entry, std::move(answer), before, report);
  keep(report, entry, EntryState::Refused, {}, &answer);
  out.kind = answer.kind == Answer::Kind::NotSent       ? Submission::Kind::NotSent
             : answer.kind == Answer::Kind::Interrupted ? Submission::Kind::Interrupted
                                                        : Submission::Kind::Refused;
  out.text = answer.text();
  out.answer = std::move(answer);
  co_return out;
}

Task<Submission> Submitter::after_unclear(Entry entry, Answer answer, Reporter& report) {
  keep(report, entry, EntryState::Unclear, {}, &answer);
  report.note("no clear answer to the submission: " + answer.text());
  Found found;
  if (service_.http().loop().interrupts() == 0) {
    report.note("it is not sent again; looking for its task");
    found = co_await search(entry, 4);
  }
  Submission out;
  out.entry = entry.id;
  if (!found.task.empty()) {
    keep(report, entry, EntryState::Running, found.task);
    report.note("found: it was accepted as task " + found.task);
    out.kind = Submission::Kind::Recovered;
    out.task = found.task;
    co_return out;
  }
  out.kind = Submission::Kind::Unclear;
  out.text = "the request was sent, but nobody knows yet whether it was accepted: " + answer.text() +
             "\nThe same command looks for its task again, and does not send it a second time by itself.";
  out.answer = std::move(answer);
  co_return out;
}

Task<Submission> Submitter::after_repeated(Entry entry, Answer answer, bool before, Reporter& report) {
  // The service has seen this SessionId; the ledger has not, or (`before`) it has not seen the answer.
  const Found found = co_await search(entry, 2);
  if (found.task.empty()) {
    keep(report, entry, EntryState::Unclear, {}, &answer);
    co_return twice(entry, {},
                    "not done again: " + answer.text() + "\nIts task is not to be found (" +
                        (found.text.empty() ? "not in the list of tasks" : found.text) + ").");
  }
  if (before) {
    keep(report, entry, EntryState::Running, found.task);
    report.note("it had been accepted, as task " + found.task);
    Submission out;
    out.kind = Submission::Kind::Recovered;
    out.task = found.task;
    out.entry = entry.id;
    co_return out;
  }
  const EntryState state = found.kind == Found::Kind::Done     ? EntryState::Done
                           : found.kind == Found::Kind::Failed ? EntryState::Failed
                                                               : EntryState::Running;
  keep(report, entry, state, found.task);
  const bool own = !entry.session.starts_with(kSessionPrefix);
  co_return twice(
      entry, found.task,
      is_open(state) ? "not done again: the service has this request already, and it is still being worked on"
      : own
          ? "not done again: the service has done a request with this session id before; a new one needs "
            "another id"
          : "not done again: the service has done this request before; the same command now submits it anew");
}

} // namespace cmdwright::exec
