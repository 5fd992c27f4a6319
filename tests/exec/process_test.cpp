// The real program as a process: ends that nobody foresaw, several at once, files that cannot be written, and
// the scripts as a backend.
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "exec/executor.h"

namespace cmdwright::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTranscode =
    "python scripts/vod_process_media.py transcode --file-id 5145403721233902989 --quality hd";

struct Machine {
  explicit Machine(const StandIn& service, const std::string& pace = "0.001") {
    const StandInOptions known;
    environment = {{"TENCENTCLOUD_SECRET_ID", known.secret_id},
                   {"TENCENTCLOUD_SECRET_KEY", known.secret_key},
                   {"HOME", folder.path()},
                   {"XDG_STATE_HOME", folder.path() + "/state"},
                   {"XDG_CONFIG_HOME", folder.path() + "/config"}};
    words = {program(), "exec", "--endpoint", service.url(), "--pace", pace};
  }
  [[nodiscard]] std::vector<std::string> with(const std::vector<std::string>& more) const {
    std::vector<std::string> all = words;
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  ProcessResult run(const std::vector<std::string>& more, const std::string& input) const {
    return run_process(with(more), input, folder.path(), environment);
  }
  /// Started and left alone; its output goes nowhere.
  pid_t start(const std::string& command) const {
    const std::vector<std::string> all = with({command});
    const pid_t child = ::fork();
    if (child != 0) return child;
    for (const auto& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
    if (::chdir(folder.path().c_str()) != 0) ::_exit(126);
    const int nowhere = ::open("/dev/null", O_RDWR);
    for (const int stream : {0, 1, 2}) ::dup2(nowhere, stream);
    std::vector<char*> argv;
    for (const std::string& word : all) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }

  TemporaryFolder folder;
  std::map<std::string, std::string> environment;
  std::vector<std::string> words;
};

int wait_for(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

TEST(Process, ExitStatuses) {
  StandIn service;
  const Machine machine(service);
  EXPECT_EQ(machine.run({}, kTranscode).status, 0);
  EXPECT_EQ(machine.run({"--no-wait"}, kTranscode).status, 0);
  EXPECT_EQ(machine.run({}, "python scripts/vod_process_media.py remux --file-id 123456").status, 2);
  EXPECT_EQ(machine.run({"--budget", "0"}, kTranscode).status, 4);
  EXPECT_EQ(machine.run({"--request", "transcode my video"}, {}).status, 3);
  EXPECT_EQ(machine.run({"--request", "Delete media 5145403721233902989"}, {}).status, 4);
  EXPECT_EQ(machine.run({"--pace", "0.1", "--endpoint", "https://example.com"}, kTranscode).status, 2);
  service.set_polls(1000000);
  const ProcessResult slow = machine.run(
      {"--max-wait", "3"}, "python scripts/vod_process_media.py transcode --file-id 777777777 --quality sd");
  EXPECT_EQ(slow.status, 5) << slow.err;
  const ProcessResult twice = machine.run(
      {"--no-wait"}, "python scripts/vod_process_media.py transcode --file-id 777777777 --quality sd");
  EXPECT_EQ(twice.status, 6) << twice.err;
  Machine keyless(service);
  keyless.environment["TENCENTCLOUD_SECRET_KEY"] = "";
  const ProcessResult missing = keyless.run({}, kTranscode);
  EXPECT_EQ(missing.status, 7);
  EXPECT_NE(missing.err.find("TENCENTCLOUD_SECRET_KEY"), std::string::npos);
}

TEST(Process, GenFeedsExec) {
  StandIn service;
  const Machine machine(service);
  machine.folder.write("clip.mp4", "video");
  const ProcessResult plan =
      run_process({program(), "gen", "--format", "json", "Upload clip.mp4 and transcode it to 720p"});
  const ProcessResult ran = machine.run({"--plan", "-", "--format", "jsonl"}, plan.out);
  EXPECT_EQ(ran.status, 0) << plan.out << ran.err;
  EXPECT_EQ(service.tasks().size(), 1u);
  EXPECT_NE(ran.out.find("\"status\":\"done\""), std::string::npos) << ran.out;
}

TEST(Process, TwoHundredPlansAtOnce) {
  StandIn service({.polls = 3});
  const Machine machine(service, "0.02");
  std::string plans;
  for (int i = 0; i < 200; ++i)
    plans += R"({"id":)" + std::to_string(i) +
             R"(,"status":"ok","commands":["python scripts/vod_process_media.py transcode --file-id )" +
             std::to_string(5145403721233900000LL + i) + " --quality hd\"]}\n";
  const ProcessResult ran = machine.run({"--plan", "-", "--format", "jsonl"}, plans);
  EXPECT_EQ(ran.status, 0) << ran.err.substr(0, 2000);
  EXPECT_EQ(service.tasks().size(), 200u);
  EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), 200);
}

TEST(Process, TheSameCommandInManyProcessesStartsOneTask) {
  StandIn service({.polls = 1000000});
  const Machine machine(service);
  std::vector<pid_t> children;
  for (int i = 0; i < 6; ++i) children.push_back(machine.start(std::string(kTranscode) + " --no-wait"));
  for (const pid_t child : children) wait_for(child);
  EXPECT_EQ(service.tasks().size(), 1u);
}

/// Killed at moments spread over the whole run; afterwards one more run, that is told to send again what was
/// never answered.
TEST(Process, KilledAtAnyMomentNeverPaysTwice) {
  StandIn service({.polls = 1000000});
  const Machine machine(service);
  std::mt19937 random(20260101);
  unsigned killed = 0;
  for (int round = 0; round < 40; ++round) {
    const std::string command = "python scripts/vod_process_media.py transcode --file-id " +
                                std::to_string(800000000 + round) + " --quality hd --no-wait";
    const pid_t child = machine.start(command);
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 40000));
    ::kill(child, SIGKILL);
    killed += WIFSIGNALED(wait_for(child)) ? 1 : 0;
    const ProcessResult next = machine.run({command}, {});
    const unsigned started = service.count("ProcessMedia");
    if (next.status != 0 && next.status != 6) ADD_FAILURE() << round << ": " << next.status << next.err;
    (void)started;
  }
  EXPECT_GT(killed, 5u);
  EXPECT_EQ(service.duplicates(), 0u);
  // No task id is lost: each one is in the ledger.
  const ProcessResult list =
      run_process({program(), "ledger", "list", "--limit", "1000"}, {}, {}, machine.environment);
  for (const StandInTask& task : service.tasks())
    EXPECT_NE(list.out.find(task.id), std::string::npos) << task.id << "\n" << list.out;
}

TEST(Process, ALedgerThatCannotGrowSendsNothing) {
  StandIn service;
  const Machine machine(service);
  const std::string line = program() + " exec --endpoint " + service.url() + " " + kTranscode;
  const ProcessResult ran =
      run_process({"/bin/sh", "-c", "ulimit -f 0; " + line}, {}, machine.folder.path(), machine.environment);
  EXPECT_EQ(ran.status, 1) << ran.err;
  EXPECT_NE(ran.err.find("Nothing was sent"), std::string::npos) << ran.err;
  EXPECT_TRUE(service.seen().empty());
}

TEST(Process, TheLedgerIsForTheUserAlone) {
  StandIn service;
  const Machine machine(service);
  (void)machine.run({}, kTranscode);
  const auto permissions = fs::status(machine.folder.path() + "/state/cmdwright/ledger.db").permissions();
  EXPECT_EQ(permissions & (fs::perms::group_all | fs::perms::others_all), fs::perms::none);
}

TEST(Process, LedgerCommands) {
  StandIn service({.polls = 1000000});
  const Machine machine(service);
  (void)machine.run({"--no-wait"}, kTranscode);
  const auto ledger = [&](const std::vector<std::string>& words) {
    std::vector<std::string> all = {program(), "ledger"};
    all.insert(all.end(), words.begin(), words.end());
    return run_process(all, {}, {}, machine.environment);
  };
  const std::string task = service.tasks().front().id;
  EXPECT_NE(ledger({"list"}).out.find(task), std::string::npos);
  EXPECT_NE(ledger({"show", task}).out.find("vod_describe_task.py --task-id " + task), std::string::npos);
  EXPECT_EQ(Json::parse(ledger({"list", "--format", "json"}).out)[0]["task"], task);
  EXPECT_EQ(ledger({"show", "4711"}).status, 1);
  const ProcessResult gone = ledger({"forget", "1"});
  EXPECT_EQ(gone.status, 0);
  EXPECT_NE(gone.err.find("charged twice"), std::string::npos);
  EXPECT_EQ(ledger({"list"}).out, "");
}

TEST(Process, TheScriptsAsBackendGetTheirArgumentsAsTheyAre) {
  StandIn service;
  const Machine machine(service);
  if (std::system("python3 --version > /dev/null 2>&1") != 0) FAIL() << "this test needs python3";
  machine.folder.write("s/vod_upload.py", "import sys\nprint('FileId: 5285485487985271487')\n");
  machine.folder.write("s/vod_process_media.py", "import sys\nprint(repr(sys.argv[1:]))\n");
  machine.folder.write("s/vod_search_media.py", "import sys\nsys.exit(3)\n");
  const ProcessResult ran = machine.run(
      {"--backend", "process", "--scripts-dir", machine.folder.path() + "/s"},
      "python scripts/vod_upload.py upload --file a.mp4\n"
      "python scripts/vod_process_media.py transcode --file-id \"<FileId obtained after upload>\" "
      "--session-context 'x; touch bad \"'\n");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_NE(ran.out.find(
                "['transcode', '--file-id', '5285485487985271487', '--session-context', 'x; touch bad \"']"),
            std::string::npos)
      << ran.out;
  const ProcessResult failed =
      machine.run({"--backend", "process", "--scripts-dir", machine.folder.path() + "/s"},
                  "python scripts/vod_search_media.py --names x");
  EXPECT_EQ(failed.status, 1);
  EXPECT_TRUE(service.seen().empty());
}

/// Everything fails at random, again and again, in many runs; nothing is ever paid for twice and no task gets
/// lost. CMDWRIGHT_FAULT_RUNS sets the number of runs.
TEST(RandomFaults, NeverPayTwiceAndLoseNothing) {
  const char* asked = std::getenv("CMDWRIGHT_FAULT_RUNS");
  const int runs = asked == nullptr ? 300 : std::max(std::atoi(asked), 1);
  StandIn service({.polls = 2});
  Executor executor(service);
  executor.settings.pace = 0.0001;
  std::mt19937 random(424242);
  std::mt19937 fate(171717); // of requests; used by the stand-in's threads, one at a time
  static constexpr Fault kFaults[] = {Fault::DropBefore,
                                      Fault::DropAfter,
                                      Fault::Throttle,
                                      Fault::Http429,
                                      Fault::Http502Before,
                                      Fault::Http502After,
                                      Fault::InternalErrorBefore,
                                      Fault::InternalErrorAfter,
                                      Fault::HtmlAfter,
                                      Fault::TruncatedAfter,
                                      Fault::Http503};
  service.set_fault([&](const std::string&) {
    return fate() % 100 < 30 ? kFaults[fate() % std::size(kFaults)] : Fault::None;
  });
  static constexpr const char* kCommands[] = {
      "python scripts/vod_process_media.py transcode --quality hd --file-id ",
      "python scripts/vod_process_media.py snapshot --definition 10 --file-id ",
      "python scripts/vod_import_media_knowledge.py import --sub-app-id 5 --file-id ",
      "python scripts/vod_process_image.py understand --sub-app-id 5 --file-id "};
  std::string command;
  std::set<std::string> shown;
  for (int run = 0; run < runs; ++run) {
    // Half of the time the command of before once more, whatever became of it, unless it has come to its end.
    if (command.empty() || random() % 2 == 0)
      command = kCommands[random() % std::size(kCommands)] + std::to_string(600000000 + run);
    executor.settings.no_wait = random() % 3 == 0;
    const Ran ran = executor.run(command);
    ASSERT_TRUE(ran.decision.go()) << ran.decision.text;
    if (!ran.last().task.empty()) shown.insert(ran.last().task);
    const std::vector<exec::Entry> open = executor.ledger(true);
    const bool ended = std::none_of(open.begin(), open.end(),
                                    [&](const exec::Entry& entry) { return entry.command == command; });
    if (ended) command.clear(); // the same command would rightly be a new submission
  }
  EXPECT_EQ(service.duplicates(), 0u);
  // What no run has heard of yet is found by the next one without a fault.
  service.set_fault(nullptr);
  executor.settings.no_wait = true;
  for (const exec::Entry& entry : executor.ledger(true))
    if (entry.task.empty()) (void)executor.run(entry.command);
  std::set<std::string> known;
  for (const exec::Entry& entry : executor.ledger()) known.insert(entry.task);
  for (const StandInTask& task : service.tasks())
    EXPECT_TRUE(known.contains(task.id)) << task.id << " " << task.action;
  EXPECT_EQ(service.duplicates(), 0u);
  EXPECT_GT(service.tasks().size(), static_cast<std::size_t>(runs) / 5);
}

} // namespace
} // namespace cmdwright::test
