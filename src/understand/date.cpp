#include "understand/date.h"

#include <array>
#include <charconv>

#include <fmt/format.h>

#include "text/words.h"
#include "understand/number.h"

namespace cmdwright::understand {

std::int64_t day_number(Day d) {
  const std::int64_t y = d.year - (d.month <= 2 ? 1 : 0);
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t yoe = y - era * 400;
  const std::int64_t doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
  const std::int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + doe - 719468;
}

Day civil(std::int64_t z) {
  z += 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const std::int64_t doe = z - era * 146097;
  const std::int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const std::int64_t mp = (5 * doy + 2) / 153;
  const auto d = static_cast<std::int32_t>(doy - (153 * mp + 2) / 5 + 1);
  const auto m = static_cast<std::int32_t>(mp < 10 ? mp + 3 : mp - 9);
  return {static_cast<std::int32_t>(yoe + era * 400 + (m <= 2 ? 1 : 0)), m, d};
}

std::string iso(Day d) {
  return fmt::format("{:04}-{:02}-{:02}", d.year, d.month, d.day);
}

bool valid(Day d) {
  if (d.month < 1 || d.month > 12 || d.day < 1 || d.year < 1970 || d.year > 9999) return false;
  const Day back = civil(day_number(d));
  return back.month == d.month && back.day == d.day;
}

Now now_from_unix(std::int64_t seconds) {
  const std::int64_t local = seconds + 8 * 3600;
  const std::int64_t day = local >= 0 ? local / 86400 : (local - 86399) / 86400;
  return {day, static_cast<std::int32_t>(local - day * 86400)};
}

std::optional<Now> parse_now(std::string_view text) {
  const auto digits = [&](std::size_t at, std::size_t n) {
    int value = -1;
    if (at + n <= text.size() && all_digits(text.substr(at, n)))
      std::from_chars(text.data() + at, text.data() + at + n, value);
    return value;
  };
  const Day day{digits(0, 4), digits(5, 2), digits(8, 2)};
  if (text.size() < 10 || !valid(day)) return std::nullopt;
  if (text.size() == 10) return Now{day_number(day), 0};
  const int h = digits(11, 2), m = digits(14, 2), s = text.size() >= 19 ? digits(17, 2) : 0;
  if (h < 0 || h > 23 || m < 0 || m > 59 || s < 0) return std::nullopt;
  std::string_view zone = text.substr(text.size() >= 19 ? 19 : 16);
  if (zone.starts_with('.')) zone = zone.substr(std::min(zone.find_first_of("Z+-"), zone.size()));
  std::int64_t offset = 8 * 3600;
  if (zone == "Z")
    offset = 0;
  else if (zone.size() == 6 && (zone[0] == '+' || zone[0] == '-')) {
    const std::size_t base = text.size() - 6;
    const int zh = digits(base + 1, 2), zm = digits(base + 4, 2);
    if (zh < 0 || zm < 0) return std::nullopt;
    offset = (zone[0] == '+' ? 1 : -1) * (zh * 3600 + zm * 60);
  } else if (!zone.empty()) {
    return std::nullopt;
  }
  return now_from_unix(day_number(day) * 86400 + h * 3600 + m * 60 + s - offset);
}

Mention DateReader::make(std::uint32_t first, std::uint32_t last, std::int64_t from, std::int64_t to) const {
  Mention m;
  m.first = first;
  m.last = last;
  m.concept_id = grammar_.builtin(Builtin::Date);
  m.value = iso(civil(from));
  m.value2 = iso(civil(to));
  m.range = from != to;
  m.typed = true;
  return m;
}

bool DateReader::symbol_at(std::uint32_t at, char c) const {
  return at < tokens_.size() && tokens_[at].kind == TokenKind::Symbol && tokens_[at].folded.size() == 1 &&
         tokens_[at].folded[0] == c;
}
bool DateReader::han_at(std::uint32_t at, std::string_view c) const {
  return at < tokens_.size() && tokens_[at].kind == TokenKind::Han && tokens_[at].folded == c;
}

std::optional<int> DateReader::integer_at(std::uint32_t at) const {
  if (at >= tokens_.size() || tokens_[at].kind != TokenKind::Number) return std::nullopt;
  const std::string_view t = tokens_[at].folded;
  if (!all_digits(t) || t.size() > 4) return std::nullopt;
  int n = 0;
  std::from_chars(t.data(), t.data() + t.size(), n);
  return n;
}

/// Dates without a year are of this year.
int DateReader::guess_year(int, int) const {
  return year_ != 0 ? year_ : civil(now_.day).year;
}

/// 第三季度, Q3, third quarter.
Mention DateReader::quarter_of(int year, std::uint32_t at) const {
  for (const Mention& m : beginning_at(phrases_, at)) {
    if (m.concept_id != grammar_.role(Role::Period)) continue;
    if (m.value == "half 1") return make(at, m.last, day_number({year, 1, 1}), day_number({year, 6, 30}));
    if (m.value == "half 2") return make(at, m.last, day_number({year, 7, 1}), day_number({year, 12, 31}));
    if (!m.value.starts_with("q ")) continue;
    const int quarter = m.value[2] - '1';
    std::uint32_t last = m.last;
    if (const auto said = integer_at(last); said && *said >= 1970 && *said < 2200)
      year = *said, ++last; // Q3 2026
    const Day first{year, quarter * 3 + 1, 1};
    const Day next{quarter == 3 ? year + 1 : year, quarter == 3 ? 1 : quarter * 3 + 4, 1};
    return make(at, last, day_number(first), day_number(next) - 1);
  }
  return {};
}

/// 2026-09-01, 2026/9/1, 2026.9.1, 11/03 (month first), with a time of day behind it left out.
Mention DateReader::numeric(std::uint32_t at) const {
  const auto a = integer_at(at);
  if (!a) return {};
  for (const char separator : {'-', '/', '.'}) {
    if (!symbol_at(at + 1, separator)) continue;
    const auto b = integer_at(at + 2);
    if (!b || !tokens_[at + 2].glued) continue;
    if (symbol_at(at + 3, separator) && tokens_[at].folded.size() == 4)
      if (const auto c = integer_at(at + 4)) {
        const Day day{*a, *b, *c};
        if (valid(day)) return make(at, at + 5, day_number(day), day_number(day));
      }
    if (separator == '/' && tokens_[at].folded.size() <= 2 && !symbol_at(at + 3, '/')) {
      const Day day{guess_year(*a, *b), *a, *b};
      if (valid(day)) return make(at, at + 3, day_number(day), day_number(day));
    }
    // 2026-09: a whole month.
    if (separator == '-' && tokens_[at].folded.size() == 4 && tokens_[at + 2].folded.size() == 2 &&
        !symbol_at(at + 3, '-')) {
      const Day first{*a, *b, 1};
      const Day next{*b == 12 ? *a + 1 : *a, *b == 12 ? 1 : *b + 1, 1};
      if (valid(first)) return make(at, at + 3, day_number(first), day_number(next) - 1);
    }
  }
  return {};
}

/// 2026年9月1号, 9月1日, 9月, 2026年.
Mention DateReader::han(std::uint32_t at) const {
  const auto number = [&](std::uint32_t i, std::uint32_t& last) -> std::optional<int> {
    const NumberAt n = number_at(grammar_, tokens_, phrases_, i);
    if (n.last == i || n.value != static_cast<int>(n.value)) return std::nullopt;
    last = n.last;
    return static_cast<int>(n.value);
  };
  std::uint32_t i = at;
  int year = 0;
  std::uint32_t last = i;
  auto n = number(i, last);
  if (!n) return {};
  if (han_at(last, "\u5E74") && *n >= 1970) { // 年
    year = *n;
    i = last + 1;
    n = number(i, last);
    if (const Mention q = quarter_of(year, i); q.last > q.first) {
      Mention whole = q;
      whole.first = at;
      return whole;
    }
    if (!n || !han_at(last, "\u6708")) {
      const Day first{year, 1, 1}, end{year, 12, 31};
      return make(at, i, day_number(first), day_number(end));
    }
  }
  if (!han_at(last, "\u6708") || *n < 1 || *n > 12) return {}; // 月
  const int month = *n;
  i = last + 1;
  if (han_at(i, "\u4EFD")) ++i; // 份
  std::uint32_t day_last = i;
  const auto d = number(i, day_last);
  const bool marked = d && (han_at(day_last, "\u53F7") || han_at(day_last, "\u65E5")); // 号 日
  if (year == 0) year = guess_year(month, d.value_or(1));
  if (d && valid({year, month, *d}) &&
      (marked || day_last >= tokens_.size() || tokens_[i].kind == TokenKind::Number)) {
    const std::int64_t day = day_number({year, month, *d});
    return make(at, marked ? day_last + 1 : day_last, day, day);
  }
  const Day next{month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1};
  return make(at, i, day_number({year, month, 1}), day_number(next) - 1);
}

std::optional<int> DateReader::month_at(std::uint32_t at, std::uint32_t& last) const {
  for (const Mention& m : beginning_at(phrases_, at))
    if (m.concept_id == grammar_.role(Role::Month)) {
      last = m.last;
      int month = 0;
      std::from_chars(m.value.data(), m.value.data() + m.value.size(), month);
      return month;
    }
  return std::nullopt;
}

/// "the thing may vanish": without a number, only a word of time or place in front makes the word a month.
bool DateReader::stands_alone(std::uint32_t at) const {
  if (at == 0) return true;
  if (tokens_[at - 1].kind != TokenKind::Word) return true;
  for (const Mention& m : phrases_)
    if (m.last == at)
      for (const Role role :
           {Role::From, Role::To, Role::After, Role::Before, Role::Small, Role::Link, Role::And})
        if (m.concept_id == grammar_.role(role)) return true;
  return false;
}

/// 1 June 2026, June 1st 2026, June 2026, June 1.
Mention DateReader::named(std::uint32_t at) const {
  const auto ordinal_end = [&](std::uint32_t i) { // 1st, 2nd: the suffix is a glued word
    return i < tokens_.size() && tokens_[i].kind == TokenKind::Word && tokens_[i].glued &&
                   (tokens_[i].folded == "st" || tokens_[i].folded == "nd" || tokens_[i].folded == "rd" ||
                    tokens_[i].folded == "th")
               ? i + 1
               : i;
  };
  const auto year_at = [&](std::uint32_t& i) {
    std::uint32_t j = i;
    if (symbol_at(j, ',')) ++j;
    const auto y = integer_at(j);
    if (y && *y >= 1970 && *y < 2200) {
      i = j + 1;
      return *y;
    }
    return 0;
  };
  std::uint32_t last = at;
  if (const auto month = month_at(at, last)) {
    std::uint32_t i = last;
    const auto d = integer_at(i);
    if (d && *d >= 1 && *d <= 31 && tokens_[i].folded.size() <= 2) {
      i = ordinal_end(i + 1);
      int year = year_at(i);
      if (year == 0) year = guess_year(*month, *d);
      if (valid({year, *month, *d})) {
        const std::int64_t day = day_number({year, *month, *d});
        return make(at, i, day, day);
      }
    }
    i = last;
    int year = year_at(i);
    if (year == 0 && !stands_alone(at)) return {};
    if (year == 0) year = guess_year(*month, 1);
    const Day next{*month == 12 ? year + 1 : year, *month == 12 ? 1 : *month + 1, 1};
    return make(at, i, day_number({year, *month, 1}), day_number(next) - 1);
  }
  if (const auto d = integer_at(at); d && *d >= 1 && *d <= 31) {
    std::uint32_t i = ordinal_end(at + 1);
    if (i < tokens_.size() && tokens_[i].folded == "of") ++i;
    if (const auto month = month_at(i, last)) {
      i = last;
      int year = year_at(i);
      if (year == 0) year = guess_year(*month, *d);
      if (valid({year, *month, *d})) {
        const std::int64_t day = day_number({year, *month, *d});
        return make(at, i, day, day);
      }
    }
  }
  return {};
}

/// Phrases of the class `period`: "day -1" yesterday, "month -1" last month, "week 0" this week, "year -1",
/// "span" followed by a number of days, "until now" variants are spans without an end.
Mention DateReader::relative(std::uint32_t at) const {
  for (const Mention& m : beginning_at(phrases_, at)) {
    if (m.concept_id != grammar_.role(Role::Period)) continue;
    const std::size_t blank = m.value.find(' ');
    const std::string_view unit = std::string_view(m.value).substr(0, blank);
    int shift = 0;
    if (blank != std::string::npos)
      std::from_chars(m.value.data() + blank + 1, m.value.data() + m.value.size(), shift);
    const Day today = civil(now_.day);
    if (unit == "day") return make(m.first, m.last, now_.day + shift, now_.day + shift);
    if (unit == "week") {
      const std::int64_t monday = now_.day - (now_.day + 3) % 7 + 7 * shift; // 1970-01-01 was a Thursday
      return make(m.first, m.last, monday, monday + 6);
    }
    if (unit == "month") {
      const int index = today.year * 12 + today.month - 1 + shift;
      const Day first{index / 12, index % 12 + 1, 1};
      const Day next{(index + 1) / 12, (index + 1) % 12 + 1, 1};
      return make(m.first, m.last, day_number(first), day_number(next) - 1);
    }
    if (unit == "quarter") {
      const int quarter = today.year * 4 + (today.month - 1) / 3 + shift;
      const Day first{quarter / 4, quarter % 4 * 3 + 1, 1};
      const Day next{(quarter + 1) / 4, (quarter + 1) % 4 * 3 + 1, 1};
      return make(m.first, m.last, day_number(first), day_number(next) - 1);
    }
    if (unit == "year-end")
      return make(m.first, m.last, day_number({today.year + shift, 12, 31}),
                  day_number({today.year + shift, 12, 31}));
    if (unit == "month-start") {
      const int index = today.year * 12 + today.month - 1 + shift;
      const std::int64_t day = day_number({index / 12, index % 12 + 1, 1});
      return make(m.first, m.last, day, day);
    }
    if (unit == "month-end") {
      const int index = today.year * 12 + today.month + shift;
      const std::int64_t day = day_number({index / 12, index % 12 + 1, 1}) - 1;
      return make(m.first, m.last, day, day);
    }
    if (unit == "weekday") { // the last such day, today excluded
      const std::int64_t back = (now_.day + 3 - (shift - 1)) % 7;
      const std::int64_t day = now_.day - (back == 0 ? 7 : back);
      return make(m.first, m.last, day, day);
    }
    if (unit == "year") {
      // 今年10月1号, 明年1月: the date that follows is of that year.
      DateReader of_year(grammar_, tokens_, phrases_, now_);
      of_year.year_ = today.year + shift;
      for (Mention d : {of_year.han(m.last), of_year.named(m.last)})
        if (d.last > d.first) {
          d.first = m.first;
          return d;
        }
      if (Mention q = quarter_of(today.year + shift, m.last); q.last > q.first) {
        q.first = m.first;
        return q;
      }
    }
    if (unit == "year")
      return make(m.first, m.last, day_number({today.year + shift, 1, 1}),
                  day_number({today.year + shift, 12, 31}));
    if (unit == "span") { // "past 30 days": a start without an end
      std::uint32_t i = m.last;
      const NumberAt n = number_at(grammar_, tokens_, phrases_, i);
      if (n.last == i) continue;
      for (const Mention& u : beginning_at(phrases_, n.last)) {
        if (u.concept_id != grammar_.role(Role::Unit)) continue;
        const Quantity q = quantity(u.value);
        if (q.dimension != "duration" || q.factor < 86400) continue;
        const auto days = static_cast<std::int64_t>(n.value * q.factor / 86400);
        Mention span = make(m.first, u.last, now_.day - days, now_.day - days);
        span.value2.clear();
        span.range = true;
        return span;
      }
    }
  }
  return {};
}

/// "at 8 pm", "20:00", "at eight in the evening", "晚上8点半" behind a day make it an instant.
void DateReader::add_time(Mention& date) const {
  if (date.range || date.value != date.value2) return;
  std::uint32_t i = date.last;
  const auto daypart = [&](std::uint32_t at, std::uint32_t& last) -> std::optional<int> {
    for (const Mention& m : beginning_at(phrases_, at))
      if (m.concept_id == grammar_.role(Role::Daypart)) {
        last = m.last;
        return m.value == "pm" ? 12 : 0;
      }
    return std::nullopt;
  };
  while (i < tokens_.size() && (tokens_[i].folded == "at" || symbol_at(i, ',') || han_at(i, "\u7684"))) ++i;
  std::optional<int> part = daypart(i, i);
  const NumberAt hour = number_at(grammar_, tokens_, phrases_, i);
  if (hour.last == i || hour.value > 24 || hour.value != static_cast<int>(hour.value)) return;
  int h = static_cast<int>(hour.value), minute = 0;
  std::uint32_t last = hour.last;
  bool marked = false;
  if (symbol_at(last, ':') && integer_at(last + 1) && tokens_[last + 1].folded.size() == 2) {
    minute = *integer_at(last + 1);
    last += 2;
    marked = true;
  } else if (han_at(last, "\u70B9")) { // 点
    ++last;
    marked = true;
    if (han_at(last, "\u534A")) { // 半
      minute = 30;
      ++last;
    } else if (const NumberAt m = number_at(grammar_, tokens_, phrases_, last);
               m.last > last && m.value < 60) {
      minute = static_cast<int>(m.value);
      last = han_at(m.last, "\u5206") ? m.last + 1 : m.last;
    }
  }
  if (!part) part = daypart(last, last);
  if ((!marked && !part) || minute > 59) return;
  if (part && *part == 12 && h < 12) h += 12;
  if (h > 23) return;
  date.concept_id = grammar_.builtin(Builtin::Datetime);
  date.value += fmt::format("T{:02}:{:02}:00+08:00", h, minute);
  date.value2.clear();
  date.last = last;
}

Mention DateReader::read(std::uint32_t at) const {
  for (Mention& m :
       std::array{numeric(at), han(at), named(at), relative(at), quarter_of(guess_year(0, 0), at)})
    if (m.last > m.first) {
      add_time(m);
      return m;
    }
  return {};
}

} // namespace cmdwright::understand
