#include "suite/pattern.h"

#include <gtest/gtest.h>

#include "support/pack.h"

namespace cmdwright::test {
namespace {

using suite::Captures;
using suite::CommandPattern;
using suite::TextPattern;

bool text_matches(std::string_view pattern, std::string_view text) {
  Captures captures;
  const Result<TextPattern> parsed = TextPattern::parse(pattern);
  EXPECT_TRUE(parsed) << parsed.error().text();
  return parsed && parsed->matches(text, captures);
}

command::Command command_of(const std::string& text) {
  std::vector<command::Command> commands = command::find_commands(text, built_in().spec());
  EXPECT_EQ(commands.size(), 1U) << text;
  return commands.empty() ? command::Command{} : commands.front();
}

bool matches(const std::string& pattern, const std::string& text, Captures& captures) {
  const Result<CommandPattern> parsed = CommandPattern::parse(pattern, built_in().spec());
  EXPECT_TRUE(parsed) << parsed.error().text();
  return parsed && parsed->matches(command_of(text), captures);
}
bool matches(const std::string& pattern, const std::string& text) {
  Captures captures;
  return matches(pattern, text, captures);
}

std::string differences(const std::string& pattern, const std::string& text) {
  const Result<CommandPattern> parsed = CommandPattern::parse(pattern, built_in().spec());
  EXPECT_TRUE(parsed) << parsed.error().text();
  std::string out;
  for (const suite::ParamDifference& d : parsed->differences(command_of(text), {}))
    out +=
        d.param + "(" + (d.expected_there ? d.expected : "-") + "|" + (d.actual_there ? d.actual : "-") + ")";
  return out;
}

TEST(TextPattern, CoversTheWholeText) {
  EXPECT_TRUE(text_matches("plain", "plain"));
  EXPECT_FALSE(text_matches("plain", "plain and more"));
  EXPECT_TRUE(text_matches("a{any}c", "abc"));
  EXPECT_TRUE(text_matches("a{any}c", "ac"));
  EXPECT_TRUE(text_matches("a{any}c", "accc"));
  EXPECT_FALSE(text_matches("a{any}c", "ab"));
  EXPECT_TRUE(text_matches("{any}-{any}", "a-b-c"));
  EXPECT_TRUE(text_matches("{int}x{int}", "12x34"));
  EXPECT_FALSE(text_matches("{int}x{int}", "12x3y"));
  EXPECT_TRUE(text_matches("{}", "{}"));
}

TEST(TextPattern, TypesLookAtTheValue) {
  EXPECT_TRUE(text_matches("{file_id}", "5145403721233902989"));
  EXPECT_FALSE(text_matches("{file_id}", "<FileId>"));
  EXPECT_FALSE(text_matches("{file_id}", "/a/b.mp4"));
  EXPECT_TRUE(text_matches("{url}", "https://e.com/a"));
  EXPECT_FALSE(text_matches("{url}", "e.com/a"));
  EXPECT_TRUE(text_matches("{json}", R"({"a":[1]})"));
  EXPECT_FALSE(text_matches("{json}", "{a}"));
  EXPECT_TRUE(text_matches("{time_offset}", "10pct"));
}

TEST(TextPattern, NamesUnknownPlaceholders) {
  const Result<TextPattern> slip = TextPattern::parse("{fileid}");
  ASSERT_FALSE(slip);
  EXPECT_EQ(slip.error().message, "no placeholder '{fileid}', did you mean '{file_id}'?");
  EXPECT_FALSE(TextPattern::parse("{capture: }"));
  EXPECT_TRUE(TextPattern::parse(R"({"key": 1})")) << "JSON has no placeholders";
}

TEST(TextPattern, HostilePatternsEnd) {
  std::string pattern;
  for (int i = 0; i < 40; ++i) pattern += "{any}a";
  EXPECT_FALSE(text_matches(pattern + "{any}b", std::string(5000, 'a')));
}

TEST(CommandPattern, ComparesMeaningNotSpelling) {
  EXPECT_TRUE(matches("python scripts/vod_process_media.py transcode --file-id 42 --quality hd",
                      "python3 ./scripts/vod_process_media.py transcode --quality \"hd\" --file-id=42"));
  EXPECT_FALSE(matches("python scripts/vod_process_media.py transcode --file-id 42 --quality hd",
                       "python scripts/vod_process_media.py transcode --file-id 42 --quality sd"));
}

TEST(CommandPattern, PlaceholdersStandForValuesAndParts) {
  EXPECT_TRUE(matches("python scripts/vod_process_media.py transcode --file-id {file_id} --quality {any}",
                      "python scripts/vod_process_media.py transcode --file-id 42 --quality hd"));
  EXPECT_TRUE(matches(
      "python scripts/vod_scene_aigc_image.py generate --scene-type outpainting --input-files File:{file_id}",
      "python scripts/vod_scene_aigc_image.py generate --scene-type outpainting --input-files File:42"));
  EXPECT_FALSE(matches("python scripts/vod_process_media.py transcode --file-id {url}",
                       "python scripts/vod_process_media.py transcode --file-id 42"));
}

TEST(CommandPattern, APlaceholderTakesWhatLeavingOutMeans) {
  const std::string create = "python scripts/vod_aigc_image.py create --prompt \"a cat\"";
  EXPECT_TRUE(matches(create + " --model {any}", create + " --model Hunyuan"));
  EXPECT_TRUE(matches(create + " --model {any}", create));
  EXPECT_TRUE(matches(create + " --model Hunyuan", create));
  EXPECT_FALSE(matches(create + " --model Kling", create));
}

TEST(CommandPattern, SetsMatchInAnyOrder) {
  const std::string script = "python scripts/vod_describe_media.py --file-id ";
  EXPECT_TRUE(matches(script + "3 {any} 1", script + "1 2 3"));
  EXPECT_FALSE(matches(script + "3 {any}", script + "1 2 3"));
  EXPECT_TRUE(matches(script + "{any}", script + "1 2 3")) << "one {any} takes a whole list";
}

TEST(CommandPattern, CapturesBindAcrossCommands) {
  Captures captures;
  const std::string query = "python scripts/vod_describe_task.py --task-id ";
  EXPECT_TRUE(matches(query + "{capture: task}", query + "1-procedurev2-a", captures));
  EXPECT_EQ(captures.at("task"), "1-procedurev2-a");
  EXPECT_FALSE(matches(query + "{capture: task}", query + "1-procedurev2-b", captures));
  EXPECT_TRUE(matches(query + "{capture: task}", query + "1-procedurev2-a", captures));
  EXPECT_FALSE(matches(query + "{capture: other} --json", query + "x", captures));
  EXPECT_EQ(captures.count("other"), 0U) << "nothing is bound by a pattern that does not match";
}

TEST(CommandPattern, DifferencesAreByParameter) {
  EXPECT_EQ(differences("python scripts/vod_process_media.py transcode --file-id 42 --quality hd --no-wait",
                        "python scripts/vod_process_media.py transcode --file-id 42 --quality sd --json"),
            "--no-wait(|-)--quality(hd|sd)--json(-|)");
  EXPECT_EQ(differences("python scripts/vod_process_media.py remux --file-id {any}",
                        "python scripts/vod_process_media.py transcode --file-id 42"),
            "(vod_process_media.py remux|vod_process_media.py transcode)");
  EXPECT_EQ(differences("python scripts/vod_process_media.py remux --file-id {any}",
                        "python scripts/vod_process_media.py remux --file-id 42"),
            "");
}

TEST(CommandPattern, RefusesWhatIsNoSingleCall) {
  const auto message = [](const std::string& text) {
    const Result<CommandPattern> parsed = CommandPattern::parse(text, built_in().spec());
    return parsed ? std::string("fine") : parsed.error().message;
  };
  EXPECT_EQ(message("ls -l"), "this is no call of a script");
  EXPECT_EQ(message("python scripts/vod_load_env.py && python scripts/vod_load_env.py"),
            "more than one command; write a list");
  EXPECT_EQ(message("python scripts/vod_no_such.py --a 1"), "fine") << "bad agents are recorded as they are";
}

} // namespace
} // namespace cmdwright::test
