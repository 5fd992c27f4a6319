#include "repl/editor.h"

#include <gtest/gtest.h>

namespace cmdwright::repl {
namespace {

/// Types bytes into an editor, as they come from a terminal.
class ReplEditor : public testing::Test {
protected:
  Editor::Event type(std::string_view bytes) {
    Editor::Event last = Editor::Event::None;
    std::vector<Key> keys = reader_.feed(bytes);
    for (Key& k : reader_.flush()) keys.push_back(std::move(k));
    for (const Key& k : keys) last = editor_.press(k);
    return last;
  }
  /// The text with the cursor in it.
  [[nodiscard]] std::string line() const {
    const View v = editor_.view();
    return std::string(v.text.substr(0, v.cursor)) + "|" + std::string(v.text.substr(v.cursor));
  }

  History history_;
  KeyReader reader_;
  Editor editor_{history_, [](std::string_view text, std::size_t cursor) {
                   Completion c;
                   c.begin = cursor - std::min<std::size_t>(cursor, 1);
                   if (text.starts_with("a")) c.candidates = {{"alpha"}, {"alto"}, {"al"}};
                   if (text.starts_with("o")) c.candidates = {{"only"}};
                   if (text.starts_with("f")) c.candidates = {{"folder/", false}};
                   return c;
                 }};
};

TEST_F(ReplEditor, MovesByWordsAndKillsThem) {
  (void)type("one two.three four");
  (void)type("\x1b"
             "b");
  EXPECT_EQ("one two.three |four", line());
  (void)type("\x1b[1;5D");
  EXPECT_EQ("one two.|three four", line());
  (void)type("\x1b"
             "d");
  EXPECT_EQ("one two.| four", line());
  (void)type("\x1b\x7f");
  EXPECT_EQ("one | four", line());
  (void)type("\x19");
  EXPECT_EQ("one two.three| four", line());
}

TEST_F(ReplEditor, KillsToTheEndsAndYanks) {
  (void)type("hello world\x1b[D\x1b[D\x0b");
  EXPECT_EQ("hello wor|", line());
  (void)type("\x15");
  EXPECT_EQ("|", line());
  (void)type("\x19");
  EXPECT_EQ("hello world|", line());
}

TEST_F(ReplEditor, SwapsCharacters) {
  (void)type("ab码\x14");
  EXPECT_EQ("a码b|", line());
  (void)type("\x01\x14");
  EXPECT_EQ("|a码b", line());
}

TEST_F(ReplEditor, UndoTakesBackSteps) {
  (void)type("abc");
  (void)type("\x17");
  (void)type("\x1f");
  EXPECT_EQ("abc|", line());
  (void)type("\x1f\x1f\x1f");
  EXPECT_EQ("|", line());
}

TEST_F(ReplEditor, EnterAcceptsAndCtrlDEndsOnlyOnAnEmptyLine) {
  EXPECT_EQ(Editor::Event::Accept, type("abc\r"));
  EXPECT_EQ("abc", editor_.take());
  EXPECT_EQ("|", line());
  EXPECT_EQ(Editor::Event::None, type("x\x01\x04"));
  EXPECT_EQ("|", line());
  EXPECT_EQ(Editor::Event::End, type("\x04"));
}

TEST_F(ReplEditor, RecallKeepsWhatWasBeingTyped) {
  history_.add("first");
  history_.add("second");
  (void)type("new\x1b[A");
  EXPECT_EQ("second|", line());
  (void)type("\x10\x10\x10");
  EXPECT_EQ("first|", line());
  (void)type("\x0e\x0e");
  EXPECT_EQ("new|", line());
}

TEST_F(ReplEditor, SearchFindsOlderAndNewerAndCanBeGivenUp) {
  for (const char* e : {"alpha one", "beta", "alpha two", "gamma"}) history_.add(e);
  (void)type("typed\x12"
             "ALPHA");
  EXPECT_EQ("(search) ALPHA: ", editor_.view().prompt);
  EXPECT_EQ("alpha two", editor_.view().text);
  (void)type("\x12");
  EXPECT_EQ("alpha one", editor_.view().text);
  (void)type("\x13");
  EXPECT_EQ("alpha two", editor_.view().text);
  EXPECT_EQ(Editor::Event::Bell, type("!"));
  EXPECT_EQ("(no match) ALPHA!: ", editor_.view().prompt);
  (void)type("\x07");
  EXPECT_EQ("typed|", line());
  EXPECT_EQ(Editor::Event::Accept, type("\x12"
                                        "bet\r"));
  EXPECT_EQ("beta", editor_.take());
}

TEST_F(ReplEditor, TabInsertsWhatIsCommonThenWalks) {
  (void)type("a\t");
  EXPECT_EQ("al|", line());
  EXPECT_EQ(3U, editor_.view().offers.size());
  (void)type("\t");
  EXPECT_EQ("alpha|", line());
  EXPECT_EQ(0U, editor_.view().chosen);
  (void)type("\t");
  EXPECT_EQ("alto|", line());
  (void)type("\x1b[Z");
  EXPECT_EQ("alpha|", line());
  (void)type("!");
  EXPECT_EQ("alpha!|", line());
  EXPECT_TRUE(editor_.view().offers.empty());
}

TEST_F(ReplEditor, OnlyCandidateIsFinishedWithABlankUnlessItIsAFolder) {
  (void)type("o\t");
  EXPECT_EQ("only |", line());
  (void)editor_.take();
  (void)type("f\t");
  EXPECT_EQ("folder/|", line());
  (void)editor_.take();
  EXPECT_EQ(Editor::Event::Bell, type("z\t"));
}

TEST_F(ReplEditor, PasteStaysOneLineOfSeveralRows) {
  EXPECT_EQ(Editor::Event::None, type("\x1b[200~one\r\ntwo\x1b[31m\n\n\x1b[201~"));
  EXPECT_EQ("one\ntwo[31m|", line());
  (void)type("\x1b[A");
  EXPECT_EQ("one|\ntwo[31m", line());
}

TEST(ReplKeys, SequencesMayArriveInPieces) {
  KeyReader reader;
  std::string kinds;
  for (const char c : std::string("\x1b[1;5C\xe8\xbd\xac\x1b[200~a\x1b[20\x1b[201~z"))
    for (const Key& k : reader.feed(std::string(1, c)))
      kinds += std::to_string(static_cast<int>(k.kind)) + k.text + " ";
  const auto number = [](Key::Kind k) { return std::to_string(static_cast<int>(k)); };
  EXPECT_EQ(number(Key::Kind::WordRight) + " " + number(Key::Kind::Text) + "转 " + number(Key::Kind::Paste) +
                "a[20 " + number(Key::Kind::Text) + "z ",
            kinds);
}

TEST(ReplKeys, LoneEscapeNeedsAFlush) {
  KeyReader reader;
  EXPECT_TRUE(reader.feed("\x1b").empty());
  EXPECT_TRUE(reader.waiting());
  const std::vector<Key> keys = reader.flush();
  ASSERT_EQ(1U, keys.size());
  EXPECT_EQ(Key::Kind::Escape, keys[0].kind);
  EXPECT_FALSE(reader.waiting());
}

TEST(ReplKeys, InvalidBytesBecomeReplacementCharacters) {
  EXPECT_EQ("a\uFFFDb\n\uFFFD", cleaned("a\xff"
                                        "b\r\n\xc3\x1b"));
}

TEST(ReplLineBuffer, CharactersAreGraphemeClusters) {
  const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
  const std::string text = "e\u0301" + family + "码";
  std::vector<std::size_t> forwards, backwards;
  for (std::size_t at = 0; at < text.size();) forwards.push_back(at = next_character(text, at));
  for (std::size_t at = text.size(); at > 0;) backwards.push_back(at = previous_character(text, at));
  EXPECT_EQ((std::vector<std::size_t>{3, 3 + family.size(), text.size()}), forwards);
  EXPECT_EQ((std::vector<std::size_t>{3 + family.size(), 3, 0}), backwards);
}

} // namespace
} // namespace cmdwright::repl
