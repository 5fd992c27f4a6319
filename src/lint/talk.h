// Everything that is linted, in the order in which it was said: what the person asked, what the agent said
// and ran, what the tools printed. A text alone is a talk of one answer. Private to the lint room.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string_view>
#include <vector>

#include "command/tree.h"
#include "lint/answer.h"
#include "lint/finding.h"

namespace cmdwright::lint {

/// A script call that the agent printed or ran.
struct Issued {
  command::Command command;
  std::string_view shell;   ///< the text that its places refer to, prose blanked
  std::uint32_t source = 0; ///< index into Talk::sources
  Span code;                ///< the shell text that it stands in
  bool run = false;         ///< by a tool; otherwise printed for the person
};

/// Another program in shell text.
struct Aside {
  command::Program program;
  std::string_view shell;
  std::uint32_t source = 0;
  Span code; ///< the shell text that it stands in
  bool run = false;
};

/// A tool other than a shell that was given a path.
struct Opened {
  std::string_view tool;
  std::string_view path;
  std::uint32_t source = 0;
  Span span;
};

/// Something that the agent did, in order.
struct Act {
  enum class Kind : std::uint8_t { Command, Program, Opened };
  Kind kind = Kind::Command;
  std::uint32_t index = 0; ///< into Talk::issued, asides or opened
};

struct Turn {
  /// Context: what surrounds the talk, system messages and notes of the agent's program.
  enum class Who : std::uint8_t { Person, Agent, Output, Context };
  Who who = Who::Agent;
  std::string_view text;    ///< of all but Agent
  std::uint32_t source = 0; ///< of all but Agent
  std::string_view id;      ///< of Agent: the provider's name of the message, may be empty
  bool failed = false;      ///< of Output: the tool reported an error
  // Of Output: the script calls that it may be the output of.
  std::uint32_t first_issued = 0;
  std::uint32_t issued_count = 0;
  std::uint32_t first_answer =
      0; ///< index into Talk::said; what the agent said before a person's turn lies below it
  // Of Agent:
  std::uint32_t answer_count = 0;
  std::uint32_t first_act = 0;
  std::uint32_t act_count = 0;
};

/// A text of the agent, taken apart.
struct Said {
  Answer answer;
  std::uint32_t source = 0;
};

struct Talk {
  bool prose = false;      ///< answers are held to the rules for prose
  bool transcript = false; ///< it shows what was run and what came out
  bool pending = false;    ///< its commands are about to be run as they are
  std::vector<Source> sources;
  std::vector<Turn> turns;
  std::deque<Said> said; ///< its elements never move, text views point into them
  std::vector<Issued> issued;
  std::vector<Aside> asides;
  std::vector<Opened> opened;
  std::vector<Act> acts;

  [[nodiscard]] std::string_view text(std::uint32_t source) const { return sources[source].text; }
  [[nodiscard]] std::span<const Act> acts_of(const Turn& t) const {
    return std::span(acts).subspan(t.first_act, t.act_count);
  }

  // ---- building -----------------------------------------------------------------------------------------
  std::uint32_t add_source(Source source);
  Turn& add_person(std::string_view text, std::uint32_t source);
  Turn& add_output(std::string_view text, std::uint32_t source);
  /// All messages of a recorded conversation, which must outlive the talk.
  void add_conversation(const AnswerReader& reader, const spec::Spec& spec, const Words& words,
                        const transcript::Conversation& conversation);
  /// Begins an agent's turn, or goes on with it when the last turn is one.
  Turn& agent();
  /// Adds a text of the agent's turn.
  void add_answer(const AnswerReader& reader, const spec::Spec& spec, std::uint32_t source, bool prose);
  /// Adds shell text that the agent runs.
  void add_run(const spec::Spec& spec, std::uint32_t source);
  void add_opened(Opened opened);

private:
  void add_call(const spec::Spec& spec, const Words& words, const transcript::Conversation& conversation,
                const transcript::ToolCall& call, std::uint32_t message);
  void add_code(const spec::Spec& spec, std::string_view shell, Span code, std::uint32_t source, bool run);
};

} // namespace cmdwright::lint
