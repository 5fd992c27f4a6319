// Law: what the renderer prints, real shells split into exactly the intended arguments, and the parser reads
// back as the same command.
#include <gtest/gtest.h>

#include "command/equal.h"
#include "command/render.h"
#include "support/pack.h"
#include "support/process.h"
#include "support/random.h"
#include "support/shells.h"

namespace cmdwright::command {
namespace {

using T = spec::ValueType;

/// A command with one option, and what a shell has to make of it.
struct Printed {
  Command command;
  std::string line;
  std::vector<std::string> arguments;
};

bool takes_any_text(const spec::Param& p) {
  return p.list != spec::ListKind::Comma && !p.is_flag();
}

std::vector<Printed> random_commands(const spec::Spec& spec, std::uint32_t seed, std::size_t count) {
  test::Random random(seed);
  std::vector<Printed> all;
  while (all.size() < count) {
    const spec::Script& script = random.one_of(spec.scripts());
    const spec::Operation& op = random.one_of(script.operations);
    if (op.params.empty()) continue;
    const spec::Param& p = random.one_of(op.params);
    std::string value = random.nasty_text(12);
    if (!takes_any_text(p) || value.starts_with("~")) continue; // a bare ~/ is meant to expand
    Printed printed{make_command(script, op), {}, {}};
    add_value(printed.command, p, value);
    printed.line = render(printed.command, spec);
    printed.arguments = {std::string(spec.pack().interpreter),
                         std::string(spec.pack().script_dir) + std::string(script.name)};
    if (!op.name.empty()) printed.arguments.emplace_back(op.name);
    const std::string name(p.name);
    const bool attached = printed.line.find(name + "=") != std::string::npos && value.starts_with("-");
    if (attached) {
      printed.arguments.push_back(name + "=" + value);
    } else {
      printed.arguments.push_back(name);
      printed.arguments.push_back(value);
    }
    all.push_back(std::move(printed));
  }
  return all;
}

class ShellLaw : public testing::TestWithParam<const char*> {};

TEST_P(ShellLaw, SplitsWhatIsPrintedIntoTheIntendedArguments) {
  const spec::Spec& spec = test::built_in().spec();
  const std::vector<Printed> all = random_commands(spec, 1, 4000);
  std::vector<std::string> lines;
  for (const Printed& p : all) lines.push_back(p.line);
  const auto split = test::split_by_shell(GetParam(), std::string(spec.pack().interpreter), lines);
  ASSERT_EQ(split.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(split[i], all[i].arguments) << all[i].line;
}

INSTANTIATE_TEST_SUITE_P(Shells, ShellLaw, testing::Values("sh", "bash"),
                         [](const auto& shell) { return std::string(shell.param); });

TEST(RenderLaw, ReadingWhatIsPrintedGivesTheSameCommand) {
  const spec::Spec& spec = test::built_in().spec();
  for (const Printed& p : random_commands(spec, 2, 20000)) {
    const std::vector<Command> read = find_commands(p.line, spec);
    ASSERT_EQ(read.size(), 1U) << p.line;
    ASSERT_EQ(read[0].operation, p.command.operation) << p.line;
    ASSERT_EQ(read[0].options.size(), 1U) << p.line;
    EXPECT_TRUE(read[0].strays.empty()) << p.line;
    const Option& option = read[0].options[0];
    EXPECT_EQ(option.param, p.command.options[0].param) << p.line;
    ASSERT_EQ(option.values.size(), 1U) << p.line;
    EXPECT_EQ(option.values[0].text, p.command.options[0].values[0].text) << p.line;
    EXPECT_TRUE(equal(read[0], p.command)) << p.line;
    EXPECT_EQ(render(read[0], spec), p.line);
  }
}

#ifdef CMDWRIGHT_SHELLCHECK
TEST(ShellLaw, ShellCheckHasNothingToSay) {
  const spec::Spec& spec = test::built_in().spec();
  std::string script = "#!/bin/sh\n";
  for (const Printed& p : random_commands(spec, 3, 300)) script += p.line + "\n";
  const test::TemporaryFolder folder;
  // Control characters, typographic quotes, backslashes and words such as "done" are meant as they stand.
  const test::ProcessResult result = test::run_process(
      {CMDWRIGHT_SHELLCHECK, "-e", "SC1003,SC1010,SC1017,SC1018,SC1100,SC1109,SC1110,SC1111,SC1112,SC2016",
       folder.write("script.sh", script)});
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(result.status, 0);
}
#endif

} // namespace
} // namespace cmdwright::command
