#include "suite/findings.h"

#include <algorithm>

#include "command/rules.h"
#include "command/validate.h"

namespace cmdwright::suite {

std::vector<Found> ValidatorFaults::find(const transcript::Conversation&, const Behaviour& behaviour) const {
  std::vector<Found> out;
  bool uploaded = false;
  for (std::uint32_t turn = 0; turn < behaviour.turns.size(); ++turn)
    for (const GivenCommand& given : behaviour.turns[turn].commands) {
      std::vector<command::Finding> findings;
      // Its places must fit its own text.
      std::vector<command::Command> alone = command::find_commands(given.text, spec_);
      if (alone.size() != 1) continue;
      command::validate(given.text, alone.front(), spec_, findings);
      command::validate_sequence(alone, spec_, uploaded, findings);
      for (command::Finding& f : findings)
        out.push_back({std::string(f.rule), std::move(f.message), turn, given.text});
    }
  return out;
}

std::span<const std::string_view> known_rules() {
  using namespace rule;
  static constexpr std::string_view kRules[] = {kScriptPrefix,       kInterpreter,
                                                kForeignCommand,     kExtraProse,
                                                kBareLink,           kCostNotice,
                                                kUnknownScript,      kUnknownSubcommand,
                                                kMissingSubcommand,  kUnexpectedSubcommand,
                                                kNonPreferredScript, kTaskRoute,
                                                kWrongScript,        kUnknownParam,
                                                kMissingParam,       kDuplicateParam,
                                                kExclusiveParams,    kPositionalArg,
                                                kMissingValue,       kUnexpectedValue,
                                                kEnumCase,           kEnumValue,
                                                kValueType,          kValueRange,
                                                kTooManyValues,      kTooLong,
                                                kValueFormat,        kJsonInvalid,
                                                kJsonShape,          kJoinedVersion,
                                                kModelLimits,        kInapplicableParam,
                                                kElementPlaceholder, kNeedlessQuotes,
                                                kMissingQuotes,      kUnbalancedQuotes,
                                                kPlaceholder,        kUploadFirst,
                                                kInventedValue,      kAskedGiven,
                                                kAskedSecret,        kAskedOptional,
                                                kMissingStep,        kRetryWithoutCredentials,
                                                kResubmit,           kDocsNotRead,
                                                kSourceRead,         kFabricatedResult};
  return kRules;
}

bool is_rule(std::string_view name) {
  const std::span<const std::string_view> all = known_rules();
  return std::find(all.begin(), all.end(), name) != all.end();
}

} // namespace cmdwright::suite
