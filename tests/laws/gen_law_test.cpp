// Laws of `gen` over the whole corpus and over random variations of its requests.
#include <filesystem>

#include <gtest/gtest.h>

#include "cli/cases.h"
#include "command/render.h"
#include "command/validate.h"
#include "plan/conversation.h"
#include "support/pack.h"
#include "support/process.h"
#include "support/random.h"
#include "support/shells.h"

namespace cmdwright {
namespace {

const std::vector<cli::Case>& corpus() {
  static const std::vector<cli::Case> all = [] {
    std::vector<cli::Case> cases;
    for (const auto& entry :
         std::filesystem::directory_iterator(test::source_folder() + "/corpus/requests")) {
      if (entry.path().extension() != ".jsonl") continue;
      Result<std::vector<cli::Case>> file = cli::read_cases(entry.path().string());
      if (!file)
        ADD_FAILURE() << file.error().text();
      else
        cases.insert(cases.end(), file->begin(), file->end());
    }
    return cases;
  }();
  return all;
}

constexpr std::int64_t kNoon = 1767585600; // 2026-01-05T12:00:00+08:00

std::vector<std::string> commands_for(const std::vector<std::string>& turns) {
  plan::Conversation conversation(test::built_in().understander());
  for (const std::string& turn : turns) conversation.say(turn, understand::now_from_unix(kNoon));
  std::vector<std::string> lines;
  for (const command::Command& c : conversation.plan().commands)
    lines.push_back(command::render(c, test::built_in().spec()));
  return lines;
}

/// What the validator says of the commands as they are printed, a line each.
std::string findings_of(const std::vector<std::string>& lines) {
  const spec::Spec& spec = test::built_in().spec();
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  const std::vector<command::Command> commands = command::find_commands(text, spec);
  std::vector<command::Finding> findings;
  for (const command::Command& c : commands) command::validate(text, c, spec, findings);
  bool uploaded = false;
  command::validate_sequence(commands, spec, uploaded, findings);
  std::string out;
  if (commands.size() != lines.size()) out = "another number of commands\n";
  for (const command::Finding& f : findings) out += std::string(f.rule) + ": " + f.message + "\n";
  return out;
}

TEST(GenLaw, EveryAnswerToTheCorpusValidatesWithoutAFinding) {
  ASSERT_GT(corpus().size(), 400U);
  for (const cli::Case& c : corpus()) EXPECT_EQ(findings_of(commands_for(c.turns)), "") << c.id;
}

TEST(GenLaw, EveryAnswerToVariationsOfTheCorpusValidatesWithoutAFinding) {
  test::Random random(7);
  std::size_t answered = 0;
  for (int round = 0; round < 5; ++round)
    for (const cli::Case& c : corpus()) {
      std::vector<std::string> turns;
      for (const std::string& turn : c.turns) turns.push_back(random.variation(turn));
      if (random.chance(3)) turns.back() += random.variation(random.one_of(corpus()).turns.back());
      const std::vector<std::string> lines = commands_for(turns);
      answered += lines.empty() ? 0 : 1;
      EXPECT_EQ(findings_of(lines), "") << c.id << " varied, seed 7, round " << round;
    }
  EXPECT_GT(answered, 500U); // or the variations are no requests any more
}

TEST(GenLaw, AShellSplitsEveryAnswerAsTheParserDoes) {
  const spec::Spec& spec = test::built_in().spec();
  std::vector<std::string> lines;
  for (const cli::Case& c : corpus())
    for (std::string& line : commands_for(c.turns)) lines.push_back(std::move(line));
  const auto split = test::split_by_shell("sh", std::string(spec.pack().interpreter), lines);
  ASSERT_EQ(split.size(), lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const command::Shell shell = command::parse_shell(lines[i]);
    ASSERT_EQ(shell.commands.size(), 1U) << lines[i];
    std::vector<std::string> words;
    for (const command::Word& w : shell.commands[0].words) words.push_back(w.value);
    EXPECT_EQ(split[i], words) << lines[i];
  }
}

TEST(GenLaw, APromptReachesTheScriptAsItWasSaid) {
  const std::string prompt = R"($(rm -rf ~); "it's" \ `id` 中文)";
  std::string said = "Generate an image with Hunyuan, prompt: “" + prompt + "”";
  const std::vector<std::string> lines = commands_for({said});
  ASSERT_EQ(lines.size(), 1U);
  for (const char* shell : {"sh", "bash"}) {
    const auto words = test::split_by_shell(shell, "python", lines).at(0);
    const auto at = std::find(words.begin(), words.end(), "--prompt");
    ASSERT_LT(at + 1, words.end()) << lines[0];
    EXPECT_EQ(*(at + 1), prompt);
  }
}

TEST(GenLaw, SameRequestSameBytesWhateverTheLocaleAndTimeZone) {
  const std::vector<std::string> locales = {"C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", "zh_CN.GBK"};
  const std::vector<std::string> zones = {"UTC", "Asia/Shanghai", "America/New_York", "Pacific/Apia"};
  const std::vector<std::string> command = {
      test::program(),
      "gen",
      "--format",
      "json",
      "--now",
      "2026-01-05T12:00:00+08:00",
      "列出昨天上传的视频，然后 transcode 5145403721233902989 to 720p and upload /tmp/a.mp4"};
  const test::ProcessResult first = test::run_process(command);
  ASSERT_NE(first.out, "");
  for (std::size_t run = 0; run < 100; ++run) {
    const std::string& locale = locales[run % locales.size()];
    const std::string& zone = zones[run / locales.size() % zones.size()];
    const test::ProcessResult again =
        test::run_process(command, {}, {}, {{"LC_ALL", locale}, {"LANG", locale}, {"TZ", zone}});
    ASSERT_EQ(again.out, first.out) << locale << " " << zone;
    ASSERT_EQ(again.status, first.status);
  }
}

#ifdef CMDWRIGHT_SHELLCHECK
TEST(GenLaw, ShellCheckHasNothingToSayAboutTheAnswers) {
  std::string script = "#!/bin/sh\n";
  for (const cli::Case& c : corpus())
    for (const std::string& line : commands_for(c.turns)) script += line + "\n";
  const test::TemporaryFolder folder;
  const test::ProcessResult result =
      test::run_process({CMDWRIGHT_SHELLCHECK, folder.write("script.sh", script)});
  EXPECT_EQ(result.out, "");
}
#endif

} // namespace
} // namespace cmdwright
