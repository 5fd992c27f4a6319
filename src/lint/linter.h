// The linter: texts and talks in, findings out.
//
//     Linter linter(spec, catalogue, [&]() -> const understand::Understander& { return engine.understander();
//     }); Report report; linter.text({.text = file, .form = Form::Commands}, report); for (const Finding& f :
//     report.findings) …
//
// Loading is lazy: the phrases are indexed when the first answer is read, the grammar only when a rule needs
// the request understood. A Linter is read-only after it was configured and may be shared between threads.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "command/rules.h"
#include "lint/catalogue.h"
#include "lint/finding.h"
#include "lint/phrases.h"
#include "spec/spec.h"
#include "understand/understand.h"

namespace cmdwright::lint {

/// A text, and what is known about it.
struct Input {
  std::string_view text;
  Form form = Form::Commands;            ///< Commands or Answer
  std::vector<std::string_view> request; ///< what the person said, turn by turn; may be empty
  std::optional<understand::Now> now;    ///< relative dates in the request refer to it
  bool suppressions = true;              ///< "# cmdwright: ignore[…]" counts
  bool unused = true;                    ///< … and one that suppresses nothing is reported
  bool run = false; ///< the text is about to be run: a placeholder cannot stand for anything
};

class Linter {
public:
  using UnderstanderSource = std::function<const understand::Understander&()>;

  /// All must outlive the linter.
  Linter(const spec::Spec& spec, const Catalogue& catalogue, UnderstanderSource understander);
  ~Linter();
  Linter(const Linter&) = delete;
  Linter& operator=(const Linter&) = delete;

  // ---- configuration, before the first use --------------------------------------------------------------
  /// REQUIRES: `rule` is one of rules().
  void set_severity(const Rule& rule, Severity severity);

  [[nodiscard]] const std::vector<Rule>& rules() const { return rules_; }
  /// nullptr when there is none.
  [[nodiscard]] const Rule* rule(std::string_view slug) const;
  [[nodiscard]] Severity severity(const Rule& rule) const {
    return levels_[static_cast<std::size_t>(&rule - rules_.data())];
  }

  // ---- linting ------------------------------------------------------------------------------------------
  /// Replaces the content of `report`, whose views point into `input`.
  void text(const Input& input, Report& report) const;
  /// The same for a recorded conversation: every message of the agent is an answer, every shell call runs
  /// commands. Marks that suppress rules do not count, the agent itself could have written them.
  void conversation(const transcript::Conversation& conversation, Report& report) const;

  // ---- for the checks -----------------------------------------------------------------------------------
  [[nodiscard]] const spec::Spec& spec() const { return spec_; }
  [[nodiscard]] const Words& words() const { return catalogue_.words; }
  [[nodiscard]] const Phrases& phrases() const;
  [[nodiscard]] const understand::Understander& understander() const { return understander_(); }

private:
  void choose_checks();
  void run(const struct Talk& talk, std::optional<understand::Now> now, Report& report) const;

  const spec::Spec& spec_;
  const Catalogue& catalogue_;
  UnderstanderSource understander_;
  std::vector<Rule> rules_; ///< of the catalogue, and those that it does not describe
  std::vector<Severity> levels_;
  std::vector<bool> wanted_; ///< by check
  mutable std::once_flag phrases_once_;
  mutable std::unique_ptr<Phrases> phrases_;
};

} // namespace cmdwright::lint
