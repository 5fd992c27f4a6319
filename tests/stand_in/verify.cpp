#include "stand_in/verify.h"

#include <algorithm>
#include <ctime>
#include <sstream>

#include <openssl/evp.h>
#include <openssl/params.h>

namespace cmdwright::test {

namespace {

std::string to_hex(const std::string& bytes) {
  std::ostringstream out;
  out << std::hex;
  for (const char c : bytes) {
    const unsigned value = static_cast<unsigned char>(c);
    out << (value / 16) << (value % 16);
  }
  return out.str();
}

std::string digest(const char* name, const std::string& data) {
  EVP_MD* md = EVP_MD_fetch(nullptr, name, nullptr);
  unsigned char out[64];
  unsigned size = 0;
  EVP_Digest(data.data(), data.size(), out, &size, md, nullptr);
  EVP_MD_free(md);
  return {reinterpret_cast<char*>(out), size};
}

std::string mac(const char* name, const std::string& key, const std::string& data) {
  EVP_MAC* hmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  EVP_MAC_CTX* context = EVP_MAC_CTX_new(hmac);
  std::string digest_name = name;
  const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string("digest", digest_name.data(), 0),
                               OSSL_PARAM_construct_end()};
  unsigned char out[64];
  std::size_t size = 0;
  EVP_MAC_init(context, reinterpret_cast<const unsigned char*>(key.data()), key.size(), params);
  EVP_MAC_update(context, reinterpret_cast<const unsigned char*>(data.data()), data.size());
  EVP_MAC_final(context, out, &size, sizeof out);
  EVP_MAC_CTX_free(context);
  EVP_MAC_free(hmac);
  return {reinterpret_cast<char*>(out), size};
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

std::string escape(const std::string& text) {
  std::ostringstream out;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 ||
        std::string("-_.~").find(c) != std::string::npos) {
      out << c;
    } else {
      const unsigned value = static_cast<unsigned char>(c);
      out << '%' << "0123456789ABCDEF"[value / 16] << "0123456789ABCDEF"[value % 16];
    }
  }
  return out.str();
}

std::vector<std::string> cut(const std::string& text, char at) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string piece; std::getline(in, piece, at);) out.push_back(piece);
  return out;
}

std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const std::size_t begin = text.find(from);
  if (begin == std::string::npos) return {};
  const std::size_t end = to.empty() ? std::string::npos : text.find(to, begin + from.size());
  return text.substr(begin + from.size(), end == std::string::npos ? end : end - begin - from.size());
}

std::string header(const SignedRequest& request, const std::string& name) {
  const auto it = request.headers.find(name);
  return it == request.headers.end() ? std::string{} : it->second;
}

} // namespace

std::string lower_name(std::string name) {
  return lower(std::move(name));
}

std::string md5_hex(const std::string& data) {
  return to_hex(digest("MD5", data));
}

std::string verify_tc3(const SignedRequest& request, const std::string& id, const std::string& key) {
  const std::string authorization = header(request, "authorization");
  const std::string credential = between(authorization, "Credential=", ",");
  const std::string names = between(authorization, "SignedHeaders=", ",");
  const std::string signature = between(authorization, "Signature=", "");
  const std::vector<std::string> scope = cut(credential, '/');
  if (authorization.rfind("TC3-HMAC-SHA256 ", 0) != 0 || scope.size() != 4)
    return "AuthFailure.InvalidAuthorization";
  if (scope[0] != id) return "AuthFailure.SecretIdNotFound";
  const std::string stamp = header(request, "x-tc-timestamp");
  const std::time_t moment = std::atoll(stamp.c_str());
  char day[16];
  std::strftime(day, sizeof day, "%Y-%m-%d", std::gmtime(&moment));
  if (scope[1] != day || scope[2] != "vod" || scope[3] != "tc3_request")
    return "AuthFailure.SignatureFailure";
  std::string canonical = request.method + "\n/\n\n";
  for (const std::string& name : cut(names, ';'))
    canonical += name + ":" + lower(header(request, name)) + "\n";
  canonical += "\n" + names + "\n" + to_hex(digest("SHA256", request.body));
  if (names.find("host") == std::string::npos || names.find("content-type") == std::string::npos)
    return "AuthFailure.SignatureFailure";
  const std::string text = "TC3-HMAC-SHA256\n" + stamp + "\n" + scope[1] + "/vod/tc3_request\n" +
                           to_hex(digest("SHA256", canonical));
  std::string chain = mac("SHA256", "TC3" + key, scope[1]);
  chain = mac("SHA256", chain, "vod");
  chain = mac("SHA256", chain, "tc3_request");
  return to_hex(mac("SHA256", chain, text)) == signature ? "" : "AuthFailure.SignatureFailure";
}

std::string verify_cos(const SignedRequest& request, const std::string& id, const std::string& key) {
  const std::string authorization = header(request, "authorization") + "&";
  const auto field = [&](const std::string& name) { return between(authorization, name + "=", "&"); };
  if (field("q-sign-algorithm") != "sha1" || field("q-ak") != id) return "InvalidAccessKeyId";
  const std::string time = field("q-sign-time");
  const std::vector<std::string> limits = cut(time, ';');
  const std::time_t now = std::time(nullptr);
  if (limits.size() != 2 || std::atoll(limits[0].c_str()) > now || std::atoll(limits[1].c_str()) < now)
    return "RequestTimeTooSkewed";
  const auto listed = [](const std::vector<std::string>& names, auto value_of) {
    std::string out;
    for (const std::string& name : names)
      out += (out.empty() ? "" : "&") + name + "=" + escape(value_of(name));
    return out;
  };
  std::vector<std::string> expected;
  for (const auto& [name, value] : request.query) expected.push_back(lower(escape(name)));
  std::sort(expected.begin(), expected.end());
  if (cut(field("q-url-param-list"), ';') != expected) return "SignatureDoesNotMatch (parameters)";
  const std::string query = listed(expected, [&](const std::string& name) {
    for (const auto& [known, value] : request.query)
      if (lower(escape(known)) == name) return value;
    return std::string{};
  });
  const std::vector<std::string> names = cut(field("q-header-list"), ';');
  for (const char* needed : {"host", "x-cos-security-token"})
    if (request.headers.contains(needed) && std::find(names.begin(), names.end(), needed) == names.end())
      return "SignatureDoesNotMatch (headers)";
  const std::string headers = listed(names, [&](const std::string& name) { return header(request, name); });
  const std::string http = lower(request.method) + "\n" + request.path + "\n" + query + "\n" + headers + "\n";
  const std::string text = "sha1\n" + time + "\n" + to_hex(digest("SHA1", http)) + "\n";
  const std::string sign_key = to_hex(mac("SHA1", key, time));
  return to_hex(mac("SHA1", sign_key, text)) == field("q-signature") ? "" : "SignatureDoesNotMatch";
}

} // namespace cmdwright::test
