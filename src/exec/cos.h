// Single requests to the object storage that uploads go to, signed with the temporary credentials of one
// upload.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "exec/cos_sign.h"
#include "exec/http.h"
#include "exec/source_file.h"

namespace cmdwright::exec {

struct CosOrder {
  std::string method = "PUT";
  std::string key; ///< of the object, without a leading /; empty: the bucket itself
  Headers query;   ///< decoded
  std::string body;
  const SourceFile* file = nullptr; ///< the body, in place of `body`: `size` bytes from `offset`
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::uint32_t timeout = 0; ///< seconds; 0: as long as something moves
  std::function<void(std::uint64_t)> on_sent;
};

struct CosReply {
  enum class Kind : std::uint8_t {
    Ok,
    Failed,
    Expired, ///< the temporary credentials have run out
    Changed, ///< the file is not what it was
    Interrupted
  };
  Kind kind = Kind::Ok;
  std::string text; ///< what went wrong
  std::string code; ///< of the storage's error
  std::string etag;
  std::string body;
  bool repeated = false; ///< this is the answer to a second or later attempt

  [[nodiscard]] bool ok() const { return kind == Kind::Ok; }
};

class CosClient {
public:
  /// `host` is the bucket's; requests go to `base`, which is "https://" + host but in tests. Http must
  /// outlive the client.
  CosClient(Http& http, std::string host, std::string base, Credentials credentials,
            std::function<std::int64_t()> clock)
      : http_(http), host_(std::move(host)), base_(std::move(base)), credentials_(std::move(credentials)),
        clock_(std::move(clock)) {
    http_.hide(credentials_.key);
    http_.hide(credentials_.token);
  }

  /// Sends, and sends again up to three times after connection failures and server errors: storing the same
  /// bytes twice does no harm.
  [[nodiscard]] Task<CosReply> call(CosOrder order);
  [[nodiscard]] Loop& loop() { return http_.loop(); }

private:
  [[nodiscard]] HttpRequest request(const CosOrder& order, bool again) const;

  Http& http_;
  std::string host_;
  std::string base_;
  Credentials credentials_;
  std::function<std::int64_t()> clock_;
};

} // namespace cmdwright::exec
