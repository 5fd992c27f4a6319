#include "text/json_string.h"

#include <cstring>
#include <optional>

#include "text/utf8.h"

namespace cmdwright::json {

namespace {

std::optional<std::uint32_t> hex4(std::string_view raw, std::size_t at) {
  if (at + 4 > raw.size()) return std::nullopt;
  std::uint32_t code = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    const char c = raw[i];
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return std::nullopt;
    code = code * 16 + static_cast<std::uint32_t>(digit);
  }
  return code;
}

/// One escape: what it stands for (UTF-8, at most 4 bytes) and how long it is in the source. An escape's
/// decoded form is never longer than its source.
struct Escape {
  char bytes[4];
  std::uint8_t size;
  std::uint8_t source;
};

Escape one_byte(char c, std::uint8_t source) {
  return {{c, 0, 0, 0}, 1, source};
}

/// REQUIRES: raw[at] is a backslash.
Escape read_escape(std::string_view raw, std::size_t at) {
  if (at + 1 >= raw.size()) return one_byte('\\', 1);
  switch (raw[at + 1]) {
  case '"':
  case '\\':
  case '/':
    return one_byte(raw[at + 1], 2);
  case 'b':
    return one_byte('\b', 2);
  case 'f':
    return one_byte('\f', 2);
  case 'n':
    return one_byte('\n', 2);
  case 'r':
    return one_byte('\r', 2);
  case 't':
    return one_byte('\t', 2);
  case 'u':
    break;
  default:
    return one_byte('\\', 1);
  }
  const std::optional<std::uint32_t> first = hex4(raw, at + 2);
  if (!first) return one_byte('\\', 1);
  char32_t code = *first;
  std::uint8_t source = 6;
  if (code >= 0xD800 && code <= 0xDFFF) {
    const bool pair = code <= 0xDBFF && raw.substr(at + 6, 2) == "\\u";
    const std::optional<std::uint32_t> second = pair ? hex4(raw, at + 8) : std::nullopt;
    if (second && *second >= 0xDC00 && *second <= 0xDFFF) {
      code = 0x10000 + ((code - 0xD800) << 10U) + (*second - 0xDC00);
      source = 12;
    } else {
      code = 0xFFFD;
    }
  }
  Escape escape{{}, 0, source};
  escape.size = static_cast<std::uint8_t>(utf8::encode(code, escape.bytes));
  return escape;
}

/// Calls plain(from, to) for stretches without escapes and escape(at, Escape) for each escape, in order.
template <class Plain, class OnEscape>
void walk(std::string_view raw, const Plain& plain, const OnEscape& on_escape) {
  for (std::size_t at = 0; at < raw.size();) {
    const void* found = std::memchr(raw.data() + at, '\\', raw.size() - at);
    const std::size_t stop = found == nullptr
                                 ? raw.size()
                                 : static_cast<std::size_t>(static_cast<const char*>(found) - raw.data());
    if (stop > at) plain(at, stop);
    if (stop == raw.size()) return;
    const Escape escape = read_escape(raw, stop);
    on_escape(stop, escape);
    at = stop + escape.source;
  }
}

/// REQUIRES: `to` has room for raw.size() bytes. Returns the decoded size.
std::size_t decode_into(std::string_view raw, char* to) {
  char* const begin = to;
  walk(
      raw,
      [&](std::size_t from, std::size_t end) {
        std::memcpy(to, raw.data() + from, end - from);
        to += end - from;
      },
      [&](std::size_t, const Escape& e) {
        std::memcpy(to, e.bytes, e.size);
        to += e.size;
      });
  return static_cast<std::size_t>(to - begin);
}

} // namespace

std::string decoded(std::string_view raw) {
  std::string out(raw.size(), '\0');
  out.resize(decode_into(raw, out.data()));
  return out;
}

std::string_view decoded(std::string_view raw, Arena& arena) {
  if (raw.empty() || std::memchr(raw.data(), '\\', raw.size()) == nullptr) return raw;
  char* to = arena.allocate(raw.size());
  const std::size_t size = decode_into(raw, to);
  arena.shrink_last(raw.size() - size);
  return {to, size};
}

std::vector<std::uint32_t> source_offsets(std::string_view raw) {
  std::vector<std::uint32_t> offsets;
  offsets.reserve(raw.size() + 1);
  walk(
      raw,
      [&](std::size_t from, std::size_t end) {
        for (std::size_t i = from; i < end; ++i) offsets.push_back(static_cast<std::uint32_t>(i));
      },
      [&](std::size_t at, const Escape& e) {
        offsets.insert(offsets.end(), e.size, static_cast<std::uint32_t>(at));
      });
  offsets.push_back(static_cast<std::uint32_t>(raw.size()));
  return offsets;
}

std::uint32_t source_offset(std::string_view raw, std::size_t offset) {
  std::size_t seen = 0; // decoded bytes
  std::size_t at = raw.size();
  walk(
      raw,
      [&](std::size_t from, std::size_t end) {
        if (seen <= offset && offset < seen + (end - from)) at = from + (offset - seen);
        seen += end - from;
      },
      [&](std::size_t from, const Escape& e) {
        if (seen <= offset && offset < seen + e.size) at = from;
        seen += e.size;
      });
  return static_cast<std::uint32_t>(at);
}

void append_escaped(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::size_t done = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\') {
      ++i;
      continue;
    }
    if (byte >= 0x80) {
      const utf8::Decoded d = utf8::decode(text, i);
      if (!d.valid) {
        out.append(text, done, i - done);
        utf8::append(out, 0xFFFD);
        done = i + 1;
      }
      i += d.length;
      continue;
    }
    out.append(text, done, i - done);
    done = ++i;
    switch (byte) {
    case '"':
      out += "\\\"";
      break;
    case '\\':
      out += "\\\\";
      break;
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    default:
      out += "\\u00";
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    }
  }
  out.append(text, done, text.size() - done);
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  append_escaped(out, text);
  out += '"';
}

std::string quoted(std::string_view text) {
  std::string out;
  append_quoted(out, text);
  return out;
}

} // namespace cmdwright::json
