#include "understand/number.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "text/words.h"

namespace cmdwright::understand {

namespace {

/// 一 … 九, 十, 百, 千, 万, 两, 半, 零.
double han_digit(std::string_view c) {
  constexpr std::array<std::string_view, 10> kDigits = {"零", "一", "二", "三", "四",
                                                        "五", "六", "七", "八", "九"};
  for (std::size_t i = 0; i < kDigits.size(); ++i)
    if (c == kDigits[i]) return static_cast<double>(i);
  if (c == "两" || c == "俩") return 2;
  if (c == "〇") return 0;
  return -1;
}
double han_power(std::string_view c) {
  if (c == "十") return 10;
  if (c == "百") return 100;
  if (c == "千") return 1000;
  if (c == "万") return 10000;
  return 0;
}

NumberAt han_number(const std::vector<Token>& tokens, std::uint32_t at) {
  double total = 0; // of the part below 万
  double digit = -1;
  double high = 0;
  std::uint32_t i = at;
  bool any = false;
  bool digits_only = true;
  double as_digits = 0;
  double last_power = 0;
  for (; i < tokens.size() && tokens[i].kind == TokenKind::Han; ++i) {
    const std::string_view c = tokens[i].folded;
    if (const double d = han_digit(c); d >= 0) {
      if (digit >= 0) { // 二零二六: digit by digit
        as_digits = as_digits * 10 + d;
        digit = d;
        continue;
      }
      digit = d;
      as_digits = as_digits * 10 + d;
      any = true;
    } else if (const double p = han_power(c); p > 0) {
      digits_only = false;
      if (p == 10000) {
        high = (total + std::max(digit, 0.0)) * p;
        total = 0;
      } else {
        total += (digit < 0 ? 1 : digit) * p;
      }
      last_power = p;
      digit = -1;
      any = true;
    } else {
      break;
    }
  }
  if (!any) return {0, at, false};
  if (digits_only) return {as_digits, i, false};
  // 两百五 is 250: a bare digit behind a power counts the next lower one.
  const bool shorthand = digit > 0 && last_power >= 100 && tokens[i - 2].folded != "零" && i - at >= 2;
  total += digit > 0 ? (shorthand ? digit * last_power / 10 : digit) : 0;
  return {high + total, i, false};
}

const Mention* numeral_at(const Grammar& grammar, const std::vector<Mention>& phrases, std::uint32_t at) {
  for (const Mention& m : beginning_at(phrases, at))
    if (m.concept_id == grammar.role(Role::Numeral)) return &m;
  return nullptr;
}

double parse(std::string_view text) {
  double n = 0;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return n;
}

} // namespace

NumberAt number_at(const Grammar& grammar, const std::vector<Token>& tokens,
                   const std::vector<Mention>& phrases, std::uint32_t at) {
  if (at >= tokens.size()) return {0, at, false};
  const Token& t = tokens[at];
  if (t.kind == TokenKind::Number) {
    double value = parse(t.folded);
    std::uint32_t last = at + 1;
    // 10,000: thousands groups.
    while (last + 1 < tokens.size() && tokens[last].folded == "," && tokens[last].span.size() == 1 &&
           t.folded[0] != '0' && tokens[last].glued && tokens[last + 1].glued &&
           tokens[last + 1].kind == TokenKind::Number && tokens[last + 1].folded.size() == 3 &&
           tokens[last - 1].folded.size() <= 3) {
      value = value * 1000 + parse(tokens[last + 1].folded);
      last += 2;
    }
    if (last < tokens.size() && tokens[last].kind == TokenKind::Han)
      if (const double p = han_power(tokens[last].folded); p > 1) return {value * p, last + 1, true};
    return {value, last, true};
  }
  if (t.kind == TokenKind::Han) return han_number(tokens, at);
  // twenty five, two hundred, one and a half
  double total = 0;
  double current = 0;
  std::uint32_t i = at;
  while (const Mention* m = numeral_at(grammar, phrases, i)) {
    const double v = parse(m->value);
    if (v == 100 || v == 1000) {
      current = (current == 0 ? 1 : current) * v;
      if (v == 1000) total += current, current = 0;
    } else if (current > 0 && v >= 20 && current < 100) {
      break; // "two twenty": two numbers
    } else {
      current += v;
    }
    i = m->last;
    if (i < tokens.size() && tokens[i].folded == "-" && tokens[i].glued &&
        numeral_at(grammar, phrases, i + 1) != nullptr)
      ++i;
  }
  return {total + current, i, false};
}

Quantity quantity(std::string_view unit_value) {
  Quantity q;
  const std::vector<std::string_view> words = split(unit_value, ' ');
  q.dimension = words[0];
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] == "before")
      q.before = true;
    else
      q.factor = parse(words[i]);
  }
  return q;
}

} // namespace cmdwright::understand
