// The rules as data: names, severities, explanations and examples, and the words that the mechanisms look
// for. Compiled from rules/lint.yaml and rules/lint-words.yaml of a pack (keys: docs/packs.md); plain data,
// read-only, views into the pack's storage. The engine, `explain`, the reports and docs/rules.md share it.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/result.h"

namespace cmdwright::lint {

using Str = std::string_view;

enum class Severity : std::uint8_t { Off, Info, Warning, Error };
[[nodiscard]] std::string_view severity_name(Severity severity);
/// By name, "off" included; false when there is none.
[[nodiscard]] bool read_severity(std::string_view name, Severity& out);

/// What an example or an input is taken for.
enum class Form : std::uint8_t { Commands, Answer, Transcript };

struct Example {
  Form form = Form::Commands;
  Str request; ///< what the person asked for, may be empty
  Str text;
};

struct Rule {
  Str slug;
  Str group;
  Severity severity = Severity::Error;
  Str summary; ///< one sentence
  Str why;     ///< a paragraph
  Example bad;
  Example good;
};

/// What phrases stand for. The names in rules/lint-words.yaml are those of kTopicNames.
enum class Topic : std::uint8_t {
  // a sentence of an answer
  Cost,
  Resubmit,
  Running,
  Failed,
  LookUp,
  Credentials,
  Refusal,
  Ask,
  AskFile,
  Needs,
  Chatter,
  Offer,
  Saving,
  Conditional,
  Announce,
  Quoted,
  // questions for credentials
  Secret,
  Give,
  Configure,
  SecretObject,
  // the output of tools, and what is said about it
  NoCredentials,
  CredentialNames,
  CredentialsThere,
  CredentialsSet,
  Finished,
  ClaimsResult,
  kCount
};
inline constexpr std::size_t kTopics = static_cast<std::size_t>(Topic::kCount);
inline constexpr std::array<Str, kTopics> kTopicNames = {"cost",
                                                         "resubmit",
                                                         "running",
                                                         "failed",
                                                         "look_up",
                                                         "credentials",
                                                         "refusal",
                                                         "ask",
                                                         "ask_file",
                                                         "needs",
                                                         "chatter",
                                                         "offer",
                                                         "saving",
                                                         "conditional",
                                                         "announce",
                                                         "quoted",
                                                         "secret",
                                                         "give",
                                                         "configure",
                                                         "secret_object",
                                                         "no_credentials",
                                                         "credential_names",
                                                         "credentials_there",
                                                         "credentials_set",
                                                         "finished",
                                                         "claims_result"};

/// Another program that does the job of a script.
struct Foreign {
  std::vector<Str> programs;
  std::vector<Str> words; ///< its first operand is one of these (none: any)
  std::vector<Str> texts; ///< one of its arguments holds one of these (none: any)
  bool alone = false;     ///< counts only where no script is called beside it
};

/// What questions call a parameter.
struct Asked {
  Str param;
  std::vector<Str> words; ///< folded, anywhere in a question
};

struct Words {
  std::vector<std::vector<Str>> phrases; ///< by Topic
  std::vector<Foreign> foreign;
  std::vector<Asked> asked;
  std::vector<Str> readers;                ///< programs that show the content of files
  std::vector<Str> no_readers;             ///< parts of names of tools that take a path and do not read it
  std::vector<Str> same_task;              ///< options that do not make another task
  std::vector<Str> documents;              ///< hosts whose links are no results
  std::vector<std::vector<Str>> same_work; ///< operations that may stand for each other
};

struct Catalogue {
  std::vector<Rule> rules;
  Words words;

  /// nullptr when there is no such rule.
  [[nodiscard]] const Rule* find(std::string_view slug) const;
  /// Reads the compact form; `blob` must outlive the catalogue. An empty one gives an empty catalogue.
  static Result<Catalogue> from_blob(std::string_view blob);
};

} // namespace cmdwright::lint
