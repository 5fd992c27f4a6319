#include "exec/cos_sign.h"

#include <algorithm>
#include <array>

#include "exec/hash.h"
#include "text/words.h"

namespace cmdwright::exec {

namespace {

constexpr std::array<std::string_view, 15> kCovered = {"host",
                                                       "cache-control",
                                                       "content-disposition",
                                                       "content-encoding",
                                                       "content-type",
                                                       "content-md5",
                                                       "content-length",
                                                       "expect",
                                                       "expires",
                                                       "if-match",
                                                       "if-modified-since",
                                                       "if-none-match",
                                                       "origin",
                                                       "if-unmodified-since",
                                                       "range"};

bool covered(std::string_view name) {
  return std::find(kCovered.begin(), kCovered.end(), name) != kCovered.end() || name == "transfer-encoding" ||
         name == "pic-operations" || name.starts_with("x-cos-") || name.starts_with("x-ci-");
}

/// Names encoded and in lower case, values encoded, sorted.
struct Listed {
  std::string pairs; ///< a=1&b=2
  std::string names; ///< a;b
};
Listed list(Headers entries) {
  for (auto& [name, value] : entries) {
    name = ascii_lower(percent_encoded(name));
    value = percent_encoded(value);
  }
  std::sort(entries.begin(), entries.end());
  Listed out;
  for (const auto& [name, value] : entries) {
    out.pairs += (out.pairs.empty() ? "" : "&") + name + "=" + value;
    out.names += (out.names.empty() ? "" : ";") + name;
  }
  return out;
}

} // namespace

std::string cos_key_time(std::int64_t now) {
  return std::to_string(now - 60) + ";" + std::to_string(now + 10000);
}

std::string cos_authorization(const CosCall& call, const Credentials& credentials,
                              const std::string& key_time) {
  Headers headers;
  for (const auto& [name, value] : call.headers)
    if (covered(ascii_lower(name))) headers.emplace_back(ascii_lower(name), value);
  const Listed signed_headers = list(std::move(headers));
  const Listed query = list(call.query);
  const std::string http =
      ascii_lower(call.method) + "\n" + call.path + "\n" + query.pairs + "\n" + signed_headers.pairs + "\n";
  const std::string to_sign = "sha1\n" + key_time + "\n" + hex(sha1(http)) + "\n";
  const Secret sign_key(hex(hmac_sha1(credentials.key.reveal(), key_time)));
  return "q-sign-algorithm=sha1&q-ak=" + credentials.id + "&q-sign-time=" + key_time +
         "&q-key-time=" + key_time + "&q-header-list=" + signed_headers.names +
         "&q-url-param-list=" + query.names + "&q-signature=" + hex(hmac_sha1(sign_key.reveal(), to_sign));
}

} // namespace cmdwright::exec
