// cmdwright-exec: what `cmdwright exec` and `cmdwright ledger` start. Linked with the network and database
// libraries, which are kept out of the program that answers.
#include <csignal>
#include <string>
#include <vector>

#include <sys/resource.h>

#include "cli/app.h"
#include "cli/executor_run.h"

int main(int argc, char** argv) {
  using namespace cmdwright::cli;
  static constexpr SubcommandEntry kTable[] = {
      {"exec", "Run commands against the service, and never pay twice", make_run_command},
      {"ledger list", "Show paid requests without a result", make_ledger_list},
      {"ledger show", "Show everything about one paid request", make_ledger_show},
      {"ledger forget", "Take a paid request off the record", make_ledger_forget},
  };
  const rlimit no_core{0, 0}; // a crash must not leave credentials in a file
  ::setrlimit(RLIMIT_CORE, &no_core);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN); // a file that may not grow is an error to report, not an end
  return run_app(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc), real_world(), kTable);
}
