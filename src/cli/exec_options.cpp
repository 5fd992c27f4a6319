#include "cli/exec_options.h"

#include "cli/exit.h"
#include "cli/requests.h"
#include "command/render.h"
#include "plan/conversation.h"
#include "text/files.h"
#include "text/words.h"

namespace cmdwright::cli {

void ExecOptions::declare(Arguments& a) {
  a.option("--plan", plan, "FILE",
           "Results of `gen --format json` or jsonl, each a plan of its own (-: standard input)");
  a.option("--request", asked, "TEXT",
           "Understand a request, show its commands, ask before a paid step, run them");
  a.flag("--dry-run", dry_run, "Show the requests and send nothing; needs no credentials");
  a.choice("--format", format, {"text", "json", "jsonl"},
           "Output; jsonl is one object for each request (dry run) or command");
  a.flag("--json", json, "Print the service's whole answers, as --json of each command would");
  a.flag("--yes", yes, "Ask nothing before paid steps");
  a.option("--budget", budget, "N", "Start nothing when the run would submit more than N paid tasks");
  a.option("--policy", policy, "FILE", "What is allowed, asked about and denied");
  a.flag("--resubmit", resubmit, "Send a paid request although an identical one has no result yet");
  a.flag("--no-wait", no_wait, "Submit tasks and give their ids, without waiting");
  a.option("--max-wait", max_wait, "SECONDS", "How long to wait for each task");
  a.option("--interval", interval, "SECONDS", "Pause between two queries of a task");
  a.choice("--backend", backend, {"native", "process"}, "Who runs the commands; process: the Python scripts");
  a.option("--scripts-dir", scripts_dir, "DIR", "Where the Python scripts are");
  a.option("--endpoint", endpoint, "URL",
           "Another address of the service; a local one stands for storage and chat too");
  a.option("--storage-endpoint", storage_endpoint, "URL", "Another address of the object storage");
  a.option("--chat-endpoint", chat_endpoint, "URL", "Another address of the chat gateway");
  a.option("--ca-file", ca_file, "FILE", "Certificate authorities to trust, in place of the system's");
  a.option("--pace", pace, "FACTOR", "Stretch every pause; below 1 only with a local --endpoint, for tests");
  request.declare(a);
  pack.declare(a);
  a.pass_through("COMMAND", words, "The command to run (default: commands on standard input, one a line)");
  a.footer("Results go to standard output, everything else to standard error.\n\n"
           "Exit status: 0 done, 1 failed, 2 wrong usage or a command that cannot be run, 3 a question stays "
           "open, 4 denied by policy\n"
           "or budget, 5 timed out and the task goes on, 6 an identical paid task is open, 7 credentials are "
           "missing, 130 interrupted.");
}

namespace {

Result<std::string> request_commands(const ExecOptions& options, const Engine& engine, World& world,
                                     int& status) {
  status = kExitUsage;
  if (const std::string wrong = wrong_request(options.asked); !wrong.empty()) return Error{wrong, ""};
  const std::optional<understand::Now> now = options.request.now(world);
  if (!now) return Error{"--now needs an ISO 8601 time such as 2026-01-31T12:00:00+08:00", ""};
  plan::Conversation conversation(engine.understander(), options.request.language());
  const plan::Plan& plan = conversation.say(options.asked, *now);
  std::string text;
  if (plan.status == plan::Status::Ask) {
    status = kExitAsk;
    for (const plan::Question& q : plan.asks) text += (text.empty() ? "" : "\n") + q.text;
    return Error{text, ""};
  }
  if (plan.status == plan::Status::Refuse) {
    status = kExitRefused;
    return Error{plan.reason, ""};
  }
  for (const command::Command& c : plan.commands) text += command::render(c, engine.spec()) + "\n";
  return text;
}

/// Words of this program's own command line as one line of shell text.
std::string line_of(const std::vector<std::string>& words) {
  if (words.size() == 1) return words.front();
  std::string line;
  for (const std::string& word : words)
    line += (line.empty() ? "" : " ") + (command::is_safe_bare(word) ? word : command::single_quoted(word));
  return line;
}

} // namespace

std::vector<exec::CommandPlan> ExecOptions::plans(World& world, const Engine& engine, const exec::Api& api,
                                                  int& status) const {
  status = kExitUsage;
  const auto wrong = [&](const std::string& text) {
    world.err.line("cmdwright exec: " + text);
    return std::vector<exec::CommandPlan>{};
  };
  if ((plan.empty() ? 0 : 1) + (asked.empty() ? 0 : 1) + (words.empty() ? 0 : 1) > 1)
    return wrong("give one of --plan, --request and a command");
  Result<std::string> text = std::string{};
  if (!asked.empty()) {
    text = request_commands(*this, engine, world, status);
    if (!text) {
      world.err.line(text.error().text());
      return {};
    }
  } else if (!words.empty()) {
    text = line_of(words);
  } else if (!plan.empty() && plan != "-") {
    text = read_file(plan);
  } else {
    if (world.in.terminal())
      return wrong("no command; give one, --request, --plan, or commands on standard input");
    text = world.in.rest();
  }
  status = kExitUsage;
  if (!text) return wrong(text.error().text());
  Result<std::vector<exec::CommandPlan>> read = exec::read_plans(*text, api, engine.spec());
  if (!read) return wrong(read.error().text());
  std::size_t commands = 0;
  for (const exec::CommandPlan& p : *read) commands += p.commands.size();
  if (commands == 0) return wrong("no command in the input");
  return std::move(*read);
}

} // namespace cmdwright::cli
