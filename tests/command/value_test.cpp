#include "command/value.h"

#include <gtest/gtest.h>

namespace cmdwright::command {
namespace {

TEST(Value, Integers) {
  EXPECT_EQ(as_integer("42"), 42);
  EXPECT_EQ(as_integer("+7"), 7);
  EXPECT_EQ(as_integer("-10"), -10);
  EXPECT_EQ(as_integer("007"), 7);
  EXPECT_EQ(as_integer("99999999999999999999"), INT64_MAX); // a number, out of every range
  for (const char* no : {"", "+", "-", "+-5", "-+5", "1.0", "1e3", " 1", "1 ", "five", "0x10", "１"})
    EXPECT_EQ(as_integer(no), std::nullopt) << no;
}

TEST(Value, Numbers) {
  EXPECT_EQ(as_number("0.7"), 0.7);
  EXPECT_EQ(as_number(".5"), 0.5);
  EXPECT_EQ(as_number("-1e3"), -1000.0);
  EXPECT_EQ(as_number("+2"), 2.0);
  for (const char* no : {"", "nan", "inf", "-inf", "-nan", "1,5", "1.5s", "+-1", "0x1", "--1", "1e999"})
    EXPECT_EQ(as_number(no), std::nullopt) << no;
}

TEST(Value, NegativeNumbersAsArgparseSeesThem) {
  for (const char* yes : {"-5", "-5.5", "-.5", "-10"}) EXPECT_TRUE(is_negative_number(yes)) << yes;
  for (const char* no : {"5", "-", "-5e3", "-x", "-5x", "-5.", "--5", "-1.2.3", "-."})
    EXPECT_FALSE(is_negative_number(no)) << no;
}

TEST(Value, UrlsAndPaths) {
  for (const char* url : {"https://e.com/a", "http://x", "HTTPS://E.com"}) EXPECT_TRUE(is_url(url)) << url;
  for (const char* no : {"https://", "https:///x", "ftp://e.com/a", "e.com/a", "httpx://a", ""})
    EXPECT_FALSE(is_url(no)) << no;
  for (const char* path : {"/a/b", "./a", "../a", "~/a", "C:\\a", "c:/a", "clip.mp4", "x/y.PNG", "中.mov"})
    EXPECT_TRUE(is_local_path(path)) << path;
  for (const char* no :
       {"", "https://e.com/a.mp4", "cos://b/a.mp4", "5145403721233902989", "clip", ".mp4", "a:b", "a.b"})
    EXPECT_FALSE(is_local_path(no)) << no;
}

TEST(Value, Instants) {
  constexpr std::int32_t kChina = 8 * 3600;
  EXPECT_EQ(as_instant("1970-01-01T00:00:00Z", kChina), 0);
  EXPECT_EQ(as_instant("1970-01-01T08:00:00+08:00", 0), 0);
  EXPECT_EQ(as_instant("1969-12-31T19:00:00-05:00", 0), 0);
  EXPECT_EQ(as_instant("1970-01-01", 0), 0);
  EXPECT_EQ(as_instant("1970-01-01", kChina), -28800) << "a day begins where its zone says";
  EXPECT_EQ(as_instant("2024-02-29T12:00:00.250Z", 0), 1709208000);
  EXPECT_EQ(as_instant("2026-12-31T24:00:00Z", 0), as_instant("2027-01-01T00:00:00Z", 0));
  for (const char* no :
       {"", "2026", "2026-1-1", "2026-13-01", "2026-02-29", "2026-04-31", "2026-00-10", "2026-01-01T00:00:00",
        "2026-01-01 00:00:00Z", "2026-01-01T00:00Z", "2026-01-01T25:00:00Z", "2026-01-01T24:30:00Z",
        "2026-01-01T00:60:00Z", "2026-01-01T00:00:00+0800", "2026-01-01T00:00:00+15:00",
        "2026-01-01T00:00:00.Z", "2026/01/01", "20260101"})
    EXPECT_EQ(as_instant(no, 0), std::nullopt) << no;
  EXPECT_TRUE(is_plain_day("2026-01-31"));
  EXPECT_FALSE(is_plain_day("2026-01-32"));
  EXPECT_FALSE(is_plain_day("2026-01-31T00:00:00Z"));
}

TEST(Value, InstantsAreWrittenAsTheyAreRead) {
  EXPECT_EQ(instant_text(0, 8 * 3600), "1970-01-01T08:00:00+08:00");
  EXPECT_EQ(instant_text(0, -(3 * 3600 + 1800)), "1969-12-31T20:30:00-03:30");
  for (std::int64_t instant = -5'000'000'000; instant < 9'000'000'000; instant += 7'777'777)
    for (const std::int32_t zone : {0, 28800, -12600}) {
      const std::string text = instant_text(instant, zone);
      ASSERT_EQ(as_instant(text, 0), instant) << text;
    }
}

TEST(Value, TimeOffsets) {
  for (const char* yes : {"5s", "12.5s", "0s", "10pct", "100%", "0.5pct"})
    EXPECT_TRUE(is_time_offset(yes)) << yes;
  for (const char* no : {"5", "s", "-5s", "101pct", "5 s", "5m", "00:05", ""})
    EXPECT_FALSE(is_time_offset(no)) << no;
}

TEST(Value, FileReferences) {
  const spec::FileRefRule rule{"File:", "Url:"};
  EXPECT_EQ(as_file_ref(rule, "File:123")->target, "123");
  EXPECT_FALSE(as_file_ref(rule, "File:123")->url);
  EXPECT_TRUE(as_file_ref(rule, "Url:https://e.com/a")->url);
  for (const char* no : {"", "File:", "Url:", "file:1", "123", "https://e.com"})
    EXPECT_FALSE(as_file_ref(rule, no)) << no;
  EXPECT_FALSE(as_file_ref({}, "File:123")) << "a pack without such values has none";
}

TEST(Value, Placeholders) {
  for (const char* yes : {"<FileId>", "<a b>", " <x> ", "YOUR_FILE_ID", "your-token", "xxx", "XXXX",
                          "task_xxx", "id-xxx", "File:xxx", "xxx...", "{{file_id}}", "{{ x }}"})
    EXPECT_TRUE(is_placeholder(yes)) << yes;
  for (const char* no : {"", "<>", "<<<element_1>>>", "<a> and <b>", "a <b>", "boxxx", "max", "your cat",
                         "Your-style poster", "yours", "5145403721233902989", "xx", "{{a}} and more"})
    EXPECT_FALSE(is_placeholder(no)) << no;
}

TEST(Value, ListItems) {
  spec::Param comma;
  comma.list = spec::ListKind::Comma;
  EXPECT_EQ(list_items(comma, "1,2,,3"), (std::vector<std::string_view>{"1", "2", "", "3"}));
  EXPECT_EQ(list_items(spec::Param{}, "1,2"), (std::vector<std::string_view>{"1,2"}));
}

TEST(Value, SameButForCaseAndBlanks) {
  const std::vector<std::string_view> allowed = {"AutoMatch", "ZoomIn"};
  EXPECT_EQ(same_but_for_case("auto match", allowed), "AutoMatch");
  EXPECT_EQ(same_but_for_case("ZOOMIN", allowed), "ZoomIn");
  EXPECT_EQ(same_but_for_case("zoom_in", allowed), "");
  EXPECT_EQ(same_but_for_case("", allowed), "");
}

} // namespace
} // namespace cmdwright::command
