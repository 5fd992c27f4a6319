#include "spec/condition.h"

#include <map>

#include <gtest/gtest.h>

namespace cmdwright::spec {
namespace {

class Given : public Options {
public:
  Given(std::initializer_list<std::pair<const std::string_view, std::string_view>> options)
      : options_(options) {}
  [[nodiscard]] bool present(std::string_view param) const override { return options_.count(param) != 0; }
  [[nodiscard]] std::string_view value(std::string_view param) const override { return options_.at(param); }

private:
  std::map<std::string_view, std::string_view> options_;
};

bool holds_for(std::string_view text, const Given& given) {
  const Result<Condition> condition = parse_condition(text);
  EXPECT_TRUE(condition.ok()) << text;
  return condition.ok() && holds(*condition, given);
}

TEST(Condition, Terms) {
  const Given none{};
  const Given a{{"--m", "a"}};
  EXPECT_TRUE(holds_for("--m present", a));
  EXPECT_FALSE(holds_for("--m present", none));
  EXPECT_FALSE(holds_for("--m absent", a));
  EXPECT_TRUE(holds_for("--m absent", none));
  EXPECT_TRUE(holds_for("--m = a", a));
  EXPECT_FALSE(holds_for("--m = b", a));
  EXPECT_FALSE(holds_for("--m = a", none));
  EXPECT_TRUE(holds_for("--m in [a, b]", a));
  EXPECT_FALSE(holds_for("--m in [c,d]", a));
  EXPECT_TRUE(holds_for("--m not_in [c, d]", a));
  EXPECT_FALSE(holds_for("--m not_in [a]", a));
  EXPECT_FALSE(holds_for("never", a));
}

TEST(Condition, DefaultStandsForTheOptionLeftOut) {
  const Given none{};
  EXPECT_TRUE(holds_for("--m in [a, default]", none));
  EXPECT_TRUE(holds_for("--m = default", none));
  EXPECT_FALSE(holds_for("--m not_in [a, default]", none));
  EXPECT_TRUE(holds_for("--m not_in [a]", none));
}

TEST(Condition, AndBindsCloserThanOr) {
  const Given a{{"--a", "1"}};
  const Given bc{{"--b", "1"}, {"--c", "1"}};
  EXPECT_TRUE(holds_for("--a present or --b present and --c present", a));
  EXPECT_TRUE(holds_for("--a present or --b present and --c present", bc));
  EXPECT_FALSE(holds_for("--b present and --c present or --b present and --a present", a));
}

TEST(Condition, NoConditionAlwaysHolds) {
  EXPECT_TRUE(holds(Condition{}, Given{}));
}

TEST(Condition, SaysWhatIsWrong) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"", "expected an option, found ''"},
      {"mode present", "expected an option, found 'mode'"},
      {"--m", "expected present, absent, =, in or not_in after '--m'"},
      {"--m is a", "expected present, absent, =, in or not_in after '--m'"},
      {"--m =", "expected a value after '--m ='"},
      {"--m = [a]", "expected a value after '--m ='"},
      {"--m in a", "expected '[' after 'in'"},
      {"--m in [a", "']' is missing"},
      {"--m in []", "the list of values is empty"},
      {"--m present --n present", "expected 'and' or 'or', found '--n'"},
      {"--m present and", "expected an option, found ''"},
      {"never and --m present", "expected an option, found 'never'"},
  };
  for (const auto& [text, message] : cases) {
    const Result<Condition> condition = parse_condition(text);
    ASSERT_FALSE(condition.ok()) << text;
    EXPECT_EQ(condition.error().message, message) << text;
  }
}

} // namespace
} // namespace cmdwright::spec
