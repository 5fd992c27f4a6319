// What a check works with: the talk, the spec, the words, and the request as it was understood. Private to
// the lint room.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/linter.h"
#include "lint/talk.h"
#include "plan/conversation.h"

namespace cmdwright::lint {

/// What the person asked for, up to some turn.
struct Understood {
  plan::Plan plan;
  plan::Draft draft;
};

class Context {
public:
  Context(const Linter& linter, const Talk& talk, std::optional<understand::Now> now, Report& report)
      : linter_(linter), talk_(talk), now_(now), report_(report) {}
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  [[nodiscard]] const Talk& talk() const { return talk_; }
  [[nodiscard]] const spec::Spec& spec() const { return linter_.spec(); }
  [[nodiscard]] const Words& words() const { return linter_.words(); }
  [[nodiscard]] const Phrases& phrases() const { return linter_.phrases(); }
  [[nodiscard]] const understand::Understander& understander() const { return linter_.understander(); }

  /// What all that persons said before turn number `turn` comes to. Nothing when nobody said anything.
  [[nodiscard]] const Understood* understood(std::size_t turn) const;

  void report(rule::Slug slug, std::uint32_t source, Span span, std::string message,
              std::optional<command::Fix> fix = std::nullopt) const;
  /// The same for what the validator found.
  void report(std::uint32_t source, command::Finding finding) const {
    report(finding.rule, source, finding.span, std::move(finding.message), std::move(finding.fix));
  }

private:
  const Linter& linter_;
  const Talk& talk_;
  std::optional<understand::Now> now_;
  Report& report_;
  mutable std::optional<plan::Conversation> conversation_; ///< has heard the turns before heard_
  mutable std::size_t heard_ = 0;
  mutable std::deque<std::pair<std::size_t, Understood>> understood_; ///< by number of persons' turns heard
};

// The checks, one to a file or small family.
void check_commands(const Context&); ///< check_commands.cpp
void check_foreign(const Context&);
void check_prose(const Context&); ///< check_answers.cpp
void check_links(const Context&);
void check_cost(const Context&);
void check_questions(const Context&);   ///< check_questions.cpp
void check_request(const Context&);     ///< check_request.cpp
void check_invented(const Context&);    ///< check_invented.cpp
void check_credentials(const Context&); ///< check_credentials.cpp
void check_resubmit(const Context&);    ///< check_resubmit.cpp
void check_reading(const Context&);     ///< check_reading.cpp
void check_results(const Context&);     ///< check_results.cpp

} // namespace cmdwright::lint
