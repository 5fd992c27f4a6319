// A compact binary form of nested structures, so that what was checked as YAML at build time starts without
// parsing.
//
// A structure takes part by a function template found by argument-dependent lookup that names its fields in
// order:
//
//     template <class Archive> void fields(Archive& ar, Param& p) { ar(p.name, p.type, p.values); }
//
// The same function writes and reads. Strings are stored once, in a pool, and read back as views into the
// blob: the blob must outlive what was read from it. Reading checks every length, so a damaged blob is
// refused, not trusted.
#pragma once

#include <concepts>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cmdwright {

namespace blob_detail {
template <class T> struct is_vector : std::false_type {};
template <class T> struct is_vector<std::vector<T>> : std::true_type {};
template <class T> struct is_optional : std::false_type {};
template <class T> struct is_optional<std::optional<T>> : std::true_type {};
template <class T> struct is_pair : std::false_type {};
template <class A, class B> struct is_pair<std::pair<A, B>> : std::true_type {};
inline constexpr std::string_view kMagic = "cmdwright-blob-1\n";
} // namespace blob_detail

class BlobWriter {
public:
  template <class... Ts> void operator()(const Ts&... values) { (one(values), ...); }

  /// The finished blob.
  [[nodiscard]] std::string finish() const {
    std::string out(blob_detail::kMagic);
    append_number(out, pool_.size());
    append_number(out, body_.size());
    return out + pool_ + body_;
  }

private:
  static void append_number(std::string& out, std::uint64_t n) {
    for (; n >= 0x80; n >>= 7U) out.push_back(static_cast<char>(0x80U | (n & 0x7FU)));
    out.push_back(static_cast<char>(n));
  }

  template <class T> void one(const T& value) {
    if constexpr (std::same_as<T, bool>) {
      append_number(body_, value ? 1U : 0U);
    } else if constexpr (std::is_enum_v<T>) {
      append_number(body_, static_cast<std::uint64_t>(value));
    } else if constexpr (std::unsigned_integral<T>) {
      append_number(body_, value);
    } else if constexpr (std::signed_integral<T>) {
      const auto n = static_cast<std::int64_t>(value);
      append_number(body_, (static_cast<std::uint64_t>(n) << 1U) ^ static_cast<std::uint64_t>(n >> 63));
    } else if constexpr (std::same_as<T, double>) {
      std::uint64_t bits = 0;
      std::memcpy(&bits, &value, sizeof bits);
      append_number(body_, bits);
    } else if constexpr (std::same_as<T, std::string_view>) {
      append_number(body_, place_of(value));
      append_number(body_, value.size());
    } else if constexpr (blob_detail::is_vector<T>::value) {
      append_number(body_, value.size());
      for (const auto& item : value) one(item);
    } else if constexpr (blob_detail::is_optional<T>::value) {
      one(value.has_value());
      if (value) one(*value);
    } else if constexpr (blob_detail::is_pair<T>::value) {
      one(value.first);
      one(value.second);
    } else {
      fields(*this, const_cast<T&>(value));
    }
  }

  std::uint64_t place_of(std::string_view text) {
    const auto [it, fresh] = places_.try_emplace(std::string(text), pool_.size());
    if (fresh) pool_ += text;
    return it->second;
  }

  std::string pool_;
  std::string body_;
  std::unordered_map<std::string, std::uint64_t> places_;
};

class BlobReader {
public:
  /// `blob` must outlive everything that is read.
  explicit BlobReader(std::string_view blob) {
    if (!blob.starts_with(blob_detail::kMagic)) {
      good_ = false;
      return;
    }
    rest_ = blob.substr(blob_detail::kMagic.size());
    const std::uint64_t pool = number();
    const std::uint64_t body = number();
    if (!good_ || pool > rest_.size() || body != rest_.size() - pool) {
      good_ = false;
      return;
    }
    pool_ = rest_.substr(0, pool);
    rest_ = rest_.substr(pool);
  }

  template <class... Ts> void operator()(Ts&... values) { (one(values), ...); }

  /// False once anything did not fit; what was read is then unspecified but safe to destroy.
  [[nodiscard]] bool good() const { return good_; }

private:
  std::uint64_t number() {
    std::uint64_t n = 0;
    for (unsigned shift = 0; shift < 70; shift += 7) {
      if (rest_.empty()) break;
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      n |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if ((byte & 0x80U) == 0) return n;
    }
    good_ = false;
    return 0;
  }

  template <class T> void one(T& value) {
    if (!good_) return;
    if constexpr (std::same_as<T, bool>) {
      value = number() != 0;
    } else if constexpr (std::is_enum_v<T>) {
      value = static_cast<T>(number());
    } else if constexpr (std::unsigned_integral<T>) {
      value = static_cast<T>(number());
    } else if constexpr (std::signed_integral<T>) {
      const std::uint64_t n = number();
      value = static_cast<T>(static_cast<std::int64_t>(n >> 1U) ^ -static_cast<std::int64_t>(n & 1U));
    } else if constexpr (std::same_as<T, double>) {
      const std::uint64_t bits = number();
      std::memcpy(&value, &bits, sizeof value);
    } else if constexpr (std::same_as<T, std::string_view>) {
      const std::uint64_t place = number();
      const std::uint64_t size = number();
      if (place > pool_.size() || size > pool_.size() - place) {
        good_ = false;
        return;
      }
      value = pool_.substr(place, size);
    } else if constexpr (blob_detail::is_vector<T>::value) {
      const std::uint64_t count = number();
      if (count > rest_.size()) { // every item takes a byte at least
        good_ = false;
        return;
      }
      value.resize(count);
      for (auto& item : value) one(item);
    } else if constexpr (blob_detail::is_optional<T>::value) {
      bool there = false;
      one(there);
      if (there) one(value.emplace());
    } else if constexpr (blob_detail::is_pair<T>::value) {
      one(value.first);
      one(value.second);
    } else {
      fields(*this, value);
    }
  }

  std::string_view pool_;
  std::string_view rest_;
  bool good_ = true;
};

} // namespace cmdwright
