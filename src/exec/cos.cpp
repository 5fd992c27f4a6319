#include "exec/cos.h"

#include "exec/hash.h"
#include "exec/xml.h"

namespace cmdwright::exec {

namespace {

constexpr unsigned kAttempts = 4;

CosReply read(const HttpReply& reply, const CosOrder& order, const std::vector<Secret>& secrets) {
  CosReply out;
  out.kind = CosReply::Kind::Failed;
  switch (reply.failure) {
  case HttpFailure::None:
    break;
  case HttpFailure::Body:
    out.kind = CosReply::Kind::Changed;
    out.text = "the file has become shorter while it was being sent";
    return out;
  case HttpFailure::Interrupted:
    out.kind = CosReply::Kind::Interrupted;
    return out;
  default:
    out.text = "storage: " + reply.error;
    return out;
  }
  out.body = reply.body;
  out.etag = std::string(reply.header("etag"));
  if (reply.status == 200 || reply.status == 204) {
    out.kind = CosReply::Kind::Ok;
    return out;
  }
  out.code = xml_text(reply.body, "Code");
  const std::string message = xml_text(reply.body, "Message");
  const bool expired = out.code == "ExpiredToken" || out.code == "RequestExpired" ||
                       (reply.status == 403 && message.find("expired") != std::string::npos);
  if (expired) out.kind = CosReply::Kind::Expired;
  out.text = without_secrets("storage: HTTP " + std::to_string(reply.status) +
                                 (out.code.empty() ? "" : " " + out.code) +
                                 (message.empty() ? "" : ", " + message) + " (" + order.method + ")",
                             secrets);
  return out;
}

} // namespace

HttpRequest CosClient::request(const CosOrder& order, bool again) const {
  HttpRequest out;
  out.method = order.method;
  out.url = base_ + "/" + percent_encoded(order.key, "/");
  char separator = '?';
  for (const auto& [name, value] : order.query) {
    out.url += separator + percent_encoded(name) + "=" + percent_encoded(value);
    separator = '&';
  }
  CosCall call{order.method, "/" + order.key, order.query, {{"Host", host_}}};
  const std::uint64_t size = order.file != nullptr ? order.size : order.body.size();
  if (order.method != "GET") call.headers.emplace_back("Content-Length", std::to_string(size));
  if (!credentials_.token.empty())
    call.headers.emplace_back("x-cos-security-token", credentials_.token.reveal());
  if (again) call.headers.emplace_back("x-cos-sdk-retry", "true");
  const std::string authorization = cos_authorization(call, credentials_, cos_key_time(clock_()));
  for (const auto& [name, value] : call.headers)
    if (name != "Content-Length" || order.file == nullptr)
      out.headers.emplace_back(name, value); // a read body: the library writes it
  out.headers.emplace_back("Authorization", authorization);
  out.headers.emplace_back("Content-Type", ""); // none
  out.body = order.body;
  if (order.file != nullptr) {
    out.read_size = order.size;
    out.read = [file = order.file, from = order.offset](std::uint64_t offset, char* buffer, std::size_t n) {
      return file->read(from + offset, buffer, n);
    };
    out.on_sent = order.on_sent;
  }
  out.timeout = order.timeout;
  return out;
}

Task<CosReply> CosClient::call(CosOrder order) {
  for (unsigned attempt = 1;; ++attempt) {
    HttpRequest outgoing = request(order, attempt > 1);
    const HttpReply reply = co_await http_.send(std::move(outgoing));
    CosReply out = read(reply, order, http_.secrets());
    out.repeated = attempt > 1;
    const bool again = reply.failure == HttpFailure::NotSent || reply.failure == HttpFailure::Broken ||
                       (reply.failure == HttpFailure::None && reply.status >= 500);
    if (!again || attempt == kAttempts) co_return out;
    const bool whole = co_await http_.loop().sleep(Milliseconds(1000 * attempt));
    if (!whole) {
      out.kind = CosReply::Kind::Interrupted;
      co_return out;
    }
  }
}

} // namespace cmdwright::exec
