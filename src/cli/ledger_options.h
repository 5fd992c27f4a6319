// What `cmdwright ledger list|show|forget` take.
#pragma once

#include <string>

#include "cli/arguments.h"

namespace cmdwright::cli {

struct LedgerListOptions {
  bool all = false;
  std::string format = "text";
  std::uint32_t limit = 50;
  void declare(Arguments& a) {
    a.flag("--all", all, "Those that came to an end too");
    a.option("--limit", limit, "N", "The newest N at most");
    a.choice("--format", format, {"text", "json"}, "Output");
    a.footer("An open entry is a paid request without a result: it is not sent a second time.\n\nExit "
             "status: 0 done, 1 the ledger "
             "cannot be read.");
  }
};

struct LedgerEntryOptions {
  std::string entry;
  std::string format = "text";
  void declare(Arguments& a) {
    a.positional("ENTRY", entry, "Number of the entry, or a TaskId");
    a.choice("--format", format, {"text", "json"}, "Output");
    a.footer("Exit status: 0 done, 1 there is no such entry.");
  }
};

} // namespace cmdwright::cli
