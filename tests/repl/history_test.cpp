#include "repl/history.h"

#include <fstream>
#include <thread>

#include <gtest/gtest.h>

#include "repl/history_file.h"
#include "repl/saved.h"
#include "repl/secrets.h"
#include "support/process.h"
#include "text/files.h"
#include "text/words.h"

namespace cmdwright::repl {
namespace {

TEST(ReplHistory, KeepsNoBlanksRepetitionsAndGiants) {
  History h;
  EXPECT_TRUE(h.add("one"));
  EXPECT_FALSE(h.add("one"));
  EXPECT_FALSE(h.add("  "));
  EXPECT_FALSE(h.add(std::string(History::kLongest + 1, 'x')));
  EXPECT_TRUE(h.add("two"));
  EXPECT_TRUE(h.add("one"));
  EXPECT_EQ((std::vector<std::string>{"one", "two", "one"}), h.entries());
}

TEST(ReplHistory, ForgetsTheOldestPastItsLimit) {
  History h;
  for (std::size_t i = 0; i < History::kMost + 1; ++i) h.add(std::to_string(i));
  EXPECT_LE(h.size(), History::kMost);
  EXPECT_EQ(std::to_string(History::kMost), h.entries().back());
}

TEST(ReplHistory, FileLinesComeBackAsTheyWere) {
  for (const std::string entry : {"plain", "two\nlines", "back\\slash \\n", "转码 e\u0301", "trailing\\"})
    EXPECT_EQ(entry, from_file_line(to_file_line(entry)));
  EXPECT_FALSE(from_file_line("bad \xff"));
  EXPECT_FALSE(from_file_line("control \x02"));
}

TEST(ReplHistoryFile, PathFollowsXdg) {
  EXPECT_EQ("/s/cmdwright/history", history_path("/s", "/h"));
  EXPECT_EQ("/h/.local/state/cmdwright/history", history_path("", "/h"));
  EXPECT_EQ("/h/.local/state/cmdwright/history", history_path("relative", "/h"));
  EXPECT_EQ("", history_path("", ""));
}

TEST(ReplHistoryFile, SessionsSideBySideLoseNothing) {
  const test::TemporaryFolder folder;
  const std::string path = folder.path() + "/state/history";
  std::vector<std::thread> sessions;
  for (int s = 0; s < 4; ++s)
    sessions.emplace_back([&, s] {
      HistoryFile file(path);
      for (int i = 0; i < 100; ++i)
        EXPECT_EQ("", file.append("session " + std::to_string(s) + " line " + std::to_string(i) + " " +
                                  std::string(200, 'x')));
    });
  for (std::thread& t : sessions) t.join();
  History all;
  HistoryFile file(path);
  EXPECT_EQ("", file.load(all));
  EXPECT_EQ(400U, all.size());
}

TEST(ReplHistoryFile, AGrownFileIsCutToItsNewestLines) {
  const test::TemporaryFolder folder;
  std::string content;
  for (int i = 0; content.size() <= HistoryFile::kLargest; ++i)
    content += "line " + std::to_string(i) + std::string(1000, ' ') + "x\n";
  const std::string path = folder.write("history", content);
  History h;
  HistoryFile file(path);
  EXPECT_EQ("", file.load(h));
  const std::string left = *read_file(path);
  EXPECT_LT(left.size(), content.size() + 1);
  EXPECT_TRUE(content.ends_with(left));
}

TEST(ReplHistoryFile, AFullDiskIsReportedOnce) {
  History h;
  HistoryFile file("/dev/full");
  EXPECT_NE(std::string::npos, file.load(h).find("this is no file"));
  EXPECT_EQ("", file.append("x"));
}

TEST(ReplSecrets, CredentialsAreRecognised) {
  for (const char* line :
       {"export TENCENTCLOUD_SECRET_KEY=Gu5t9xGARNpq86cd98joQYCN3EXAMPLE", "password: hunter22",
        "my token is abc12345", "use AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Authorization: Bearer x1y2z3w4",
        "密钥是 abcdef123456", "secret key = 0123456789abcdef"})
    EXPECT_TRUE(has_secret(line)) << line;
}

TEST(ReplSecrets, OrdinaryRequestsAreNone) {
  for (const char* line :
       {"Transcode 5145403721233902989 to 720p", "list my AIGC tokens",
        "query task 1400000000-procedurev2-acd4bbf5e6",
        "python scripts/vod_aigc_image.py query --task-id 251000330-AigcImageTask-1a2b3c4d5e",
        "create a token", "把 https://example.com/videos/2026/holiday-film.mp4 转码成 720p",
        "max tokens 2048"})
    EXPECT_FALSE(has_secret(line)) << line;
}

TEST(ReplSaved, LinesOfSeveralRowsComeBack) {
  std::string file;
  append_saved(file, "one\n two", {"python scripts/a.py"});
  append_saved(file, "three", {});
  EXPECT_EQ("# > one\n# |  two\npython scripts/a.py\n# > three\n", file);
  EXPECT_EQ((std::vector<std::string>{"one\n two", "three"}), read_saved(file).inputs);
}

TEST(ReplSaved, PlainFilesAreLinesToType) {
  const Loaded loaded = read_saved("# a comment\nTranscode 1\r\n\npython scripts/a.py\n");
  EXPECT_EQ((std::vector<std::string>{"Transcode 1", "python scripts/a.py"}), loaded.inputs);
  std::string many;
  for (std::size_t i = 0; i <= kMostLoaded; ++i) many += "x\n";
  EXPECT_TRUE(read_saved(many).cut);
  EXPECT_EQ(kMostLoaded, read_saved(many).inputs.size());
}

} // namespace
} // namespace cmdwright::repl
