// Plans, waiting, credentials, policy, results.
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "exec/executor.h"

namespace cmdwright::test {
namespace {

constexpr const char* kImage = "python scripts/vod_aigc_image.py create --prompt \"a cat\"";
constexpr const char* kTranscode =
    "python scripts/vod_process_media.py transcode --file-id 5145403721233902989 --quality hd";

TEST(Plan, TheFileIdOfAnUploadFlowsIntoWhatFollows) {
  StandIn service;
  Executor executor(service);
  executor.folder.write("clip.mp4", "video");
  const Ran ran = executor.run(
      "python scripts/vod_upload.py upload --file clip.mp4\n"
      "python scripts/vod_process_media.py transcode --file-id \"<FileId obtained after upload>\" --quality "
      "hd\n"
      "python scripts/vod_process_media.py cover-by-snapshot --file-id \"<FileId obtained after upload>\" "
      "--definition 10 --position-type Time --position-value 5\n"
      "python scripts/vod_describe_media.py --file-id \"<FileId obtained after upload>\"\n");
  ASSERT_EQ(ran.steps.size(), 4u) << ran.everything();
  EXPECT_EQ(ran.status(), "done") << ran.everything();
  const std::string file = ran.steps.front().file;
  EXPECT_FALSE(file.empty());
  for (const StandInTask& task : service.tasks()) EXPECT_EQ(task.request["FileId"], file);
  EXPECT_EQ(service.body_of("DescribeMediaInfos")["FileIds"][0], file);
  EXPECT_NE(ran.out.find("[Transcode](https://media.example.com/" + file), std::string::npos) << ran.out;
}

TEST(Plan, APullUploadIsWaitedForWhenItsFileIsNeeded) {
  StandIn service;
  Executor executor(service);
  executor.settings.no_wait = true;
  const Ran ran = executor.run(
      "python scripts/vod_pull_upload.py --url https://e.com/a.mp4\n"
      "python scripts/vod_scene_aigc_image.py generate --scene-type product_image --sub-app-id 5 "
      "--input-files \"File:<FileId obtained after upload>\"\n");
  ASSERT_EQ(ran.steps.size(), 2u) << ran.everything();
  EXPECT_EQ(ran.steps[0].status, exec::StepResult::Status::Done);
  EXPECT_EQ(ran.steps[1].status, exec::StepResult::Status::Submitted) << ran.everything();
  EXPECT_EQ(service.body_of("CreateSceneAigcImageTask")["FileInfos"][0]["FileId"], ran.steps[0].file);
}

TEST(Plan, WhatComesAfterAFailureIsNotRun) {
  StandIn service;
  Executor executor(service);
  const Ran ran = executor.run("python scripts/vod_upload.py upload --file missing.mp4\n"
                               "python scripts/vod_process_media.py transcode --file-id \"<FileId obtained "
                               "after upload>\" --quality hd\n");
  ASSERT_EQ(ran.steps.size(), 2u);
  EXPECT_EQ(ran.steps[0].status, exec::StepResult::Status::Failed);
  EXPECT_EQ(ran.steps[1].status, exec::StepResult::Status::Skipped);
  EXPECT_TRUE(service.seen().empty());
}

TEST(Plan, AWrongCommandStopsAllOfThemBeforeTheFirst) {
  StandIn service;
  Executor executor(service);
  const Ran ran = executor.run(std::string(kTranscode) +
                               "\npython scripts/vod_process_media.py remux --file-id 123456\n");
  EXPECT_TRUE(ran.decision.invalid);
  EXPECT_NE(ran.decision.text.find("--target-format"), std::string::npos) << ran.decision.text;
  EXPECT_TRUE(executor.run("rm -rf /").decision.invalid);
  EXPECT_TRUE(executor.run(std::string(kTranscode) + " --session-context \"$HOME\"").decision.invalid);
  EXPECT_TRUE(
      executor
          .run("python scripts/vod_process_media.py transcode --file-id \"<FileId obtained after upload>\"")
          .decision.invalid);
  EXPECT_TRUE(service.seen().empty());
}

TEST(Plan, ADryRunOfACommandSendsNothing) {
  StandIn service;
  Executor executor(service);
  executor.environment = {{"HOME", executor.folder.path()}};
  const Ran ran = executor.run(std::string(kTranscode) + " --dry-run");
  EXPECT_EQ(ran.status(), "done") << ran.everything();
  EXPECT_NE(ran.out.find("\"Definition\": 100830"), std::string::npos) << ran.out;
  EXPECT_TRUE(service.seen().empty());
}

TEST(Wait, TimesOutAndSaysHowToGoOn) {
  StandIn service({.polls = 1000000});
  Executor executor(service);
  const Ran ran = executor.run(std::string(kTranscode) + " --max-wait 20");
  EXPECT_EQ(ran.status(), "timed-out") << ran.everything();
  EXPECT_NE(ran.last().error.find("the task goes on"), std::string::npos);
  EXPECT_NE(ran.last().error.find("python scripts/vod_describe_task.py --task-id " + ran.last().task),
            std::string::npos);
  const Ran image = executor.run(std::string(kImage) + " --max-wait 20");
  EXPECT_NE(image.last().error.find("python scripts/vod_aigc_image.py query --task-id"), std::string::npos)
      << image.everything();
  EXPECT_EQ(executor.ledger(true).size(), 2u);
}

TEST(Wait, DefaultTimesAreTheSeeds) {
  StandIn service({.polls = 1000000});
  Executor executor(service);
  executor.settings.pace = 0.001;
  const auto seconds = [&](const std::string& command) {
    const std::string text = executor.run(command).last().error;
    const std::size_t at = text.find("no result after ");
    return at == std::string::npos ? -1 : std::stoi(text.substr(at + 16));
  };
  const int media = seconds(kTranscode);
  EXPECT_GE(media, 600);
  EXPECT_LT(media, 1800);
  EXPECT_GE(seconds("python scripts/vod_aigc_video.py create --prompt \"a cat\""), 1800);
}

TEST(Wait, CtrlCLeavesTheTaskRunningAndSaysSo) {
  StandIn service({.polls = 1000000});
  Executor executor(service);
  executor.settings.pace = 1;
  executor.interrupt_when = [&] { return service.count("DescribeTaskDetail") > 0; };
  const Ran ran = executor.run(kTranscode);
  EXPECT_EQ(ran.status(), "interrupted");
  EXPECT_NE(ran.last().error.find("the task goes on"), std::string::npos);
  EXPECT_NE(ran.last().error.find(service.tasks().front().id), std::string::npos);
  EXPECT_EQ(executor.ledger(true).size(), 1u);
}

TEST(Wait, ATaskThatFailedIsAFailure) {
  StandIn service;
  service.fail_tasks({"ProcessMedia"});
  Executor executor(service);
  const Ran ran = executor.run(kTranscode);
  EXPECT_EQ(ran.status(), "failed");
  EXPECT_NE(ran.last().error.find("made to fail"), std::string::npos) << ran.everything();
  EXPECT_TRUE(executor.ledger(true).empty());
}

TEST(Wait, AQueryClosesTheLedgersEntry) {
  StandIn service;
  Executor executor(service);
  executor.settings.no_wait = true;
  const std::string task = executor.run(kTranscode).last().task;
  EXPECT_EQ(executor.ledger(true).size(), 1u);
  executor.settings.no_wait = false;
  EXPECT_EQ(executor.run("python scripts/vod_describe_task.py --task-id " + task).status(), "done");
  EXPECT_TRUE(executor.ledger(true).empty());
}

TEST(Credentials, MissingOnesAreNamedAndNothingIsSent) {
  StandIn service;
  Executor executor(service);
  executor.environment.erase("TENCENTCLOUD_SECRET_ID");
  executor.environment["TENCENTCLOUD_SECRET_KEY"] = "";
  const Ran ran = executor.run(kTranscode);
  EXPECT_EQ(ran.decision.status, exec::StepResult::Status::NoCredentials);
  EXPECT_NE(ran.decision.text.find("TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY"), std::string::npos);
  EXPECT_TRUE(service.seen().empty());
  executor.environment.erase("TENCENTCLOUD_VOD_AIGC_TOKEN");
  EXPECT_EQ(executor.run("python scripts/vod_aigc_chat.py chat --message hi").decision.status,
            exec::StepResult::Status::NoCredentials);
  EXPECT_EQ(executor.run("python scripts/vod_aigc_image.py models").status(), "done");
}

TEST(Credentials, ComeFromTheFilesOfTheUserWhereTheEnvironmentHasNone) {
  StandIn service;
  Executor executor(service);
  const StandInOptions known;
  executor.environment.erase("TENCENTCLOUD_SECRET_ID");
  executor.environment.erase("TENCENTCLOUD_SECRET_KEY");
  executor.folder.write(".bashrc", "# keys\nexport TENCENTCLOUD_SECRET_ID='" + known.secret_id + "'\n");
  executor.folder.write(".env", "TENCENTCLOUD_SECRET_ID=wrong\nTENCENTCLOUD_SECRET_KEY = \"" +
                                    known.secret_key + "\"\n");
  EXPECT_EQ(executor.run(kTranscode).status(), "done"); // the earlier file wins
}

TEST(Credentials, AppearNowhere) {
  StandIn service;
  Executor executor(service);
  const StandInOptions known;
  executor.folder.write("clip.mp4", std::string(2500000, 'v'));
  std::string all;
  service.fail_next("ProcessMedia", {Fault::DropBefore});
  service.fail_next("PUT part", {Fault::Expired});
  for (const char* command :
       {kTranscode, kImage, "python scripts/vod_upload.py upload --file clip.mp4",
        "python scripts/vod_load_env.py --check-only", "python scripts/vod_load_env.py",
        "python scripts/vod_aigc_chat.py chat --message hi",
        "python scripts/vod_aigc_chat.py stream --message hi --token ChatTokenExample0000000000001",
        "python scripts/vod_search_media.py --names x --verbose"})
    all += executor.run(command).everything();
  executor.environment["TENCENTCLOUD_SECRET_KEY"] = "SentinelWrongKey0000000";
  all += executor.run("python scripts/vod_search_media.py --names x").everything();
  for (const auto& entry : std::filesystem::recursive_directory_iterator(executor.folder.path())) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    all += std::string(std::istreambuf_iterator<char>(in), {});
  }
  for (const std::string& secret :
       {known.secret_key, known.chat_token, known.secret_id, std::string("SentinelWrongKey0000000"),
        std::string("TempKeyExample"), std::string("TempTokenExample")})
    EXPECT_EQ(all.find(secret), std::string::npos) << secret << " was shown";
}

TEST(Policy, DeniesWhateverIsSaid) {
  StandIn service;
  Executor executor(service);
  const std::string file = executor.folder.write(
      "policy.yaml", "default: allow\ndeny: [vod_aigc_image.py create]\nask: [vod_process_media.py]\n");
  const Result<exec::Policy> policy = exec::Policy::from_file(file, built_in().spec());
  ASSERT_TRUE(policy) << policy.error().text();
  executor.rules.policy = *policy;
  EXPECT_EQ(executor.run(kImage).decision.status, exec::StepResult::Status::Denied); // --yes does not help
  EXPECT_EQ(executor.run(kTranscode).status(), "done"); // but it answers a question
  executor.rules.yes = false;
  EXPECT_EQ(executor.run(kTranscode).decision.status, exec::StepResult::Status::Unanswered);
  executor.answers = {"no"};
  EXPECT_EQ(executor.run(kTranscode).decision.status, exec::StepResult::Status::Unanswered);
  executor.answers = {"yes"};
  EXPECT_EQ(executor.run(kTranscode).status(), "done");
  EXPECT_EQ(service.count("CreateAigcImageTask"), 0u);
}

TEST(Policy, MistakesInTheFileAreErrorsWithTheirPlace) {
  const TemporaryFolder folder;
  const std::string file = folder.write("policy.yaml", "allow: [vod_nothing.py]\nforbid: x\n");
  const Result<exec::Policy> policy = exec::Policy::from_file(file, built_in().spec());
  ASSERT_FALSE(policy);
  EXPECT_NE(policy.error().text().find("policy.yaml:1:"), std::string::npos) << policy.error().text();
  EXPECT_NE(policy.error().text().find("forbid"), std::string::npos);
}

TEST(Budget, CountsPaidTasksBeforeTheFirstIsSent) {
  StandIn service;
  Executor executor(service);
  executor.rules.budget = 2;
  const std::string batch =
      "python scripts/vod_import_media_knowledge.py batch --sub-app-id 5 --file-ids 1111111 2222222 3333333";
  EXPECT_EQ(executor.run(batch).decision.status, exec::StepResult::Status::Denied);
  EXPECT_TRUE(service.seen().empty());
  executor.rules.budget = 3;
  EXPECT_EQ(executor.run(batch).status(), "submitted");
  EXPECT_EQ(service.tasks().size(), 3u);
}

TEST(Results, LinksAreMarkdownAndJsonIsWhole) {
  StandIn service;
  Executor executor(service);
  const Ran ran = executor.run(kImage);
  EXPECT_NE(ran.out.find("[File](https://media.example.com/"), std::string::npos) << ran.out;
  const Ran json = executor.run("python scripts/vod_search_media.py --names x --json");
  EXPECT_EQ(Json::parse(json.out)["TotalCount"], 42);
}

TEST(Results, ServiceErrorsSayCodeMessageRequestIdAndWhatToDo) {
  StandIn service;
  service.fail_next("SearchMedia", std::vector<Fault>(8, Fault::InternalErrorBefore));
  Executor executor(service);
  const Ran ran = executor.run("python scripts/vod_search_media.py --names x");
  EXPECT_EQ(ran.status(), "failed");
  for (const char* part : {"InternalError", "stand-in says", "req-error", "try later"})
    EXPECT_NE(ran.last().error.find(part), std::string::npos) << ran.last().error;
}

TEST(Results, ElementsAreRecorded) {
  StandIn service;
  Executor executor(service);
  const Ran made =
      executor.run("python scripts/vod_create_aigc_advanced_custom_element.py create --element-name hero "
                   "--element-description x "
                   "--reference-type image_refer --element-image-list "
                   "'{\"frontal_image\":\"https://e.com/a.png\",\"refer_images\":[{\"image_url\":\"https://"
                   "e.com/b.png\"}]}' --sub-app-id 5");
  ASSERT_EQ(made.status(), "done") << made.everything();
  std::ifstream in(executor.folder.path() + "/mem/elements.json");
  const Json list = Json::parse(in);
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0]["element_name"], "hero");
  EXPECT_EQ(list[0]["task_id"], made.last().task);
  EXPECT_EQ(list[0]["result"]["info_list"][0]["ElementId"], "9001");
  EXPECT_NE(executor.run("python scripts/vod_create_aigc_advanced_custom_element.py list").out.find("9001"),
            std::string::npos);
}

TEST(Results, ANamedApplicationIsLookedUp) {
  StandIn service;
  Executor executor(service);
  EXPECT_EQ(executor.run("python scripts/vod_search_media.py --names x --app-name BETA").status(), "done");
  EXPECT_EQ(service.body_of("SearchMedia")["SubAppId"], 1500000002);
  const Ran several = executor.run("python scripts/vod_search_media.py --names x --app-name t");
  EXPECT_EQ(several.status(), "failed") << several.everything();
}

TEST(Results, ANewTokenIsKeptInAFileAndMasked) {
  StandIn service;
  Executor executor(service);
  executor.environment.erase("TENCENTCLOUD_VOD_AIGC_TOKEN");
  executor.folder.write(".bashrc", "a=1\nexport TENCENTCLOUD_VOD_AIGC_TOKEN=old\nb=2\n");
  const Ran ran = executor.run("python scripts/vod_aigc_token.py create");
  EXPECT_EQ(ran.status(), "done") << ran.everything();
  std::ifstream in(executor.folder.path() + "/.bashrc");
  const std::string text(std::istreambuf_iterator<char>(in), {});
  EXPECT_EQ(text.substr(0, 4), "a=1\n");
  EXPECT_NE(text.find("export TENCENTCLOUD_VOD_AIGC_TOKEN=\"NewChatTokenExample"), std::string::npos) << text;
  EXPECT_EQ(ran.out.find("NewChatTokenExample"), std::string::npos);
}

TEST(Results, TheRegionIsOptionThenVariableThenDefault) {
  StandIn service;
  Executor executor(service);
  (void)executor.run("python scripts/vod_search_media.py --names a");
  executor.environment["TENCENTCLOUD_REGION"] = "ap-beijing";
  (void)executor.run("python scripts/vod_search_media.py --names a");
  (void)executor.run("python scripts/vod_search_media.py --names a --region ap-shanghai");
  const auto seen = service.seen();
  ASSERT_EQ(seen.size(), 3u);
  EXPECT_EQ(seen[0].region, "ap-guangzhou");
  EXPECT_EQ(seen[1].region, "ap-beijing");
  EXPECT_EQ(seen[2].region, "ap-shanghai");
}

} // namespace
} // namespace cmdwright::test
