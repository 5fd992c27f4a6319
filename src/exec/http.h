// HTTP requests on the loop, by libcurl: connections reused, certificates always verified, no redirects,
// answers of bounded size. What went wrong comes back as a value, and says whether the request can have
// reached the server.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exec/loop.h"
#include "exec/secret.h"
#include "exec/tc3.h"
#include "text/result.h"

namespace cmdwright::exec {

enum class HttpFailure : std::uint8_t {
  None,        ///< there is an answer, whatever its status
  NotSent,     ///< no connection: name, address, handshake
  Certificate, ///< no connection, because the server is not who it claims to be
  Broken,      ///< the connection broke or timed out after the request, or a part of it, was sent
  TooLarge,    ///< the answer is longer than anything the service says
  Body,        ///< the request's own body could not be read any more
  Interrupted,
};

struct HttpRequest {
  std::string method = "POST";
  std::string url;
  Headers headers;
  std::string body;
  /// A body that is read while it is sent: fills the buffer from `offset`, gives the number of bytes,
  /// negative to give up.
  std::function<std::ptrdiff_t(std::uint64_t offset, char* buffer, std::size_t size)> read;
  std::uint64_t read_size = 0;
  /// Gets the answer's body as it comes, if its status is 200; otherwise it is collected.
  std::function<void(std::string_view)> on_data;
  /// Bytes of the request's body sent so far.
  std::function<void(std::uint64_t)> on_sent;
  std::uint32_t timeout = 60; ///< seconds in all; 0: as long as something moves
  std::uint32_t stall = 30;   ///< seconds without a byte, where timeout is 0
  bool once = false;          ///< must not be repeated behind our back: takes a connection of its own
  OnInterrupt on_interrupt = OnInterrupt::Stop;
};

struct HttpReply {
  HttpFailure failure = HttpFailure::None;
  std::string error; ///< in words, secrets masked
  long status = 0;
  Headers headers; ///< names in lower case
  std::string body;

  [[nodiscard]] std::string_view header(std::string_view name) const;
};

struct HttpOptions {
  std::string ca_file;        ///< further certificate authorities, empty: the system's alone
  std::uint32_t connect = 10; ///< seconds for a connection
};

/// Makes requests on a loop, which must outlive it.
class Http {
public:
  Http(Loop& loop, HttpOptions options);
  ~Http();
  Http(const Http&) = delete;
  Http& operator=(const Http&) = delete;

  [[nodiscard]] Task<HttpReply> send(HttpRequest request);
  [[nodiscard]] Loop& loop() { return loop_; }
  /// These never appear in an error text.
  void hide(const Secret& secret) { secrets_.push_back(secret); }
  [[nodiscard]] const std::vector<Secret>& secrets() const { return secrets_; }

private:
  CURL* take();

  Loop& loop_;
  HttpOptions options_;
  std::vector<CURL*> idle_;
  std::vector<Secret> secrets_;
};

/// Scheme, host and the rest of "https://host[:port][/path]".
struct Endpoint {
  std::string scheme;
  std::string authority; ///< host[:port], as in the Host header
  std::string path;      ///< empty or with a leading /, without one at the end
  bool loopback = false;

  [[nodiscard]] std::string base() const { return scheme + "://" + authority + path; }
};
/// An error says what is wrong with it. Plain http is for this machine's own addresses only.
[[nodiscard]] Result<Endpoint> parse_endpoint(std::string_view url);

} // namespace cmdwright::exec
