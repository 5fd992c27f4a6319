#include "text/utf8.h"

#include <cstring>

#include <utf8proc.h>

namespace cmdwright::utf8 {

Decoded decode(std::string_view text, std::size_t offset) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[offset + i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  int length = 0;
  char32_t code = 0;
  char32_t lowest = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2, code = lead & 0x1FU, lowest = 0x80;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3, code = lead & 0x0FU, lowest = 0x800;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4, code = lead & 0x07U, lowest = 0x10000;
  } else {
    return {0xFFFD, 1, false};
  }
  if (offset + static_cast<std::size_t>(length) > text.size()) return {0xFFFD, 1, false};
  for (int i = 1; i < length; ++i) {
    const unsigned char next = byte(static_cast<std::size_t>(i));
    if ((next & 0xC0U) != 0x80U) return {0xFFFD, 1, false};
    code = (code << 6U) | (next & 0x3FU);
  }
  if (code < lowest || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {0xFFFD, 1, false};
  return {code, static_cast<std::uint8_t>(length), true};
}

std::size_t encode(char32_t code, char* to) {
  const auto put = [&](std::size_t i, char32_t byte) {
    to[i] = static_cast<char>(static_cast<unsigned char>(byte));
  };
  if (code < 0x80) {
    put(0, code);
    return 1;
  }
  if (code < 0x800) {
    put(0, 0xC0U | (code >> 6U)), put(1, 0x80U | (code & 0x3FU));
    return 2;
  }
  if (code < 0x10000) {
    put(0, 0xE0U | (code >> 12U)), put(1, 0x80U | ((code >> 6U) & 0x3FU)), put(2, 0x80U | (code & 0x3FU));
    return 3;
  }
  put(0, 0xF0U | (code >> 18U)), put(1, 0x80U | ((code >> 12U) & 0x3FU));
  put(2, 0x80U | ((code >> 6U) & 0x3FU)), put(3, 0x80U | (code & 0x3FU));
  return 4;
}

void append(std::string& out, char32_t code) {
  char bytes[4];
  out.append(bytes, encode(code, bytes));
}

namespace {
/// Offset of the first byte at or behind `at` that is not ASCII, or the text's size; eight bytes at a time.
std::size_t ascii_end(std::string_view text, std::size_t at) {
  for (std::uint64_t word = 0; at + sizeof word <= text.size(); at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((word & 0x8080808080808080U) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}
} // namespace

std::size_t first_invalid(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      i = ascii_end(text, i);
      continue;
    }
    const Decoded d = decode(text, i);
    if (!d.valid) return i;
    i += d.length;
  }
  return std::string_view::npos;
}

std::size_t length(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); i += decode(text, i).length) ++count;
  return count;
}

namespace {
std::size_t columns_of(char32_t code) {
  if (code < 0x20 || (code >= 0x7F && code < 0xA0)) return 0;
  if (code < 0x300) return 1;
  const int w = utf8proc_charwidth(static_cast<utf8proc_int32_t>(code));
  return w > 0 ? static_cast<std::size_t>(w) : 0;
}
} // namespace

std::size_t width(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded d = decode(text, i);
    columns += columns_of(d.code);
    i += d.length;
  }
  return columns;
}

std::string_view prefix_of_width(std::string_view text, std::size_t columns) {
  std::size_t used = 0;
  std::size_t i = 0;
  while (i < text.size()) {
    const Decoded d = decode(text, i);
    used += columns_of(d.code);
    if (used > columns) break;
    i += d.length;
  }
  return text.substr(0, i);
}

bool is_cjk(char32_t code) {
  return (code >= 0x2E80 && code <= 0x9FFF) || (code >= 0xF900 && code <= 0xFAFF) ||
         (code >= 0xFF00 && code <= 0xFFEF) || (code >= 0x20000 && code <= 0x3FFFF);
}

bool is_letter(char32_t code) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code))) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LT:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
    return true;
  default:
    return false;
  }
}

bool is_han(char32_t code) {
  return (code >= 0x3400 && code <= 0x9FFF) || (code >= 0xF900 && code <= 0xFAFF) ||
         (code >= 0x20000 && code <= 0x3FFFF) || code == U'々' || code == U'〇';
}

LineColumn line_column(std::string_view text, std::size_t offset) {
  const Line line = line_at(text, offset);
  std::uint32_t number = 1;
  for (std::size_t i = 0; i < line.begin; ++i) number += text[i] == '\n' ? 1U : 0U;
  const std::size_t end = offset < text.size() ? offset : text.size();
  return {number, static_cast<std::uint32_t>(1 + length(text.substr(line.begin, end - line.begin)))};
}

Line line_at(std::string_view text, std::size_t offset) {
  if (offset > text.size()) offset = text.size();
  const std::size_t before = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  std::size_t end = text.find('\n', offset);
  if (end == std::string_view::npos) end = text.size();
  if (end > begin && text[end - 1] == '\r') --end;
  return {text.substr(begin, end - begin), begin};
}

} // namespace cmdwright::utf8
