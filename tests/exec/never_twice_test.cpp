// Paid requests: one submission whatever happens, and no task id lost.
#include <gtest/gtest.h>

#include "exec/executor.h"

namespace cmdwright::test {
namespace {

constexpr const char* kTranscode =
    "python scripts/vod_process_media.py transcode --file-id 5145403721233902989 --quality hd";

/// What a fault at the submission must come to.
struct FaultCase {
  const char* name;
  std::vector<Fault> faults;
  const char* status;   ///< of the run
  unsigned tasks;       ///< started at the service
  unsigned submissions; ///< requests that arrived
};

class SubmissionFaults : public testing::TestWithParam<FaultCase> {};

TEST_P(SubmissionFaults, ComeToOneTaskOrToNone) {
  const FaultCase& c = GetParam();
  StandIn service;
  service.fail_next("ProcessMedia", c.faults);
  Executor executor(service);
  executor.settings.request_timeout = 1;
  const Ran ran = executor.run(kTranscode);
  EXPECT_EQ(ran.status(), c.status) << ran.everything();
  EXPECT_EQ(service.tasks().size(), c.tasks) << ran.everything();
  EXPECT_EQ(service.count("ProcessMedia"), c.submissions) << ran.everything();
  for (const StandInTask& task : service.tasks()) {
    EXPECT_EQ(ran.last().task, task.id) << ran.everything();
    EXPECT_NE(ran.everything().find(task.id), std::string::npos);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Matrix, SubmissionFaults,
    testing::Values(FaultCase{"throttled", {Fault::Throttle, Fault::Throttle}, "done", 1, 3},
                    FaultCase{"http429", {Fault::Http429}, "done", 1, 2},
                    FaultCase{"throttled_for_good",
                              {Fault::Throttle, Fault::Throttle, Fault::Throttle, Fault::Throttle},
                              "failed",
                              0,
                              4},
                    FaultCase{"dropped_after", {Fault::DropAfter}, "done", 1, 1},
                    FaultCase{"dropped_before", {Fault::DropBefore}, "failed", 0, 1},
                    FaultCase{"gateway_after", {Fault::Http502After}, "done", 1, 1},
                    FaultCase{"gateway_before", {Fault::Http502Before}, "failed", 0, 1},
                    FaultCase{"internal_error_after", {Fault::InternalErrorAfter}, "done", 1, 1},
                    FaultCase{"internal_error_before", {Fault::InternalErrorBefore}, "failed", 0, 1},
                    FaultCase{"html_with_200", {Fault::HtmlAfter}, "done", 1, 1},
                    FaultCase{"truncated_json", {Fault::TruncatedAfter}, "done", 1, 1},
                    FaultCase{"answer_after_the_timeout", {Fault::SlowAfter}, "done", 1, 1},
                    FaultCase{"throttled_then_dropped", {Fault::Throttle, Fault::DropAfter}, "done", 1, 2}),
    [](const auto& one) { return std::string(one.param.name); });

TEST(NeverTwice, AnIdenticalRequestIsRefusedWhileTheFirstHasNoResult) {
  StandIn service({.polls = 1000});
  Executor executor(service);
  executor.settings.no_wait = true;
  const Ran first = executor.run(kTranscode);
  EXPECT_EQ(first.status(), "submitted");
  const Ran second = executor.run(kTranscode);
  EXPECT_EQ(second.status(), "twice");
  EXPECT_NE(second.last().error.find(first.last().task), std::string::npos);
  EXPECT_NE(second.last().error.find("vod_describe_task.py --task-id"), std::string::npos);
  const Ran reordered = executor.run(
      "python scripts/vod_process_media.py transcode --quality hd --file-id 5145403721233902989");
  EXPECT_EQ(reordered.status(), "twice");
  EXPECT_EQ(service.count("ProcessMedia"), 1u);
  const Ran other = executor.run(
      "python scripts/vod_process_media.py transcode --file-id 5145403721233902989 --quality sd");
  EXPECT_EQ(other.status(), "submitted");
}

TEST(NeverTwice, ResubmitOverrides) {
  StandIn service({.polls = 1000});
  Executor executor(service);
  executor.settings.no_wait = true;
  (void)executor.run(kTranscode);
  executor.settings.resubmit = true;
  EXPECT_EQ(executor.run(kTranscode).status(), "submitted");
  EXPECT_EQ(service.tasks().size(), 2u);
}

TEST(NeverTwice, AFinishedTaskMakesRoomForANewOne) {
  StandIn service;
  Executor executor(service);
  EXPECT_EQ(executor.run(kTranscode).status(), "done");
  EXPECT_EQ(executor.run(kTranscode).status(), "done");
  const auto tasks = service.tasks();
  ASSERT_EQ(tasks.size(), 2u);
  EXPECT_NE(tasks[0].session, tasks[1].session);
}

TEST(NeverTwice, AResultThatNobodyHasSeenIsShownBeforeAnythingNewIsSent) {
  StandIn service;
  Executor executor(service);
  executor.settings.no_wait = true;
  (void)executor.run(kTranscode);
  executor.settings.no_wait = false;
  (void)executor.run("python scripts/vod_search_media.py --names x");
  service.set_polls(0); // it has ended meanwhile
  const Ran second = executor.run(kTranscode);
  EXPECT_EQ(second.status(), "done");
  EXPECT_NE(second.out.find("[Transcode]("), std::string::npos) << second.everything();
  EXPECT_EQ(service.tasks().size(), 1u);
  EXPECT_EQ(executor.run(kTranscode).status(), "done");
  EXPECT_EQ(service.tasks().size(), 2u);
}

TEST(NeverTwice, WithoutTheLedgerTheServiceRefusesTheDouble) {
  StandIn service({.polls = 1000});
  Executor first(service);
  first.settings.no_wait = true;
  (void)first.run(kTranscode);
  Executor second(service); // another machine: another ledger
  second.settings.no_wait = true;
  const Ran ran = second.run(kTranscode);
  EXPECT_EQ(ran.status(), "twice") << ran.everything();
  EXPECT_EQ(ran.last().task, service.tasks().front().id);
  EXPECT_EQ(service.tasks().size(), 1u);
}

TEST(NeverTwice, TheUsersOwnSessionIdIsSentAsItIs) {
  StandIn service;
  Executor executor(service);
  const std::string command = "python scripts/vod_process_media.py snapshot --file-id 5145403721233902989 "
                              "--definition 10 --session-id mine";
  EXPECT_EQ(executor.run(command).status(), "done");
  EXPECT_EQ(service.tasks().front().session, "mine");
  EXPECT_EQ(executor.run(command).status(), "twice");
}

TEST(NeverTwice, AnUnansweredRequestIsLookedUpAndThenAskedAbout) {
  StandIn service;
  service.fail_next("ProcessMedia", {Fault::DropBefore});
  Executor executor(service);
  const Ran lost = executor.run(kTranscode);
  EXPECT_EQ(lost.status(), "failed");
  EXPECT_NE(lost.last().error.find("nobody knows"), std::string::npos) << lost.everything();

  const Ran unasked = executor.run(kTranscode); // nobody is there to answer
  EXPECT_EQ(unasked.status(), "twice") << unasked.everything();
  EXPECT_EQ(unasked.questions.size(), 1u);
  EXPECT_EQ(service.count("ProcessMedia"), 1u);

  executor.answers = {"y"};
  EXPECT_EQ(executor.run(kTranscode).status(), "done");
  EXPECT_EQ(service.tasks().size(), 1u);
}

TEST(NeverTwice, ATaskThatTheLastRunDidNotHearOfIsTakenOver) {
  StandIn service;
  Executor executor(service);
  service.set_fault([](const std::string& action) {
    return action == "ProcessMedia"    ? Fault::DropAfter
           : action == "DescribeTasks" ? Fault::DropBefore
                                       : Fault::None;
  });
  EXPECT_EQ(executor.run(kTranscode).status(),
            "failed"); // accepted, and the list of tasks cannot be read either
  service.set_fault(nullptr);
  const Ran next = executor.run(kTranscode);
  EXPECT_EQ(next.status(), "done") << next.everything();
  EXPECT_EQ(next.last().task, service.tasks().front().id);
  EXPECT_EQ(service.tasks().size(), 1u);
}

TEST(NeverTwice, AnActionWithoutSessionIdsIsFoundByItsFile) {
  StandIn service;
  service.fail_next("ImportMediaKnowledge", {Fault::DropAfter});
  Executor executor(service);
  const Ran ran = executor.run(
      "python scripts/vod_import_media_knowledge.py import --file-id 5145403721233902989 --sub-app-id 5");
  EXPECT_EQ(ran.status(), "done") << ran.everything();
  EXPECT_EQ(service.tasks().size(), 1u);
}

TEST(NeverTwice, NothingIsStartedWithoutAConnection) {
  StandIn service;
  Executor executor(service);
  const auto good = executor.settings.endpoint;
  executor.settings.endpoint = *exec::parse_endpoint("http://127.0.0.1:1");
  const Ran refused = executor.run(kTranscode);
  EXPECT_EQ(refused.status(), "failed");
  EXPECT_NE(refused.last().error.find("no connection"), std::string::npos) << refused.everything();
  executor.settings.endpoint = *exec::parse_endpoint("https://no-such-host.invalid");
  const Ran unknown = executor.run(kTranscode);
  EXPECT_EQ(unknown.status(), "failed");
  executor.settings.endpoint = good;
  EXPECT_TRUE(executor.ledger(true).empty()); // what was never sent is not in the way
  EXPECT_EQ(executor.run(kTranscode).status(), "done");
}

TEST(NeverTwice, AClockThatIsOffIsSaidAndNothingStarts) {
  StandIn service({.clock_skew = 3600});
  Executor executor(service);
  const Ran ran = executor.run(kTranscode);
  EXPECT_EQ(ran.status(), "failed");
  EXPECT_NE(ran.last().error.find("set the clock"), std::string::npos) << ran.everything();
  EXPECT_TRUE(service.tasks().empty());
}

TEST(NeverTwice, AWrongKeyIsNotTriedAgain) {
  StandIn service;
  Executor executor(service);
  executor.environment["TENCENTCLOUD_SECRET_KEY"] = "AnotherKey";
  const Ran ran = executor.run(kTranscode);
  EXPECT_EQ(ran.status(), "failed");
  EXPECT_NE(ran.last().error.find("AuthFailure.SignatureFailure"), std::string::npos);
  EXPECT_EQ(service.signature_errors().size(), 1u);
}

TEST(NeverTwice, WithoutALedgerNothingIsSent) {
  StandIn service;
  Executor executor(service);
  const std::string ledger = executor.folder.write("state/ledger.db", std::string(4096, 'x'));
  const Ran damaged = executor.run(kTranscode);
  EXPECT_EQ(damaged.status(), "failed");
  EXPECT_NE(damaged.last().error.find("damaged"), std::string::npos) << damaged.everything();
  EXPECT_NE(damaged.last().error.find(ledger), std::string::npos);
  executor.settings.state_folder = "/proc/nowhere";
  EXPECT_EQ(executor.run(kTranscode).status(), "failed");
  EXPECT_TRUE(service.seen().empty());
  // What costs nothing works all the same.
  EXPECT_EQ(executor.run("python scripts/vod_describe_media.py --file-id 5145403721233902989").status(),
            "done");
}

TEST(NeverTwice, QueriesAreRepeatedUntilTheyAreAnswered) {
  StandIn service;
  service.fail_next("DescribeMediaInfos",
                    {Fault::DropBefore, Fault::Http502Before, Fault::InternalErrorBefore});
  Executor executor(service);
  EXPECT_EQ(executor.run("python scripts/vod_describe_media.py --file-id 5145403721233902989").status(),
            "done");
  EXPECT_EQ(service.count("DescribeMediaInfos"), 4u);
}

TEST(NeverTwice, FaultsWhileWaitingNeverEndTheWait) {
  StandIn service({.polls = 3});
  service.fail_next("DescribeTaskDetail",
                    {Fault::Http502Before, Fault::HtmlAfter, Fault::DropAfter, Fault::Throttle});
  Executor executor(service);
  const Ran ran = executor.run(kTranscode);
  EXPECT_EQ(ran.status(), "done") << ran.everything();
  EXPECT_EQ(service.count("ProcessMedia"), 1u);
}

} // namespace
} // namespace cmdwright::test
