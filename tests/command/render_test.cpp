#include "command/render.h"

#include <gtest/gtest.h>

#include "support/pack.h"

namespace cmdwright::command {
namespace {

const spec::Spec& vod() {
  return test::built_in().spec();
}

std::string again(std::string_view text) {
  return render(find_commands(text, vod()).at(0), vod());
}

TEST(Render, PutsRequiredParametersFirstAndTheOthersInTheOrderOfTheSpec) {
  EXPECT_EQ(again("python scripts/vod_process_media.py remux --no-wait --tasks-priority 5 --target-format "
                  "hls --file-id 1"),
            "python scripts/vod_process_media.py remux --file-id 1 --target-format hls --tasks-priority 5 "
            "--no-wait");
}

TEST(Render, WritesLongNamesAndTheCanonicalPath) {
  EXPECT_EQ(again("python3 /srv/scripts/vod_aigc_chat.py chat -q hi -m=gpt-4o"),
            "python scripts/vod_aigc_chat.py chat --message \"hi\" --model gpt-4o");
  EXPECT_EQ(again("python3 ./vod_search_media_by_semantics.py -t x -n 5"),
            "python scripts/vod_search_media_by_semantics.py --text \"x\" --limit 5");
}

TEST(Render, QuotesOnlyWhatNeedsIt) {
  EXPECT_EQ(again("python scripts/vod_upload.py upload --file 'a b.mp4' --media-name 'x' --class-id \"7\""),
            "python scripts/vod_upload.py upload --file \"a b.mp4\" --media-name x --class-id 7");
  EXPECT_EQ(again("python scripts/vod_upload.py upload --file ~/a.mp4 --media-name '~/a'"),
            "python scripts/vod_upload.py upload --file ~/a.mp4 --media-name \"~/a\"");
  EXPECT_EQ(again("python scripts/vod_pull_upload.py --url https://e.com/a"),
            "python scripts/vod_pull_upload.py --url \"https://e.com/a\"");
  EXPECT_EQ(
      again("python scripts/vod_scene_aigc_image.py generate --scene-type outpainting --input-files File:1"),
      "python scripts/vod_scene_aigc_image.py generate --scene-type outpainting --input-files File:1");
  EXPECT_EQ(again("python scripts/vod_scene_aigc_image.py generate --scene-type outpainting --input-files "
                  "Url:https://e.com/a"),
            "python scripts/vod_scene_aigc_image.py generate --scene-type outpainting --input-files "
            "\"Url:https://e.com/a\"");
  EXPECT_EQ(again("python scripts/vod_aigc_image.py create --model GEM --prompt x --file-infos "
                  "\"[{\\\"Type\\\":\\\"Url\\\"}]\""),
            "python scripts/vod_aigc_image.py create --model GEM --prompt \"x\" --file-infos "
            "'[{\"Type\":\"Url\"}]'");
}

TEST(Render, EscapesWhatAShellWouldReplace) {
  EXPECT_EQ(again(R"(python scripts/vod_aigc_chat.py chat --message '$(rm -rf ~); "it'\''s" \ `x`')"),
            R"(python scripts/vod_aigc_chat.py chat --message "\$(rm -rf ~); \"it's\" \\ \`x\`")");
}

TEST(Render, AttachesValuesThatLookLikeOptions) {
  EXPECT_EQ(again("python scripts/vod_aigc_chat.py chat --message='--help me'"),
            "python scripts/vod_aigc_chat.py chat --message=\"--help me\"");
  EXPECT_EQ(again("python scripts/vod_aigc_chat.py chat --message='-5e3'"),
            "python scripts/vod_aigc_chat.py chat --message=\"-5e3\"");
  EXPECT_EQ(
      again("python scripts/vod_process_media.py remux --file-id 1 --target-format hls --tasks-priority -5"),
      "python scripts/vod_process_media.py remux --file-id 1 --target-format hls --tasks-priority -5");
}

TEST(Render, KeepsWhatTheShellShallReplace) {
  EXPECT_EQ(again("python scripts/vod_process_media.py transcode --file-id $ID"),
            "python scripts/vod_process_media.py transcode --file-id $ID");
  EXPECT_EQ(again("python scripts/vod_aigc_chat.py chat --message \"hello $NAME, \\\"you\\\"\""),
            "python scripts/vod_aigc_chat.py chat --message \"hello $NAME, \\\"you\\\"\"");
}

TEST(Render, KeepsUnknownOptionsAtTheEnd) {
  EXPECT_EQ(again("python scripts/vod_upload.py upload --frob 'x y' --file a"),
            "python scripts/vod_upload.py upload --file a --frob \"x y\"");
}

TEST(Render, ValuesAreAddedAndSet) {
  const spec::Script& script = *vod().script("vod_describe_sub_app_ids.py");
  const spec::Operation& op = script.operations[0];
  Command c = make_command(script, op);
  add_value(c, *op.find("--tag"), "a=1");
  add_value(c, *op.find("--tag"), "b=2");
  set_value(c, *op.find("--limit"), "5");
  set_value(c, *op.find("--limit"), "6");
  set_value(c, *op.find("--json"));
  EXPECT_EQ(render(c, vod()),
            "python scripts/vod_describe_sub_app_ids.py --tag a=1 --tag b=2 --limit 6 --json");
}

} // namespace
} // namespace cmdwright::command
