#include "suite/redact.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace cmdwright::test {
namespace {

using suite::Redactor;

TEST(Redact, RemovesEverySecret) {
  const std::string secrets[] = {"AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE",
                                 "sk-abcDEF0123456789abcdEFGH", "5145403721233902989",
                                 "0a1b2c3d4e5f60718293a4b5c6d7e8f9t"};
  const std::string text = "export TENCENTCLOUD_SECRET_ID=" + secrets[0] + " SECRET_KEY=\"" + secrets[1] +
                           "\"\nAuthorization: Bearer " + secrets[2] + " --file-id " + secrets[3] +
                           " task 251007502-AigcImage-" + secrets[4];
  const std::string out = Redactor().text(text);
  for (const std::string& secret : secrets) EXPECT_EQ(out.find(secret), std::string::npos) << out;
  EXPECT_EQ(out.size(), text.size()) << "shapes stay";
  EXPECT_NE(out.find("-AigcImage-"), std::string::npos) << "words that say what it is stay: " << out;
}

TEST(Redact, SignaturesInUrls) {
  const std::string out = Redactor().text(
      "https://e.com/a.mp4?sign=short1&t=66ff&w=640 https://e.com/b?X-Amz-Signature=deadbeef01");
  EXPECT_EQ(out.find("short1"), std::string::npos) << out;
  EXPECT_EQ(out.find("66ff"), std::string::npos) << out;
  EXPECT_EQ(out.find("deadbeef01"), std::string::npos) << out;
  EXPECT_NE(out.find("w=640"), std::string::npos) << out;
  EXPECT_NE(out.find("https://e.com/a.mp4?sign="), std::string::npos) << out;
}

TEST(Redact, LeavesOrdinaryTextAlone) {
  for (const std::string text :
       {"python scripts/vod_process_media.py transcode --quality hd --max-wait 1800",
        "2026-02-10T12:00:00+08:00", "--max-tokens 100000", "把视频转成 720p",
        "set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY", "export SECRET_KEY=$KEY",
        "an internationalization of words", "--filters basicInfo,metaData 1920x1080 H265"})
    EXPECT_EQ(Redactor().text(text), text);
}

TEST(Redact, IsConsistentAndStable) {
  Redactor redactor;
  const std::string once =
      redactor.text("5145403721233902989 and 387702299774155981 and 5145403721233902989");
  const std::string first = once.substr(0, 19);
  EXPECT_NE(first, "5145403721233902989");
  EXPECT_EQ(once.substr(once.size() - 19), first);
  EXPECT_EQ(redactor.text("again 5145403721233902989"), "again " + first);
  EXPECT_EQ(redactor.text(once), once) << "what was replaced is not replaced again";
  EXPECT_EQ(Redactor().text("5145403721233902989"), first) << "the same input gives the same output";
}

TEST(Redact, ReachesJsonInsideJson) {
  Redactor redactor;
  const std::string id = "5145403721233902989";
  const std::string out = redactor.json(
      R"({"role":"user","n":5145403721233902989,"arguments":"{\"command\":\"a\\n5145403721233902989\"}","x":"\n5145403721233902989"})");
  EXPECT_EQ(out.find(id), std::string::npos) << out;
  const auto value = nlohmann::json::parse(out);
  const std::string replaced = redactor.text(id);
  EXPECT_EQ(value["x"], "\n" + replaced);
  EXPECT_EQ(nlohmann::json::parse(value["arguments"].get<std::string>())["command"], "a\n" + replaced);
  EXPECT_EQ(std::to_string(value["n"].get<std::uint64_t>()), replaced);
  EXPECT_EQ(value["role"], "user");
  EXPECT_EQ(redactor.json(R"({ "a" : 1 })"), R"({ "a" : 1 })") << "what needs no change keeps its spelling";
}

} // namespace
} // namespace cmdwright::test
