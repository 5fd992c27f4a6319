// The suite room: conversations checked against what was expected of the agent.
//
//   load.h       *.suite.yaml -> cases           behaviour.h  a conversation -> what the agent did
//   case.h       one case                        check.h      expectations against behaviour -> failures
//   expect.h     what a case expects             findings.h   what is wrong with a conversation by itself
//   pattern.h    commands and texts with holes   oracle.h     the generator's own answers to the same
//   requests run.h        running cases, start there      agent.h      a program that answers requests
//   record.h     suites made from recordings     redact.h     secrets and ids replaced
//   saved.h      results of a run, as a file     compare.h    two such files    statistics.h  repeated runs
//   report.h     results for people and tools    study.h      where agent and generator disagree
//
// In: suites, transcripts, a Spec, an Understander. Out: results, one a conversation, in a fixed order.
#pragma once
