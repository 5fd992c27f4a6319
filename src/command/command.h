// The command room: shell text to command trees and back, and the one validator.
//
//   shell.h     words and quotes of shell text      render.h    a tree as text, minimal and quoted (contract
//   2) tree.h      the command tree, finding calls     equal.h     when two commands mean the same (contract
//   6) value.h     what a value of a type looks like   validate.h  every finding on a command (contract 5)
//   finding.h   rule, place, words, repair          json_shape.h  JSON values against their shape
//
// In: text and a Spec. Out: trees, text, findings. Knows nothing about requests, people or transcripts.
#pragma once
