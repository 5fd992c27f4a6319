// One call of an API action: signed, sent, its answer read, repeated where (and only where) nothing can be
// done twice.
#pragma once

#include <functional>
#include <random>
#include <string>

#include <nlohmann/json.hpp>

#include "exec/api.h"
#include "exec/http.h"
#include "exec/json.h"

namespace cmdwright::exec {

struct Answer {
  enum class Kind : std::uint8_t {
    Ok,
    Refused,    ///< the service (or what stands before it) said no: nothing was done
    NotSent,    ///< it never got there: nothing was done
    Unclear,    ///< it may have been carried out
    Interrupted ///< by the user, while it only looked or before it was sent
  };
  Kind kind = Kind::Ok;
  Json response; ///< content of Response
  std::string code;
  std::string message;
  std::string request_id;
  const ErrorRule* rule = nullptr; ///< of `code`, if it is listed

  [[nodiscard]] bool ok() const { return kind == Kind::Ok; }
  /// Code, message, request id and what to do, in one line.
  [[nodiscard]] std::string text() const;
};

struct ServiceSettings {
  Endpoint endpoint;
  std::string region;
  unsigned attempts = 4;               ///< in all, where repeating is harmless
  std::function<std::int64_t()> clock; ///< seconds since 1970
  std::uint32_t timeout = 60;
};

class ServiceClient {
public:
  /// All must outlive the client.
  ServiceClient(const Api& api, Http& http, const Credentials& credentials, ServiceSettings settings)
      : api_(api), http_(http), credentials_(credentials), settings_(std::move(settings)),
        random_(std::random_device{}()) {}

  /// `on_retry` hears why and how many seconds from now it is sent again.
  [[nodiscard]] Task<Answer> call(std::string action, Json body,
                                  std::function<void(const std::string&)> on_retry = nullptr);

  [[nodiscard]] Http& http() { return http_; }
  [[nodiscard]] const ServiceSettings& settings() const { return settings_; }
  [[nodiscard]] const Credentials& credentials() const { return credentials_; }

private:
  [[nodiscard]] HttpRequest request(const std::string& action, const std::string& body,
                                    ActionKind kind) const;
  [[nodiscard]] Answer read(const HttpReply& reply, ActionKind kind) const;

  const Api& api_;
  Http& http_;
  const Credentials& credentials_;
  ServiceSettings settings_;
  std::mt19937 random_;
};

/// Pause before the attempt after `attempt` (from 1): 1, 2, 4, … seconds, each shortened or stretched by up
/// to a half, and never less than `asked` seconds (Retry-After), 60 at most.
[[nodiscard]] Milliseconds backoff(unsigned attempt, std::uint32_t asked, std::mt19937& random);

} // namespace cmdwright::exec
