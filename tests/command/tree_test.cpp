#include "command/tree.h"

#include <gtest/gtest.h>

#include "support/pack.h"

namespace cmdwright::command {
namespace {

const spec::Spec& vod() {
  return test::built_in().spec();
}

/// Every call found, on a line: "interpreter path | subcommand | --option=value,value … | strays".
std::string found(std::string_view text) {
  std::string out;
  for (const Command& c : find_commands(text, vod())) {
    out += c.interpreter + " " + c.path + " |" + (c.subcommand.empty() ? "" : " " + c.subcommand) + " |";
    for (const Option& o : c.options) {
      out += " " + o.name + (o.param == nullptr ? "?" : "");
      for (std::size_t i = 0; i < o.values.size(); ++i) out += (i == 0 ? "=" : ",") + o.values[i].text;
    }
    out += " |";
    for (const Value& v : c.strays) out += " " + v.text;
    out += "\n";
  }
  return out;
}

TEST(Tree, ReadsSubcommandOptionsAndValues) {
  EXPECT_EQ(found("python scripts/vod_process_media.py transcode --file-id 123 --quality hd --no-wait"),
            "python scripts/vod_process_media.py | transcode | --file-id=123 --quality=hd --no-wait |\n");
  EXPECT_EQ(found("python scripts/vod_describe_media.py --file-id 1 2 3 --json"),
            "python scripts/vod_describe_media.py | | --file-id=1,2,3 --json |\n");
  EXPECT_EQ(found("python scripts/vod_aigc_chat.py chat -q 'a b' --temperature=0.5"),
            "python scripts/vod_aigc_chat.py | chat | -q=a b --temperature=0.5 |\n");
  EXPECT_EQ(found("python scripts/vod_aigc_chat.py chat -q=hi -t0.5 -m=gpt-4o"),
            "python scripts/vod_aigc_chat.py | chat | -q=hi -t=0.5 -m=gpt-4o |\n");
}

TEST(Tree, FollowsArgparse) {
  EXPECT_EQ(found("python scripts/vod_process_media.py remux --tasks-priority -5 --file-id 1"),
            "python scripts/vod_process_media.py | remux | --tasks-priority=-5 --file-id=1 |\n");
  EXPECT_EQ(found("python scripts/vod_aigc_image.py create --prompt=\"--x y\" --model=Kling"),
            "python scripts/vod_aigc_image.py | create | --prompt=--x y --model=Kling |\n");
  EXPECT_EQ(found("python scripts/vod_aigc_token.py --region ap-x --json usage --type Text"),
            "python scripts/vod_aigc_token.py | usage | --region=ap-x --json --type=Text |\n");
  EXPECT_EQ(found("python scripts/vod_upload.py \"upload\" --file a.mp4"),
            "python scripts/vod_upload.py | upload | --file=a.mp4 |\n");
}

TEST(Tree, KeepsWhatBelongsNowhere) {
  EXPECT_EQ(found("python scripts/vod_describe_media.py 123 --json"),
            "python scripts/vod_describe_media.py | | --json | 123\n")
      << "a word in front of the options";
  EXPECT_EQ(found("python scripts/vod_aigc_image.py create --prompt a red cat"),
            "python scripts/vod_aigc_image.py | create | --prompt=a | red cat\n");
  EXPECT_EQ(found("python scripts/vod_upload.py upload --frob 1 2 --file a"),
            "python scripts/vod_upload.py | upload | --frob?=1,2 --file=a |\n");
  EXPECT_EQ(found("python scripts/vod_upload.py --url x"), "python scripts/vod_upload.py | | --url? |\n");
}

TEST(Tree, FindsCallsWhereverTheyStand) {
  const std::string call = "python scripts/vod_load_env.py | | |\n";
  for (const char* text : {
           "python scripts/vod_load_env.py",
           "cd x && python scripts/vod_load_env.py; ls",
           "A=1 B=2 python scripts/vod_load_env.py",
           "for i in 1 2; do python scripts/vod_load_env.py; done",
           "if true; then python scripts/vod_load_env.py; fi",
           "x=$(python scripts/vod_load_env.py)",
           "echo `python scripts/vod_load_env.py`",
           "diff <(python scripts/vod_load_env.py) y",
           "(python scripts/vod_load_env.py)",
           "python scripts/vod_load_env.py > out 2>&1",
           "echo x | python scripts/vod_load_env.py",
       })
    EXPECT_EQ(found(text), call) << text;
}

TEST(Tree, SeesThroughProgramsThatRunOthers) {
  const std::string call = "python scripts/vod_load_env.py | | --check-only |\n";
  for (const char* wrapper : {"env A=1",
                              "env -u X",
                              "nohup",
                              "time",
                              "time -p",
                              "sudo -u bob",
                              "sudo --user bob",
                              "timeout 60",
                              "timeout -k 5 --signal KILL 60",
                              "nice -n 5",
                              "exec",
                              "command",
                              "stdbuf -o L",
                              "xargs -I {}",
                              "xargs -n1",
                              "uv run",
                              "poetry run",
                              "env nohup nice",
                              "! ",
                              "watch -n 5"})
    EXPECT_EQ(found(std::string(wrapper) + " python scripts/vod_load_env.py --check-only"), call) << wrapper;
  for (const char* text : {"bash -c 'python scripts/vod_load_env.py --check-only'",
                           "sh -lc \"python scripts/vod_load_env.py --check-only\"",
                           "eval 'python scripts/vod_load_env.py --check-only'",
                           "bash -c \"sh -c 'python scripts/vod_load_env.py --check-only'\"",
                           "bash <<'EOF'\npython scripts/vod_load_env.py --check-only\nEOF\n"})
    EXPECT_EQ(found(text), call) << text;
}

TEST(Tree, NestedTextKeepsItsPlaces) {
  const std::string_view text = "bash -c \"python scripts/vod_upload.py upload --file \\\"a b.mp4\\\"\"";
  const std::vector<Command> commands = find_commands(text, vod());
  ASSERT_EQ(commands.size(), 1U);
  EXPECT_EQ(commands[0].path_span.of(text), "scripts/vod_upload.py");
  EXPECT_EQ(commands[0].subcommand_span.of(text), "upload");
  ASSERT_NE(commands[0].find("--file"), nullptr);
  EXPECT_EQ(commands[0].value("--file"), "a b.mp4");
  EXPECT_EQ(commands[0].find("--file")->name_span.of(text), "--file");
  EXPECT_NE(commands[0].find("--file")->values[0].span.of(text).find("a b.mp4"), std::string_view::npos);
}

TEST(Tree, KnowsItsScriptsFromOtherPrograms) {
  EXPECT_EQ(found("python scripts/vod_nonsense.py go"), "python scripts/vod_nonsense.py | go | |\n");
  EXPECT_EQ(found("python3.11 -u /srv/scripts/vod_load_env.py"),
            "python3.11 /srv/scripts/vod_load_env.py | | |\n");
  EXPECT_EQ(found("./scripts/vod_load_env.py"), " ./scripts/vod_load_env.py | | |\n");
  EXPECT_EQ(found("bash scripts/vod_load_env.py"), "bash scripts/vod_load_env.py | | |\n");
  EXPECT_EQ(found("python vod_load_env"), "python vod_load_env | | |\n");
  EXPECT_EQ(found("python scripts/other.py"), "python scripts/other.py | | |\n")
      << "in our folder, so unknown";
  for (const char* other :
       {"cat scripts/vod_upload.py", "python manage.py upload", "vod_cli upload", "python -c 'x'",
        "python -m vod_upload", "grep vod_ scripts/vod_upload.py", "echo python"})
    EXPECT_EQ(found(other), "") << other;
}

TEST(Tree, SpansCoverWhatWasWritten) {
  const std::string_view text = "ls; A=1 python 'scripts/vod_upload.py' upload --file=\"a b\" --json # x";
  const Command c = find_commands(text, vod()).at(0);
  EXPECT_EQ(c.span.of(text), "python 'scripts/vod_upload.py' upload --file=\"a b\" --json");
  EXPECT_EQ(c.interpreter_span.of(text), "python");
  EXPECT_EQ(c.path_span.of(text), "'scripts/vod_upload.py'");
  EXPECT_TRUE(c.path_quoted);
  EXPECT_EQ(c.options[0].name_span.of(text), "--file");
  EXPECT_EQ(c.options[0].values[0].span.of(text), "\"a b\"");
  EXPECT_EQ(c.options[0].values[0].quote, Quote::Double);
}

TEST(Tree, ListsTheOtherProgramsThatRun) {
  const std::string_view text =
      "sudo curl -s x | jq . && python scripts/vod_load_env.py; bash -c 'tccli vod y'; python a.py";
  std::string names;
  for (const Program& p : find_programs(text, parse_shell(text), vod()))
    names += std::string(p.words[0].span.of(text)) + "/" + p.words.back().value + " ";
  EXPECT_EQ(names, "curl/x jq/. tccli/y python/a.py ");
}

TEST(Tree, DeepNestingEnds) {
  std::string text = "python scripts/vod_load_env.py";
  for (int i = 0; i < 200; ++i) text = "$(" + text + ")";
  EXPECT_EQ(found("echo " + text), "") << "deeper than is looked at";
  std::string shells = "x";
  for (int i = 0; i < 12; ++i) shells = "bash -c " + double_quoted(shells);
  (void)find_commands(shells, vod());
}

} // namespace
} // namespace cmdwright::command
