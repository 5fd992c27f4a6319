// Names of the rules (contract section 5). Their severities and explanations are data: rules/lint.yaml.
#pragma once

#include <string_view>

namespace cmdwright::rule {

using Slug = std::string_view;

// Format
inline constexpr Slug kScriptPrefix = "script-prefix";
inline constexpr Slug kInterpreter = "interpreter";
inline constexpr Slug kForeignCommand = "foreign-command";
inline constexpr Slug kExtraProse = "extra-prose";
inline constexpr Slug kBareLink = "bare-link";
inline constexpr Slug kCostNotice = "cost-notice";
// Script
inline constexpr Slug kUnknownScript = "unknown-script";
inline constexpr Slug kUnknownSubcommand = "unknown-subcommand";
inline constexpr Slug kMissingSubcommand = "missing-subcommand";
inline constexpr Slug kUnexpectedSubcommand = "unexpected-subcommand";
inline constexpr Slug kNonPreferredScript = "non-preferred-script";
inline constexpr Slug kTaskRoute = "task-route";
inline constexpr Slug kWrongScript = "wrong-script";
// Parameters
inline constexpr Slug kUnknownParam = "unknown-param";
inline constexpr Slug kMissingParam = "missing-param";
inline constexpr Slug kDuplicateParam = "duplicate-param";
inline constexpr Slug kExclusiveParams = "exclusive-params";
inline constexpr Slug kPositionalArg = "positional-arg";
inline constexpr Slug kMissingValue = "missing-value";
inline constexpr Slug kUnexpectedValue = "unexpected-value";
// Values
inline constexpr Slug kEnumCase = "enum-case";
inline constexpr Slug kEnumValue = "enum-value";
inline constexpr Slug kValueType = "value-type";
inline constexpr Slug kValueRange = "value-range";
inline constexpr Slug kTooManyValues = "too-many-values";
inline constexpr Slug kTooLong = "too-long";
inline constexpr Slug kValueFormat = "value-format";
inline constexpr Slug kJsonInvalid = "json-invalid";
inline constexpr Slug kJsonShape = "json-shape";
inline constexpr Slug kJoinedVersion = "joined-version";
inline constexpr Slug kModelLimits = "model-limits";
inline constexpr Slug kInapplicableParam = "inapplicable-param";
inline constexpr Slug kElementPlaceholder = "element-placeholder";
// Quoting
inline constexpr Slug kNeedlessQuotes = "needless-quotes";
inline constexpr Slug kMissingQuotes = "missing-quotes";
inline constexpr Slug kUnbalancedQuotes = "unbalanced-quotes";
// FileId and follow-up
inline constexpr Slug kPlaceholder = "placeholder";
inline constexpr Slug kUploadFirst = "upload-first";
inline constexpr Slug kInventedValue = "invented-value";
inline constexpr Slug kAskedGiven = "asked-given";
inline constexpr Slug kAskedSecret = "asked-secret";
inline constexpr Slug kAskedOptional = "asked-optional";
inline constexpr Slug kMissingStep = "missing-step";
// Transcript
inline constexpr Slug kRetryWithoutCredentials = "retry-without-credentials";
inline constexpr Slug kResubmit = "resubmit";
inline constexpr Slug kDocsNotRead = "docs-not-read";
inline constexpr Slug kSourceRead = "source-read";
inline constexpr Slug kFabricatedResult = "fabricated-result";
// About the linter itself
inline constexpr Slug kUnusedSuppression = "unused-suppression";

} // namespace cmdwright::rule
