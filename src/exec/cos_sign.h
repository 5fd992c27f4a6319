// The signature of requests to the object storage (COS, XML API). Source: the public request signature of
// Tencent Cloud COS; check values are in tests/exec/signature_test.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "exec/secret.h"
#include "exec/tc3.h"

namespace cmdwright::exec {

struct CosCall {
  std::string method; ///< "PUT"
  std::string path;   ///< decoded, with a leading /
  Headers query;      ///< decoded; the value may be empty
  Headers headers;    ///< everything that is sent; what the signature covers is picked from it. host must be
                      ///< among them
};

/// Valid from one minute before `now` for somewhat less than three hours, like the SDK's.
[[nodiscard]] std::string cos_key_time(std::int64_t now);
/// Value of the Authorization header.
[[nodiscard]] std::string cos_authorization(const CosCall& call, const Credentials& credentials,
                                            const std::string& key_time);

} // namespace cmdwright::exec
