// The labelled cases of corpus/lint: the rules of each are found exactly. The floors keep what was reached.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cli/lint_worker.h"
#include "support/lint.h"
#include "support/process.h"

namespace cmdwright::lint {
namespace {

using nlohmann::json;

struct Score {
  unsigned cases = 0;
  unsigned exact = 0;
  unsigned clean = 0;
  unsigned alarms = 0; ///< findings on clean cases
  std::string failures;
};

Score score_file(const std::filesystem::path& path) {
  Score score;
  std::ifstream in(path);
  std::string line;
  const cli::LintWork work;
  cli::LintWorker worker(test::built_in_linter(), work);
  while (std::getline(in, line)) {
    const json expected = json::parse(line).at("expect").at("rules");
    std::set<std::string> wanted;
    for (const json& rule : expected) wanted.insert(rule.get<std::string>());
    cli::LintTask task;
    task.kind = cli::LintTask::Kind::Record;
    task.bytes = line;
    const cli::LintResult result = worker.run(task);
    std::set<std::string> found;
    for (const cli::LintItem& item : result.items) found.insert(std::string(item.rule->slug));
    ++score.cases;
    score.clean += wanted.empty() ? 1 : 0;
    score.alarms += wanted.empty() && !found.empty() ? 1 : 0;
    if (found == wanted && result.problem.empty())
      ++score.exact;
    else
      score.failures += result.id + ": " + ::testing::PrintToString(found) + " instead of " +
                        ::testing::PrintToString(wanted) + "\n";
  }
  return score;
}

TEST(LintCorpus, RulesAreExact) {
  for (const auto& [name, least] : {std::pair{"development.jsonl", 0.98}, std::pair{"own.jsonl", 0.98}}) {
    const Score score = score_file(std::filesystem::path(test::source_folder()) / "corpus/lint" / name);
    ASSERT_GT(score.cases, 100U) << name;
    EXPECT_GE(score.exact, least * score.cases) << name << "\n" << score.failures;
    EXPECT_EQ(score.alarms, 0U) << name << "\n" << score.failures;
    RecordProperty(std::string(name) + ".exact", static_cast<int>(score.exact));
  }
}

} // namespace
} // namespace cmdwright::lint
