#include "exec/tc3.h"

#include <ctime>

#include "exec/hash.h"

namespace cmdwright::exec {

namespace {
std::string utc_day(std::int64_t timestamp) {
  const auto moment = static_cast<std::time_t>(timestamp);
  std::tm day{};
  ::gmtime_r(&moment, &day);
  char text[16];
  std::strftime(text, sizeof text, "%Y-%m-%d", &day);
  return text;
}
constexpr std::string_view kSigned = "content-type;host";
} // namespace

std::string tc3_canonical_hash(const ApiCall& call) {
  std::string canonical = "POST\n/\n\n";
  canonical += "content-type:" + std::string(kApiContentType) + "\nhost:" + call.host + "\n\n";
  canonical += std::string(kSigned) + "\n" + hex(sha256(call.body));
  return hex(sha256(canonical));
}

std::string tc3_authorization(const ApiCall& call, const Credentials& credentials) {
  const std::string day = utc_day(call.timestamp);
  const std::string scope = day + "/" + call.service + "/tc3_request";
  const std::string to_sign =
      "TC3-HMAC-SHA256\n" + std::to_string(call.timestamp) + "\n" + scope + "\n" + tc3_canonical_hash(call);
  const Secret first("TC3" + credentials.key.reveal());
  const Secret of_day(hmac_sha256(first.reveal(), day));
  const Secret of_service(hmac_sha256(of_day.reveal(), call.service));
  const Secret key(hmac_sha256(of_service.reveal(), "tc3_request"));
  return "TC3-HMAC-SHA256 Credential=" + credentials.id + "/" + scope +
         ", SignedHeaders=" + std::string(kSigned) + ", Signature=" + hex(hmac_sha256(key.reveal(), to_sign));
}

Headers tc3_headers(const ApiCall& call, const Credentials& credentials) {
  Headers headers = {{"Authorization", tc3_authorization(call, credentials)},
                     {"Content-Type", std::string(kApiContentType)},
                     {"Host", call.host},
                     {"X-TC-Action", call.action},
                     {"X-TC-Version", call.version},
                     {"X-TC-Timestamp", std::to_string(call.timestamp)},
                     {"X-TC-Region", call.region},
                     {"X-TC-Language", "en-US"},
                     {"X-TC-RequestClient", "cmdwright"}};
  if (!credentials.token.empty()) headers.emplace_back("X-TC-Token", credentials.token.reveal());
  return headers;
}

} // namespace cmdwright::exec
