// The session without a terminal: lines in, screen lines and effects out. A reply is compared as text, each
// line behind a letter for its kind: C command, Q question, X refusal, R report, - remark.
#include "repl/session.h"

#include <gtest/gtest.h>

#include "support/pack.h"

namespace cmdwright::repl {
namespace {

constexpr const char* kCost = "- Cost notice: this calls Tencent Cloud VOD and incurs charges. Do not submit "
                              "it again while the task has no "
                              "result.\n";

std::string text_of(const Reply& reply) {
  std::string all;
  for (const ScreenLine& line : reply.lines)
    all += std::string(1, "CQXR-"[static_cast<std::size_t>(line.kind)]) + " " + line.text() + "\n";
  return all;
}

class ReplSession : public testing::Test {
protected:
  std::string say(std::string_view line) { return text_of(session_.enter(line)); }
  Reply enter(std::string_view line) { return session_.enter(line); }

  History history_;
  Settings settings_;
  Session session_{
      Services{test::built_in().spec(),
               []() -> const understand::Understander& { return test::built_in().understander(); },
               [] { return *understand::parse_now("2026-11-22T12:00:00+08:00"); },
               history_,
               {}},
      settings_};
};

TEST_F(ReplSession, AsksNumbersTheAllowedValuesAndTakesANumber) {
  EXPECT_EQ("- change the container without re-encoding: file 5145403721233902989  missing --target-format\n"
            "Q ? --target-format  Which target container? Allowed: 1 mp4  2 hls\n",
            say("Remux 5145403721233902989"));
  EXPECT_TRUE(session_.asking());
  EXPECT_EQ(
      "- = --target-format hls\n"
      "C python scripts/vod_process_media.py remux --file-id 5145403721233902989 --target-format hls\n" +
          std::string(kCost),
      say("2"));
  EXPECT_FALSE(session_.asking());
}

TEST_F(ReplSession, AnswerInWords) {
  (void)say("Remux my video");
  EXPECT_NE(std::string::npos, say("hls").find("Q ? --file-id"));
  EXPECT_EQ(
      "C python scripts/vod_process_media.py remux --file-id 5145403721233902989 --target-format hls\n" +
          std::string(kCost),
      say("5145403721233902989"));
}

TEST_F(ReplSession, AnIdSaidBeforeIsOfferedForAQuestion) {
  (void)say("Describe media 5145403721233902989");
  (void)say(":new");
  const std::string asked = say("Remux my video to hls");
  EXPECT_NE(std::string::npos, asked.find("1 5145403721233902989\n")) << asked;
  EXPECT_NE(std::string::npos, say("1").find("remux --file-id 5145403721233902989 --target-format hls"));
}

TEST_F(ReplSession, WhatAnswersNothingIsSaid) {
  (void)say("Remux 5145403721233902989");
  const std::string reply = say("hm");
  EXPECT_TRUE(reply.starts_with("X this answers none of the questions\n")) << reply;
  EXPECT_NE(std::string::npos, reply.find("Q ? --target-format")) << reply;
}

TEST_F(ReplSession, CorrectionAnotherFileAndUndo) {
  (void)say("Transcode 5145403721233902989 to 720p");
  EXPECT_EQ("C python scripts/vod_process_media.py transcode --file-id 5145403721233902989 --quality sd\n" +
                std::string(kCost),
            say("make it 540p"));
  EXPECT_NE(std::string::npos,
            say("same for 5145403721233902111")
                .find("transcode --file-id 5145403721233902111 --quality sd\n" + std::string(kCost)));
  EXPECT_EQ("- back to: make it 540p\n"
            "C python scripts/vod_process_media.py transcode --file-id 5145403721233902989 --quality sd\n",
            say("undo"));
  EXPECT_EQ("- back to: Transcode 5145403721233902989 to 720p\n"
            "C python scripts/vod_process_media.py transcode --file-id 5145403721233902989 --quality hd\n",
            say(":undo"));
  EXPECT_EQ("- back to the start\n", say("撤销"));
  EXPECT_EQ("X nothing to undo\n", say("undo"));
}

TEST_F(ReplSession, CostNoticeOncePerCommandAndNoneForADryRun) {
  EXPECT_NE(std::string::npos, say("Transcode 5145403721233902989 to 720p").find("Cost notice"));
  EXPECT_NE(std::string::npos, say("make it 540p").find("Cost notice"));
  EXPECT_EQ(std::string::npos, say("make it 720p").find("Cost notice"));
  EXPECT_EQ(std::string::npos, say("dry run").find("Cost notice"));
  EXPECT_EQ(std::string::npos, say("Describe media 5145403721233902989").find("Cost notice"));
}

TEST_F(ReplSession, RefusalLeavesTheRequestAsItWas) {
  (void)say("Transcode 5145403721233902989 to 720p");
  const std::string refused = say("Delete media 5145403721233902989");
  EXPECT_TRUE(refused.starts_with("X ")) << refused;
  EXPECT_EQ(plan::Status::Refuse, session_.status());
  EXPECT_NE(std::string::npos,
            say("make it 540p").find("transcode --file-id 5145403721233902989 --quality sd"));
}

TEST_F(ReplSession, WhyNamesTheWordsTheDefaultAndWhatIsMissing) {
  EXPECT_EQ("X no command yet\n", say(":why quality"));
  (void)say("Transcode 5145403721233902989 to 720p, don't wait");
  (void)say("make it 540p");
  EXPECT_EQ("R --quality sd: you said “540p”\nR   enum, one of same, flu, sd, hd: Output level\n",
            say(":why quality"));
  EXPECT_TRUE(
      say(":why --file-id").starts_with("R --file-id 5145403721233902989: you said “5145403721233902989”\n"));
  EXPECT_TRUE(say(":why no-wait").starts_with("R --no-wait: you said “don't wait”\n"));
  EXPECT_TRUE(say(":why max-wait").starts_with("R --max-wait: left out; the script takes 600\n"));
  EXPECT_TRUE(say(":why --nonsense").starts_with("X no parameter --nonsense here; there are: --file-id"));
  (void)say(":new");
  (void)say("Remux 5145403721233902989");
  EXPECT_TRUE(say(":why target-format").starts_with("R --target-format: missing: it has to be given\n"));
}

TEST_F(ReplSession, ExplainTellsSlotsWordsAndMeanings) {
  (void)say("Transcode 5145403721233902989 to 720p");
  const std::string told = say(":explain");
  EXPECT_NE(std::string::npos, told.find("R TESHD transcoding  vod_process_media.py transcode  evidence "))
      << told;
  EXPECT_NE(std::string::npos, told.find("R   --quality hd  “720p”")) << told;
  EXPECT_NE(std::string::npos, told.find("hd: high definition, 720P")) << told;
  EXPECT_NE(std::string::npos, say(":explain all").find("R mention "));
  EXPECT_EQ("X usage: :explain [all]\n", say(":explain nothing"));
}

TEST_F(ReplSession, TypedCommandIsCheckedWithFixesOffered) {
  EXPECT_EQ("-   python3 scripts/vod_process_media.py re…\n"
            "-   ^^^^^^^\n"
            "X interpreter: use 'python', not 'python3'\n"
            "-   …ux --file-id 51 --target-format HLS\n"
            "-                                    ^^^\n"
            "X enum-case: write 'hls', exactly so\n"
            "Q   1 fixed: python scripts/vod_process_media.py remux --file-id 51 --target-format hls\n"
            "-   type the number to take it\n",
            say("python3 scripts/vod_process_media.py remux --file-id 51 --target-format HLS"));
  EXPECT_TRUE(session_.asking());
  EXPECT_EQ("C python scripts/vod_process_media.py remux --file-id 51 --target-format hls\n" +
                std::string(kCost),
            say("1"));
  EXPECT_EQ("R good: nothing found\n", say("$ python scripts/vod_describe_media.py --file-id 51"));
}

TEST_F(ReplSession, TypedCommandGoesOnWithOptions) {
  const std::string missing = say("python scripts/vod_process_media.py remux --target-format hls");
  EXPECT_NE(std::string::npos, missing.find("X missing-param: --file-id is required\n")) << missing;
  EXPECT_EQ("X not run: the command has findings\n", say(":run"));
  EXPECT_EQ("R good: nothing found\n" + std::string(kCost), say("--file-id 5145403721233902989"));
  EXPECT_TRUE(say(":why target-format").starts_with("R --target-format hls: you typed it\n"));
}

TEST_F(ReplSession, LintOfThePlannedCommands) {
  EXPECT_EQ("X no command yet\n", say(":lint"));
  (void)say("Transcode 5145403721233902989 to 720p");
  EXPECT_EQ("R good: nothing found\n", say(":lint"));
  EXPECT_EQ("X no command yet\n", say(":lint hello"));
  EXPECT_EQ("R good: nothing found\n", say(":lint"));
}

TEST_F(ReplSession, RunAsksForTheExecutorOnlyWhenThereIsSomethingToRun) {
  EXPECT_EQ("X no command yet\n", say(":run"));
  (void)say("Remux 5145403721233902989");
  EXPECT_EQ("X answer the open question first\n", say(":run"));
  (void)say("mp4");
  const Reply run = enter(":run");
  ASSERT_EQ(1U, run.effects.size());
  EXPECT_EQ(Effect::Kind::Run, run.effects[0].kind);
  EXPECT_FALSE(run.effects[0].flag);
  EXPECT_EQ(
      std::vector<std::string>{
          "python scripts/vod_process_media.py remux --file-id 5145403721233902989 --target-format mp4"},
      run.effects[0].commands);
  EXPECT_TRUE(enter(":dry-run").effects.at(0).flag);
  EXPECT_EQ("X there is no number 2\n", say(":run 2"));
  EXPECT_EQ("", text_of(session_.finish(run.effects[0], {true, 0, ""})));
  EXPECT_EQ("X the executor ended with exit status 6\n",
            text_of(session_.finish(run.effects[0], {true, 6, ""})));
  EXPECT_EQ("X not there\n", text_of(session_.finish(run.effects[0], {false, 0, "not there"})));
}

TEST_F(ReplSession, SeveralCommandsCanBeTakenOneByOne) {
  (void)say("Upload /tmp/a.mp4 and remux it to hls");
  EXPECT_EQ(2U, enter(":copy").effects.at(0).commands.size());
  EXPECT_EQ("python scripts/vod_upload.py upload --file /tmp/a.mp4", enter(":copy 1").effects.at(0).text);
}

TEST_F(ReplSession, SavedSessionsLoadAgain) {
  EXPECT_EQ("X nothing to save yet\n", say(":save f"));
  EXPECT_EQ("X usage: :save [!] FILE\n", say(":save"));
  (void)say("Remux 5145403721233902989");
  (void)say("2");
  (void)say("Chat: my password is hunter22222");
  const Effect save = enter(":save ! out.sh").effects.at(0);
  EXPECT_EQ("out.sh", save.path);
  EXPECT_TRUE(save.flag);
  EXPECT_EQ("# > Remux 5145403721233902989\n# > --target-format hls\n"
            "python scripts/vod_process_media.py remux --file-id 5145403721233902989 --target-format hls\n",
            save.text);
  EXPECT_EQ("- saved 2 lines to out.sh; 1 with secrets left out\n", text_of(session_.finish(save, {})));
  (void)say(":new");
  const Effect load = enter(":load out.sh").effects.at(0);
  EXPECT_EQ(Effect::Kind::Read, load.kind);
  const std::string loaded = text_of(session_.finish(load, {true, 0, save.text}));
  EXPECT_TRUE(loaded.ends_with("- loaded 2 lines from out.sh\n")) << loaded;
  EXPECT_NE(std::string::npos, say(":state").find("C python scripts/vod_process_media.py remux"));
}

TEST_F(ReplSession, ALoadedFileRunsNothing) {
  const Effect load = enter(":load f").effects.at(0);
  const Reply reply =
      session_.finish(load, {true, 0, "Describe media 5145403721233902989\n:run\n:quit\n# no\n\n"});
  EXPECT_TRUE(reply.effects.empty());
  EXPECT_NE(std::string::npos, text_of(reply).find("C python scripts/vod_describe_media.py"));
  EXPECT_EQ("X f holds no lines to load\n", text_of(session_.finish(load, {true, 0, "# nothing\n"})));
  EXPECT_EQ("X f: the line is not UTF-8 at byte 1\n", text_of(session_.finish(load, {true, 0, "a\xff"})));
}

TEST_F(ReplSession, LanguageOfQuestionsCanBeChosen) {
  (void)say("Remux 5145403721233902989");
  EXPECT_EQ("- lang = zh\n", say(":lang zh"));
  EXPECT_NE(std::string::npos, say(":state").find("请选择"));
  EXPECT_EQ("X 没有命令 :nonsense；:help 列出全部命令\n", say(":nonsense"));
  EXPECT_EQ("- lang = en\n", say(":set lang en"));
  EXPECT_EQ("X lang is one of: auto, en, zh\n", say(":lang fr"));
}

TEST_F(ReplSession, SettingsShowAndChange) {
  EXPECT_EQ("- state = always\n", say(":set state always"));
  EXPECT_NE(std::string::npos,
            say("Describe media 5145403721233902989").find("file 5145403721233902989\nC python"));
  EXPECT_NE(std::string::npos, say(":set").find("R state = always  (always, questions, never)\n"));
  EXPECT_EQ("X this is no ISO 8601 time such as 2026-01-31T12:00:00+08:00\n", say(":set now yesterday"));
  EXPECT_EQ("- now = 2025-03-01T12:00:00+08:00\n", say(":set now 2025-03-01T12:00:00+08:00"));
  EXPECT_NE(std::string::npos, say("Show image usage of yesterday").find("2025-02-28"));
  EXPECT_EQ("X NAME is one of: lang, state, color, now\n", say(":set colour on"));
  const Reply look = enter(":set color off");
  EXPECT_EQ(Effect::Kind::Look, look.effects.at(0).kind);
  EXPECT_EQ("off", look.effects.at(0).text);
}

TEST_F(ReplSession, SpecOfAScriptAndOfTheCurrentCommand) {
  EXPECT_NE(std::string::npos, say(":spec vod_process_media remux").find("--target-format"));
  EXPECT_EQ("X no script vod_uplaod.py; did you mean vod_upload.py?\n", say(":spec vod_uplaod.py"));
  EXPECT_TRUE(
      say(":spec vod_upload.py fly").starts_with("X vod_upload.py has no subcommand fly; there are: upload"));
  EXPECT_NE(std::string::npos, say(":spec").find("vod_upload.py"));
  (void)say("Describe media 5145403721233902989");
  EXPECT_TRUE(say(":spec").starts_with("R vod_describe_media.py"));
}

TEST_F(ReplSession, CommandsMayBeShortenedAndAreCorrected) {
  EXPECT_NE(std::string::npos, say("：help").find(":dry-run [N]"));
  EXPECT_TRUE(say(":hel").starts_with("R Type a request"));
  EXPECT_EQ("X no command :s; :help lists them\n", say(":s"));
  EXPECT_EQ("X no command :exlpain; did you mean :explain?\n", say(":exlpain"));
  EXPECT_EQ(Effect::Kind::Quit, enter("exit").effects.at(0).kind);
}

TEST_F(ReplSession, HistoryIsSearched) {
  EXPECT_EQ("X no such line in the history\n", say(":history"));
  history_.add("Describe media 1");
  history_.add("Remux 2\nto hls");
  EXPECT_EQ("R Describe media 1\nR Remux 2 to hls\n", say(":history"));
  EXPECT_EQ("R Remux 2 to hls\n", say(":history remux"));
}

TEST_F(ReplSession, WhatIsNoTextIsRefused) {
  EXPECT_EQ("X the line is not UTF-8 at byte 2\n", say("ab\xff"));
  EXPECT_EQ("X the line has 8193 bytes; 8192 is the limit\n", say(std::string(8193, 'a')));
  EXPECT_EQ("", say("   "));
}

TEST_F(ReplSession, TabKnowsTheOpenQuestionAndTheCurrentCommand) {
  (void)say("Remux 5145403721233902989");
  const Completion values = session_.complete("", 0);
  ASSERT_EQ(2U, values.candidates.size());
  EXPECT_EQ("mp4", values.candidates[0].text);
  const Completion params = session_.complete("--tasks", 7);
  ASSERT_EQ(1U, params.candidates.size());
  EXPECT_EQ("--tasks-priority", params.candidates[0].text);
  EXPECT_EQ("5145403721233902989", session_.complete("Describe 51", 11).candidates.at(0).text);
}

} // namespace
} // namespace cmdwright::repl
