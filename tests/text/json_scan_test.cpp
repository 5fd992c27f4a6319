#include "text/json_scan.h"

#include <random>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "text/json_string.h"

namespace cmdwright::json {
namespace {

std::string tokens(std::string_view text) {
  Scanner scan(text);
  std::string out;
  for (;;) {
    const Token token = scan.next();
    if (!out.empty()) out += ' ';
    switch (token) {
    case Token::Object:
    case Token::Array:
    case Token::End:
      out += scan.raw();
      break;
    case Token::Key:
      out += "k:" + std::string(scan.raw());
      break;
    case Token::String:
      out += "s:" + std::string(scan.raw());
      break;
    case Token::Number:
    case Token::True:
    case Token::False:
    case Token::Null:
      out += scan.raw();
      break;
    case Token::Done:
      return out + "done";
    case Token::Error:
      return out + "error@" + std::to_string(scan.error_at()) + " " + scan.error();
    }
  }
}

TEST(JsonScan, GivesTokensInOrder) {
  EXPECT_EQ(tokens(R"( {"a": [1, -2.5e+3, true, null], "b\"c": {}} )"),
            R"({ k:a [ 1 -2.5e+3 true null ] k:b\"c { } } done)");
  EXPECT_EQ(tokens("[]"), "[ ] done");
  EXPECT_EQ(tokens(R"("long enough for whole words, with a \\ and \" in it")"),
            R"(s:long enough for whole words, with a \\ and \" in it done)");
}

TEST(JsonScan, SaysWhatIsBroken) {
  EXPECT_EQ(tokens(R"({"a":1,})"), "{ k:a 1 error@7 expected a name in quotes");
  EXPECT_EQ(tokens("[1,]"), "[ 1 error@3 expected a value");
  EXPECT_EQ(tokens("[1 2]"), "[ 1 error@3 expected a comma or the end of the list");
  EXPECT_EQ(tokens("[1"), "[ 1 error@2 the text ends inside a value");
  EXPECT_EQ(tokens("[}"), "[ error@1 expected a value");
  EXPECT_EQ(tokens("[1}"), "[ 1 error@2 this bracket closes nothing");
  EXPECT_EQ(tokens("{\"a\" 1}"), "{ error@5 expected a colon");
  EXPECT_EQ(tokens("\"a\nb\""), "error@2 a control character in a string must be written as an escape");
  EXPECT_EQ(tokens("\"abc"), "error@0 this string is never closed");
  EXPECT_EQ(tokens("\"abc\\"), "error@0 this string is never closed");
  EXPECT_EQ(tokens("[01]"), "[ error@1 no number");
  EXPECT_EQ(tokens("[tru]"), "[ error@1 expected a value");
  EXPECT_EQ(tokens(""), "error@0 no value");
}

TEST(JsonScan, SkipsValues) {
  Scanner scan(R"({"skip":{"x":[1,{"y":2}]},"take":"here"})");
  ASSERT_EQ(scan.next(), Token::Object);
  ASSERT_EQ(scan.next(), Token::Key);
  EXPECT_EQ(scan.skip_value(), Token::Object);
  ASSERT_EQ(scan.next(), Token::Key);
  EXPECT_TRUE(scan.is("take"));
  EXPECT_EQ(scan.skip_value(), Token::String);
  EXPECT_EQ(scan.raw(), "here");
  EXPECT_EQ(scan.next(), Token::End);
  EXPECT_EQ(scan.next(), Token::Done);
}

TEST(JsonScan, TakesDeepNesting) {
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  Scanner scan(deep);
  EXPECT_EQ(scan.skip_value(), Token::Array);
  EXPECT_FALSE(scan.failed());
  const std::string deeper(kDeepest + 1, '[');
  Scanner over(deeper);
  over.skip_value();
  EXPECT_STREQ(over.error(), "nested too deep");
}

nlohmann::json random_value(std::mt19937& random, int depth) {
  const auto text = [&] {
    static const std::vector<std::string> kPieces = {"a",    "Zoom In", "\"",   "\\", "\n",   "\t",
                                                     "中文", "😀",       "\x01", "/",  "u0041"};
    std::string s;
    for (std::size_t n = random() % 6; n > 0; --n) s += kPieces[random() % kPieces.size()];
    return s;
  };
  switch (random() % (depth > 4 ? 4U : 6U)) {
  case 0:
    return text();
  case 1:
    return static_cast<double>(random() % 2000) / 8 - 100;
  case 2:
    return random() % 2 == 0;
  case 3:
    return nullptr;
  case 4: {
    nlohmann::json list = nlohmann::json::array();
    for (std::size_t n = random() % 5; n > 0; --n) list.push_back(random_value(random, depth + 1));
    return list;
  }
  default: {
    nlohmann::json map = nlohmann::json::object();
    for (std::size_t n = random() % 5; n > 0; --n) map[text()] = random_value(random, depth + 1);
    return map;
  }
  }
}

/// Rebuilds a value from tokens.
nlohmann::json rebuilt(Scanner& scan, Token token) {
  switch (token) {
  case Token::Object: {
    nlohmann::json map = nlohmann::json::object();
    for (Token t = scan.next(); t == Token::Key; t = scan.next()) {
      const std::string key = decoded(scan.raw());
      map[key] = rebuilt(scan, scan.next());
    }
    return map;
  }
  case Token::Array: {
    nlohmann::json list = nlohmann::json::array();
    for (Token t = scan.next(); t != Token::End && t != Token::Error; t = scan.next())
      list.push_back(rebuilt(scan, t));
    return list;
  }
  case Token::String:
    return decoded(scan.raw());
  default:
    return nlohmann::json::parse(scan.raw());
  }
}

TEST(JsonScan, AgreesWithAnotherParserOnRandomValues) {
  std::mt19937 random(7);
  for (int i = 0; i < 3000; ++i) {
    const nlohmann::json value = random_value(random, 0);
    const std::string text = value.dump(i % 3 == 0 ? 1 : -1, ' ', i % 2 == 0);
    Scanner scan(text);
    const Token first = scan.next();
    EXPECT_EQ(rebuilt(scan, first), value) << text;
    EXPECT_EQ(scan.next(), Token::Done) << text;
  }
}

TEST(JsonScan, AgreesWithAnotherParserOnDamagedValues) {
  std::mt19937 random(11);
  for (int i = 0; i < 20000; ++i) {
    std::string text = random_value(random, 0).dump(-1, ' ', true);
    static constexpr std::string_view kDamage = "{}[],:\"\\01-.x ";
    for (std::size_t n = random() % 3; n > 0 && !text.empty(); --n) {
      const std::size_t at = random() % text.size();
      if (random() % 2 == 0)
        text.erase(at, 1);
      else
        text[at] = kDamage[random() % kDamage.size()];
    }
    // The other parser checks escapes, ours leaves them to whoever decodes.
    if (text.find('\\') != std::string::npos) continue;
    Scanner scan(text);
    scan.skip_value();
    const bool good = !scan.failed() && text.find_first_not_of(' ', scan.at()) == std::string::npos;
    EXPECT_EQ(good, nlohmann::json::accept(text)) << text;
  }
}

} // namespace
} // namespace cmdwright::json
