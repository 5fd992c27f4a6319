// The chat gateway and its event stream.
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "exec/executor.h"
#include "exec/sse.h"

namespace cmdwright::test {
namespace {

constexpr const char* kStream = "python scripts/vod_aigc_chat.py stream --message hi";
constexpr const char* kChat = "python scripts/vod_aigc_chat.py chat --message hi";

std::string file_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Chat, AnAnswerAtOnceAndAsAStream) {
  StandIn service;
  Executor executor(service);
  const Ran whole = executor.run(kChat);
  EXPECT_EQ(whole.out, "Hello\n") << whole.everything();
  EXPECT_NE(whole.notes.find("8 in all"), std::string::npos);
  const Ran streamed = executor.run(kStream);
  EXPECT_EQ(streamed.out, "Hello, 世界\n");
  EXPECT_EQ(executor.run(std::string(kStream) + " --no-usage").notes.find("tokens"), std::string::npos);
}

TEST(Chat, OutputFilesAreWritten) {
  StandIn service;
  Executor executor(service);
  (void)executor.run(std::string(kStream) + " --output-file out/text.txt");
  EXPECT_EQ(file_text(executor.folder.path() + "/out/text.txt"), "Hello, 世界");
  (void)executor.run(std::string(kChat) + " --output-file answer.json");
  EXPECT_EQ(Json::parse(file_text(executor.folder.path() + "/answer.json"))["id"], "chat-1");
}

TEST(Chat, IsRepeatedOnlyWhereNoTokensWereSpent) {
  StandIn service;
  Executor executor(service);
  service.fail_next("chat", {Fault::Http429, Fault::Http503, Fault::Http502Before});
  EXPECT_EQ(executor.run(kChat).status(), "done");
  service.fail_next("chat", {Fault::DropAfter});
  const unsigned before = service.count("POST /v1/chat/completions");
  const Ran broken = executor.run(kChat);
  EXPECT_EQ(broken.status(), "failed");
  EXPECT_NE(broken.last().error.find("may have cost tokens"), std::string::npos);
  EXPECT_EQ(service.count("POST /v1/chat/completions"), before + 1);
}

TEST(Chat, AStreamThatEndsInTheMiddleIsAFailure) {
  StandIn service;
  service.fail_next("chat", {Fault::TruncatedAfter});
  Executor executor(service);
  const Ran ran = executor.run(kStream);
  EXPECT_EQ(ran.status(), "failed") << ran.everything();
  EXPECT_EQ(ran.out.substr(0, 3), "Hel"); // what came is shown
}

TEST(Chat, AWrongTokenIsExplained) {
  StandIn service;
  Executor executor(service);
  executor.environment["TENCENTCLOUD_VOD_AIGC_TOKEN"] = "wrong-token-0000";
  const Ran ran = executor.run(kChat);
  EXPECT_EQ(ran.status(), "failed");
  EXPECT_NE(ran.last().error.find("401"), std::string::npos);
  EXPECT_NE(ran.last().error.find("TENCENTCLOUD_VOD_AIGC_TOKEN"), std::string::npos);
}

std::vector<std::string> events(const std::string& stream, std::size_t piece) {
  std::vector<std::string> out;
  exec::EventStream events([&](std::string_view data) { out.emplace_back(data); });
  for (std::size_t at = 0; at < stream.size(); at += piece)
    events.feed(std::string_view(stream).substr(at, piece));
  events.end();
  return out;
}

TEST(EventStream, IsCutTheSameWhateverThePieces) {
  const std::string stream = "data: one\n\ndata:two\r\n\r\n: comment\nevent: x\ndata: three";
  const std::vector<std::string> expected = {"one", "two", "three"};
  for (std::size_t piece = 1; piece <= stream.size(); ++piece)
    EXPECT_EQ(events(stream, piece), expected) << piece;
}

TEST(EventStream, ALineWithoutEndDoesNotGrowForEver) {
  exec::EventStream stream([](std::string_view) {});
  const std::string block(1U << 20U, 'x');
  for (int i = 0; i < 40; ++i) stream.feed(block);
  EXPECT_TRUE(stream.overflowed());
}

} // namespace
} // namespace cmdwright::test
