// HTTPS in front of a stand-in, with a certificate for "localhost" that was made a moment ago.
#pragma once

#include <memory>
#include <string>

namespace cmdwright::test {

class TlsFront {
public:
  explicit TlsFront(const std::string& behind);
  ~TlsFront();
  TlsFront(const TlsFront&) = delete;
  TlsFront& operator=(const TlsFront&) = delete;
  [[nodiscard]] int port() const;
  /// PEM, its own authority.
  [[nodiscard]] const std::string& certificate() const;

private:
  struct Server;
  std::unique_ptr<Server> server_;
};

} // namespace cmdwright::test
