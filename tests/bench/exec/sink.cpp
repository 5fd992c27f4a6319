#include "bench/exec/sink.h"

#include <cstring>
#include <ctime>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace cmdwright::bench {

namespace {

std::string header(const std::string& head, const std::string& name) {
  const std::size_t at = head.find("\r\n" + name + ": ");
  return at == std::string::npos
             ? std::string{}
             : head.substr(at + name.size() + 4, head.find("\r\n", at + 2) - at - name.size() - 4);
}

/// What the API, the storage or any PUT gets back.
std::string answer(const std::string& head) {
  const std::string action = header(head, "X-TC-Action");
  if (action == "ApplyUpload")
    return R"({"Response":{"StorageBucket":"b-1","StorageRegion":"r","VodSessionKey":"k","MediaStoragePath":"/m.mp4","CoverStoragePath":"",)"
           R"("TempCertificate":{"SecretId":"i","SecretKey":"s","Token":"t","ExpiredTime":9999999999},"RequestId":"r"}})";
  if (action == "CommitUpload")
    return R"({"Response":{"FileId":"5285485487985271487","MediaUrl":"https://e.com/a.mp4","RequestId":"r"}})";
  if (action == "DescribeTaskDetail")
    return R"({"Response":{"TaskType":"Procedure","Status":"FINISH","ProcedureTask":{},"RequestId":"r"}})";
  if (!action.empty()) {
    static std::atomic<unsigned> next = 1;
    return R"({"Response":{"TaskId":"1500012345-procedurev2-)" + std::to_string(next++) +
           R"(","MediaInfoSet":[],"RequestId":"r"}})";
  }
  if (head.starts_with("POST") && head.find("?uploads") != std::string::npos)
    return "<R><UploadId>u</UploadId></R>";
  if (head.starts_with("POST")) return "<R><ETag>&quot;e&quot;</ETag></R>";
  return {};
}

} // namespace

Sink::Sink() {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address);
  ::listen(listener_, 512);
  socklen_t size = sizeof address;
  ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

Sink::~Sink() {
  stopping_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  ::close(listener_);
  acceptor_.join();
  const std::lock_guard guard(lock_);
  for (const int connection : connections_) ::shutdown(connection, SHUT_RDWR);
  for (std::thread& server : servers_) server.join();
  for (const int connection : connections_) ::close(connection);
}

void Sink::accept_all() {
  while (!stopping_) {
    const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) continue;
    const int on = 1;
    ::setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const std::lock_guard guard(lock_);
    connections_.push_back(connection);
    servers_.emplace_back([this, connection] { serve(connection); });
  }
}

void Sink::serve(int connection) {
  std::string buffer(1U << 18U, '\0');
  std::string head;
  bool first = true;
  for (;;) {
    head.clear();
    std::size_t end = std::string::npos;
    while (end == std::string::npos) {
      const ssize_t n = ::recv(connection, buffer.data(), buffer.size(), 0);
      if (n <= 0) return;
      if (first) first_byte_ = std::chrono::steady_clock::now().time_since_epoch().count();
      first = false;
      head.append(buffer.data(), static_cast<std::size_t>(n));
      end = head.find("\r\n\r\n");
    }
    const std::string length = header(head, "Content-Length");
    std::size_t left = length.empty() ? 0 : std::stoull(length);
    if (header(head, "Expect") == "100-continue")
      (void)::send(connection, "HTTP/1.1 100 Continue\r\n\r\n", 25, MSG_NOSIGNAL);
    left -= std::min(left, head.size() - end - 4);
    while (left > 0) {
      const ssize_t n = ::recv(connection, buffer.data(), std::min(left, buffer.size()), 0);
      if (n <= 0) return;
      left -= static_cast<std::size_t>(n);
    }
    const std::string body = answer(head);
    const std::string reply =
        "HTTP/1.1 200 OK\r\nETag: \"e\"\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
        body;
    if (::send(connection, reply.data(), reply.size(), MSG_NOSIGNAL) < 0) return;
  }
}

} // namespace cmdwright::bench
