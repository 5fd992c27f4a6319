// TC3-HMAC-SHA256, the signature of the service's API requests. Source: the public signature method v3 of
// Tencent Cloud; check values are in tests/exec/signature_test.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exec/secret.h"

namespace cmdwright::exec {

struct ApiCall {
  std::string host;    ///< as in the Host header, with the port where it is not the usual one
  std::string service; ///< "vod"
  std::string action;
  std::string version;
  std::string region;
  std::string_view body;      ///< exactly the bytes that are sent
  std::int64_t timestamp = 0; ///< seconds since 1970
};

inline constexpr std::string_view kApiContentType = "application/json";

/// Value of the Authorization header. Signed are content-type and host.
[[nodiscard]] std::string tc3_authorization(const ApiCall& call, const Credentials& credentials);
/// Lower-case hex SHA-256 of what is signed, for tests.
[[nodiscard]] std::string tc3_canonical_hash(const ApiCall& call);

using Headers = std::vector<std::pair<std::string, std::string>>;
/// All headers of the request.
[[nodiscard]] Headers tc3_headers(const ApiCall& call, const Credentials& credentials);

} // namespace cmdwright::exec
