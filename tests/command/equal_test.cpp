#include "command/equal.h"

#include <gtest/gtest.h>

#include "support/pack.h"

namespace cmdwright::command {
namespace {

Meaning meaning_of(const std::string& text) {
  const std::vector<Command> commands = find_commands("python scripts/" + text, test::built_in().spec());
  EXPECT_EQ(commands.size(), 1U) << text;
  return commands.empty() ? Meaning{} : meaning(commands[0]);
}

bool same(const std::string& a, const std::string& b) {
  EXPECT_EQ(meaning_of(a) == meaning_of(b), meaning_of(b) == meaning_of(a));
  return meaning_of(a) == meaning_of(b);
}

TEST(Equal, WhateverTheOrderAndTheQuotes) {
  EXPECT_TRUE(same("vod_process_media.py transcode --file-id 1 --quality hd --no-wait",
                   "vod_process_media.py transcode --no-wait --quality='hd' --file-id \"1\""));
  EXPECT_TRUE(same("vod_aigc_chat.py chat -q \"it's\"", "vod_aigc_chat.py chat --message 'it'\\''s'"));
  EXPECT_FALSE(
      same("vod_process_media.py transcode --file-id 1", "vod_process_media.py transcode --file-id 2"));
  EXPECT_FALSE(
      same("vod_process_media.py transcode --file-id 1", "vod_process_media.py enhance --file-id 1"));
  EXPECT_FALSE(same("vod_process_media.py transcode --file-id 1",
                    "vod_process_media.py transcode --file-id 1 --json"));
}

TEST(Equal, ListsAreSetsWhereTheServiceTreatsThemSo) {
  EXPECT_TRUE(same("vod_describe_media.py --file-id 1 2 2 --filters metaData basicInfo",
                   "vod_describe_media.py --file-id 2 1 --filters basicInfo metaData"));
  EXPECT_FALSE(same("vod_search_media.py --names a b", "vod_search_media.py --names b a"));
  EXPECT_TRUE(
      same("vod_process_media.py snapshot --file-id 1 --definition 10 --ext-time-offset-set 5s,10s",
           "vod_process_media.py snapshot --file-id 1 --definition 10 --ext-time-offset-set '5s, 10.0s'"));
  EXPECT_FALSE(
      same("vod_process_media.py snapshot --file-id 1 --definition 10 --ext-time-offset-set 5s,10s",
           "vod_process_media.py snapshot --file-id 1 --definition 10 --ext-time-offset-set 10s,5s"));
}

TEST(Equal, NumbersByValue) {
  EXPECT_TRUE(
      same("vod_process_media.py gif --file-id 1 --definition 20000 --start-time 5 --end-time 0",
           "vod_process_media.py gif --file-id 1 --definition 020000 --start-time 5.0 --end-time -0.0"));
  EXPECT_FALSE(same("vod_process_media.py gif --file-id 1 --definition 1 --start-time 5",
                    "vod_process_media.py gif --file-id 1 --definition 1 --start-time 5.01"));
  EXPECT_FALSE(
      same("vod_upload.py upload --file a --media-name 1", "vod_upload.py upload --file a --media-name 01"))
      << "a name is no number";
}

TEST(Equal, TimesByInstant) {
  const std::string search = "vod_search_media.py --create-after ";
  EXPECT_TRUE(same(search + "2026-01-01T00:00:00+08:00", search + "2025-12-31T16:00:00Z"));
  EXPECT_TRUE(same(search + "2026-01-01", search + "2026-01-01T00:00:00+08:00"));
  EXPECT_FALSE(same(search + "2026-01-01", search + "2026-01-01T23:59:59+08:00"));
  const std::string usage = "vod_aigc_token.py usage --type Text --end ";
  EXPECT_TRUE(same(usage + "2026-01-31", usage + "2026-01-31T23:59:59+08:00"))
      << "here a day is the whole day";
  EXPECT_TRUE(same(usage + "2026-01-31", usage + "2026-01-30T16:00:00Z"));
  EXPECT_FALSE(same(usage + "2026-01-31", usage + "2026-01-31T12:00:00+08:00"));
}

TEST(Equal, JsonByContent) {
  const std::string chat = "vod_aigc_chat.py chat --messages ";
  EXPECT_TRUE(same(chat + "'[{\"role\":\"user\",\"content\":\"x\"}]'",
                   chat + "'[ {\"content\": \"x\", \"role\": \"user\"} ]'"));
  EXPECT_TRUE(same(chat + "'[{\"n\":1}]'", chat + "'[{\"n\":1.0}]'"));
  EXPECT_TRUE(same(chat + "'[\"\\u4e2d\"]'", chat + "'[\"中\"]'"));
  EXPECT_FALSE(same(chat + "'[1,2]'", chat + "'[2,1]'"));
  EXPECT_FALSE(same(chat + "'[{\"n\":1}]'", chat + "'[{\"n\":\"1\"}]'"));
  const std::string deep(200000, '[');
  EXPECT_TRUE(same(chat + "'" + deep + "'", chat + "'" + deep + "'")) << "too deep to be read, still itself";
}

TEST(Equal, DefaultsThatAreWrittenOrRecommended) {
  EXPECT_TRUE(
      same("vod_aigc_image.py create --model Hunyuan --prompt x", "vod_aigc_image.py create --prompt x"));
  EXPECT_FALSE(
      same("vod_aigc_image.py create --model Kling --prompt x", "vod_aigc_image.py create --prompt x"));
  EXPECT_TRUE(
      same("vod_aigc_video.py create --prompt x --max-wait 1800", "vod_aigc_video.py create --prompt x"));
  EXPECT_FALSE(
      same("vod_aigc_video.py create --prompt x --max-wait 600", "vod_aigc_video.py create --prompt x"));
  EXPECT_FALSE(
      same("vod_aigc_image.py create --prompt x --max-wait 600", "vod_aigc_image.py create --prompt x"))
      << "only what the spec names is left out";
}

TEST(Equal, WhatTheShellReplacesIsNotItsOwnText) {
  EXPECT_FALSE(same("vod_aigc_chat.py chat --message \"$A\"", "vod_aigc_chat.py chat --message '$A'"));
  EXPECT_TRUE(same("vod_aigc_chat.py chat --message \"$A\"", "vod_aigc_chat.py chat --message $A"));
}

TEST(Equal, SaysWhatDiffers) {
  EXPECT_EQ(differences(meaning_of("vod_process_media.py transcode --file-id 1 --quality hd --json"),
                        meaning_of("vod_process_media.py transcode --file-id 1 --quality sd --no-wait")),
            (std::vector<std::string>{"--json is missing", "--quality: sd instead of hd",
                                      "--no-wait is too much"}));
  EXPECT_EQ(differences(meaning_of("vod_search_media.py --create-after 2026-01-31"),
                        meaning_of("vod_describe_media.py --file-id 1 2")),
            (std::vector<std::string>{"vod_describe_media.py instead of vod_search_media.py",
                                      "--create-after 2026-01-31T00:00:00+08:00 is missing",
                                      "--file-id 1 2 is too much"}));
  EXPECT_EQ(differences(meaning_of("vod_aigc_token.py usage --type Text --end 2026-01-31"),
                        meaning_of("vod_aigc_token.py usage --type Text --end 2026-02-28T23:59:59+08:00")),
            (std::vector<std::string>{"--end: 2026-02-28 instead of 2026-01-31"}));
}

} // namespace
} // namespace cmdwright::command
