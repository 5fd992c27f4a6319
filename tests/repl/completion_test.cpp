#include "repl/completion.h"

#include <gtest/gtest.h>

#include "support/pack.h"
#include "text/words.h"

namespace cmdwright::repl {
namespace {

/// The candidates for a line with the cursor at its end, and where they begin: "7: mp4 hls".
std::string offers(std::string_view line) {
  const spec::Spec& spec = test::built_in().spec();
  const std::vector<const spec::Operation*> operations = {spec.operation("vod_process_media.py", "remux")};
  const std::vector<std::string> allowed;
  const std::vector<std::string> ids = {"5145403721233902989", "1500-Task-77"};
  const FolderReader folder = [](const std::string& name, std::string_view prefix) {
    std::vector<std::string> found;
    for (const std::string entry : {"clips/", "a.mp4", "with blank.mp4"})
      if (name == "./" && entry.starts_with(prefix)) found.push_back(entry);
    return found;
  };
  const Completion c = complete(line, line.size(), {spec, folder, operations, allowed, ids});
  std::vector<std::string> texts;
  for (const Completion::Candidate& one : c.candidates) texts.push_back(one.text);
  return std::to_string(c.begin) + ": " + join(texts, " ");
}

TEST(ReplCompletion, ColonCommandsAndTheirArguments) {
  EXPECT_EQ("0: :lint :load :lang", offers(":l"));
  EXPECT_EQ("6: vod_upload.py", offers(":spec vod_up"));
  EXPECT_EQ("20: pull", offers(":spec vod_upload.py p"));
  EXPECT_EQ("6: auto en zh", offers(":lang "));
  EXPECT_EQ("5: color", offers(":set c"));
  EXPECT_EQ("11: always questions never", offers(":set state "));
  EXPECT_EQ("5: --target-format --tasks-priority", offers(":why --ta"));
  EXPECT_EQ("6: ./clips/ ./a.mp4", offers(":save ./"));
}

TEST(ReplCompletion, CallsOfScripts) {
  EXPECT_EQ("7: scripts/vod_upload.py", offers("python scripts/vod_upl"));
  EXPECT_EQ("36: remux", offers("python scripts/vod_process_media.py rem"));
  EXPECT_EQ("58: mp4 hls", offers("python scripts/vod_process_media.py remux --target-format "));
  EXPECT_EQ("52: 5145403721233902989", offers("python scripts/vod_process_media.py remux --file-id 51"));
  // What is there already is not offered again.
  EXPECT_EQ("62: --tasks-priority",
            offers("python scripts/vod_process_media.py remux --target-format hls --ta"));
}

TEST(ReplCompletion, ModelsAndWhatDependsOnThem) {
  const std::string models = offers("python scripts/vod_aigc_video.py create --model Kl");
  EXPECT_EQ("48: Kling", models);
  const std::string versions =
      offers("python scripts/vod_aigc_video.py create --model Kling --model-version ");
  EXPECT_NE(std::string::npos, versions.find("O1")) << versions;
}

TEST(ReplCompletion, RequestsOfferWhatHasANameOfItsOwn) {
  EXPECT_EQ("10: 5145403721233902989", offers("transcode 51"));
  EXPECT_EQ("5: Hunyuan", offers("with hunY"));
  EXPECT_EQ("7: ./a.mp4", offers("upload ./a"));
  EXPECT_EQ("7: --target-format --tasks-priority", offers("please --ta"));
  EXPECT_EQ("10: ", offers("transcode "));
}

TEST(ReplCompletion, CommonPrefixNeverCutsACharacter) {
  EXPECT_EQ("vod_", common_prefix({{"vod_a"}, {"vod_b"}}));
  EXPECT_EQ("转", common_prefix({{"转码"}, {"转移"}}));
  EXPECT_EQ("", common_prefix({{"码"}, {"础"}}));
}

TEST(ReplCompletion, IdsAreFoundInWhatWasSaid) {
  std::vector<std::string> ids;
  collect_ids(
      "describe 5145403721233902989, task 1500012345-abc-77 of 2026-11-22 at https://e.com/12345678.mp4",
      ids);
  collect_ids("File:5145403721233902111 and 5145403721233902989", ids);
  EXPECT_EQ((std::vector<std::string>{"5145403721233902989", "5145403721233902111", "1500012345-abc-77"}),
            ids);
}

} // namespace
} // namespace cmdwright::repl
