#include "lint/registry.h"

#include <algorithm>
#include <array>
#include <vector>

#include "lint/context.h"

namespace cmdwright::lint {

namespace {

using rule::Slug;

constexpr std::array kOfCommands = {
    rule::kScriptPrefix,       rule::kInterpreter,       rule::kUnknownScript,
    rule::kUnknownSubcommand,  rule::kMissingSubcommand, rule::kUnexpectedSubcommand,
    rule::kNonPreferredScript, rule::kTaskRoute,         rule::kUnknownParam,
    rule::kMissingParam,       rule::kDuplicateParam,    rule::kExclusiveParams,
    rule::kPositionalArg,      rule::kMissingValue,      rule::kUnexpectedValue,
    rule::kEnumCase,           rule::kEnumValue,         rule::kValueType,
    rule::kValueRange,         rule::kTooManyValues,     rule::kTooLong,
    rule::kValueFormat,        rule::kJsonInvalid,       rule::kJsonShape,
    rule::kJoinedVersion,      rule::kModelLimits,       rule::kInapplicableParam,
    rule::kElementPlaceholder, rule::kNeedlessQuotes,    rule::kMissingQuotes,
    rule::kUnbalancedQuotes,   rule::kPlaceholder,       rule::kUploadFirst};
constexpr std::array kForeign = {rule::kForeignCommand};
constexpr std::array kProse = {rule::kExtraProse};
constexpr std::array kLinks = {rule::kBareLink};
constexpr std::array kCost = {rule::kCostNotice};
constexpr std::array kQuestions = {rule::kAskedGiven, rule::kAskedSecret, rule::kAskedOptional};
constexpr std::array kRequest = {rule::kWrongScript, rule::kMissingStep};
constexpr std::array kInvented = {rule::kInventedValue};
constexpr std::array kCredentials = {rule::kRetryWithoutCredentials};
constexpr std::array kResubmit = {rule::kResubmit};
constexpr std::array kReading = {rule::kDocsNotRead, rule::kSourceRead};
constexpr std::array kResults = {rule::kFabricatedResult};

constexpr std::array kChecks = {
    Check{kOfCommands, check_commands},
    Check{kForeign, check_foreign},
    Check{kProse, check_prose},
    Check{kLinks, check_links},
    Check{kCost, check_cost},
    Check{kQuestions, check_questions},
    Check{kRequest, check_request},
    Check{kInvented, check_invented},
    Check{kCredentials, check_credentials},
    Check{kResubmit, check_resubmit},
    Check{kReading, check_reading},
    Check{kResults, check_results},
};

} // namespace

std::span<const Check> checks() {
  return kChecks;
}

std::span<const Slug> implemented_rules() {
  static const std::vector<Slug> all = [] {
    std::vector<Slug> slugs;
    for (const Check& check : kChecks) slugs.insert(slugs.end(), check.rules.begin(), check.rules.end());
    slugs.push_back(rule::kUnusedSuppression);
    return slugs;
  }();
  return all;
}

bool is_implemented(std::string_view slug) {
  const auto all = implemented_rules();
  return std::find(all.begin(), all.end(), slug) != all.end();
}

} // namespace cmdwright::lint
