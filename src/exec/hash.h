// Digests and keyed digests, by OpenSSL. Results are raw bytes; hex() makes them readable.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace cmdwright::exec {

[[nodiscard]] std::string sha256(std::string_view data);
[[nodiscard]] std::string sha1(std::string_view data);
[[nodiscard]] std::string md5(std::string_view data);
[[nodiscard]] std::string hmac_sha256(std::string_view key, std::string_view data);
[[nodiscard]] std::string hmac_sha1(std::string_view key, std::string_view data);

/// Lower case.
[[nodiscard]] std::string hex(std::string_view bytes);
/// Everything but A-Z a-z 0-9 - _ . ~ as %XX, and but the characters of `also`.
[[nodiscard]] std::string percent_encoded(std::string_view text, std::string_view also = {});

} // namespace cmdwright::exec
