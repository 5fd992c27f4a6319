#include "cli/gen_command.h"

#include <algorithm>

#include "cli/pack_option.h"
#include "cli/requests.h"
#include "cli/result_json.h"
#include "command/render.h"
#include "plan/conversation.h"
#include "plan/languages.h"
#include "text/words.h"

namespace cmdwright::cli {

namespace {

int exit_of(plan::Status status) {
  switch (status) {
  case plan::Status::Ok:
    return kExitOk;
  case plan::Status::Ask:
    return kExitAsk;
  case plan::Status::Refuse:
    return kExitRefused;
  }
  return kExitFailed;
}

class GenCommand final : public Subcommand {
public:
  void declare(Arguments& a) override {
    a.choice("--format", format_, {"text", "json", "jsonl"},
             "Output; jsonl also reads one JSON object a line");
    a.flag("--explain", explain_, "Tell how the answer came about");
    request_.declare(a);
    pack_.declare(a);
    a.positionals("REQUEST", words_, "What you want (default: requests on standard input, one a line)",
                  false);
    a.footer("On standard input, a line that begins with a bullet, a number and a dot, or blanks goes on "
             "with the request\n"
             "above it. Commands go to standard output; questions, notices and reasons to standard error.\n\n"
             "Exit status: 0 commands, 3 a question, 4 refused, 2 wrong usage or input; of several requests "
             "the highest.");
  }

  int run(World& world) override {
    if (!request_.now(world)) {
      world.err.line("cmdwright gen: --now needs an ISO 8601 time such as 2026-01-31T12:00:00+08:00");
      return kExitUsage;
    }
    engine_ = pack_.load(world);
    if (!engine_) return kExitUsage;
    if (format_ == "jsonl" && words_.empty()) return json_lines(world);
    if (!words_.empty()) return answer(world, join(words_, " "), {});
    return standard_input(world);
  }

private:
  /// What one conversation comes to; the explanation is of its last turn.
  struct Answer {
    plan::Plan plan;
    std::string explanation;
  };
  Answer converse(const std::vector<std::string>& turns, understand::Now now) const {
    plan::Conversation conversation(engine_->understander(), request_.language());
    for (const std::string& turn : turns) conversation.say(without_controls(turn), now);
    Answer answer{conversation.plan(), {}};
    plan::note_other_language(turns.back(), answer.plan);
    if (explain_) answer.explanation = engine_->understander().trace(without_controls(turns.back()), now);
    return answer;
  }

  /// `which` goes in front of what is wrong with the request.
  int answer(World& world, const std::string& request, const std::string& which) {
    if (const std::string wrong = wrong_request(request); !wrong.empty()) {
      world.err.line("cmdwright gen: " + which + wrong);
      return kExitUsage;
    }
    const Answer answer = converse({request}, *request_.now(world));
    const plan::Plan& plan = answer.plan;
    if (format_ != "text") {
      world.out.line(result_json({}, plan, engine_->spec(), answer.explanation));
      return exit_of(plan.status);
    }
    world.err.write(answer.explanation);
    for (const command::Command& c : plan.commands) world.out.line(command::render(c, engine_->spec()));
    world.out.flush();
    if (plan.status == plan::Status::Refuse) world.err.line(plan.reason);
    for (const plan::Question& q : plan.asks) world.err.line(q.text);
    for (const plan::Notice& n : plan.notices) world.err.line(n.text);
    return exit_of(plan.status);
  }

  int standard_input(World& world) {
    const Result<std::string> all = world.in.rest();
    if (!all) {
      world.err.line("cmdwright gen: " + all.error().text());
      return kExitUsage;
    }
    int status = kExitOk;
    const std::vector<std::string> requests = split_requests(*all);
    if (requests.empty()) {
      world.err.line("cmdwright gen: no request; say what you want, for example: cmdwright gen \"...\"");
      return kExitUsage;
    }
    for (std::size_t i = 0; i < requests.size() && !world.out.failed(); ++i)
      status =
          std::max(status, answer(world, requests[i],
                                  requests.size() == 1 ? "" : "request " + std::to_string(i + 1) + ": "));
    return status;
  }

  int json_lines(World& world) {
    int status = kExitOk;
    std::string line;
    for (std::size_t number = 1; !world.out.failed() && world.in.line(line, kLongestLine); ++number) {
      if (trim(line).empty()) continue;
      std::string id;
      const Result<RequestLine> request = read_request_line(line, id);
      std::string wrong = request ? std::string{} : request.error().message;
      if (wrong.empty() && !request_.now(world, request->now)) wrong = "'now' is no ISO 8601 time";
      if (wrong.empty()) {
        const Answer answer = converse(request->turns, *request_.now(world, request->now));
        world.out.line(result_json(id, answer.plan, engine_->spec(), answer.explanation));
      } else {
        world.out.line(error_json(id, number, wrong));
        status = kExitUsage;
      }
      world.out.flush();
    }
    return status;
  }

  std::string format_ = "text";
  bool explain_ = false;
  RequestOptions request_;
  PackOption pack_;
  std::vector<std::string> words_;
  std::unique_ptr<Engine> engine_;
};

} // namespace

std::unique_ptr<Subcommand> make_gen_command() {
  return std::make_unique<GenCommand>();
}

} // namespace cmdwright::cli
