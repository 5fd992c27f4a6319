#include "spec/show.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/pack.h"

namespace cmdwright::spec {
namespace {

const Spec& toy() {
  static const test::LoadedRules loaded = test::load_rules(
      {{"pack.yaml", "pack: toy\ntitle: Toy\ncommand: {interpreter: run, script_dir: bin/}\n"},
       {"scripts/a.yaml", R"(script: a.sh
summary: Make things
cost: processing
subcommands:
- name: bake
  summary: In the oven
  params:
  - {name: --dough, type: name, required: true, required_unless: [--mix], max_length: 9, help: Which dough}
  - {name: --heat, short: -t, type: int, range: [50, 250], default: 180, help: Degrees}
  - {name: --form, type: enum, values: [round, long], labels: {round: "圆的"}, help: Form}
  - {name: --seeds, type: name, list: space, items: [1, 3], values: [poppy], open: true}
  - {name: --mix, type: id, list: comma}
  - {name: --loud, type: flag}
  constraints:
  - {exclusive: [--dough, --mix], note: dough or mix}
- {name: list, summary: All cakes, cost: query}
)"},
       {"scripts/b.yaml", "script: b.sh\nsummary: Eat things\n"}});
  EXPECT_EQ(loaded.errors, "");
  return loaded.spec;
}

TEST(Show, ListsEveryOperation) {
  EXPECT_EQ(show_pack(toy()), "a.sh bake  In the oven\n"
                              "a.sh list  All cakes\n"
                              "b.sh       Eat things\n");
}

TEST(Show, ShowsAScriptAsATable) {
  EXPECT_EQ(show_script(*toy().script("a.sh"), nullptr),
            "a.sh bake: In the oven (cost: processing)\n"
            "  --dough     name      Which dough; at most 9 characters; required unless --mix\n"
            "  --heat, -t  int       Degrees; 50 to 250; default 180\n"
            "  --form      enum      Form; one of round, long\n"
            "  --seeds     name ...  for example poppy, 1 to 3 values\n"
            "  --mix       id,...\n"
            "  --loud\n"
            "  note: dough or mix\n"
            "\n"
            "a.sh list: All cakes (cost: query)\n");
}

TEST(Show, ShowsOneSubcommandAlone) {
  const Script& script = *toy().script("a.sh");
  EXPECT_EQ(show_script(script, script.find("list")), "a.sh list: All cakes (cost: query)\n");
}

TEST(Show, JsonHasEveryFact) {
  const auto json = nlohmann::json::parse(show_json(*toy().script("a.sh"), nullptr));
  EXPECT_EQ(json["script"], "a.sh");
  EXPECT_EQ(json["operations"].size(), 2U);
  const auto& bake = json["operations"][0];
  EXPECT_EQ(bake["subcommand"], "bake");
  EXPECT_EQ(bake["cost"], "processing");
  EXPECT_EQ(
      bake["params"][0],
      nlohmann::json::parse(R"({"name":"--dough","type":"name","required":true,"required_unless":["--mix"],
                                      "max_length":9,"help":"Which dough"})"));
  EXPECT_EQ(bake["params"][1]["range"].dump(), "[50,250]");
  EXPECT_EQ(bake["params"][1]["short"], "-t");
  EXPECT_EQ(bake["params"][2]["labels"]["round"], "圆的");
  EXPECT_EQ(bake["params"][3]["examples"], nlohmann::json::parse(R"(["poppy"])"));
  EXPECT_EQ(bake["params"][3]["most_items"], 3);
  EXPECT_EQ(nlohmann::json::parse(show_json(toy())).size(), 2U);
}

TEST(Show, EveryTypeHasAName) {
  for (int type = 0; type <= static_cast<int>(ValueType::Base64); ++type)
    EXPECT_NE(type_name(static_cast<ValueType>(type)), "") << type;
}

TEST(Show, TheBuiltInPackCanBeShownWhole) {
  const Spec& spec = test::built_in().spec();
  for (const Script& script : spec.scripts()) {
    const std::string table = show_script(script, nullptr);
    for (const Operation& op : script.operations)
      for (const Param& p : op.params) EXPECT_NE(table.find(p.name), std::string::npos) << p.name;
  }
  EXPECT_EQ(nlohmann::json::parse(show_json(spec)).size(), spec.scripts().size());
}

TEST(Spec, FindsScriptsWithOrWithoutExtension) {
  EXPECT_EQ(toy().script("a"), nullptr);
  EXPECT_EQ(toy().script_or_stem("a"), toy().script("a.sh"));
  EXPECT_EQ(toy().script_or_stem("a.sh"), toy().script("a.sh"));
  EXPECT_EQ(toy().script_or_stem("a.py"), nullptr);
  EXPECT_TRUE(toy().has_script_extension("x.sh"));
  EXPECT_FALSE(toy().has_script_extension("x.py"));
  EXPECT_FALSE(toy().has_script_extension("sh"));
}

} // namespace
} // namespace cmdwright::spec
