// Local files into the media library.
#include <filesystem>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>

#include "exec/executor.h"
#include "exec/put_object.h"
#include "exec/upload.h"

namespace cmdwright::test {
namespace {

std::string bytes(std::size_t size) {
  std::string out(size, '\0');
  std::uint32_t state = 12345;
  for (char& c : out) {
    state = state * 1664525 + 1013904223;
    c = static_cast<char>(state >> 24U);
  }
  return out;
}

constexpr const char* kUpload = "python scripts/vod_upload.py upload --file clip.mp4";

TEST(Upload, ASmallFileGoesInOnePiece) {
  StandIn service;
  Executor executor(service);
  executor.folder.write("clip.mp4", "small video");
  const Ran ran = executor.run(kUpload);
  EXPECT_EQ(ran.status(), "done") << ran.everything();
  EXPECT_EQ(service.count("PUT object"), 1u);
  ASSERT_EQ(service.objects().size(), 1u);
  EXPECT_EQ(service.objects().begin()->second, "small video");
  EXPECT_NE(ran.out.find("FileId: 5285"), std::string::npos);
  EXPECT_NE(ran.out.find("[Media](https://"), std::string::npos);
  EXPECT_TRUE(service.signature_errors().empty());
}

TEST(Upload, ALargeFileGoesInPartsAndArrivesWhole) {
  StandIn service;
  Executor executor(service);
  const std::string content = bytes(5 * 1048576 + 77);
  executor.folder.write("clip.mp4", content);
  const Ran ran = executor.run(std::string(kUpload) + " --concurrent-upload-number 3 --cover-file clip.mp4");
  EXPECT_EQ(ran.status(), "done") << ran.everything();
  EXPECT_EQ(service.count("PUT part"), 12u);
  for (const auto& [key, stored] : service.objects()) EXPECT_TRUE(stored == content) << key;
  EXPECT_TRUE(service.signature_errors().empty()) << service.signature_errors().front();
}

TEST(Upload, SizesAroundAPart) {
  EXPECT_EQ(exec::cut(1048576).count, 1u);
  EXPECT_EQ(exec::cut(1048577).count, 2u);
  EXPECT_EQ(exec::cut(1048577).last, 1u);
  EXPECT_EQ(exec::cut(2 * 1048576).count, 2u);
  const exec::Parts huge = exec::cut(std::uint64_t{20000} * 1048576);
  EXPECT_EQ(huge.count, exec::kMostParts);
  EXPECT_EQ(huge.size * (huge.count - 1) + huge.last, std::uint64_t{20000} * 1048576);
  for (std::uint64_t size = 1; size < 5 * 1048576; size += 65537) {
    const exec::Parts parts = exec::cut(size);
    EXPECT_GT(parts.last, 0u);
    EXPECT_EQ(parts.size * (parts.count - 1) + parts.last, size);
  }
}

TEST(Upload, ABrokenConnectionCostsOnePartOnly) {
  StandIn service;
  service.fail_next("PUT part", {Fault::None, Fault::DropBefore, Fault::Http503, Fault::DropAfter});
  Executor executor(service);
  const std::string content = bytes(4 * 1048576);
  executor.folder.write("clip.mp4", content);
  EXPECT_EQ(executor.run(kUpload).status(), "done");
  EXPECT_EQ(service.count("PUT part"), 7u);
  EXPECT_TRUE(service.objects().begin()->second == content);
}

TEST(Upload, CredentialsThatRunOutInTheMiddleAreRenewed) {
  StandIn service;
  service.fail_next("PUT part", {Fault::None, Fault::None, Fault::Expired});
  Executor executor(service);
  const std::string content = bytes(6 * 1048576 + 5);
  executor.folder.write("clip.mp4", content);
  const Ran ran =
      executor.run(std::string(kUpload) + " --media-storage-path /my/clip.mp4 --concurrent-upload-number 1");
  EXPECT_EQ(ran.status(), "done") << ran.everything();
  EXPECT_EQ(service.count("ApplyUpload"), 2u);
  EXPECT_TRUE(service.objects().at("my/clip.mp4") == content);
  EXPECT_EQ(service.count("PUT part"), 8u); // two before, the refused one, and the five that were missing
}

TEST(Upload, ALaterRunGoesOnWhereTheFirstOneEnded) {
  StandIn service;
  Executor executor(service);
  const std::string content = bytes(6 * 1048576);
  executor.folder.write("clip.mp4", content);
  const std::string command =
      std::string(kUpload) + " --media-storage-path /my/clip.mp4 --concurrent-upload-number 1";
  service.fail_next("PUT part", {Fault::None, Fault::None, Fault::None, Fault::Http503, Fault::Http503,
                                 Fault::Http503, Fault::Http503});
  EXPECT_EQ(executor.run(command).status(), "failed");
  const unsigned before = service.count("PUT part");
  EXPECT_EQ(executor.run(command).status(), "done");
  EXPECT_EQ(service.count("PUT part") - before, 3u);
  EXPECT_TRUE(service.objects().at("my/clip.mp4") == content);
}

TEST(Upload, PartsOfAnotherFileAreNotKept) {
  StandIn service;
  Executor executor(service);
  const std::string command =
      std::string(kUpload) + " --media-storage-path /my/clip.mp4 --concurrent-upload-number 1";
  executor.folder.write("clip.mp4", bytes(3 * 1048576));
  service.fail_next("PUT part",
                    {Fault::None, Fault::Http503, Fault::Http503, Fault::Http503, Fault::Http503});
  EXPECT_EQ(executor.run(command).status(), "failed");
  const std::string other(3 * 1048576, 'z');
  executor.folder.write("clip.mp4", other);
  EXPECT_EQ(executor.run(command).status(), "done");
  EXPECT_TRUE(service.objects().at("my/clip.mp4") == other);
}

TEST(Upload, AFileThatChangesMeanwhileIsNotCommitted) {
  StandIn service;
  Executor executor(service);
  const std::string path = executor.folder.write("clip.mp4", bytes(3 * 1048576));
  bool changed = false;
  service.set_fault([&](const std::string& action) {
    if (action == "PUT part" && !changed) {
      std::ofstream(path, std::ios::app) << "more";
      changed = true;
    }
    return Fault::None;
  });
  const Ran ran = executor.run(kUpload);
  EXPECT_EQ(ran.status(), "failed");
  EXPECT_NE(ran.last().error.find("written to"), std::string::npos) << ran.everything();
  EXPECT_EQ(service.count("CommitUpload"), 0u);
}

TEST(Upload, AFileThatShrinksMeanwhileIsNotCommitted) {
  StandIn service;
  Executor executor(service);
  const std::string path = executor.folder.write("clip.mp4", bytes(8 * 1048576));
  service.set_fault([&](const std::string& action) {
    if (action == "POST object") std::filesystem::resize_file(path, 1000);
    return Fault::None;
  });
  const Ran ran = executor.run(kUpload);
  EXPECT_EQ(ran.status(), "failed") << ran.everything();
  EXPECT_EQ(service.count("CommitUpload"), 0u);
}

TEST(Upload, AFileThatIsRemovedMeanwhileStillArrives) {
  StandIn service;
  Executor executor(service);
  const std::string content = bytes(3 * 1048576);
  const std::string path = executor.folder.write("clip.mp4", content);
  service.set_fault([&](const std::string& action) {
    if (action == "POST object") std::filesystem::remove(path);
    return Fault::None;
  });
  EXPECT_EQ(executor.run(kUpload).status(), "done"); // it was opened once
  EXPECT_TRUE(service.objects().begin()->second == content);
}

TEST(Upload, WhatIsNoFileIsSaidBeforeAnythingIsSent) {
  StandIn service;
  Executor executor(service);
  const auto error = [&](const std::string& command) {
    const Ran ran = executor.run(command);
    EXPECT_EQ(ran.status(), "failed") << command;
    return ran.steps.empty() ? std::string{} : ran.last().error;
  };
  EXPECT_NE(error(kUpload).find("No such file"), std::string::npos);
  executor.folder.write("clip.mp4", "");
  EXPECT_NE(error(kUpload).find("is empty"), std::string::npos);
  std::filesystem::create_directory(executor.folder.path() + "/folder.mp4");
  EXPECT_NE(error("python scripts/vod_upload.py upload --file folder.mp4").find("is a folder"),
            std::string::npos);
  executor.folder.write("nameless", "x");
  EXPECT_NE(error("python scripts/vod_upload.py upload --file nameless").find("--media-type"),
            std::string::npos);
  executor.folder.write("clip.mp4", "x");
  EXPECT_NE(error(std::string(kUpload) + " --cover-file missing.jpg").find("missing.jpg"), std::string::npos);
  EXPECT_TRUE(service.seen().empty());
}

TEST(Upload, ApplyAndCommitAreRepeatedAfterUnclearFailures) {
  StandIn service;
  service.fail_next("ApplyUpload", {Fault::DropAfter});
  service.fail_next("CommitUpload", {Fault::DropAfter, Fault::Http502Before});
  Executor executor(service);
  executor.folder.write("clip.mp4", "x");
  EXPECT_EQ(executor.run(kUpload).status(), "done");
}

TEST(Upload, AManifestTakesItsSegmentsAlong) {
  StandIn service;
  Executor executor(service);
  executor.folder.write("show/index.m3u8", "#EXTM3U\npart1.ts\nsub/part2.ts\n");
  executor.folder.write("show/part1.ts", "one");
  executor.folder.write("show/sub/part2.ts", "two");
  const Ran ran = executor.run(
      "python scripts/vod_upload.py upload --file show/index.m3u8 --media-storage-path /a/b/index.m3u8");
  EXPECT_EQ(ran.status(), "done") << ran.everything();
  EXPECT_EQ(service.objects().at("a/b/part1.ts"), "one");
  EXPECT_EQ(service.objects().at("a/b/sub/part2.ts"), "two");
}

TEST(Upload, SegmentsStayInTheirFolder) {
  EXPECT_TRUE(exec::segment_path("", "a/b.ts"));
  EXPECT_TRUE(exec::segment_path("sub", "../b.ts"));
  for (const char* name : {"../b.ts", "/etc/passwd", "https://e.com/a.ts", "", "a/../../b.ts"})
    EXPECT_FALSE(exec::segment_path("", name)) << name;
}

} // namespace
} // namespace cmdwright::test
