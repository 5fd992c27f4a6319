// Results of a run as a JSON file: what --save writes, and `compare` reads.
//
// {"format":"cmdwright-run-1","interrupted":…,"seconds":…,"totals":{…},"cases":[{"key","suite","name",
//  "conversation","place","source","tags","runs","passed","outcome","reason","requests","commands","scripts",
//  "rules":{slug:count},"failures":[{"expectation","place","turn","message","expected","actual",
//  "differences":[{"command","param","expected","actual"}]}]}]}
//
// Repeated runs of one case are one entry: `outcome` is "passed" only when all passed; failures and commands
// are those of the first run that did not pass, or of the first.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "suite/report.h"
#include "text/result.h"

namespace cmdwright::suite {

struct SavedCase {
  std::string key;
  std::string name;
  std::vector<std::string> tags;
  std::string outcome; ///< outcome_name()
  Runs runs;
  std::vector<std::string> commands;
  std::vector<std::string> scripts; ///< of the commands
  std::map<std::string, unsigned> rules;
  std::vector<std::string> failures; ///< "commands: --quality: sd instead of hd"
};

struct SavedRun {
  std::vector<SavedCase> cases;
};

/// An error tells why this is no saved run.
[[nodiscard]] Result<SavedRun> read_saved_run(std::string_view json, const std::string& name);

} // namespace cmdwright::suite
