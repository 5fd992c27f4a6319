#include "command/shell.h"

#include <random>

#include <gtest/gtest.h>

#include "support/process.h"

namespace cmdwright::command {
namespace {

std::string show(const Word& w) {
  const char* marks[] = {"", "'", "\"", "~"};
  const std::string mark = marks[static_cast<int>(w.quote)];
  std::string out = mark + w.value + mark;
  if (w.expands) out += "$";
  if (w.meta) out += "*";
  if (w.angle) out += "<";
  if (w.unterminated) out += "!";
  return out;
}

/// Every simple command on a line: its words in brackets, quoted as they were, then what ended it.
std::string lexed(std::string_view text) {
  const char* endings[] = {"", "", ";", "&&", "||", "|", "&"};
  std::string out;
  for (const SimpleCommand& c : parse_shell(text).commands) {
    out += std::string(c.depth, '>');
    for (const Word& w : c.assignments) out += "{" + show(w) + "}";
    for (const Word& w : c.words) out += "[" + show(w) + "]";
    out += std::string(endings[static_cast<int>(c.ending)]) + "\n";
  }
  return out;
}

TEST(Shell, SplitsAtBlanksOutsideOfQuotes) {
  EXPECT_EQ(lexed("a  b\tc"), "[a][b][c]\n");
  EXPECT_EQ(lexed("a 'b c' \"d e\" f\\ g"), "[a]['b c'][\"d e\"][f g]\n");
  EXPECT_EQ(lexed("a ''\"\" x''"), "[a][~~][~x~]\n");
  EXPECT_EQ(lexed("a --k=\"b c\"d"), "[a][~--k=b cd~]\n");
  EXPECT_EQ(lexed("   "), "");
  EXPECT_EQ(lexed("中文 “x y”"), "[中文][“x][y”]\n");
}

TEST(Shell, RemovesTheQuotesThatAShellRemoves) {
  EXPECT_EQ(lexed(R"(a "\"\\\$\`\n" '\n' \n)"), "[a][\"\"\\$`\\n\"]['\\n'][n]\n");
  EXPECT_EQ(lexed("a 'it'\\''s'"), "[a][~it's~]\n");
  EXPECT_EQ(lexed("a \"b\\\nc\""), "[a][\"bc\"]\n");
  EXPECT_EQ(lexed("a $'it\\'s\\tb' x"), "[a]['it's\tb'][x]\n");
}

TEST(Shell, EndsCommandsAtOperatorsAndLines) {
  EXPECT_EQ(lexed("a && b || c; d | e |& f & g\nh"), "[a]&&\n[b]||\n[c];\n[d]|\n[e]|\n[f]&\n[g]\n[h]\n");
  EXPECT_EQ(lexed("a&&b;c"), "[a]&&\n[b];\n[c]\n");
  EXPECT_EQ(lexed("(a; b) | { c; }"), "[a];\n[b];\n[c];\n");
  EXPECT_EQ(lexed("a\r\nb\r\n"), "[a]\n[b]\n");
}

TEST(Shell, JoinsLinesAtABackslash) {
  EXPECT_EQ(lexed("a \\\n  b\\\nc"), "[a][bc]\n");
  EXPECT_EQ(lexed("a \\\r\n  b\\\r\nc"), "[a][bc]\n");
  EXPECT_EQ(lexed("a b \\"), "[a][b]\n");
  EXPECT_EQ(lexed("a \\ \nb"), "[a][ ]\n[b]\n"); // a blank behind the backslash makes a word of it
}

TEST(Shell, NotesCommentsAndSkipsThem) {
  EXPECT_EQ(lexed("a # b 'c\nd#e #"), "[a]\n[d#e]\n");
  const std::string_view text = "a # x y\nb";
  const Shell shell = parse_shell(text);
  ASSERT_EQ(shell.comments.size(), 1U);
  EXPECT_EQ(shell.comments[0].span.of(text), "# x y");
}

TEST(Shell, TakesRedirectionsOut) {
  EXPECT_EQ(lexed("a > out.txt 2>&1 <in b >>log &> both >| f"), "[a][b]\n");
  EXPECT_EQ(lexed("a 2> err b 10>x"), "[a][b]\n");
  EXPECT_EQ(lexed("a <<< 'here string' b"), "[a][b]\n");
}

TEST(Shell, SkipsHereDocumentsAndRemembersWhoReadsThem) {
  const std::string_view text =
      "cat <<EOF | b\nbody 'x\nEOF\nc <<-'E F'\n\tbody\n\tE F\nd <<A <<B\n1\nA\n2\nB\ne";
  EXPECT_EQ(lexed(text), "[cat]|\n[b]\n[c]\n[d]\n[e]\n");
  const Shell shell = parse_shell(text);
  EXPECT_EQ(shell.commands[0].here_document.of(text), "body 'x\n");
  EXPECT_EQ(shell.commands[1].here_document.of(text), "");
  EXPECT_EQ(shell.commands[2].here_document.of(text), "\tbody\n");
  EXPECT_EQ(shell.commands[3].here_document.of(text), "2\n");
}

TEST(Shell, AHereDocumentWithoutEndTakesTheRest) {
  EXPECT_EQ(lexed("a <<EOF\nb\nc"), "[a]\n");
}

TEST(Shell, ReadsTheCommandsInSubstitutions) {
  EXPECT_EQ(lexed("a $(b \"$(c d)\") e"), "[a][$(b \"$(c d)\")$][e]\n>[b][\"$(c d)\"$]\n>>[c][d]\n");
  EXPECT_EQ(lexed("a `b c`"), "[a][`b c`$]\n>[b][c]\n");
  EXPECT_EQ(lexed("a \"x $(b) y\""), "[a][\"x $(b) y\"$]\n>[b]\n");
  EXPECT_EQ(lexed("a <(b c) >(d) --e"), "[a][<(b c)$][>(d)$][--e]\n>[b][c]\n>[d]\n");
  EXPECT_EQ(lexed("x=$(b) a"), "{x=$(b)$}[a]\n>[b]\n");
  EXPECT_EQ(lexed("a $((1 + 2))"), "[a][$((1 + 2))$]\n");
  EXPECT_EQ(lexed("a '$(b)' \\$(c"), "[a]['$(b)'][$];\n[c]\n");
}

TEST(Shell, KnowsWhatTheShellWouldReplace) {
  EXPECT_EQ(lexed("a $X ${X:-y z} \"$1\" '$X' \\$X $ a$"),
            "[a][$X$][${X:-y z}$][\"$1\"$]['$X'][$X][$][a$]\n");
  EXPECT_EQ(lexed("a *.mp4 x? [ab] {1,2} '*'"), "[a][*.mp4*][x?*][[ab]*][{1,2}*]['*']\n");
}

TEST(Shell, SetsAssignmentsAside) {
  EXPECT_EQ(lexed("A=1 B='x y' cmd C=2"), "{A=1}{~B=x y~}[cmd][C=2]\n");
  EXPECT_EQ(lexed("A=1"), "{A=1}\n");
  EXPECT_EQ(lexed("--a=1 =b"), "[--a=1][=b]\n");
}

TEST(Shell, LooksThroughLoopsConditionsAndFunctions) {
  EXPECT_EQ(lexed("for f in a b; do c \"$f\"; done"), "[c][\"$f\"$];\n");
  EXPECT_EQ(lexed("while read -r x; do a; done < ids.txt"), "[read][-r][x];\n[a];\n");
  EXPECT_EQ(lexed("if a; then b; elif c; then d; else e; fi"), "[a];\n[b];\n[c];\n[d];\n[e];\n");
  EXPECT_EQ(lexed("f() { a b; }; function g { c; }\n! d"), "[a][b];\n[c];\n[d]\n");
  EXPECT_EQ(lexed("until ! a\ndo b\ndone | c"), "[a]\n[b]\n[c]\n");
}

TEST(Shell, TakesABarePlaceholderBehindAnOptionForAValue) {
  EXPECT_EQ(lexed("a --id <FileId> -x"), "[a][--id][<FileId><][-x]\n");
  EXPECT_EQ(lexed("a --id <FileId obtained after upload>"), "[a][--id][<FileId obtained after upload><]\n");
  EXPECT_EQ(lexed("a --ids <A> <B c>"), "[a][--ids][<A><][<B c><]\n");
  EXPECT_EQ(lexed("a --in File:<FileId>"), "[a][--in][File:<FileId><]\n");
  EXPECT_EQ(lexed("a --id <在此填写>"), "[a][--id][<在此填写><]\n");
  // Anything else is a redirection.
  EXPECT_EQ(lexed("a --json < in.txt > out"), "[a][--json]\n");
  EXPECT_EQ(lexed("a b <in>out"), "[a][b]\n");
  EXPECT_EQ(lexed("a --json <in >out"), "[a][--json]\n");
}

TEST(Shell, ReportsQuotesThatAreNeverClosed) {
  const std::string_view text = "a 'b c\nd e";
  const Shell shell = parse_shell(text);
  ASSERT_EQ(shell.unterminated.size(), 1U);
  EXPECT_EQ(shell.unterminated[0].begin, 2U);
  // The line with the open quote is bad; the next one is read as if it were not.
  EXPECT_EQ(lexed(text), "[a]['b c'!]\n[d][e]\n");
  EXPECT_EQ(lexed("a \"b"), "[a][\"b\"!]\n");
  EXPECT_TRUE(parse_shell("a 'b\nc'").unterminated.empty());
}

TEST(Shell, SpansPointIntoTheText) {
  const std::string_view text = "  A=1 cmd 'x y' $(in ner) ; next";
  const Shell shell = parse_shell(text);
  ASSERT_EQ(shell.commands.size(), 3U);
  EXPECT_EQ(shell.commands[0].span.of(text), "A=1 cmd 'x y' $(in ner)");
  EXPECT_EQ(shell.commands[0].words[1].span.of(text), "'x y'");
  EXPECT_EQ(shell.commands[1].span.of(text), "next");
  EXPECT_EQ(shell.commands[2].words[1].span.of(text), "ner");
  const Shell part = parse_shell(text, {6, 15});
  EXPECT_EQ(part.commands[0].words[1].span.of(text), "'x y'");
}

TEST(Shell, ValuesCanBeMappedBackToTheText) {
  for (const std::string_view text : {"'a b'", "\"a\\\"b\"", "a\\ b'c'\"d\\$e\"", "$'a\\'b\\nc'x",
                                      "\"a\\\nb\"", "plain", "'中 文'", "\"\\x\""}) {
    const Word word = parse_shell(text).commands.at(0).words.at(0);
    const std::vector<std::uint32_t> places = value_offsets(text, word);
    ASSERT_EQ(places.size(), word.value.size()) << text;
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (i > 0) {
        EXPECT_GT(places[i], places[i - 1]) << text;
      }
      const char there = text[places[i]];
      EXPECT_TRUE(there == word.value[i] || (there == 'n' && word.value[i] == '\n')) << text << " at " << i;
    }
  }
}

TEST(Shell, QuotedTextReadsBackAsItself) {
  for (const std::string text : {"", "a", "a b", "it's", "\"", "$(rm -rf ~); \"it's\" \\ `x`", "!{}[]*?",
                                 "\n", "中 文", "\\", "a\\", "'''", "-x"}) {
    for (const std::string& quoted : {double_quoted(text), single_quoted(text)}) {
      const Shell shell = parse_shell("x " + quoted);
      ASSERT_EQ(shell.commands.size(), 1U) << quoted;
      ASSERT_EQ(shell.commands[0].words.size(), 2U) << quoted;
      EXPECT_EQ(shell.commands[0].words[1].value, text);
    }
  }
}

TEST(Shell, BareOnlyWhereNoShellChangesIt) {
  for (const char* safe :
       {"abc", "16:9", "a/b.mp4", "~/a", "a=b", "a,b", "-10", "中文", "a#b", "100%", "x@y", "+1"})
    EXPECT_TRUE(is_safe_bare(safe)) << safe;
  for (const char* unsafe :
       {"",      "a b", "a;b", "a&b", "$x", "`x`", "#a",   "~", "~root", "a=~",      "k=~/x",    "*",   "a?",
        "{a,b}", "(a)", "<a>", "'",   "\"", "\\",  "a\nb", "!", "a^b",   "a\u3000b", "a\u00A0b", "\xFF"})
    EXPECT_FALSE(is_safe_bare(unsafe)) << unsafe;
}

TEST(Shell, AnyBytesAreReadInLinearTime) {
  std::mt19937 random(17);
  const std::string_view pieces[] = {"'", "\"", "\\", "$(", ")", "`",   "<",   ">",  "<<E\n", "\n", "#", "a",
                                     " ", "${", "}",  "&&", ";", "--x", "<<<", "$'", "\xFF",  "=",  "|"};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (auto n = random() % 60; n > 0; --n) text += pieces[random() % std::size(pieces)];
    const Shell shell = parse_shell(text);
    for (const SimpleCommand& c : shell.commands) {
      ASSERT_LE(c.span.begin, c.span.end) << text;
      ASSERT_LE(c.span.end, text.size()) << text;
      for (const Word& w : c.words) {
        ASSERT_LE(w.span.end, text.size()) << text;
        ASSERT_EQ(value_offsets(text, w).size(), w.value.size()) << text;
      }
    }
  }
  for (const std::string_view piece : {"$(", "`", "<(", "\"$(", "'", "<<E\n", "<a", "a <a ", "((", "\\"}) {
    std::string text;
    while (text.size() < 1'000'000) text += piece;
    (void)parse_shell(text);
  }
}

} // namespace
} // namespace cmdwright::command
