// Commands, findings and explanations as screen lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "command/finding.h"
#include "command/tree.h"
#include "plan/plan.h"
#include "repl/origins.h"
#include "repl/screen_line.h"
#include "spec/spec.h"
#include "understand/grammar.h"

namespace cmdwright::repl {

/// The rendered command, its parts in styles of their own.
[[nodiscard]] ScreenLine show_command(const command::Command& command, const spec::Spec& spec);

/// Each finding with the piece of `text` that it is about.
void show_findings(std::string_view text, const std::vector<command::Finding>& findings,
                   std::vector<ScreenLine>& lines);

/// The question on one line: the allowed values in its text become numbered ones, from `first` on.
[[nodiscard]] ScreenLine show_question(const plan::Question& question,
                                       const std::vector<std::string>& choices, std::size_t first);

/// What was understood, a line for each thing to do: the slots with the words that filled them, what is
/// missing.
void show_understood(const plan::Draft& draft, const plan::Plan& plan, const Origins& origins,
                     understand::Language language, std::vector<ScreenLine>& lines);
/// The same at length: a line for each slot, the evidence, the next best reading.
void explain_understood(const plan::Draft& draft, const Origins& origins, understand::Language language,
                        std::vector<ScreenLine>& lines);
/// Every option of a command with what it means.
void explain_command(const command::Command& command, const spec::Spec& spec, std::vector<ScreenLine>& lines);

/// The lines of a text that is a report.
void show_text(std::string_view text, std::vector<ScreenLine>& lines);

} // namespace cmdwright::repl
