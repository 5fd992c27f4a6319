#include "text/yaml.h"

#include <gtest/gtest.h>

namespace cmdwright {
namespace {

using yaml::Kind;

std::string errors_of(const yaml::Loading& loading) {
  std::string all;
  for (const Error& e : loading.errors()) all += e.text() + "\n";
  return all;
}

/// What is said about text that should not load.
std::string errors(std::string_view text) {
  yaml::Loading loading;
  (void)loading.text("f", text);
  return errors_of(loading);
}

struct Person {
  std::string_view name;
  std::int64_t age = 0;
  std::optional<double> height;
  bool member = false;
  std::vector<std::string_view> tags;
};

/// Reads one Person and returns what is wrong.
std::string read_person(std::string_view text, Person& person) {
  yaml::Loading loading;
  static yaml::Loading kept; // the views must outlive this function
  person.name = {};
  yaml::Map map(loading, loading.text("f", text));
  std::string_view name;
  map.required("name", name);
  person.name = kept.keep(name);
  map.optional("age", person.age);
  map.optional("height", person.height);
  map.optional("member", person.member);
  std::vector<std::string_view> tags;
  map.optional("tags", tags);
  for (const auto tag : tags) person.tags.push_back(kept.keep(tag));
  map.finish();
  return errors_of(loading);
}

TEST(Yaml, ReadsTypedValues) {
  Person p;
  EXPECT_EQ(read_person("name: Ada\nage: -36\nheight: 1.5\nmember: true\ntags: [a, \"b c\"]\n", p), "");
  EXPECT_EQ(p.name, "Ada");
  EXPECT_EQ(p.age, -36);
  EXPECT_EQ(p.height, 1.5);
  EXPECT_TRUE(p.member);
  EXPECT_EQ(p.tags, (std::vector<std::string_view>{"a", "b c"}));
}

TEST(Yaml, ASingleScalarIsAListOfOneAndNothingIsAnEmptyOne) {
  Person one, none;
  EXPECT_EQ(read_person("name: x\ntags: a", one), "");
  EXPECT_EQ(one.tags.size(), 1U);
  EXPECT_EQ(read_person("name: x\ntags:\nage: ~", none), "");
  EXPECT_TRUE(none.tags.empty());
}

TEST(Yaml, KeepsScalarsAsWritten) {
  yaml::Loading loading;
  const yaml::Node* root = loading.text("f", "[010, 1.0, 'yes', ~, \"null\", 2026-01-01]");
  ASSERT_NE(root, nullptr);
  EXPECT_EQ(root->items[0]->text, "010");
  EXPECT_EQ(root->items[1]->text, "1.0");
  EXPECT_TRUE(root->items[2]->quoted);
  EXPECT_EQ(root->items[3]->kind, Kind::Null);
  EXPECT_EQ(root->items[4]->kind, Kind::Scalar);
  EXPECT_EQ(root->items[5]->text, "2026-01-01");
}

TEST(Yaml, ReportsWrongTypesWithTheirPlace) {
  Person p;
  const auto wrong = [&](std::string_view text) { return read_person(text, p); };
  EXPECT_EQ(wrong("name: [a]"), "f:1:7: expected text, found a list\n");
  EXPECT_EQ(wrong("name:"), "f:1:1: expected text, found nothing\n");
  EXPECT_EQ(wrong("name: x\nage: 010"), "f:2:6: expected a whole number, found '010'\n");
  EXPECT_EQ(wrong("name: x\nage: -010"), "f:2:6: expected a whole number, found '-010'\n");
  EXPECT_EQ(wrong("name: x\nage: \"5\""), "f:2:6: expected a whole number, found '5'\n");
  EXPECT_EQ(wrong("name: x\nage: 5.5"), "f:2:6: expected a whole number, found '5.5'\n");
  EXPECT_EQ(wrong("name: x\nage: 99999999999999999999"),
            "f:2:6: expected a whole number, found '99999999999999999999'\n");
  EXPECT_EQ(wrong("name: x\nage: {a: 1}"), "f:2:6: expected a whole number, found a map\n");
  EXPECT_EQ(wrong("name: x\nheight: tall"), "f:2:9: expected a number, found 'tall'\n");
  EXPECT_EQ(wrong("name: x\nheight: nan"), "f:2:9: expected a number, found 'nan'\n");
  EXPECT_EQ(wrong("name: x\nheight: inf"), "f:2:9: expected a number, found 'inf'\n");
  EXPECT_EQ(wrong("name: x\nmember: yes"), "f:2:9: expected true or false, found 'yes'\n");
  EXPECT_EQ(wrong("name: x\nmember: 'true'"), "f:2:9: expected true or false, found 'true'\n");
  EXPECT_EQ(wrong("- name"), "f:1:1: expected a map, found a list\n");
  EXPECT_EQ(wrong("name: x\ntags: [a, [b]]"), "f:2:11: expected text, found a list\n");
}

TEST(Yaml, UnsignedNumbersStartAtZero) {
  yaml::Loading loading;
  std::uint32_t n = 0;
  EXPECT_FALSE(read(loading, *loading.text("f", "-1"), n));
  EXPECT_EQ(errors_of(loading), "f:1:1: expected a whole number from 0, found '-1'\n");
}

TEST(Yaml, ReportsKeysThatAreUnknownMissingOrTwice) {
  Person p;
  EXPECT_EQ(read_person("name: x\n  \nheigth: 1\n", p),
            "f:3:1: unknown key 'heigth', did you mean 'height'?\n");
  EXPECT_EQ(read_person("name: x\nqqq: 1\n", p), "f:2:1: unknown key 'qqq'\n");
  EXPECT_EQ(read_person("age: 1", p), "f:1:1: 'name' is missing\n");
  EXPECT_EQ(read_person("name: x\nage: 1\nage: 2", p), "f:3:1: key 'age' is given twice\n");
  EXPECT_EQ(errors("{a: {x: 1, x: 2}, b: {x: 1}}"), "f:1:12: key 'x' is given twice\n");
}

TEST(Yaml, ListsAreAskedForByName) {
  yaml::Loading loading;
  EXPECT_TRUE(is_list(loading, loading.text("f", "[]")));
  EXPECT_FALSE(is_list(loading, nullptr));
  EXPECT_TRUE(loading.errors().empty());
  EXPECT_FALSE(is_list(loading, loading.text("f", "{a: 1}")));
  EXPECT_EQ(errors_of(loading), "f:1:1: expected a list, found a map\n");
}

TEST(Yaml, AliasesShareTheirNode) {
  yaml::Loading loading;
  const yaml::Node* root = loading.text("f", "a: &x [1, 2]\nb: *x\nc: &y z\nd: *y");
  ASSERT_NE(root, nullptr);
  EXPECT_EQ(errors_of(loading), "");
  EXPECT_EQ(root->find("a"), root->find("b"));
  EXPECT_EQ(root->find("d")->text, "z");
}

TEST(Yaml, AliasesCannotRunInCirclesOrExplode) {
  EXPECT_EQ(errors("a: &x [1, *x]"), "f:1:11: an alias cannot stand inside what it stands for\n");
  EXPECT_EQ(errors("&x {a: {b: *x}}"), "f:1:12: an alias cannot stand inside what it stands for\n");
  std::string laughs = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
  for (int i = 1; i < 9; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    laughs += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int k = 0; k < 9; ++k) laughs += "," + before;
    laughs += "]\n";
  }
  EXPECT_NE(errors(laughs).find("the aliases come to more than a million nodes"), std::string::npos);
}

TEST(Yaml, RefusesWhatOnlyYamlWouldUnderstand) {
  EXPECT_EQ(errors("a: !!int 5"), "f:1:4: tags have no meaning here\n");
  EXPECT_EQ(errors("a: !thing {b: 1}"), "f:1:4: tags have no meaning here\n");
  EXPECT_EQ(errors("{[a]: 1}"), "f:1:2: a key must be plain text\n");
  EXPECT_EQ(errors("{? {k: v} : 1, b: 2}"), "f:1:4: a key must be plain text\n");
  EXPECT_EQ(errors("a: 1\n---\nb: 1"), "f:3:1: only one YAML document is expected\n");
}

TEST(Yaml, ReportsWhatIsNoYaml) {
  EXPECT_EQ(errors(""), "f: the file is empty\n");
  EXPECT_EQ(errors("# nothing\n"), "f: the file is empty\n");
  EXPECT_EQ(errors("a: [1, 2"), "f:1:1: no valid YAML: end of sequence flow not found\n");
  EXPECT_EQ(errors("a: 'x"), "f:1:6: no valid YAML: illegal EOF in scalar\n");
  EXPECT_EQ(errors("a: b\n\tc: d").substr(0, 24), "f:2:1: no valid YAML: il");
  EXPECT_EQ(errors("a: *unknown").substr(0, 21), "f:1:4: no valid YAML:");
  EXPECT_EQ(errors("a: 1\nb: \xFF"), "f:2:4: not UTF-8\n");
}

TEST(Yaml, DeepNestingIsAnErrorAndNoCrash) {
  const std::string deep(20000, '[');
  EXPECT_NE(errors(deep).find("no valid YAML"), std::string::npos);
}

TEST(Yaml, SaysWhichFileCannotBeRead) {
  yaml::Loading loading;
  EXPECT_EQ(loading.file("/no/such.yaml"), nullptr);
  EXPECT_EQ(errors_of(loading), "/no/such.yaml: cannot open: No such file or directory\n");
}

} // namespace
} // namespace cmdwright
