// Runs tests/command/validator/*.txt: what the validator says about commands.
//
//     # comment
//     $ python scripts/vod_upload.py upload --fil a.mp4
//     unknown-param: --fil
//       fix: python scripts/vod_upload.py upload --file a.mp4
//
// Under a command stand its findings: the rule and the marked piece of text. Under a finding stands the whole
// text after its repair: "fix" for a safe one, "maybe" for a guess, nothing when there is none. A command
// without findings is right. A text goes on over lines that begin with "> ".
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include <gtest/gtest.h>

#include "command/rules.h"
#include "command/validate.h"
#include "support/pack.h"
#include "support/process.h"

namespace cmdwright::command {
namespace {

namespace fs = std::filesystem;

struct ValidatorCase {
  std::string place;
  std::string text;
  std::string expected;
};

std::vector<fs::path> case_files() {
  std::vector<fs::path> files;
  for (const auto& entry :
       fs::directory_iterator(fs::path(test::source_folder()) / "tests/command/validator"))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<ValidatorCase> read_validator_cases(const fs::path& file) {
  std::vector<ValidatorCase> cases;
  std::ifstream in(file);
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.starts_with("$ "))
      cases.push_back({file.filename().string() + ":" + std::to_string(number), line.substr(2), ""});
    else if (line.starts_with("> ") || line == ">")
      cases.back().text += "\n" + (line.size() > 2 ? line.substr(2) : "");
    else if (!line.empty() && !line.starts_with("#"))
      cases.back().expected += line + "\n";
  }
  return cases;
}

std::vector<Finding> findings_of(std::string_view text) {
  const spec::Spec& spec = test::built_in().spec();
  const std::vector<Command> commands = find_commands(text, spec);
  std::vector<Finding> findings;
  for (const Command& c : commands) validate(text, c, spec, findings);
  bool uploaded = false;
  validate_sequence(commands, spec, uploaded, findings);
  return findings;
}

std::string repaired(std::string text, const Fix& fix) {
  std::vector<Edit> edits = fix.edits;
  std::sort(edits.begin(), edits.end(),
            [](const Edit& a, const Edit& b) { return a.span.begin > b.span.begin; });
  for (const Edit& e : edits) text.replace(e.span.begin, e.span.size(), e.text);
  return text;
}

std::size_t count(const std::vector<Finding>& findings, std::string_view rule) {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(), [&](const Finding& f) { return f.rule == rule; }));
}

class Validator : public testing::TestWithParam<fs::path> {};

TEST_P(Validator, SaysWhatIsWritten) {
  for (const ValidatorCase& c : read_validator_cases(GetParam())) {
    SCOPED_TRACE(c.place + ": " + c.text);
    EXPECT_FALSE(find_commands(c.text, test::built_in().spec()).empty());
    const std::vector<Finding> findings = findings_of(c.text);
    std::string got;
    std::string messages;
    for (const Finding& f : findings) {
      got += std::string(f.rule) + ": " + std::string(f.span.of(c.text)) + "\n";
      messages += std::string(f.rule) + ": " + f.message + "\n";
      EXPECT_FALSE(f.message.empty());
      if (!f.fix) continue;
      const std::string after = repaired(c.text, *f.fix);
      got += std::string("  ") + (f.fix->safe ? "fix: " : "maybe: ") + after + "\n";
      EXPECT_FALSE(f.fix->title.empty());
      EXPECT_LT(count(findings_of(after), f.rule), count(findings, f.rule)) << "the repair does not repair\n"
                                                                            << after;
    }
    EXPECT_EQ(got, c.expected) << messages;
  }
}

INSTANTIATE_TEST_SUITE_P(Files, Validator, testing::ValuesIn(case_files()), [](const auto& file) {
  std::string name = file.param.stem().string();
  std::replace_if(
      name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
});

TEST(Documented, EverySubcommandAndEveryParameterHasAnExample) {
  const spec::Spec& spec = test::built_in().spec();
  std::set<std::string> operations;
  std::set<std::string> params; // of a script, whichever subcommand shows it
  for (const ValidatorCase& c :
       read_validator_cases(fs::path(test::source_folder()) / "tests/command/validator/documented.txt")) {
    EXPECT_EQ(c.expected, "") << c.place;
    for (const Command& command : find_commands(c.text, spec)) {
      operations.insert(command.script + " " + command.subcommand);
      for (const Option& o : command.options)
        if (o.param != nullptr) params.insert(command.script + " " + std::string(o.param->name));
    }
  }
  for (const spec::Script& script : spec.scripts())
    for (const spec::Operation& op : script.operations) {
      if (!op.prefer.empty()) continue; // another script does it
      EXPECT_TRUE(operations.count(std::string(script.name) + " " + std::string(op.name)) == 1)
          << spec::operation_name(script, op);
      for (const spec::Param& p : op.params)
        EXPECT_TRUE(params.count(std::string(script.name) + " " + std::string(p.name)) == 1)
            << spec::operation_name(script, op) << " " << p.name;
    }
}

TEST(ValidatorRules, MessagesSayWhatIsRight) {
  const std::pair<const char*, const char*> cases[] = {
      {"vod_process_media.py transcode --file-id 1 --quality 1080p",
       "'1080p' is no value of --quality: same, flu, sd, hd"},
      {"vod_process_media.py remux --file-id 1", "--target-format is required: mp4, hls"},
      {"vod_process_media.py transcode --file-id 1 --tasks-priority 11",
       "--tasks-priority must be -10 to 10"},
      {"vod_process_media.py transcode --fileid 1",
       "vod_process_media.py transcode has no parameter '--fileid', did you mean '--file-id'?"},
      {"vod_search_media.py --keyword x",
       "vod_search_media.py has no parameter '--keyword', it is called '--names'"},
      {"vod_aigc_video.py create --prompt x --model Kling --output-duration 8",
       "--output-duration of Kling is one of 5, 10"},
      {"vod_aigc_video.py query",
       "'vod_aigc_video.py' has no subcommand 'query', use 'vod_describe_task.py' (video tasks "
       "are looked up with the general task script)"},
      {"vod_upload.py --file x", "'vod_upload.py' needs a subcommand: upload, pull"},
      {"vod_describe_media.py --file-id ./a.mp4", "a local file is no FileId: upload it first"},
      {"vod_scene_aigc_image.py generate --scene-type outpainting --input-files 123",
       "--input-files takes File:<FileId> or Url:<URL>"},
      {"vod_aigc_chat.py chat --messages '[{\"role\":\"user\"}]'", "--messages: [0]: 'content' is missing"},
  };
  for (const auto& [command, message] : cases) {
    const std::vector<Finding> findings = findings_of("python scripts/" + std::string(command));
    ASSERT_EQ(findings.size(), 1U) << command;
    EXPECT_EQ(findings[0].message, message);
  }
}

TEST(ValidatorRules, FindingsListTheAllowedValues) {
  const Finding f =
      findings_of("python scripts/vod_process_media.py transcode --file-id 1 --quality 4k").at(0);
  EXPECT_EQ(f.param, "--quality");
  EXPECT_EQ(f.allowed, (std::vector<std::string_view>{"same", "flu", "sd", "hd"}));
}

TEST(ValidatorRules, EveryRuleOfTheValidatorHasACase) {
  std::set<std::string> seen;
  for (const fs::path& file : case_files())
    for (const ValidatorCase& c : read_validator_cases(file))
      for (const Finding& f : findings_of(c.text)) seen.insert(std::string(f.rule));
  for (const std::string_view slug :
       {rule::kScriptPrefix,       rule::kInterpreter,       rule::kUnknownScript,
        rule::kUnknownSubcommand,  rule::kMissingSubcommand, rule::kUnexpectedSubcommand,
        rule::kNonPreferredScript, rule::kTaskRoute,         rule::kUnknownParam,
        rule::kMissingParam,       rule::kDuplicateParam,    rule::kExclusiveParams,
        rule::kPositionalArg,      rule::kMissingValue,      rule::kUnexpectedValue,
        rule::kEnumCase,           rule::kEnumValue,         rule::kValueType,
        rule::kValueRange,         rule::kTooManyValues,     rule::kTooLong,
        rule::kValueFormat,        rule::kJsonInvalid,       rule::kJsonShape,
        rule::kJoinedVersion,      rule::kModelLimits,       rule::kInapplicableParam,
        rule::kElementPlaceholder, rule::kNeedlessQuotes,    rule::kMissingQuotes,
        rule::kUnbalancedQuotes,   rule::kPlaceholder,       rule::kUploadFirst})
    EXPECT_TRUE(seen.count(std::string(slug)) == 1) << slug;
}

} // namespace
} // namespace cmdwright::command
