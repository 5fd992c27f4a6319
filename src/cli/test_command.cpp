#include "cli/test_command.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include <fmt/format.h>

#include "cli/interrupt.h"
#include "cli/pack_option.h"
#include "cli/test_modes.h"
#include "cli/test_reports.h"
#include "command/value.h"
#include "suite/glob.h"
#include "suite/linter_faults.h"
#include "suite/load.h"
#include "suite/run.h"
#include "suite/update.h"
#include "text/files.h"
#include "text/words.h"

namespace cmdwright::cli {

namespace fs = std::filesystem;

namespace {

constexpr unsigned kMostJobs = 256;
constexpr unsigned kMostRepeats = 10'000;

/// Suites, folders (all suites below them) and names with wildcards, as files.
std::vector<std::string> suite_files(const std::vector<std::string>& words, std::vector<std::string>& wrong) {
  std::vector<std::string> out;
  for (const std::string& word : words) {
    std::error_code failed;
    std::vector<std::string> found = {word};
    if (fs::is_directory(word, failed))
      found = suite::expand_glob(word + "/**/*.suite.yaml");
    else if (suite::has_wildcards(word) && !fs::exists(word, failed))
      found = suite::expand_glob(word);
    if (found.empty()) wrong.push_back(word + ": no suite (*.suite.yaml) here");
    out.insert(out.end(), found.begin(), found.end());
  }
  return out;
}

/// What people call a parameter, as the pack's questions call it: by its label, or by what it is for.
std::vector<std::string> labels(const Engine& engine, std::string_view param) {
  std::vector<std::string> out;
  if (const understand::Message* m = engine.understander().grammar().message("label." + std::string(param)))
    out = {std::string(m->en), std::string(m->zh)};
  for (const spec::Script& script : engine.spec().scripts())
    for (const spec::Operation& operation : script.operations)
      if (const spec::Param* p = operation.find(param)) out.emplace_back(p->help);
  return out;
}

/// "2/4"
bool read_shard(const std::string& text, suite::RunOptions& options) {
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) return false;
  const auto number = command::as_integer(std::string_view(text).substr(0, slash));
  const auto of = command::as_integer(std::string_view(text).substr(slash + 1));
  if (!number || !of || *number < 1 || *of < *number || *of > 100'000) return false;
  options.shard = static_cast<std::uint32_t>(*number - 1);
  options.shards = static_cast<std::uint32_t>(*of);
  return true;
}

/// A file name from any title.
std::string file_name_of(const suite::CaseResult& r, std::size_t number) {
  std::string out = fmt::format("{:05}-", number);
  for (const char c : r.name) {
    if (out.size() > 80) break;
    out += is_alnum(c) ? c : '-';
  }
  return out + (r.run > 0 ? fmt::format("-run{}", r.run) : "") + ".json";
}

/// Writes each conversation as soon as it is over, then passes the result on.
class KeepingSink final : public suite::ResultSink {
public:
  KeepingSink(World& world, suite::ResultSink& next, std::string folder)
      : world_(world), next_(next), folder_(std::move(folder)) {}
  void result(const suite::CaseResult& result) override {
    if (!folder_.empty() && !result.transcript.empty()) {
      const Status written =
          write_file(folder_ + "/" + file_name_of(result, ++number_), result.transcript + "\n");
      if (!written && !failed_) world_.err.line("cmdwright test: " + written.error().text());
      failed_ |= !written.ok();
    }
    next_.result(result);
  }
  [[nodiscard]] bool failed() const { return failed_; }

private:
  World& world_;
  suite::ResultSink& next_;
  std::string folder_;
  std::size_t number_ = 0;
  bool failed_ = false;
};

class TestCommand final : public Subcommand {
public:
  void declare(Arguments& a) override {
    a.positionals("FILE", files_,
                  "Suites (*.suite.yaml) or folders with suites; transcripts for --record, --oracle");
    a.option("--record", record_, "DIR", "Make suites from transcripts: they expect what the agent did");
    a.flag("--redact", redact_, "With --record: replace secrets, tokens, URL signatures and ids");
    a.flag("--oracle", oracle_, "List where transcripts and the generator disagree");
    a.flag("--update", update_, "Change the suites to what the agent does now, after showing the difference");
    a.option("--tag", options_.tags, "TAG", "Only cases with this tag; !TAG: without it");
    a.option("--filter", options_.filters, "TEXT", "Only cases whose name holds this");
    a.option("--shard", shard_, "I/N", "The I-th of N parts of the cases");
    a.option("-j,--jobs", jobs_, "N", "Cases at the same time (default: 1; 0: one a processor)");
    a.option("--agent", agent_.command, "CMD", "Let this program answer, instead of the recorded answers");
    a.choice("--agent-input", agent_input_, {"text", "messages", "turns"}, "What it reads (see below)");
    a.option("--timeout", agent_.timeout, "SECONDS", "For one answer (default: 120)");
    a.option("--retries", retries_, "N", "When it gives no answer (default: 0)");
    a.option("--repeat", repeat_, "N", "Runs of each case with the agent; gives pass@k and pass^k");
    a.option("--keep", keep_, "DIR", "Write the agent's conversations to DIR");
    reports_.declare(a);
    request_.declare(a);
    pack_.declare(a);
    a.footer("The agent is started for each answer. It reads the request (text; later turns: the dialogue), "
             "{\"messages\":[...]}\n(messages) or {\"id\",\"turns\",\"now\"} (turns), and prints text, a "
             "message, a "
             "conversation or a result of gen.\n\n"
             "  cmdwright test suites/ --junit junit.xml --save run.json\n"
             "  cmdwright test suites/ --agent 'my-agent --once' -j 8 --repeat 5\n\n"
             "Exit status: 0 all passed, 1 a case failed or could not be judged, 2 a suite cannot be read or "
             "wrong "
             "usage.");
  }

  int run(World& world) override {
    if (const std::string wrong = prepare(world); !wrong.empty()) {
      world.err.line("cmdwright test: " + wrong);
      return kExitUsage;
    }
    const std::unique_ptr<Engine> engine = pack_.load(world);
    if (!engine) return kExitUsage;
    const Interrupt interrupt;
    if (!record_.empty()) return record_transcripts(world, *engine, files_, record_, redact_);
    if (oracle_)
      return study_transcripts(world, *engine, request_, files_, reports_.wants_json(),
                               reports_.verbose() ? 20 : 2, interrupt.asked());
    return run_all(world, *engine, interrupt.asked());
  }

private:
  int run_all(World& world, const Engine& engine, const std::atomic<bool>& stop) {
    std::vector<std::string> wrong;
    const std::vector<std::string> files = suite_files(files_, wrong);
    const suite::Loaded loaded = suite::load_suites(files, engine.spec());
    for (const Error& e : loaded.errors) wrong.push_back(e.text());
    for (const std::string& text : wrong) world.err.line(text);

    const suite::Oracle oracle([&]() -> const understand::Understander& { return engine.understander(); });
    const lint::Linter linter(engine.spec(), engine.catalogue(),
                              [&]() -> const understand::Understander& { return engine.understander(); });
    const suite::LinterFaults faults(linter);
    suite::Judge judge(
        engine.spec(), faults, oracle, [&](const std::string& said) { return request_.now(world, said); },
        [&](std::string_view param) { return labels(engine, param); });
    judge.always_faults = reports_.wants_faults();
    judge.keep_transcripts = !keep_.empty();
    TestReports::Sink sink(world, reports_);
    if (update_) sink.keep_results();
    KeepingSink keeping(world, sink, keep_);
    const suite::Totals totals = suite::run_suites(loaded.suites, judge, options_, stop, keeping);
    const bool written = sink.finish(totals);
    if (update_ && !totals.interrupted) return update(world, sink.results());
    if (!wrong.empty()) return kExitUsage;
    if (totals.ran() + totals.skipped == 0 && !totals.interrupted) {
      world.err.line("cmdwright test: no case was chosen");
      return options_.shards > 1 ? kExitOk : kExitUsage;
    }
    return totals.good() && written && !keeping.failed() ? kExitOk : kExitFailed;
  }

  static int update(World& world, const std::vector<suite::CaseResult>& results) {
    const suite::UpdateResult updated = suite::update_suites(results);
    for (const suite::Updated& u : updated.files)
      world.out.line(fmt::format("updated {}: {} expectations", u.file, u.changed));
    for (const Error& e : updated.left) world.err.line("not updated: " + e.text());
    const bool broken = std::any_of(results.begin(), results.end(), [](const suite::CaseResult& r) {
      return r.outcome == suite::Outcome::Broken;
    });
    return updated.left.empty() && !broken ? kExitOk : kExitFailed;
  }

  /// What is wrong with the options, or empty.
  std::string prepare(const World& world) {
    if (!request_.now(world)) return "--now needs an ISO 8601 time such as 2026-01-31T12:00:00+08:00";
    if (!shard_.empty() && !read_shard(shard_, options_))
      return "--shard needs I/N with I from 1 to N, such as 2/4";
    if (jobs_ > kMostJobs) return fmt::format("--jobs can be at most {}", kMostJobs);
    if (repeat_ < 1 || repeat_ > kMostRepeats) return fmt::format("--repeat can be 1 to {}", kMostRepeats);
    if (!(agent_.timeout > 0 && agent_.timeout < 1e6)) return "--timeout needs a number of seconds";
    const int modes = (record_.empty() ? 0 : 1) + (oracle_ ? 1 : 0) + (update_ ? 1 : 0);
    if (modes > 1) return "only one of --record, --oracle and --update";
    if (redact_ && record_.empty()) return "--redact needs --record";
    if (update_ && repeat_ > 1) return "--update cannot decide between repeated runs";
    if (agent_.command.empty() && (repeat_ > 1 || !keep_.empty())) return "--repeat and --keep need --agent";
    options_.jobs = jobs_ != 0 ? jobs_ : std::clamp(std::thread::hardware_concurrency(), 1U, kMostJobs);
    options_.repeat = repeat_;
    if (!agent_.command.empty()) {
      agent_.retries = retries_;
      agent_.input = agent_input_ == "messages" ? suite::AgentInput::Messages
                     : agent_input_ == "turns"  ? suite::AgentInput::Turns
                                                : suite::AgentInput::Text;
      options_.agent = agent_;
    }
    if (keep_.empty()) return {};
    std::error_code failed;
    fs::create_directories(keep_, failed);
    return failed ? "cannot make the folder " + keep_ + ": " + failed.message() : "";
  }

  std::vector<std::string> files_;
  suite::RunOptions options_;
  suite::AgentOptions agent_;
  std::string agent_input_ = "text";
  std::string shard_;
  std::string keep_;
  std::string record_;
  bool redact_ = false;
  bool oracle_ = false;
  bool update_ = false;
  std::uint32_t jobs_ = 1;
  std::uint32_t repeat_ = 1;
  std::uint32_t retries_ = 0;
  TestReports reports_;
  RequestOptions request_;
  PackOption pack_;
};

} // namespace

std::unique_ptr<Subcommand> make_test_command() {
  return std::make_unique<TestCommand>();
}

} // namespace cmdwright::cli
