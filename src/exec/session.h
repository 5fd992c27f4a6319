// What all commands of a run share: the mapping, the surroundings, the connections, the ledger.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "exec/environment.h"
#include "exec/request.h"
#include "exec/service.h"
#include "exec/submit.h"
#include "spec/spec.h"

namespace cmdwright::exec {

struct Settings {
  std::optional<Endpoint> endpoint; ///< in place of the service's own address
  std::optional<Endpoint> storage;  ///< of the object storage
  std::optional<Endpoint> chat;     ///< of the chat gateway
  std::string ca_file;
  std::string folder; ///< that relative names and local records count from; empty: the working directory
  std::string state_folder;            ///< of the ledger
  std::function<std::int64_t()> clock; ///< seconds since 1970
  double pace = 1.0;                   ///< stretches every pause; tests make it small
  int ledger_busy = 5000;              ///< milliseconds to wait for other processes
  std::uint32_t request_timeout = 0;   ///< seconds; 0: the pack's

  bool json = false;
  bool no_wait = false;
  bool resubmit = false;
  std::optional<std::uint32_t> max_wait; ///< seconds
  std::optional<double> poll;            ///< seconds between two queries
};

class Session {
public:
  /// All must outlive the session. A loopback endpoint stands for storage and chat too, unless they have
  /// their own: a test never reaches the real service.
  Session(const Api& api, const spec::Spec& spec, const Environment& environment, Settings settings);

  const Api& api;
  const spec::Spec& spec;
  const Environment& environment;
  const Settings settings;
  Loop loop;
  Http http;
  LedgerHolder ledger;

  /// The client for the region that a command names. REQUIRES: credentials().
  [[nodiscard]] ServiceClient& service(const command::Command& command);
  [[nodiscard]] Submitter& submitter(const command::Command& command);
  [[nodiscard]] bool credentials();
  /// Values that a command does not give.
  [[nodiscard]] const Surroundings& around() const { return around_; }
  [[nodiscard]] const Endpoint& api_endpoint() const { return api_endpoint_; }
  [[nodiscard]] const Endpoint& chat_endpoint() const { return chat_endpoint_; }
  [[nodiscard]] std::string storage_base() const {
    return settings.storage ? settings.storage->base() : std::string{};
  }
  /// `name` below the folder of the run.
  [[nodiscard]] std::string path_of(std::string_view name) const;

private:
  struct Region {
    std::unique_ptr<ServiceClient> client;
    std::unique_ptr<Submitter> submitter;
  };
  Region& region(const command::Command& command);

  Surroundings around_;
  Endpoint api_endpoint_;
  Endpoint chat_endpoint_;
  std::optional<Credentials> credentials_;
  std::map<std::string, Region> regions_;
};

} // namespace cmdwright::exec
