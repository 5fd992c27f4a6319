// Sessions on a pseudo-terminal, as a person has them: what is typed, and what then stands on the screen.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <signal.h>

#include "support/process.h"
#include "support/pty.h"

namespace cmdwright::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* kGreeting = "Say what you want. Tab completes, :help tells more, Ctrl-D leaves.";
constexpr const char* kCost =
    "Cost notice: this calls Tencent Cloud VOD and incurs charges. Do not submit it";

class ReplOnTerminal : public testing::Test {
protected:
  PtyOptions options() const {
    PtyOptions o;
    o.folder = folder_.path();
    o.environment = {{"TERM", "xterm-256color"}, {"HOME", folder_.path()}, {"NO_COLOR", "1"}};
    return o;
  }
  [[nodiscard]] std::string history() const {
    std::ifstream in(folder_.path() + "/.local/state/cmdwright/history");
    std::stringstream all;
    all << in.rdbuf();
    return all.str();
  }
  static std::vector<std::string> arguments() { return {program()}; }

  TemporaryFolder folder_;
};

TEST_F(ReplOnTerminal, ConversationWithQuestionChoiceCorrectionAndUndo) {
  PtyOptions o = options();
  o.width = 100;
  Pty pty(arguments(), o);
  pty.see_rows({kGreeting, ">"});
  pty.type("Transcode 5145403721233902989 to 1080p\r");
  pty.see_rows({kGreeting, "> Transcode 5145403721233902989 to 1080p",
                "TESHD transcoding: file 5145403721233902989 --quality 1080p  missing --quality",
                "? --quality  Output level: 1080p is not possible. Allowed: 1 same  2 flu  3 sd  4 hd", "?"});
  pty.type("4\r");
  pty.see("--quality hd\n");
  pty.see("\n>");
  pty.type("make it 540p\r");
  pty.see("--quality sd");
  pty.see("\n>");
  pty.type("undo\r");
  pty.see_rows(
      {kGreeting, "> Transcode 5145403721233902989 to 1080p",
       "TESHD transcoding: file 5145403721233902989 --quality 1080p  missing --quality",
       "? --quality  Output level: 1080p is not possible. Allowed: 1 same  2 flu  3 sd  4 hd", "? 4",
       "= --quality hd",
       "python scripts/vod_process_media.py transcode --file-id 5145403721233902989 --quality hd",
       "Cost notice: this calls Tencent Cloud VOD and incurs charges. Do not submit it again while the task",
       "  has no result.", "> make it 540p",
       "python scripts/vod_process_media.py transcode --file-id 5145403721233902989 --quality sd",
       "Cost notice: this calls Tencent Cloud VOD and incurs charges. Do not submit it again while the task",
       "  has no result.", "> undo", "back to: --quality hd",
       "python scripts/vod_process_media.py transcode --file-id 5145403721233902989 --quality hd", ">"});
  pty.type("\x04");
  EXPECT_EQ(0, pty.wait());
  EXPECT_EQ(std::vector<std::string>{}, pty.screen().problems());
  EXPECT_FALSE(pty.screen().styled());
  EXPECT_FALSE(pty.screen().pasting());
}

TEST_F(ReplOnTerminal, ChineseConversation) {
  Pty pty(arguments(), options());
  pty.see(">");
  pty.type("把 5145403721233902989 转封装\r");
  pty.see("? --target-format");
  pty.see("1 mp4  2 hls");
  pty.see("\n?");
  pty.type("2\r");
  pty.see("remux --file-id 5145403721233902989 --target\n-format hls"); // wrapped by the terminal
  pty.see("费用提示");
  pty.type("撤销\r");
  pty.see("已回到：把 5145403721233902989 转封装");
}

TEST_F(ReplOnTerminal, EditingKeys) {
  Pty pty(arguments(), options());
  pty.see(">");
  pty.type("one three");
  pty.type("\x1b"
           "btwo "); // Alt-B, then text
  pty.see_rows({kGreeting, "> one two three"});
  pty.type("\x01zero "); // Ctrl-A
  pty.type("\x05 four"); // Ctrl-E
  pty.see_rows({kGreeting, "> zero one two three four"});
  pty.type("\x17\x17"); // Ctrl-W twice
  pty.see_rows({kGreeting, "> zero one two"});
  pty.type("\x19"); // Ctrl-Y brings back what was killed last
  pty.see_rows({kGreeting, "> zero one two three four"});
  pty.type("\x1b[D\x1b[D\x7f"); // Left, Left, Backspace
  pty.see_rows({kGreeting, "> zero one two three fur"});
  pty.see_cursor(1, 22);
  pty.type("\x1f"); // Ctrl-_ undoes
  pty.see_rows({kGreeting, "> zero one two three four"});
  pty.type("\x1b[H\x1b[3~"); // Home, Delete
  pty.see_rows({kGreeting, "> ero one two three four"});
  pty.type("\x0b"); // Ctrl-K
  pty.see_rows({kGreeting, ">"});
  pty.see_cursor(1, 2);
}

TEST_F(ReplOnTerminal, WideCombiningAndJoinedCharactersMoveAsOne) {
  Pty pty(arguments(), options());
  pty.see(">");
  pty.type("转码e\u0301x");
  pty.see_rows({kGreeting, "> 转码e\u0301x"});
  pty.see_cursor(1, 8);
  pty.type("\x1b[D\x1b[D"); // over x and the accented e
  pty.see_cursor(1, 6);
  pty.type("\x7f");
  pty.see_rows({kGreeting, "> 转e\u0301x"});
  pty.see_cursor(1, 4);
  pty.type("\x1b[3~");
  pty.see_rows({kGreeting, "> 转x"});
}

TEST_F(ReplOnTerminal, WideCharactersWrapWhole) {
  PtyOptions o = options();
  o.width = 11;
  o.height = 12;
  Pty pty(arguments(), o);
  pty.see("leaves.");
  const std::vector<std::string> above = pty.screen().rows();
  pty.type("转码视频转码视频");
  std::vector<std::string> rows = above;
  rows.back() = "> 转码视频";
  rows.emplace_back("转码视频");
  pty.see_rows(rows);
  pty.see_cursor(rows.size() - 1, 8);
  pty.type("\x01"); // Ctrl-A
  pty.see_cursor(rows.size() - 2, 2);
  pty.type("ab");
  rows[rows.size() - 2] = "> ab转码视";
  rows.back() = "频转码视频";
  pty.see_rows(rows);
}

TEST_F(ReplOnTerminal, CompletionOfScriptsParametersAndValues) {
  Pty pty(arguments(), options());
  pty.see(">");
  pty.type("python scripts/vod_process_m\t");
  pty.see_rows({kGreeting, "> python scripts/vod_process_media.py"});
  pty.type("remu\t--t\t");
  pty.see_rows(
      {kGreeting, "> python scripts/vod_process_media.py remux --ta", "--target-format   --tasks-priority"});
  pty.type("\t");
  pty.see("> python scripts/vod_process_media.py remux --target-format\n--target-format");
  pty.type(" h\t");
  pty.see_rows({kGreeting, "> python scripts/vod_process_media.py remux --target-format hls"});
  pty.type("\x03");
}

TEST_F(ReplOnTerminal, CompletionOfFilesIdsAndCommands) {
  folder_.write("clips/holiday film.mp4", "x");
  folder_.write("clips/harbour.mp4", "x");
  Pty pty(arguments(), options());
  pty.see(">");
  pty.type(":hi\t");
  pty.see_rows({kGreeting, "> :history"});
  pty.type("\x03upload ./cl\tha\t");
  pty.see("> upload ./clips/harbour.mp4");
  pty.type("\x03"
           "Describe media 5145403721233902989\r");
  pty.see("vod_describe_media.py --file-id 5145403721233902989");
  pty.type("Transcode 514\t");
  pty.see("> Transcode 5145403721233902989");
}

TEST_F(ReplOnTerminal, HistoryIsKeptAcrossSessionsWithoutSecrets) {
  {
    Pty pty(arguments(), options());
    pty.see(">");
    pty.type("Describe media 5145403721233902989\r");
    pty.see("vod_describe_media.py --file-id");
    pty.type("my secret key is abc123def456\r");
    pty.see("\n>");
    pty.type(" Describe media 42\r");
    pty.see("\n>");
    pty.type(":quit\r");
    EXPECT_EQ(0, pty.wait());
  }
  EXPECT_EQ("Describe media 5145403721233902989\n:quit\n", history());
  const auto mode = fs::status(folder_.path() + "/.local/state/cmdwright/history").permissions();
  EXPECT_EQ(fs::perms::owner_read | fs::perms::owner_write, mode);
  Pty pty(arguments(), options());
  pty.see(">");
  pty.type("\x1b[A"); // Up
  pty.see("> :quit");
  pty.type("\x1b[A");
  pty.see("> Describe media 5145403721233902989");
  pty.type("\x1b[A"); // nothing older
  pty.type("\x1b[B");
  pty.see("> :quit");
  pty.type("\x1b[B");
  pty.see_rows({kGreeting, ">"});
}

TEST_F(ReplOnTerminal, SearchBackwards) {
  folder_.write(".local/state/cmdwright/history",
                "Describe media 5145403721233901111\nRemux 5145403721233902222 to hls\n"
                "Describe media 5145403721233903333\n");
  Pty pty(arguments(), options());
  pty.see(">");
  pty.type("\x12"
           "desc");
  pty.see_rows({kGreeting, "(search) desc: Describe media 5145403721233903333"});
  pty.type("\x12");
  pty.see_rows({kGreeting, "(search) desc: Describe media 5145403721233901111"});
  pty.type("zz");
  pty.see_rows({kGreeting, "(no match) desczz: Describe media 5145403721233901111"});
  pty.type("\x07"); // Ctrl-G gives up
  pty.see_rows({kGreeting, ">"});
  pty.type("\x12remux\x05"); // a movement keeps what was found
  pty.see_rows({kGreeting, "> Remux 5145403721233902222 to hls"});
  pty.type("\r");
  pty.see("remux --file-id 5145403721233902222 --target");
}

TEST_F(ReplOnTerminal, CtrlCGivesUpTheLineNotTheProgram) {
  Pty pty(arguments(), options());
  pty.see(">");
  pty.type("Transcode my vi\x03");
  pty.see_rows({kGreeting, "> Transcode my vi", ">"});
  pty.type("\x03");
  pty.see_rows({kGreeting, "> Transcode my vi", ">", ">"});
  pty.type("Describe media 5145403721233902989\r");
  pty.see("vod_describe_media.py --file-id 5145403721233902989");
}

TEST_F(ReplOnTerminal, ResizeRepaintsTheLine) {
  PtyOptions o = options();
  o.width = 70;
  Pty pty(arguments(), o);
  pty.see(">");
  pty.type("0123456789 0123456789 0123456789 0123456789");
  pty.see("> 0123456789 0123456789 0123456789 0123456789");
  pty.resize(30, 24);
  pty.see_rows({"Say what you want. Tab complet", "es, :help tells more, Ctrl-D l", "eaves.",
                "> 0123456789 0123456789 012345", "6789 0123456789"});
  pty.see_cursor(4, 15);
  pty.type("!");
  pty.see("6789 0123456789!");
  pty.resize(60, 24);
  pty.see("> 0123456789 0123456789 0123456789 0123456789!");
  pty.type("\x03");
  pty.see("0123456789!\n>");
}

TEST_F(ReplOnTerminal, PasteOfSeveralLinesIsOneInput) {
  Pty pty(arguments(), options());
  pty.see(">");
  EXPECT_TRUE(pty.screen().pasting());
  pty.type("\x1b[200~Describe media 5145403721233902989\r\nas\tjson\n\x1b[201~");
  pty.see_rows({kGreeting, "> Describe media 5145403721233902989", "  as json"});
  pty.type("\x1b[A\x1b[A"); // moves inside, does not recall
  pty.see_cursor(1, 9);
  pty.type("\r");
  pty.see("python scripts/vod_describe_media.py --file-id 5145403721233902989 --json");
  pty.type("\x1b[A");
  pty.see("\n> Describe media 5145403721233902989\n  as json");
}

TEST_F(ReplOnTerminal, AltEnterBeginsANewLine) {
  Pty pty(arguments(), options());
  pty.see(">");
  pty.type("Describe media 5145403721233902989\x1b\ras json\r");
  pty.see("python scripts/vod_describe_media.py --file-id 5145403721233902989 --json");
}

TEST_F(ReplOnTerminal, TypedCommandIsCheckedAndRepaired) {
  Pty pty(arguments(), options());
  pty.see(">");
  pty.type("python scripts/vod_process_media.py transcode --file-id 51 --quality 720p\r");
  pty.see("enum-value: '720p' is no value of --quality: same, flu, sd, hd");
  pty.see("1 fixed: python scripts/vod_process_media.py transcode --file-id 51 --quality");
  pty.see("\n?");
  pty.type("1\r");
  pty.see("\npython scripts/vod_process_media.py transcode --file-id 51 --quality hd\n");
  pty.see(kCost);
}

TEST_F(ReplOnTerminal, CopyGoesThroughTheTerminal) {
  Pty pty(arguments(), options());
  pty.see(">");
  pty.type("Describe media 5145403721233902111\r");
  pty.see("--file-id 5145403721233902111");
  pty.type(":copy\r");
  pty.see("copied");
  EXPECT_EQ("cHl0aG9uIHNjcmlwdHMvdm9kX2Rlc2NyaWJlX21lZGlhLnB5IC0tZmlsZS1pZCA1MTQ1NDAzNzIxMjMzOTAyMTEx",
            pty.screen().clipboard());
}

TEST_F(ReplOnTerminal, SaveAndLoad) {
  {
    Pty pty(arguments(), options());
    pty.see(">");
    pty.type("Describe media 5145403721233902111\r");
    pty.see("--file-id 5145403721233902111");
    pty.type(":save session.sh\r");
    pty.see("saved 1 lines to session.sh");
    pty.type(":save session.sh\r");
    pty.see("session.sh exists");
  }
  Pty pty(arguments(), options());
  pty.see(">");
  pty.type(":load session.sh\r");
  pty.see("loaded 1 lines from session.sh");
  pty.type("as json\r");
  pty.see("--file-id 5145403721233902111 --json");
}

TEST_F(ReplOnTerminal, ColourUnlessNoColor) {
  PtyOptions o = options();
  o.environment.erase("NO_COLOR");
  Pty pty(arguments(), o);
  pty.see(">");
  EXPECT_TRUE(pty.screen().styled());
  pty.type("Describe media 5145403721233902111\r");
  pty.see("python scripts/vod_describe_media.py --file-id 5145403721233902111");
  EXPECT_NE(std::string::npos, pty.bytes().find("\x1b[36m--file-id\x1b[0m"));
}

TEST_F(ReplOnTerminal, DumbTerminalGetsPlainLines) {
  PtyOptions o = options();
  o.environment["TERM"] = "dumb";
  Pty pty({program(), "repl"}, o);
  pty.type("Describe media 5145403721233902111\n");
  pty.see("python scripts/vod_describe_media.py --file-id 5145403721233902111");
  EXPECT_EQ(std::string::npos, pty.bytes().find('\x1b'));
}

TEST_F(ReplOnTerminal, UnknownKeysAndBrokenSequencesDoNothing) {
  Pty pty(arguments(), options());
  pty.see(">");
  pty.type("a\x1b[99;99~b\x1bOPc\x1b[1;9Qd\xff");
  pty.see_rows({kGreeting, "> abcd\uFFFD"});
  pty.type("\x1b");
  pty.read_for(120); // a lone Escape
  pty.type("e");
  pty.see_rows({kGreeting, "> abcd\uFFFDe"});
}

TEST_F(ReplOnTerminal, AMegabyteIsRefusedAndNothingBreaks) {
  Pty pty(arguments(), options());
  pty.see(">");
  pty.type("\x1b[200~" + std::string(1U << 20U, 'x') + "\x1b[201~\r");
  pty.see("the line has 1048576 bytes; 8192 is the limit");
  pty.type("Describe media 5145403721233902111\r");
  pty.see("--file-id 5145403721233902111");
}

TEST_F(ReplOnTerminal, TerminalThatGoesAwayLosesNoHistory) {
  Pty pty(arguments(), options());
  pty.see(">");
  pty.type("Describe media 5145403721233902111\r");
  pty.see("--file-id 5145403721233902111");
  pty.type("half a line");
  pty.see("half a line");
  pty.hang_up();
  EXPECT_EQ(0, pty.wait());
  EXPECT_EQ("Describe media 5145403721233902111\n", history());
}

TEST_F(ReplOnTerminal, DamagedHistoryIsReadAsFarAsItGoes) {
  const std::string damaged =
      "Describe media 5145403721233901111\n\xff\xfe broken\nzero \x01 byte\nhalf a line";
  folder_.write(".local/state/cmdwright/history", damaged);
  Pty pty(arguments(), options());
  pty.see("history: 2 damaged");
  pty.type("\x1b[A");
  pty.see("> half a line");
  pty.type("\x03:help undo\r");
  pty.see("Take the last line back");
  pty.type(":quit\r");
  EXPECT_EQ(0, pty.wait());
  EXPECT_EQ(damaged + "\n:help undo\n:quit\n", history());
}

TEST_F(ReplOnTerminal, HistoryThatCannotBeWrittenIsNoticedOnce) {
  folder_.write(".local/state/cmdwright", "a file where a folder belongs");
  Pty pty(arguments(), options());
  pty.see(">");
  pty.type(":help undo\r");
  pty.see("this session's lines are not kept");
  pty.type("\x0c"); // Ctrl-L
  pty.see_rows({">"});
  pty.type(":help undo\r");
  pty.see("Take the last line back");
  EXPECT_EQ(std::string::npos, pty.screen().text().find("not kept"));
  pty.type("\x1b[A");
  pty.see("\n> :help undo");
}

TEST_F(ReplOnTerminal, EndedByASignalItRestoresTheTerminal) {
  Pty pty(arguments(), options());
  pty.see(">");
  ASSERT_EQ(0, ::kill(pty.process(), SIGTERM));
  EXPECT_EQ(0, pty.wait());
  EXPECT_FALSE(pty.screen().pasting());
}

TEST_F(ReplOnTerminal, NarrowTerminalWrapsAtWords) {
  PtyOptions o = options();
  o.width = 30;
  Pty pty(arguments(), o);
  pty.see_rows({"Say what you want. Tab", "  completes, :help tells more,", "  Ctrl-D leaves.", ">"});
}

} // namespace
} // namespace cmdwright::test
