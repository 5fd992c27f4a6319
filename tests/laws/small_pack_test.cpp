// Law, checked in full on a pack small enough for it: three parameters with three values each, every
// selection, order and quoting. Renderer, parser, validator, equality and a real shell agree on all of them.
#include <algorithm>
#include <optional>

#include <gtest/gtest.h>

#include "command/equal.h"
#include "command/render.h"
#include "command/rules.h"
#include "command/validate.h"
#include "support/pack.h"
#include "support/shells.h"

namespace cmdwright::command {
namespace {

constexpr const char* kPack = R"(
pack: small
title: Small
command: {interpreter: run, script_dir: bin/}
)";
constexpr const char* kScript = R"(
script: mix.sh
summary: Mix
cost: none
params:
  - {name: --kind, type: enum, values: [dry, wet, Odd], help: kind}
  - {name: --count, type: int, range: [1, 30], help: count}
  - {name: --note, type: text, help: note}
)";
const std::vector<std::vector<std::string>> kValues = {
    {"dry", "wet", "Odd"}, {"1", "7", "30"}, {"x", "two words", "it's $5; \"now\" \\"}};
constexpr std::size_t kParams = 3;

const spec::Spec& small() {
  static const test::LoadedRules rules =
      test::load_rules({{"pack.yaml", kPack}, {"scripts/mix.yaml", kScript}});
  return rules.spec;
}

/// For each parameter the number of its value, or nothing.
using Selection = std::array<std::optional<std::size_t>, kParams>;

std::vector<Selection> selections() {
  std::vector<Selection> all;
  for (std::size_t n = 0; n < 64; ++n) {
    Selection s;
    for (std::size_t p = 0, rest = n; p < kParams; ++p, rest /= 4)
      if (rest % 4 != 0) s[p] = rest % 4 - 1;
    all.push_back(s);
  }
  return all;
}

Command built(const Selection& s) {
  const spec::Script& script = small().scripts()[0];
  const spec::Operation& op = script.operations[0];
  Command c = make_command(script, op);
  for (std::size_t p = 0; p < kParams; ++p)
    if (s[p]) set_value(c, op.params[p], kValues[p][*s[p]]);
  return c;
}

enum class Style : std::uint8_t { Bare, Single, Double, Attached };

std::string word(std::size_t param, const std::string& value, Style style) {
  const std::string name(small().scripts()[0].operations[0].params[param].name);
  switch (style) {
  case Style::Bare:
    return name + " " + value;
  case Style::Single:
    return name + " " + single_quoted(value);
  case Style::Double:
    return name + " " + double_quoted(value);
  case Style::Attached:
    return name + "=" + double_quoted(value);
  }
  return {};
}

/// A selection written in one of the possible ways.
struct Written {
  std::string line;
  bool needless = false; ///< quotes that the validator objects to
};

void write_all(const Selection& s, const std::vector<std::size_t>& order, std::size_t at,
               const Written& so_far, std::vector<Written>& out) {
  if (at == order.size()) {
    out.push_back(so_far);
    return;
  }
  const std::size_t p = order[at];
  const std::string& value = kValues[p][*s[p]];
  for (const Style style : {Style::Bare, Style::Single, Style::Double, Style::Attached}) {
    if (style == Style::Bare && !is_safe_bare(value)) continue;
    const bool quoted = style == Style::Single || style == Style::Double; // behind "=" nobody objects
    write_all(s, order, at + 1,
              {so_far.line + " " + word(p, value, style), so_far.needless || (quoted && p != 2)}, out);
  }
}

std::vector<Written> writings(const Selection& s) {
  std::vector<std::size_t> order;
  for (std::size_t p = 0; p < kParams; ++p)
    if (s[p]) order.push_back(p);
  std::vector<Written> all;
  do write_all(s, order, 0, {"run bin/mix.sh", false}, all);
  while (std::next_permutation(order.begin(), order.end()));
  return all;
}

TEST(SmallPack, EveryWritingOfACommandIsThatCommand) {
  for (const Selection& s : selections()) {
    const Command meant = built(s);
    const std::string canonical = render(meant, small());
    for (const Written& w : writings(s)) {
      const std::vector<Command> read = find_commands(w.line, small());
      ASSERT_EQ(read.size(), 1U) << w.line;
      EXPECT_TRUE(equal(read[0], meant)) << w.line;
      EXPECT_EQ(render(read[0], small()), canonical) << w.line;
    }
  }
}

TEST(SmallPack, TheValidatorObjectsToNeedlessQuotesAndNothingElse) {
  for (const Selection& s : selections())
    for (const Written& w : writings(s)) {
      std::vector<Finding> findings;
      for (const Command& c : find_commands(w.line, small())) validate(w.line, c, small(), findings);
      EXPECT_EQ(!findings.empty(), w.needless) << w.line;
      for (const Finding& f : findings) EXPECT_EQ(f.rule, rule::kNeedlessQuotes) << w.line;
    }
}

TEST(SmallPack, TwoCommandsAreEqualWhenTheirSelectionsAre) {
  const std::vector<Selection> all = selections();
  for (const Selection& a : all)
    for (const Selection& b : all) {
      const Command x = built(a), y = built(b);
      EXPECT_EQ(equal(x, y), a == b) << render(x, small()) << "\n" << render(y, small());
      EXPECT_EQ(equal(x, y), equal(y, x));
      EXPECT_EQ(differences(meaning(x), meaning(y)).empty(), a == b);
    }
}

TEST(SmallPack, AShellSplitsEveryPrintedCommandIntoItsSelection) {
  std::vector<std::string> lines;
  std::vector<std::vector<std::string>> meant;
  for (const Selection& s : selections()) {
    lines.push_back(render(built(s), small()));
    meant.push_back({"run", "bin/mix.sh"});
    for (std::size_t p = 0; p < kParams; ++p)
      if (s[p]) {
        meant.back().emplace_back(small().scripts()[0].operations[0].params[p].name);
        meant.back().push_back(kValues[p][*s[p]]);
      }
  }
  EXPECT_EQ(test::split_by_shell("sh", "run", lines), meant);
}

} // namespace
} // namespace cmdwright::command
