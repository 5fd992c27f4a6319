// What is painted, seen through the screen model.
#include "repl/paint.h"

#include <gtest/gtest.h>

#include "support/vt_screen.h"
#include "text/utf8.h"
#include "text/words.h"

namespace cmdwright::repl {
namespace {

using test::VtScreen;
using Rows = std::vector<std::string>;

View view_of(std::string_view text, std::size_t cursor = SIZE_MAX) {
  View v;
  v.text = text;
  v.cursor = std::min(cursor, text.size());
  return v;
}

TEST(ReplPaint, ProseWrapsAtBlanksWithAHangingIndent) {
  EXPECT_EQ((Rows{"The quick", "  brown fox", "  jumps"}),
            rows_of({ScreenLine::Kind::Remark, "The quick brown fox jumps"}, 12, false));
  EXPECT_EQ((Rows{"  indented", "    goes", "    on"}),
            rows_of({ScreenLine::Kind::Report, "  indented goes on"}, 10, false));
}

TEST(ReplPaint, HanTextWrapsAnywhereAndLongWordsWhereTheyMust) {
  EXPECT_EQ((Rows{"费用提示：", "  该操作会", "  产生"}),
            rows_of({ScreenLine::Kind::Remark, "费用提示：该操作会产生"}, 10, false));
  EXPECT_EQ((Rows{"abcdefgh", "  ijklmn", "  op"}),
            rows_of({ScreenLine::Kind::Remark, "abcdefghijklmnop"}, 8, false));
}

TEST(ReplPaint, CommandsAreNeverCut) {
  const std::string command(300, 'x');
  EXPECT_EQ((Rows{command}), rows_of({ScreenLine::Kind::Command, command}, 20, false));
}

TEST(ReplPaint, ControlCharactersOfAnAnswerDoNotReachTheTerminal) {
  EXPECT_EQ((Rows{"a[31mb c"}), rows_of({ScreenLine::Kind::Command, "a\x1b[31mb\nc\x07"}, 20, false));
}

TEST(ReplPaint, EveryRowFits) {
  ScreenLine line(ScreenLine::Kind::Remark, "  ab 转码 e\u0301e\u0301 longerwordthanthat, ");
  line.add("x  y   z 视频点播服务 end", Style::Error);
  for (std::size_t width = 8; width < 60; ++width) {
    std::string all;
    for (const std::string& row : rows_of(line, width, false)) {
      EXPECT_LE(utf8::width(row), width);
      all += row;
    }
    std::erase(all, ' ');
    std::string expected = line.text();
    std::erase(expected, ' ');
    EXPECT_EQ(expected, all) << width;
  }
}

/// Whatever was painted before, the screen shows the frame.
TEST(ReplPaint, RepaintingLeavesNothingBehind) {
  VtScreen screen(10, 8);
  Painter painter;
  const std::vector<std::string> texts = {
      "",           "a",        "ab",       "abcdefgh", "abcdefghi",           "转码视频转码",
      "ab\ncd\n码", "abcdefgh", "abcdefgX", "",         "12345678901234567890"};
  for (const std::string& text : texts)
    for (std::size_t cursor = 0; cursor <= text.size();
         cursor = cursor == text.size() ? SIZE_MAX : next_character(text, cursor)) {
      const Frame frame = layout(view_of(text, cursor), "> ", 10, 8, false);
      screen.feed(painter.paint(frame));
      Rows expected;
      for (const Frame::Row& r : frame.rows)
        expected.push_back(r.bytes.substr(0, r.bytes.find_last_not_of(' ') + 1));
      while (!expected.empty() && expected.back().empty()) expected.pop_back();
      EXPECT_EQ(expected, screen.rows()) << text << " at " << cursor;
      EXPECT_EQ(frame.row, screen.row()) << text << " at " << cursor;
      EXPECT_EQ(frame.column, screen.column()) << text << " at " << cursor;
      if (cursor == SIZE_MAX) break;
    }
  EXPECT_EQ(Rows{}, screen.problems());
}

TEST(ReplPaint, ALongTextShowsTheRowsAroundTheCursor) {
  const std::string text(1000, 'x');
  const Frame end = layout(view_of(text), "> ", 10, 6, false);
  EXPECT_EQ(5U, end.rows.size());
  EXPECT_EQ(4U, end.row);
  const Frame begin = layout(view_of(text, 0), "> ", 10, 6, false);
  EXPECT_EQ("> xxxxxxxx", begin.rows[0].bytes);
  EXPECT_EQ(0U, begin.row);
}

TEST(ReplPaint, OffersStandInColumnsBelow) {
  View v = view_of("x");
  v.offers = {"mp4", "hls", "转码", "longest-one", "b"};
  v.chosen = 3;
  const Frame frame = layout(v, "> ", 30, 10, false);
  Rows rows;
  for (const Frame::Row& r : frame.rows) rows.push_back(r.bytes);
  EXPECT_EQ((Rows{"> x", "mp4          hls", "转码         longest-one", "b"}), rows);
  EXPECT_EQ(0U, frame.row);
  v.offers.assign(100, "candidate");
  EXPECT_EQ("(92 more)", layout(v, "> ", 10, 24, false).rows.back().bytes);
}

TEST(ReplPaint, ClipboardBytesAreBase64) {
  EXPECT_EQ("\x1b]52;c;\x07", clipboard_bytes(""));
  EXPECT_EQ("\x1b]52;c;Zg==\x07", clipboard_bytes("f"));
  EXPECT_EQ("\x1b]52;c;Zm8=\x07", clipboard_bytes("fo"));
  EXPECT_EQ("\x1b]52;c;Zm9v6L2s\x07", clipboard_bytes("foo转"));
}

} // namespace
} // namespace cmdwright::repl
