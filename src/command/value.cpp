#include "command/value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "text/words.h"

namespace cmdwright::command {

std::optional<std::int64_t> as_integer(std::string_view text) {
  const bool plus = text.starts_with('+');
  if (plus) text.remove_prefix(1);
  if (plus && text.starts_with('-')) return std::nullopt;
  std::int64_t n = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (failed == std::errc::result_out_of_range && all_digits(text))
    return INT64_MAX; // a number, only a huge one
  if (failed != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return n;
}

std::optional<double> as_number(std::string_view text) {
  const bool plus = text.starts_with('+');
  if (plus) text.remove_prefix(1);
  if (text.empty() || (!is_digit(text[0]) && text[0] != '.' && (plus || text[0] != '-'))) return std::nullopt;
  double n = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (failed != std::errc{} || end != text.data() + text.size() || !std::isfinite(n)) return std::nullopt;
  return n;
}

bool is_negative_number(std::string_view text) {
  if (!text.starts_with('-')) return false;
  text.remove_prefix(1);
  if (const std::size_t dot = text.find('.'); dot != std::string_view::npos) {
    if (dot > 0 && !all_digits(text.substr(0, dot))) return false;
    text.remove_prefix(dot + 1);
  }
  return all_digits(text);
}

bool is_url(std::string_view text) {
  const std::string scheme = ascii_lower(text.substr(0, 8));
  const std::size_t length = scheme.starts_with("https://") ? 8 : scheme.starts_with("http://") ? 7 : 0;
  return length > 0 && text.size() > length && text[length] != '/';
}

namespace {
bool has_media_extension(std::string_view text) {
  const std::size_t dot = text.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  const std::string extension = ascii_lower(text.substr(dot + 1));
  constexpr std::array<std::string_view, 30> kKnown = {
      "mp4",  "flv", "avi", "mkv",  "mov", "wmv", "webm", "ts",   "m3u8", "mpg",
      "mpeg", "mp3", "aac", "flac", "wav", "ogg", "m4a",  "wma",  "jpg",  "jpeg",
      "png",  "gif", "bmp", "webp", "m4v", "3gp", "heic", "tiff", "svg",  "json"};
  return std::find(kKnown.begin(), kKnown.end(), extension) != kKnown.end();
}
} // namespace

bool is_local_path(std::string_view text) {
  if (text.empty() || is_url(text) || text.find("://") != std::string_view::npos) return false;
  if (text.starts_with('/') || text.starts_with("./") || text.starts_with("../") || text.starts_with("~/"))
    return true;
  if (text.size() > 2 && is_alpha(text[0]) && text[1] == ':' && (text[2] == '\\' || text[2] == '/'))
    return true;
  return has_media_extension(text);
}

namespace {
/// Days from 1970-01-01 of a date of the Gregorian calendar.
std::int64_t days_from_civil(std::int64_t y, std::int64_t m, std::int64_t d) {
  y -= m <= 2 ? 1 : 0;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t yoe = y - era * 400;
  const std::int64_t doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  const std::int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + doe - 719468;
}

/// Fixed-width digits at `pos`, -1 when there are none.
int digits(std::string_view text, std::size_t pos, std::size_t count) {
  if (pos + count > text.size()) return -1;
  int n = 0;
  for (std::size_t i = pos; i < pos + count; ++i) {
    if (!is_digit(text[i])) return -1;
    n = n * 10 + (text[i] - '0');
  }
  return n;
}

std::optional<std::int64_t> day_number(std::string_view text) {
  const int y = digits(text, 0, 4);
  const int m = digits(text, 5, 2);
  const int d = digits(text, 8, 2);
  if (y < 0 || m < 1 || m > 12 || d < 1 || text[4] != '-' || text[7] != '-') return std::nullopt;
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
  if (d > kDays[static_cast<std::size_t>(m - 1)] + (m == 2 && leap ? 1 : 0)) return std::nullopt;
  return days_from_civil(y, m, d);
}
} // namespace

bool is_plain_day(std::string_view text) {
  return text.size() == 10 && day_number(text).has_value();
}

std::optional<std::int64_t> as_instant(std::string_view text, std::int32_t zone_of_days) {
  if (text.size() < 10) return std::nullopt;
  const std::optional<std::int64_t> day = day_number(text);
  if (!day) return std::nullopt;
  if (text.size() == 10) return *day * 86400 - zone_of_days;
  if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':') return std::nullopt;
  const int h = digits(text, 11, 2);
  const int m = digits(text, 14, 2);
  const int s = digits(text, 17, 2);
  if (h < 0 || h > 24 || m < 0 || m > 59 || s < 0 || s > 60 || (h == 24 && m + s > 0)) return std::nullopt;
  std::size_t i = 19;
  if (text[i] == '.') { // fractions of a second
    while (++i < text.size() && is_digit(text[i])) {
    }
    if (i == 20) return std::nullopt;
  }
  const std::int64_t local = *day * 86400 + h * 3600 + m * 60 + s;
  const std::string_view zone = text.substr(i);
  if (zone == "Z" || zone == "z") return local;
  if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':') return std::nullopt;
  const int zh = digits(zone, 1, 2);
  const int zm = digits(zone, 4, 2);
  if (zh < 0 || zh > 14 || zm < 0 || zm > 59) return std::nullopt;
  const std::int64_t offset = zh * 3600 + zm * 60;
  return zone[0] == '+' ? local - offset : local + offset;
}

std::string instant_text(std::int64_t instant, std::int32_t zone) {
  constexpr std::int64_t kDay = 86400;
  const std::int64_t local = instant + zone;
  const std::int64_t second = ((local % kDay) + kDay) % kDay;
  // Civil date from a number of days, in years that begin in March.
  const std::int64_t z = (local - second) / kDay + 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const std::int64_t doe = z - era * 146097;
  const std::int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const std::int64_t mp = (5 * doy + 2) / 153;
  const std::int64_t month = mp + (mp < 10 ? 3 : -9);
  const std::int64_t year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  const std::int32_t east = zone < 0 ? -zone : zone;
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{:02}:{:02}", year, month,
                     doy - (153 * mp + 2) / 5 + 1, second / 3600, second / 60 % 60, second % 60,
                     zone < 0 ? '-' : '+', east / 3600, east / 60 % 60);
}

bool is_time_offset(std::string_view text) {
  for (const std::string_view unit : {std::string_view("pct"), std::string_view("s"), std::string_view("%")})
    if (text.ends_with(unit)) {
      const std::optional<double> n = as_number(text.substr(0, text.size() - unit.size()));
      return n && *n >= 0 && (unit == "s" || *n <= 100);
    }
  return false;
}

std::optional<FileRef> as_file_ref(const spec::FileRefRule& rule, std::string_view text) {
  for (const bool url : {false, true}) {
    const std::string_view prefix = url ? rule.by_url : rule.by_id;
    if (!prefix.empty() && text.size() > prefix.size() && text.starts_with(prefix))
      return FileRef{url, text.substr(prefix.size())};
  }
  return std::nullopt;
}

bool is_placeholder(std::string_view text) {
  text = trim(text);
  if (text.size() > 2 && text.front() == '<' && text.back() == '>' && text[1] != '<')
    return text.find('>') == text.size() - 1;
  if (text.empty()) return false;
  // Most values are none by their first and last letter.
  const char first = static_cast<char>(text.front() | 0x20);
  const char last = static_cast<char>(text.back() | 0x20);
  if (first != '{' && first != 'y' && first != 'x' && last != 'x') return false;
  const std::string lower = ascii_lower(text);
  if (lower.starts_with("{{") && lower.ends_with("}}")) return true;
  const bool one_word = lower.find_first_of(" \t\n") == std::string::npos;
  if (one_word && (lower.starts_with("your_") || lower.starts_with("your-"))) return true;
  // xxx, XXXX, task_xxx, file-id-xxx: letters x where a value belongs.
  const std::size_t end = lower.find_last_not_of('x');
  const std::size_t xs = end == std::string::npos ? lower.size() : lower.size() - end - 1;
  if (xs >= 3 && (xs == lower.size() || lower[end] == '_' || lower[end] == '-' || lower[end] == ':'))
    return true;
  return lower.starts_with("xxx") && lower.find_first_not_of("x.") == std::string::npos;
}

std::vector<std::string_view> list_items(const spec::Param& param, std::string_view value) {
  if (param.list == spec::ListKind::Comma) return split(value, ',');
  return {value};
}

namespace {
/// Equal but for ASCII letter case and blanks.
bool same_folded(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
  std::size_t i = 0;
  std::size_t j = 0;
  for (;; ++i, ++j) {
    while (i < a.size() && a[i] == ' ') ++i;
    while (j < b.size() && b[j] == ' ') ++j;
    if (i == a.size() || j == b.size()) return i == a.size() && j == b.size();
    if (lower(a[i]) != lower(b[j])) return false;
  }
}
} // namespace

std::string_view same_but_for_case(std::string_view value, const std::vector<std::string_view>& allowed) {
  for (const std::string_view a : allowed)
    if (same_folded(a, value)) return a;
  return {};
}

} // namespace cmdwright::command
