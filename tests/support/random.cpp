#include "support/random.h"

#include "text/words.h"

namespace cmdwright::test {

namespace {
constexpr std::string_view kPieces[] = {
    "a",   "Z",     "0",     "42",   " ",        "  ",   "\t",          "\n",
    "\r",  "'",     "\"",    "\\",   "\\\\",     "$",    "$(rm -rf ~)", "${x}",
    "$$",  "`id`",  "`",     "!",    "!!",       "#",    " # ",         "*",
    "?",   "[a-z]", "{a,b}", "~",    "~/x",      "|",    "&&",          ";",
    ";;",  "<",     ">",     ">>",   "<<E",      "(",    ")",           "=",
    "-",   "--",    "--x",   "-n",   "%s",       "\\n",  "\\0",         "^",
    ",",   ":",     "/",     "it's", "\"q\"",    "中文", "。",          "é",
    "😀",   "“",     "”",     "\x01", "\x1b[31m", "\x7f", "\xc2\xa0",    "\xe2\x80\x8b",
    "eof", "done",  "fi"};
} // namespace

std::string Random::nasty_text(std::size_t most) {
  std::string out;
  for (std::size_t n = 1 + below(most); n > 0; --n) out += one_of(kPieces);
  return out;
}

std::string Random::variation(std::string_view text) {
  constexpr std::string_view kWords[] = {"and",
                                         "then",
                                         "not",
                                         "it",
                                         "12",
                                         "720p",
                                         "16:9",
                                         "\"x y\"",
                                         "没有",
                                         "然后",
                                         "the",
                                         "a.mp4",
                                         "https://e.com/a.png",
                                         "5 seconds"};
  std::string digits(text);
  for (char& c : digits)
    if (is_digit(c)) c = static_cast<char>('0' + below(10));
  std::string out;
  for (const std::string_view word : split(digits, ' ')) {
    if (chance(12)) continue;
    if (chance(16)) (out += one_of(kWords)) += ' ';
    (out += word) += ' ';
    if (chance(30)) (out += word) += ' ';
  }
  return out;
}

} // namespace cmdwright::test
