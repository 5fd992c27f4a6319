// What `cmdwright exec` takes, and the plans that follow from it. Shared by the program itself, which shows
// dry runs, and by the executor beside it, which talks to the service.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "cli/pack_option.h"
#include "cli/world.h"
#include "exec/input.h"

namespace cmdwright::cli {

struct ExecOptions {
  bool dry_run = false;
  bool yes = false;
  bool resubmit = false;
  bool no_wait = false;
  bool json = false;
  std::string format = "text";
  std::string backend = "native";
  std::string scripts_dir;
  std::string policy;
  std::string endpoint;
  std::string storage_endpoint;
  std::string chat_endpoint;
  std::string ca_file;
  std::string plan;
  std::string asked; ///< --request
  std::uint32_t budget = kNone;
  std::uint32_t max_wait = kNone;
  double interval = -1;
  double pace = 1;
  std::vector<std::string> words;
  RequestOptions request;
  PackOption pack;

  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  void declare(Arguments& arguments);
  [[nodiscard]] bool from_request() const { return !asked.empty(); }
  /// The plans of --request, --plan, the words or standard input. An empty list after the reason was written
  /// to world.err; `status` is then the exit status.
  [[nodiscard]] std::vector<exec::CommandPlan> plans(World& world, const Engine& engine, const exec::Api& api,
                                                     int& status) const;
};

} // namespace cmdwright::cli
