// The lint room: what agents say and run, held to the rules.
//
//   linter.h     the engine: start there          catalogue.h  the rules as data       finding.h  what is
//   found markdown.h   code and prose of a text         answer.h     an answer taken apart   talk.h
//   everything said, in order registry.h   the checks, and check_*.cpp      phrases.h    topics of a sentence
//   suppress.h marks that silence a rule
//
// In: texts, conversations, a Spec, the words of the pack. Out: findings with places, words and fixes. What a
// command alone shows is the validator's business (command/validate.h); what a request means, the
// understanding's.
#pragma once
