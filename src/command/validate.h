// The one validator: everything that can be said against a command from its text and the spec alone (contract
// section 5, groups Script, Parameters, Values, Quoting, `placeholder`, `upload-first`, and of Format what
// one command shows). Generator, linter, REPL, tests and executor all ask it. One mistake gives one finding.
#pragma once

#include <string_view>
#include <vector>

#include "command/finding.h"
#include "command/tree.h"

namespace cmdwright::command {

/// Findings on one command, appended in the order of their places. `text` is what the command's spans refer
/// to.
void validate(std::string_view text, const Command& command, const spec::Spec& spec,
              std::vector<Finding>& out);

/// What only the sequence shows: the upload placeholder without an upload before it. `uploaded` says whether
/// an upload came before the first command, and afterwards whether one has come.
void validate_sequence(const std::vector<Command>& commands, const spec::Spec& spec, bool& uploaded,
                       std::vector<Finding>& out);
/// The same for the next command of a sequence.
void validate_next(const Command& command, const spec::Spec& spec, bool& uploaded, std::vector<Finding>& out);

} // namespace cmdwright::command
