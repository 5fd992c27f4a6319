// The stand-in's own check of signatures, written from the public description and not from the executor's
// code.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace cmdwright::test {

struct SignedRequest {
  std::string method;
  std::string path;                                       ///< decoded
  std::vector<std::pair<std::string, std::string>> query; ///< decoded
  std::map<std::string, std::string> headers;             ///< names in lower case
  std::string body;
};

/// Empty when the signature is right, else what is wrong with it.
[[nodiscard]] std::string verify_tc3(const SignedRequest& request, const std::string& id,
                                     const std::string& key);
[[nodiscard]] std::string verify_cos(const SignedRequest& request, const std::string& id,
                                     const std::string& key);
/// Header names compare in lower case.
[[nodiscard]] std::string lower_name(std::string name);
[[nodiscard]] std::string md5_hex(const std::string& data);

} // namespace cmdwright::test
