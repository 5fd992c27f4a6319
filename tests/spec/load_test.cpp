// Every kind of mistake in rules/ is found, with its place and in words that say what to do.
#include "spec/load.h"

#include <gtest/gtest.h>

#include "support/pack.h"

namespace cmdwright::spec {
namespace {

constexpr const char* kPack = "pack: toy\ntitle: Toy\ncommand: {interpreter: run, script_dir: bin/}\n";

/// What is wrong with one script; its text begins in line 1 of scripts/a.yaml.
std::string errors_of(const std::string& script, const std::string& pack = kPack) {
  return test::load_rules({{"pack.yaml", pack}, {"scripts/a.yaml", script}}).errors;
}

/// The same for the `params` of an otherwise good script: the first entry stands in line 4.
std::string errors_of_params(const std::string& params) {
  return errors_of("script: a.sh\nsummary: A\nparams:\n" + params);
}

/// And for what follows the parameters --mode {a, b}, --n (int), --flag and --files (list): from line 8 on.
std::string errors_behind_params(const std::string& rest) {
  return errors_of("script: a.sh\nsummary: A\nparams:\n"
                   "- {name: --mode, type: enum, values: [a, b]}\n"
                   "- {name: --n, type: int, range: [1, 9]}\n"
                   "- {name: --flag, type: flag}\n"
                   "- {name: --files, type: name, list: space}\n" +
                   rest);
}

TEST(LoadRules, AGoodPackHasNoErrors) {
  const test::LoadedRules loaded = test::load_rules(
      {{"pack.yaml", kPack},
       {"shared.yaml", "shared: {common: [{name: --json, type: flag}], id: {name: --id, type: id}}"},
       {"scripts/a.yaml",
        "script: a.sh\nsummary: A\ncost: query\nparams: [{use: common}, {use: id, required: true}]"},
       {"scripts/b.yaml",
        "script: b.sh\nsummary: B\nsubcommands: [{name: x, summary: X, params: [{use: id}]}]"}});
  ASSERT_EQ(loaded.errors, "");
  const Operation* a = loaded.spec.operation("a.sh", "");
  ASSERT_NE(a, nullptr);
  EXPECT_EQ(a->params[0].name, "--id") << "required parameters come first";
  EXPECT_EQ(a->params[1].name, "--json");
  EXPECT_EQ(a->cost, Cost::Query);
  EXPECT_EQ(operation_name(*loaded.spec.script("b.sh"), *loaded.spec.operation("b.sh", "x")), "b.sh x");
  EXPECT_EQ(loaded.spec.operation("b.sh", ""), nullptr);
  EXPECT_EQ(loaded.spec.operation("c.sh", ""), nullptr);
}

struct Mistaken {
  const char* yaml;
  const char* errors;
};

TEST(LoadRules, MistakesInPackYaml) {
  const Mistaken cases[] = {
      {"pack: x\ntitle: X\n", "pack.yaml:1:1: 'command' is missing\n"},
      {"title: X\ncommand: {interpreter: run, script_dir: bin/}\n", "pack.yaml:1:1: 'pack' is missing\n"},
      {"pack: x\ntitle: X\ncommand: run\n", "pack.yaml:3:10: expected a map, found 'run'\n"},
      {"pack: x\ntitle: X\ncommand: {script_dir: bin}\n",
       "pack.yaml:3:10: 'interpreter' is missing\npack.yaml:3:23: the folder must end with '/'\n"},
      {"pack: x\ntitle: X\ncommand: {interpreter: run, script_dir: bin/, dryrun: --x}\n",
       "pack.yaml:3:47: unknown key 'dryrun', did you mean 'dry_run'?\n"},
      {"pack: x\ntitle: X\ncommand: {interpreter: run, script_dir: bin/, dry_run: --dry}\n",
       "pack.yaml:3:56: no script has a parameter '--dry'\n"},
      {"pack: x\ntitle: X\ncommand: {interpreter: run, script_dir: bin/}\n"
       "uploads: {local: {script: b.sh, param: --file}}\n",
       "pack.yaml:4:10: uploads need a 'placeholder' for what they return\npack.yaml:4:18: no script "
       "'b.sh'\n"},
      {"pack: x\ntitle: X\ncommand: {interpreter: run, script_dir: bin/}\nplaceholder: <id>\n"
       "uploads: {local: {script: a.sh, subcommand: up, param: --id}, url: {script: a.sh, param: --file}}\n",
       "pack.yaml:5:18: 'a.sh' has no subcommand 'up'\npack.yaml:5:68: 'a.sh' has no parameter '--file'\n"},
      {"pack: x\ntitle: X\ncommand: {interpreter: run, script_dir: bin/}\ntasks: {param: --id, routes: {a: "
       "b}}\n",
       "pack.yaml:4:8: 'default' is missing\npack.yaml:4:30: expected a list, found a map\n"},
      {"pack: x\ntitle: X\ncommand: {interpreter: run, script_dir: bin/}\n"
       "tasks: {param: --task, default: {script: a.sh}, routes: [{script: a.sh}]}\n",
       "pack.yaml:4:58: 'contains' is missing\npack.yaml:4:33: 'a.sh' has no parameter '--task'\n"
       "pack.yaml:4:58: 'a.sh' has no parameter '--task'\n"},
      {"pack: x\ntitle: X\ncommand: {interpreter: run, script_dir: bin/}\nmodels: {param: --model}\n",
       "pack.yaml:4:17: no script has a parameter '--model'\n"},
      {"pack: x\ntitle: X\ncommand: {interpreter: run, script_dir: bin/}\n"
       "elements: {ids: --id, text: --id, placeholder: <<e>>}\n",
       "pack.yaml:4:48: the placeholder must hold {n}, not first\n"},
      {"pack: x\ntitle: X\ncommand: {interpreter: run, script_dir: bin/}\nnever_ask: [--id, --region]\n",
       "pack.yaml:4:12: no script has a parameter '--region'\n"},
      {"pack: x\ntitle: X\ncommand: {interpreter: run, script_dir: bin/}\ntime_zone: Asia/Shanghai\n",
       "pack.yaml:4:12: expected a time zone such as \"+08:00\"\n"},
      {"pack: x\ntitle: X\ncommand: {interpreter: run, script_dir: bin/}\ntime_zone: \"+15:00\"\n",
       "pack.yaml:4:12: expected a time zone such as \"+08:00\"\n"},
      {"- x\n", "pack.yaml:1:1: expected a map, found a list\n"},
  };
  for (const Mistaken& c : cases)
    EXPECT_EQ(errors_of("script: a.sh\nsummary: A\nparams: [{name: --id, type: id}]", c.yaml), c.errors)
        << c.yaml;
}

TEST(LoadRules, MissingFiles) {
  EXPECT_EQ(test::load_rules({{"scripts/a.yaml", "script: a.sh\nsummary: A\n"}}).errors,
            "pack.yaml: cannot open: No such file or directory\n");
  EXPECT_EQ(test::load_rules({{"pack.yaml", kPack}}).errors,
            "scripts: cannot list: No such file or directory\n");
  EXPECT_EQ(test::load_rules({{"pack.yaml", kPack}, {"scripts/readme.txt", ""}}).errors,
            "scripts: there is no script in this folder\n");
}

TEST(LoadRules, MistakesInScripts) {
  const Mistaken cases[] = {
      {"summary: A", "scripts/a.yaml:1:1: 'script' is missing\n"},
      {"script: a.sh", "scripts/a.yaml:1:1: 'summary' is missing\n"},
      {"script: a.sh\nsummary: A\ncosts: query",
       "scripts/a.yaml:3:1: unknown key 'costs', did you mean 'cost'?\n"},
      {"script: a.sh\nsummary: A\ncost: cheap",
       "scripts/a.yaml:3:7: expected one of none, query, upload, processing\n"},
      {"script: a.sh\nsummary: A\nparams: {name: --id}",
       "scripts/a.yaml:3:9: expected a list, found a map\n"},
      {"script: a.sh\nsummary: A\nparams: [--id]",
       "scripts/a.yaml:3:10: expected a parameter, {name: …} or {use: …}\n"},
      {"script: a.sh\nsummary: A\nsubcommands: []", "scripts/a.yaml:3:14: there is no subcommand\n"},
      {"script: a.sh\nsummary: A\nsubcommands: {x: y}",
       "scripts/a.yaml:3:14: expected a list, found a map\n"},
      {"script: a.sh\nsummary: A\nsubcommands:\n- {summary: X}", "scripts/a.yaml:4:3: 'name' is missing\n"},
      {"script: a.sh\nsummary: A\nsubcommands:\n- {name: x, summary: X}\n- {name: x, summary: Y}",
       "scripts/a.yaml:5:3: subcommand 'x' is defined twice\n"},
      {"script: a.sh\nsummary: A\nparams: []\nsubcommands:\n- {name: x, summary: X}",
       "scripts/a.yaml:3:1: unknown key 'params'\n"},
      {"script: a.sh\nsummary: A\nsubcommands:\n- {name: x, summary: X, prefer: b.sh y}",
       "scripts/a.yaml:4:33: no script 'b.sh'\n"},
      {"script: a.sh\nsummary: A\nsubcommands:\n- {name: x, summary: X, prefer: a.sh}",
       "scripts/a.yaml:4:33: 'a.sh' has subcommands: name one\n"},
      {"script: a.sh\nsummary: A\nwrong_names: [b.sh, a.sh, b.sh]",
       "scripts/a.yaml:3:14: 'a.sh' is listed as a wrong name but exists\n"
       "scripts/a.yaml:3:14: 'b.sh' is listed as a wrong name twice\n"},
  };
  for (const Mistaken& c : cases) EXPECT_EQ(errors_of(c.yaml), c.errors) << c.yaml;
}

TEST(LoadRules, TwoFilesCannotDefineOneScript) {
  const std::string script = "script: a.sh\nsummary: A\n";
  EXPECT_EQ(
      test::load_rules({{"pack.yaml", kPack}, {"scripts/a.yaml", script}, {"scripts/b.yaml", script}}).errors,
      "scripts/b.yaml:1:9: script 'a.sh' is defined twice\n");
}

TEST(LoadRules, MistakesInParameters) {
  const Mistaken cases[] = {
      {"- {type: id}", "4:3: 'name' is missing"},
      {"- {name: --x}", "4:3: 'type' is missing"},
      {"- {name: x, type: id}", "4:3: 'x' is no option name: --letters-and-digits"},
      {"- {name: --x y, type: id}", "4:3: '--x y' is no option name: --letters-and-digits"},
      {"- {name: --x, type: idd}", "4:21: expected one of flag, text, name, string, id, file_id, task_id, "
                                   "int, float, enum, url, path, date, "
                                   "datetime, json, key_value, file_ref, time_offset, base64"},
      {"- {name: --x, type: id, list: tab}", "4:31: expected one of space, comma"},
      {"- {name: --x, short: -xy, type: id}", "4:3: '--x': a short form is one letter, -x"},
      {"- {name: --x, type: id, required: yes}", "4:35: expected true or false, found 'yes'"},
      {"- {name: --x, type: id, requird: true}", "4:25: unknown key 'requird', did you mean 'required'?"},
      {"- {name: --x, type: id}\n- {name: --x, type: int}", "5:3: parameter --x is defined twice"},
      {"- {name: --x, short: -q, type: id}\n- {name: --y, short: -q, type: int}",
       "5:3: parameter --y is defined twice"},
      {"- {name: --x, type: enum}", "4:3: '--x': an enum needs 'values'"},
      {"- {name: --x, type: enum, values: [a], open: true}",
       "4:3: '--x': an enum is a closed set: for an open one write type: name"},
      {"- {name: --x, type: enum, values: [a, b, a]}", "4:3: '--x': value 'a' is listed twice"},
      {"- {name: --x, type: enum, values: [a], default: b}",
       "4:3: '--x': the default 'b' is no allowed value"},
      {"- {name: --x, type: enum, values: [a], recommend: b}",
       "4:3: '--x': the recommended value 'b' is no allowed value"},
      {"- {name: --x, type: enum, values: [a], labels: {b: B}}",
       "4:3: '--x': a label for 'b', which is no value"},
      {"- {name: --x, type: enum, values: [a], labels: [B]}", "4:48: expected a map, found a list"},
      {"- {name: --x, type: int, default: many}", "4:3: '--x': the default 'many' is no number of its type"},
      {"- {name: --x, type: int, values: [1, 2.5]}", "4:3: '--x': value '2.5' is no number of its type"},
      {"- {name: --x, type: int, range: [1, 5], default: 6}", "4:3: '--x': the default '6' is out of range"},
      {"- {name: --x, type: int, range: [5, 1]}", "4:33: the lower bound is above the upper one"},
      {"- {name: --x, type: int, range: 5}", "4:33: expected [lowest, highest]"},
      {"- {name: --x, type: int, range: [a, 1]}", "4:34: expected a number, found 'a'"},
      {"- {name: --x, type: name, range: [1, 2]}", "4:3: '--x': 'range' belongs to a number"},
      {"- {name: --x, type: name, items: [1, 2]}", "4:3: '--x': 'items' belongs to a list"},
      {"- {name: --x, type: name, list: space, items: [-1, 2]}",
       "4:48: expected a whole number from 0, found '-1'"},
      {"- {name: --x, type: name, set: true}", "4:3: '--x': 'set' belongs to a list"},
      {"- {name: --x, type: int, max_length: 5}", "4:3: '--x': 'max_length' belongs to text"},
      {"- {name: --x, type: base64, max_bytes: -1}", "4:40: expected a whole number from 0, found '-1'"},
      {"- {name: --x, type: name, absolute: true}", "4:3: '--x': 'absolute' belongs to a path"},
      {"- {name: --x, type: name, shape: s}",
       "4:3: '--x': 'shape' belongs to a json parameter\nscripts/a.yaml:4:3: '--x': no shape 's'"},
      {"- {name: --x, type: json, shape: s}", "4:3: '--x': no shape 's'"},
      {"- {name: --x, type: json, or_shape: s}",
       "4:3: '--x': 'or_shape' belongs to an enum\nscripts/a.yaml:4:3: '--x': no shape 's'"},
      {"- {name: --x, type: name, open: true}", "4:3: '--x': 'open' belongs to a parameter with values"},
      {"- {name: --x, type: flag, default: a}",
       "4:3: '--x': 'list, repeat, values, default and recommend' belongs to a parameter with a value"},
      {"- {name: --x, type: name, write_default: true}",
       "4:3: '--x': 'write_default' belongs to a parameter with a default"},
      {"- {name: --x, type: name, recommend_unless: [--x]}",
       "4:3: '--x': 'recommend_unless' belongs to a parameter with recommend"},
      {"- {name: --x, type: name, required_unless: [--x]}",
       "4:3: '--x': 'required_unless' belongs to a required parameter"},
      {"- {name: --x, type: name, required: true, required_unless: [--y]}",
       "4:3: '--y' is no parameter of 'a.sh'"},
      {"- {name: --x, type: name, recommend: a, recommend_unless: [--y]}",
       "4:3: '--y' is no parameter of 'a.sh'"},
      {"- {name: --x, type: name, per_model: versions}", "4:3: no model has a field 'versions'"},
      {"- {use: no}", "4:9: no shared definition 'no'"},
  };
  for (const Mistaken& c : cases)
    EXPECT_EQ(errors_of_params(c.yaml), "scripts/a.yaml:" + std::string(c.errors) + "\n") << c.yaml;
}

TEST(LoadRules, SharedDefinitions) {
  const auto errors = [](const std::string& shared, const std::string& params) {
    return test::load_rules({{"pack.yaml", kPack},
                             {"shared.yaml", shared},
                             {"scripts/a.yaml", "script: a.sh\nsummary: A\nparams: " + params}})
        .errors;
  };
  EXPECT_EQ(errors("shared: {id: {name: --id, type: id}}", "[{use: id, name: --other, help: x}]"), "");
  EXPECT_EQ(errors("shared: {g: [{use: h}], h: [{use: g}]}", "[{use: g}]"),
            "shared.yaml:1:20: shared definitions use each other in a circle\n");
  EXPECT_EQ(errors("shared: {g: [{name: --id, type: id}]}", "[{use: g, help: x}]"),
            "scripts/a.yaml:3:10: a group takes no further keys\n");
  EXPECT_EQ(
      errors("shared: {id: {name: --id, typ: id}}", "[{use: id}]"),
      "scripts/a.yaml:3:10: 'type' is missing\nshared.yaml:1:27: unknown key 'typ', did you mean 'type'?\n");
  EXPECT_EQ(errors("shared: {}\nother: 1", "[]"), "shared.yaml:2:1: unknown key 'other'\n");
  EXPECT_EQ(errors("shared: {id: {name: --id, type: id}}", "[{use: id}, {use: id}]"),
            "scripts/a.yaml:3:21: parameter --id is defined twice\n");
}

TEST(LoadRules, AMistakeInASharedDefinitionIsReportedOnce) {
  const test::LoadedRules loaded =
      test::load_rules({{"pack.yaml", kPack},
                        {"shared.yaml", "shared: {id: {name: --id, type: id, hlp: x}}"},
                        {"scripts/a.yaml", "script: a.sh\nsummary: A\nparams: [{use: id}]"},
                        {"scripts/b.yaml", "script: b.sh\nsummary: B\nparams: [{use: id}]"}});
  EXPECT_EQ(loaded.errors, "shared.yaml:1:37: unknown key 'hlp', did you mean 'help'?\n");
}

TEST(LoadRules, MistakesInConstraints) {
  const std::string kinds =
      "a constraint is one of one_of, at_least_one, exclusive, requires, only_with, limit, sum";
  const std::pair<const char*, std::string> cases[] = {
      {"constraints: {one_of: [--mode, --n]}", "8:14: expected a list, found a map"},
      {"constraints: [{on_of: [--mode, --n]}]",
       "8:15: " + kinds + "\nscripts/a.yaml:8:16: unknown key 'on_of', did you mean 'one_of'?"},
      {"constraints: [{one_of: [--mode, --n], sum: [--n], at_most: 1}]", "8:15: " + kinds},
      {"constraints: [{one_of: [--mode, --m]}]", "8:15: '--m' is no parameter of 'a.sh'"},
      {"constraints: [{exclusive: [--mode]}]", "8:15: the constraint needs two parameters or more"},
      {"constraints: [{exclusive: [--mode, --mode]}]", "8:15: '--mode' is named twice"},
      {"constraints: [{requires: [--n]}]", "8:15: 'when' is missing"},
      {"constraints: [{only_with: [--n]}]", "8:15: 'when' is missing"},
      {"constraints: [{requires: [--n], when: --m present}]", "8:15: '--m' is no parameter of 'a.sh'"},
      {"constraints: [{requires: [--n], when: --mode = c}]",
       "8:15: '--mode': in 'when', 'c' is no allowed value"},
      {"constraints: [{requires: [--n], when: --flag = x}]",
       "8:15: '--flag' is a switch: write 'present' or 'absent'"},
      {"constraints: [{requires: [--n], when: --mode is a}]",
       "8:39: expected present, absent, =, in or not_in after '--mode'\nscripts/a.yaml:8:15: 'when' is "
       "missing"},
      {"constraints: [{limit: [--n]}]", "8:15: a limit has values, range or items"},
      {"constraints: [{limit: [--mode], values: [c]}]",
       "8:15: '--mode': in 'values', 'c' is no allowed value"},
      {"constraints: [{exclusive: [--mode, --n], range: [1, 2]}]",
       "8:15: values, range and items belong to a limit"},
      {"constraints: [{sum: [--n, --files]}]", "8:15: 'sum' and 'at_most' belong together"},
      {"constraints: [{exclusive: [--mode, --n], at_most: 3}]", "8:15: 'sum' and 'at_most' belong together"},
      {"constraints: [{exclusive: [--mode, --n], rule: wrong-script}]",
       "8:15: no constraint is reported as 'wrong-script'; there are missing-param, exclusive-params, "
       "inapplicable-param, enum-value, value-range, too-many-values, model-limits, value-format"},
  };
  for (const auto& [yaml, errors] : cases)
    EXPECT_EQ(errors_behind_params(yaml), "scripts/a.yaml:" + errors + "\n") << yaml;
}

TEST(LoadRules, MistakesInLists) {
  const Mistaken cases[] = {
      {"mistakes: {param: --x}", "8:11: expected a list, found a map"},
      {"mistakes: [{param: --x, use: --y}]", "8:12: '--y' is no parameter of 'a.sh'"},
      {"mistakes: [{param: --n}]", "8:12: '--n' is listed as a mistake but exists"},
      {"mistakes: [{param: --x}, {param: --x, use: --n}]", "8:26: this mistake is listed twice"},
      {"mistakes: [{use: --n}]", "8:12: a mistake names a param, a value or a subcommand"},
      {"mistakes: [{param: --x, value: {--n: 3}}]", "8:12: a mistake names a param, a value or a subcommand"},
      {"mistakes: [{value: {--mode: a}, use: b}]", "8:12: 'a' is listed as a mistake but is a value"},
      {"mistakes: [{value: {--mode: x}, use: c}]", "8:12: '--mode': 'use', 'c' is no allowed value"},
      {"mistakes: [{value: {--m: x}}]", "8:12: '--m' is no parameter of 'a.sh'"},
      {"mistakes: [{value: [--mode]}]", "8:20: expected a map, found a list"},
      {"mistakes: [{subcommand: go}]",
       "8:12: wrong subcommands stand at the top of a script that has subcommands"},
  };
  for (const Mistaken& c : cases)
    EXPECT_EQ(errors_behind_params(c.yaml), "scripts/a.yaml:" + std::string(c.errors) + "\n") << c.yaml;
}

TEST(LoadRules, WhatIsSaidAtTheTopMustHoldSomewhere) {
  const auto errors = [](const std::string& rest) {
    return errors_of("script: a.sh\nsummary: A\nsubcommands:\n"
                     "- {name: x, summary: X, params: [{name: --a, type: id}, {name: --b, type: id}]}\n"
                     "- {name: y, summary: Y, params: [{name: --a, type: id}]}\n" +
                     rest);
  };
  EXPECT_EQ(errors("constraints: [{exclusive: [--a, --b]}]"), "");
  EXPECT_EQ(errors("constraints: [{exclusive: [--a, --c]}]"),
            "scripts/a.yaml:6:15: no subcommand has all options that this names\n");
  EXPECT_EQ(errors("mistakes: [{param: --bb, use: --b}]"), "");
  EXPECT_EQ(errors("mistakes: [{param: --bb, use: --c}]"),
            "scripts/a.yaml:6:12: this mistake fits no subcommand\n");
  EXPECT_EQ(errors("mistakes: [{subcommand: z, use: x}, {subcommand: w, note: none}]"), "");
  EXPECT_EQ(errors("mistakes: [{subcommand: y, use: x}]"),
            "scripts/a.yaml:6:12: 'y' is listed as a mistake but exists\n");
  EXPECT_EQ(errors("mistakes: [{subcommand: z, use: b.sh}]"), "scripts/a.yaml:6:12: no script 'b.sh'\n");
}

TEST(LoadRules, MistakesInModelsAndShapes) {
  const Mistaken cases[] = {
      {"models: [M]", "8:9: expected a map, found a list"},
      {"models: {M: x}", "8:13: expected a map, found 'x'"},
      {"models: {M: {refs: {item: [1, 2]}}}", "8:21: unknown key 'item', did you mean 'items'?"},
      {"shapes: {s: {typ: object}}",
       "8:13: 'type' is missing\nscripts/a.yaml:8:14: unknown key 'typ', did you mean 'type'?"},
      {"shapes: {s: {type: list}}",
       "8:20: expected one of any, object, array, string, number, integer, boolean, url, file_id"},
      {"shapes: {s: {type: string, properties: {a: {type: any}}}}",
       "8:40: 'properties' belongs to an object"},
      {"shapes: {s: {type: object, of: {type: any}}}", "8:32: 'of' belongs to an array"},
      {"shapes: {s: {type: number, values: [1]}}", "8:36: 'values' belongs to a string"},
      {"shapes: {s: {type: object, variants: {a: {}}}}",
       "8:13: 'variants' and 'discriminator' belong together"},
      {"shapes: {s: {any_of: {type: string}}}", "8:22: expected a list, found a map"},
      {"shapes: {s: {type: any}}\nshared: {}\nx: 1", "10:1: unknown key 'x'"},
  };
  for (const Mistaken& c : cases)
    EXPECT_EQ(errors_behind_params(c.yaml), "scripts/a.yaml:" + std::string(c.errors) + "\n") << c.yaml;
  EXPECT_EQ(test::load_rules({{"pack.yaml", kPack},
                              {"shared.yaml", "shapes: {s: {type: any}}"},
                              {"scripts/a.yaml", "script: a.sh\nsummary: A\nshapes: {s: {type: any}}"}})
                .errors,
            "scripts/a.yaml:3:10: shape 's' is defined twice\n");
}

TEST(LoadRules, AModelCannotHaveAValueThatTheParameterLacks) {
  EXPECT_EQ(errors_of("script: a.sh\nsummary: A\nmodels: {M: {sizes: [S, XL]}}\nparams:\n"
                      "- {name: --size, type: enum, values: [S, M], per_model: sizes}"),
            "scripts/a.yaml:5:3: '--size': model 'M' has 'XL', which is no value\n");
}

TEST(LoadRules, ShapesThatContainThemselvesByAliasAreRefused) {
  EXPECT_EQ(errors_of("script: a.sh\nsummary: A\nshapes: {s: &s {type: array, of: *s}}").substr(0, 20),
            "scripts/a.yaml:3:34:");
}

} // namespace
} // namespace cmdwright::spec
