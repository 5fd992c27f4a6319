// Days and periods as people say them. A day is counted from 1970-01-01; "now" is China Standard Time
// (contract section 3). Private to the understand room.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "understand/mention.h"

namespace cmdwright::understand {

/// A day of the Gregorian calendar.
struct Day {
  std::int32_t year = 0;
  std::int32_t month = 0; ///< 1 to 12
  std::int32_t day = 0;   ///< 1 to 31
};
[[nodiscard]] std::int64_t day_number(Day day);
[[nodiscard]] Day civil(std::int64_t day_number);
[[nodiscard]] std::string iso(Day day);
[[nodiscard]] bool valid(Day day);

/// The moment that relative dates refer to.
struct Now {
  std::int64_t day = 0;    ///< day number in China Standard Time
  std::int32_t second = 0; ///< of that day
};

/// From an ISO 8601 text with zone, or nothing when it is none.
[[nodiscard]] std::optional<Now> parse_now(std::string_view text);
/// From seconds since 1970 (UTC).
[[nodiscard]] Now now_from_unix(std::int64_t seconds);

/// The date or period that starts at token `at`: "2026-09-01", "9月1号", "1 June 2026", "last month".
/// `phrase_at` gives the lexicon's mentions by token.
class DateReader {
public:
  DateReader(const Grammar& grammar, const std::vector<Token>& tokens, const std::vector<Mention>& phrases,
             Now now)
      : grammar_(grammar), tokens_(tokens), phrases_(phrases), now_(now) {}

  /// Date mention, or one with last == first when there is none.
  [[nodiscard]] Mention read(std::uint32_t at) const;

private:
  [[nodiscard]] Mention numeric(std::uint32_t at) const;
  [[nodiscard]] Mention han(std::uint32_t at) const;
  [[nodiscard]] Mention named(std::uint32_t at) const;
  [[nodiscard]] Mention relative(std::uint32_t at) const;
  [[nodiscard]] Mention make(std::uint32_t first, std::uint32_t last, std::int64_t from,
                             std::int64_t to) const;
  [[nodiscard]] std::optional<int> month_at(std::uint32_t at, std::uint32_t& last) const;
  [[nodiscard]] std::optional<int> integer_at(std::uint32_t at) const;
  [[nodiscard]] bool stands_alone(std::uint32_t month) const;
  [[nodiscard]] bool symbol_at(std::uint32_t at, char c) const;
  [[nodiscard]] bool han_at(std::uint32_t at, std::string_view c) const;
  [[nodiscard]] int guess_year(int month, int day) const;
  void add_time(Mention& date) const;
  [[nodiscard]] Mention quarter_of(int year, std::uint32_t at) const;

  const Grammar& grammar_;
  const std::vector<Token>& tokens_;
  const std::vector<Mention>& phrases_;
  Now now_;
  int year_ = 0; ///< year that dates without one belong to, when it was said before them
};

} // namespace cmdwright::understand
