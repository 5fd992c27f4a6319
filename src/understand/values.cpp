#include "understand/values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <mutex>

#include <fmt/format.h>
#include <re2/re2.h>

#include "text/words.h"
#include "understand/number.h"

namespace cmdwright::understand {

struct Patterns::Compiled {
  const std::vector<Pattern>* patterns;
  std::once_flag once;
  std::vector<std::unique_ptr<re2::RE2>> regexes;
};

Patterns::Patterns(const Grammar& grammar) : compiled_(std::make_unique<Compiled>()) {
  compiled_->patterns = &grammar.patterns;
}
Patterns::~Patterns() = default;
Patterns::Patterns(Patterns&&) noexcept = default;

Id Patterns::match(std::string_view text) const {
  std::call_once(compiled_->once, [&] {
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_case_sensitive(false);
    for (const Pattern& p : *compiled_->patterns)
      compiled_->regexes.push_back(
          std::make_unique<re2::RE2>(re2::StringPiece(p.regex.data(), p.regex.size()), options));
  });
  for (std::size_t i = 0; i < compiled_->regexes.size(); ++i)
    if (re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *compiled_->regexes[i]))
      return (*compiled_->patterns)[i].concept_id;
  return kNone;
}

namespace {

std::string plain(double n) {
  return fmt::format("{}", n);
}

class Scanner {
public:
  Scanner(const Grammar& grammar, const Patterns& patterns, std::string_view text,
          const std::vector<Token>& tokens, const std::vector<Mention>& phrases, Now now)
      : g_(grammar), patterns_(patterns), text_(text), tokens_(tokens), phrases_(phrases),
        dates_(grammar, tokens, phrases, now), phrase_end_(tokens.size(), 0) {
    for (const Mention& m : phrases_) longest_ = std::max(longest_, m.size());
    for (const Mention& m : phrases_)
      if (m.size() > 1 && !is_unit(m) && m.concept_id != g_.role(Role::Period))
        for (std::uint32_t i = m.first; i < m.last; ++i) phrase_end_[i] = m.last;
  }

  std::vector<Mention> run() {
    for (std::uint32_t i = 0; i < tokens_.size();) {
      Mention m = read(i);
      if (m.last > i) {
        m.typed = true;
        i = m.last;
        out_.push_back(std::move(m));
      } else {
        ++i;
      }
    }
    share_units();
    join_ranges();
    from_beginning();
    return std::move(out_);
  }

private:
  [[nodiscard]] bool is_unit(const Mention& m) const { return m.concept_id == g_.role(Role::Unit); }

  [[nodiscard]] Mention make(std::uint32_t first, std::uint32_t last, Builtin kind, std::string value,
                             double number = 0) const {
    Mention m;
    m.first = first;
    m.last = last;
    m.concept_id = g_.builtin(kind);
    m.value = std::move(value);
    m.number = number;
    return m;
  }

  Mention read(std::uint32_t i) {
    const Token& t = tokens_[i];
    const auto literal = [&](Builtin kind) { return make(i, i + 1, kind, std::string(t.inner.of(text_))); };
    switch (t.kind) {
    case TokenKind::Quoted:
      return literal(Builtin::Quoted);
    case TokenKind::Url:
      return literal(Builtin::Url);
    case TokenKind::Path:
      return literal(Builtin::Path);
    case TokenKind::Uri:
      return literal(Builtin::Uri);
    case TokenKind::Json:
      return literal(Builtin::Json);
    case TokenKind::Newline:
      return {};
    default:
      break;
    }
    if (Mention m = iso_instant(i); m.last > i) return m;
    if (phrase_end_[i] > i && !phrase_starts(i)) return {}; // in the middle of "gpt-4o"
    if (Mention m = key_value(i); m.last > i) return m;
    if (Mention m = identifier(i); m.last > i) return m;
    if (phrase_end_[i] > i) { // inside a longer phrase of the lexicon: "gpt-5.4", "mp4"
      Mention skip;
      skip.last = 0;
      if (!starts_date(i)) return skip;
    }
    if (Mention m = dates_.read(i); m.last > i) return m;
    if (Mention m = fraction(i); m.last > i) return m;
    if (Mention m = unit_before(i); m.last > i) return m;
    return quantity_at(i);
  }

  /// Phrases that may cover `i` or end right before it or one token earlier.
  [[nodiscard]] std::span<const Mention> around(std::uint32_t i) const {
    const std::uint32_t from = i > longest_ + 1 ? i - longest_ - 1 : 0;
    return {std::lower_bound(phrases_.begin(), phrases_.end(), from, ByFirst{}),
            std::upper_bound(phrases_.begin(), phrases_.end(), i, ByFirst{})};
  }

  [[nodiscard]] bool phrase_starts(std::uint32_t i) const {
    const auto here = beginning_at(phrases_, i);
    return std::any_of(here.begin(), here.end(), [](const Mention& m) { return m.size() > 1; });
  }

  /// A phrase that is itself the beginning of a date ("last month").
  [[nodiscard]] bool starts_date(std::uint32_t i) const {
    const auto here = beginning_at(phrases_, i);
    return std::any_of(here.begin(), here.end(), [&](const Mention& m) {
      return m.concept_id == g_.role(Role::Period) || m.concept_id == g_.role(Role::Month);
    });
  }

  /// 2026-12-31T23:59:59+08:00 or …Z, also with a blank for the T and without seconds or zone.
  Mention iso_instant(std::uint32_t i) {
    if (tokens_[i].kind != TokenKind::Number || tokens_[i].folded.size() != 4) return {};
    const std::uint32_t begin = tokens_[i].span.begin;
    if (begin + 16 > text_.size()) return {};
    const std::string_view s = text_.substr(begin, 32);
    const auto digit = [&](std::size_t at) { return at < s.size() && is_digit(s[at]); };
    for (const std::size_t at : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U, 11U, 12U, 14U, 15U})
      if (!digit(at)) return {};
    if (s[4] != '-' || s[7] != '-' || (s[10] != 'T' && s[10] != ' ') || s[13] != ':') return {};
    std::string value = std::string(s.substr(0, 10)) + "T" + std::string(s.substr(11, 5));
    std::size_t end = 16;
    if (end + 2 < s.size() && s[end] == ':' && digit(end + 1) && digit(end + 2)) {
      value += s.substr(end, 3);
      end += 3;
    } else {
      value += ":00";
    }
    if (end < s.size() && (s[end] == 'Z' || s[end] == 'z')) {
      value += "Z";
      ++end;
    } else if (end + 5 < s.size() && (s[end] == '+' || s[end] == '-') && s[end + 3] == ':') {
      value += s.substr(end, 6);
      end += 6;
    } else {
      value += "+08:00";
    }
    std::uint32_t last = i;
    while (last < tokens_.size() && tokens_[last].span.begin < begin + end) ++last;
    return make(i, last, Builtin::Datetime, std::move(value));
  }

  /// End of the run of glued words, numbers and the signs between them that starts at `i`.
  [[nodiscard]] std::uint32_t run_end(std::uint32_t i) const {
    std::uint32_t end = i + 1;
    while (end < tokens_.size() && tokens_[end].glued) {
      const Token& t = tokens_[end];
      const bool content = t.kind == TokenKind::Word || t.kind == TokenKind::Number;
      const bool joint =
          t.kind == TokenKind::Symbol && (t.folded == "-" || t.folded == "." || t.folded == "/" ||
                                          t.folded == "+" || t.folded == "@" || t.folded == ":");
      if (content) {
        ++end;
      } else if (joint && end + 1 < tokens_.size() && tokens_[end + 1].glued &&
                 (tokens_[end + 1].kind == TokenKind::Word || tokens_[end + 1].kind == TokenKind::Number)) {
        end += 2;
      } else {
        break;
      }
    }
    return end;
  }

  /// "team=ott and env=prod": what stands in a list with a pair is one too.
  [[nodiscard]] bool follows_pair(std::uint32_t i) const {
    return !out_.empty() && out_.back().concept_id == g_.builtin(Builtin::KeyValue) &&
           listed(out_.back().last, i);
  }

  /// env=staging, unless the key is the name of a parameter.
  Mention key_value(std::uint32_t i) {
    if (i + 2 >= tokens_.size() || tokens_[i + 1].folded != "=" || !tokens_[i + 1].glued ||
        !tokens_[i + 2].glued)
      return {};
    if (tokens_[i].kind != TokenKind::Word && tokens_[i].kind != TokenKind::Han) return {};
    const auto close = around(i);
    const bool pairs = std::any_of(close.begin(), close.end(),
                                   [&](const Mention& m) {
                                     return m.last <= i && i <= m.last + 1 && g_.concepts[m.concept_id].pairs;
                                   }) ||
                       follows_pair(i);
    for (const Mention& m : close)
      if (!pairs && m.covers(i) &&
          (g_.concepts[m.concept_id].name.starts_with("param.") ||
           g_.concepts[m.concept_id].name.starts_with("attr.") ||
           g_.concepts[m.concept_id].name.starts_with("obj.")))
        return {};
    std::uint32_t last = run_end(i + 2);
    if (tokens_[i + 2].kind == TokenKind::Han) { // dept=行政 这个标签
      last = i + 3;
      while (last < tokens_.size() && tokens_[last].glued && tokens_[last].kind == TokenKind::Han &&
             tokens_[last].folded != "\u7684")
        ++last;
    }
    return make(
        i, last, Builtin::KeyValue,
        std::string(text_.substr(tokens_[i].span.begin, tokens_[last - 1].span.end - tokens_[i].span.begin)));
  }

  /// Words with a shape of their own: the pack's patterns, and any mixture of letters with digits or
  /// underscores.
  Mention identifier(std::uint32_t i) {
    if (tokens_[i].kind != TokenKind::Word && tokens_[i].kind != TokenKind::Number) return {};
    if (i > 0 && tokens_[i].glued && tokens_[i - 1].kind != TokenKind::Han &&
        tokens_[i - 1].kind != TokenKind::Symbol && tokens_[i - 1].kind != TokenKind::Newline)
      return {};
    std::string folded; // full-width digits and letters become plain ones
    const auto text_of = [&](std::uint32_t last) -> std::string_view {
      const std::string_view raw =
          text_.substr(tokens_[i].span.begin, tokens_[last - 1].span.end - tokens_[i].span.begin);
      if (std::all_of(raw.begin(), raw.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return raw;
      folded.clear();
      for (std::uint32_t k = i; k < last; ++k) folded += tokens_[k].folded;
      return folded;
    };
    const bool behind_label = labelled(i);
    std::uint32_t end = run_end(i);
    // A run that ends in a joined second thing ("a/b") is tried whole first, then without its slashes and
    // colons.
    constexpr int kMostParts = 16; // of such a run; a longer one is no id
    for (int parts = 0; parts < kMostParts; ++parts) {
      const std::string_view run = text_of(end);
      if (worth_matching(run))
        if (const Id id = patterns_.match(run); id != kNone) {
          Mention m;
          m.first = i, m.last = end, m.concept_id = id, m.value = std::string(run);
          return m;
        }
      std::uint32_t cut = end;
      while (cut > i + 1 && !(tokens_[cut - 1].folded == "/" || tokens_[cut - 1].folded == ":" ||
                              tokens_[cut - 1].folded == "@" || tokens_[cut - 1].folded == "+"))
        --cut;
      if (cut <= i + 1) break;
      end = cut - 1;
    }
    end = run_end(i);
    if (text_of(end).size() >= 12) // padding of base64
      while (end < tokens_.size() && tokens_[end].glued && tokens_[end].folded == "=") ++end;
    const std::string_view run = text_of(end);
    bool digit = false, letter = false, underscore = false;
    for (const char c : run) {
      digit |= is_digit(c);
      letter |= is_alpha(c);
      underscore |= c == '_';
    }
    if (!(digit && letter) && !underscore && !names_file(run)) return {};
    if (is_phrase(i, end) || (!behind_label && known(i, end))) return {};
    // A number with its unit is no identifier: "720p", "10s", "1920x1080".
    if (tokens_[i].kind == TokenKind::Number && end <= i + 3)
      if (const Mention q = quantity_at(i); q.last == end && q.concept_id != g_.builtin(Builtin::Number))
        return {};
    if (tokens_[i].kind == TokenKind::Number && has_slash_or_colon(i, end)) return {};
    // Things joined by '/' or ':' are separate unless they look like one name ("order-88213/retry").
    while (end > i + 1 && has_colon(i, end) && !(behind_label && !starts_phrase(i)))
      end = before_last_colon(i, end);
    if (is_phrase(i, end) || (!behind_label && known(i, end))) return {};
    return make(i, end, Builtin::Word, std::string(text_of(end)));
  }

  /// "notes.txt": a word with the extension of a file that is no media.
  static bool names_file(std::string_view run) {
    const std::size_t dot = run.rfind('.');
    if (dot == std::string_view::npos || dot == 0) return false;
    constexpr std::array<std::string_view, 12> kEndings = {"txt", "json", "csv",  "md",  "srt", "vtt",
                                                           "pdf", "doc",  "docx", "xml", "log", "html"};
    return std::find(kEndings.begin(), kEndings.end(), ascii_lower(run.substr(dot + 1))) != kEndings.end();
  }

  static bool worth_matching(std::string_view run) {
    return run.size() >= 6 && std::any_of(run.begin(), run.end(), is_digit);
  }
  [[nodiscard]] bool has_slash_or_colon(std::uint32_t i, std::uint32_t end) const {
    return std::any_of(tokens_.begin() + i, tokens_.begin() + end,
                       [](const Token& t) { return t.folded == "/" || t.folded == ":"; });
  }
  [[nodiscard]] bool has_colon(std::uint32_t i, std::uint32_t end) const {
    return std::any_of(tokens_.begin() + i, tokens_.begin() + end,
                       [](const Token& t) { return t.folded == ":"; });
  }
  [[nodiscard]] std::uint32_t before_last_colon(std::uint32_t i, std::uint32_t end) const {
    while (end > i + 1 && tokens_[end - 1].folded != ":") --end;
    return end - 1;
  }
  [[nodiscard]] bool starts_phrase(std::uint32_t i) const { return !beginning_at(phrases_, i).empty(); }
  [[nodiscard]] bool is_phrase(std::uint32_t i, std::uint32_t end) const {
    const auto here = beginning_at(phrases_, i);
    return std::any_of(here.begin(), here.end(), [&](const Mention& m) { return m.last >= end; });
  }
  /// Exactly covered by phrases of the lexicon (and hyphens).
  [[nodiscard]] bool known(std::uint32_t i, std::uint32_t end) const {
    std::uint32_t at = i;
    while (at < end) {
      std::uint32_t next = at;
      for (const Mention& m : beginning_at(phrases_, at))
        if (m.last <= end) next = std::max(next, m.last);
      if (next == at && tokens_[at].kind == TokenKind::Symbol && at > i) next = at + 1;
      if (next == at && tokens_[at].kind == TokenKind::Number && at > i) next = at + 1;
      if (next == at) return false;
      at = next;
    }
    return true;
  }

  [[nodiscard]] const Mention* unit_at(std::uint32_t i, bool before) const {
    for (const Mention& m : beginning_at(phrases_, i)) {
      if (is_unit(m) && quantity(m.value).before == before) return &m;
    }
    return nullptr;
  }

  Mention with_unit(std::uint32_t first, std::uint32_t last, double n, const Quantity& q) const {
    if (q.dimension == "duration")
      return make(first, last, Builtin::Duration, plain(n * q.factor), n * q.factor);
    if (q.dimension == "percent")
      return make(first, last, Builtin::Percent, plain(n * q.factor), n * q.factor);
    if (q.dimension == "factor") return make(first, last, Builtin::Factor, plain(n * q.factor), n * q.factor);
    if (q.dimension == "lines") return make(first, last, Builtin::Lines, plain(n) + "p", n);
    if (q.dimension == "kilo") return make(first, last, Builtin::Kilo, plain(n) + "k", n);
    return make(first, last, Builtin::Number, plain(n), n);
  }

  /// "四分之三", "half way", "一半".
  Mention fraction(std::uint32_t i) {
    for (const Mention& m : beginning_at(phrases_, i))
      if (m.concept_id == g_.role(Role::Fraction)) {
        double percent = 0;
        std::from_chars(m.value.data(), m.value.data() + m.value.size(), percent);
        return make(i, m.last, Builtin::Percent, plain(percent), percent);
      }
    const NumberAt below = number_at(g_, tokens_, phrases_, i);
    if (below.last == i || below.last + 2 >= tokens_.size() || below.value < 2) return {};
    if (tokens_[below.last].folded != "\u5206" || tokens_[below.last + 1].folded != "\u4E4B")
      return {}; // 分之
    const NumberAt above = number_at(g_, tokens_, phrases_, below.last + 2);
    if (above.last == below.last + 2) return {};
    const double percent = 100 * above.value / below.value;
    return make(i, above.last, Builtin::Percent, plain(percent), percent);
  }

  /// "百分之三十", "second 31".
  Mention unit_before(std::uint32_t i) {
    if (const Mention* unit = unit_at(i, true); unit != nullptr && unit != minus_at(i)) {
      const NumberAt n = number_at(g_, tokens_, phrases_, unit->last);
      if (n.last > unit->last) return with_unit(i, n.last, n.value, quantity(unit->value));
    }
    if (const Mention* unit = unit_at(i, false); unit != nullptr && tokens_[i].kind == TokenKind::Word) {
      const NumberAt n = number_at(g_, tokens_, phrases_, unit->last);
      const Quantity q = quantity(unit->value);
      if (n.last > unit->last && n.digits && q.dimension == "duration" && q.factor <= 60 &&
          unit_at(n.last, false) == nullptr && tokens_[i].folded.size() > 1 &&
          !(tokens_[i].folded.ends_with("s") && i > 0 && tokens_[i - 1].kind == TokenKind::Number))
        return with_unit(i, n.last, n.value, q);
    }
    return {};
  }

  Mention quantity_at(std::uint32_t i) {
    double sign = 1;
    std::uint32_t start = i;
    if (tokens_[i].kind == TokenKind::Symbol && tokens_[i].folded == "-" && i + 1 < tokens_.size() &&
        tokens_[i + 1].glued && tokens_[i + 1].kind == TokenKind::Number && !behind_content(i)) {
      sign = -1;
      start = i + 1;
    } else if (tokens_[i].kind == TokenKind::Symbol && tokens_[i].folded == "+" && i + 1 < tokens_.size() &&
               tokens_[i + 1].glued) {
      start = i + 1;
    }
    if (const Mention* minus = minus_at(i)) sign = -1, start = minus->last;
    const NumberAt n = number_at(g_, tokens_, phrases_, start);
    if (n.last == start) return half_or_article(i);
    // 第十二集 counts episodes; 第4秒 and 第二页 are values.
    const bool ordinal = i > 0 && tokens_[i - 1].folded == "\u7B2C" && unit_at(n.last, false) == nullptr;
    if (ordinal && !(n.last < tokens_.size() && tokens_[n.last].folded == "\u9875")) {
      Mention skip = make(i, n.last, Builtin::Ordinal, plain(n.value), n.value);
      return skip;
    }
    if (n.digits && numbers_item(i)) return make(i, n.last, Builtin::Ordinal, plain(n.value), n.value);
    if (n.digits && sign > 0) {
      if (Mention m = size(i, n); m.last > i) return m;
      if (Mention m = clock_or_ratio(i, n); m.last > i) return m;
    }
    if (const Mention* unit = unit_at(n.last, false)) {
      const Quantity q = quantity(unit->value);
      Mention m = with_unit(i, unit->last, sign * n.value, q);
      if (q.dimension == "duration") extend_duration(m, q);
      return m;
    }
    // Words for one are articles and pronouns more often than numbers.
    if (!n.digits && n.value == 1 && n.last == start + 1) return {};
    Mention m = make(i, n.last, Builtin::Number, n.digits ? digits_of(start, n, sign) : plain(sign * n.value),
                     sign * n.value);
    m.spelled = !n.digits;
    return m;
  }

  /// "2)" of a list, "1." or "1、" at the beginning of a line.
  [[nodiscard]] bool numbers_item(std::uint32_t i) const {
    if (i + 2 >= tokens_.size() || tokens_[i].folded.size() > 2 || !tokens_[i + 1].glued) return false;
    const bool line = i == 0 || tokens_[i - 1].kind == TokenKind::Newline;
    if (tokens_[i + 1].folded == ":" && i > 0 && !labelled(i) &&
        !(tokens_[i + 2].kind == TokenKind::Number && tokens_[i + 2].glued))
      return heads_item(i - 1);
    if (tokens_[i + 1].folded == ")" && in_parentheses(tokens_, i)) return false;
    if (tokens_[i + 1].folded == ")")
      return !(i > 0 && tokens_[i].glued) && !(i > 0 && tokens_[i - 1].folded == "=");
    return line && (tokens_[i + 1].folded == "." || tokens_[i + 1].folded == ",") &&
           tokens_[i + 2].kind != TokenKind::Number;
  }

  /// "Step 2:" at the beginning of a clause: a word that does nothing but carry the number.
  [[nodiscard]] bool heads_item(std::uint32_t word) const {
    const bool starts = word == 0 || tokens_[word - 1].kind == TokenKind::Newline ||
                        (tokens_[word - 1].kind == TokenKind::Symbol && !tokens_[word].glued);
    return starts && tokens_[word].kind == TokenKind::Word;
  }

  /// Digits as written ("007", "4.50"), since ids must not change.
  [[nodiscard]] std::string digits_of(std::uint32_t start, const NumberAt& n, double sign) const {
    if (n.last == start + 1) return (sign < 0 ? "-" : "") + std::string(tokens_[start].folded);
    return plain(sign * n.value);
  }

  [[nodiscard]] bool behind_content(std::uint32_t i) const {
    return i > 0 && tokens_[i].glued &&
           (tokens_[i - 1].kind == TokenKind::Number || tokens_[i - 1].kind == TokenKind::Word);
  }
  [[nodiscard]] const Mention* minus_at(std::uint32_t i) const {
    for (const Mention& m : beginning_at(phrases_, i))
      if (is_unit(m) && m.value == "minus before") return &m;
    return nullptr;
  }

  /// "half an hour", "an hour", "半小时".
  Mention half_or_article(std::uint32_t i) {
    const Token& t = tokens_[i];
    const bool half = t.folded == "half" || t.folded == "\u534A";
    const bool article = t.folded == "a" || t.folded == "an";
    if (!half && !article) return {};
    std::uint32_t j = i + 1;
    if (half && j < tokens_.size() &&
        (tokens_[j].folded == "a" || tokens_[j].folded == "an" || tokens_[j].folded == "\u4E2A"))
      ++j;
    const Mention* unit = unit_at(j, false);
    if (unit == nullptr) unit = unit_at(i + 1, false); // 半个钟头: the unit may include the 个
    if (unit != nullptr) {
      const Quantity q = quantity(unit->value);
      if (q.dimension == "duration" && (half || q.factor >= 1))
        return with_unit(i, unit->last, half ? 0.5 : 1, q);
    }
    return {};
  }

  /// 1920x1080, 1920 wide x 1080 high, 1920*1080, 2000 by 2000.
  Mention size(std::uint32_t i, const NumberAt& n) {
    std::uint32_t j = skip_pixel(n.last);
    j = skip_side(j);
    if (j >= tokens_.size()) return {};
    const std::string_view sign = tokens_[j].folded;
    if (sign != "x" && sign != "*" && sign != "by" && sign != "\u4E58") return {};
    const NumberAt h = number_at(g_, tokens_, phrases_, j + 1);
    if (h.last == j + 1 || !h.digits || n.value < 16 || h.value < 16) return {};
    Mention m = make(i, skip_side(skip_pixel(h.last)), Builtin::Size, plain(n.value), n.value);
    m.value2 = plain(h.value);
    m.high = h.value;
    return m;
  }
  [[nodiscard]] std::uint32_t skip_pixel(std::uint32_t i) const {
    if (const Mention* u = unit_at(i, false); u != nullptr && quantity(u->value).dimension == "pixel")
      return u->last;
    return i;
  }
  [[nodiscard]] std::uint32_t skip_side(std::uint32_t i) const {
    if (i < tokens_.size() &&
        (tokens_[i].folded == "wide" || tokens_[i].folded == "high" || tokens_[i].folded == "tall"))
      return i + 1;
    return i;
  }

  /// 16:9 is a ratio, 1:10 and 00:01:10 are times.
  Mention clock_or_ratio(std::uint32_t i, const NumberAt& n) {
    std::uint32_t j = n.last;
    if (j + 1 >= tokens_.size()) return {};
    const bool colon = tokens_[j].folded == ":";
    const bool word = tokens_[j].folded == "\u6BD4" || tokens_[j].folded == "by"; // 比
    if (!colon && !word) return {};
    if (tokens_[j + 1].kind != TokenKind::Number) return {};
    const NumberAt b = number_at(g_, tokens_, phrases_, j + 1);
    if (colon && tokens_[j + 1].folded.size() == 2 && tokens_[j + 1].glued && b.value < 60) {
      double seconds = n.value * 60 + b.value;
      std::uint32_t last = b.last;
      const bool three = last + 1 < tokens_.size() && tokens_[last].folded == ":" &&
                         tokens_[last + 1].kind == TokenKind::Number &&
                         tokens_[last + 1].folded.size() == 2 && tokens_[last + 1].glued;
      if (three) {
        seconds = seconds * 60 + number_at(g_, tokens_, phrases_, last + 1).value;
        last += 2;
      }
      const bool ratio = !three && (n.value == 9 && b.value == 16);
      if (!ratio) return make(i, last, Builtin::Duration, plain(seconds), seconds);
    }
    if (n.value < 1 || b.value < 1 || n.value > 99 || b.value > 99) return {};
    if (colon && !(tokens_[j].glued || tokens_[j + 1].glued)) return {};
    Mention m = make(i, b.last, Builtin::Ratio, plain(n.value) + ":" + plain(b.value));
    return m;
  }

  /// 1分10秒, 1 minute 10 seconds, 两分半.
  void extend_duration(Mention& m, Quantity unit) {
    for (;;) {
      std::uint32_t j = m.last;
      if (j < tokens_.size() && tokens_[j].folded == "and") ++j;
      if (j < tokens_.size() && tokens_[j].folded == "\u534A") { // 半
        m.number += unit.factor / 2;
        m.last = j + 1;
        break;
      }
      const NumberAt n = number_at(g_, tokens_, phrases_, j);
      if (n.last == j) break;
      const Mention* next = unit_at(n.last, false);
      if (next == nullptr) break;
      const Quantity q = quantity(next->value);
      if (q.dimension != "duration" || q.factor >= unit.factor) break;
      m.number += n.value * q.factor;
      m.last = next->last;
      unit = q;
    }
    m.value = plain(m.number);
  }

  // ---- ranges
  // --------------------------------------------------------------------------------------------------------

  [[nodiscard]] bool is_quantity(const Mention& m) const {
    return m.concept_id == g_.builtin(Builtin::Number) || m.concept_id == g_.builtin(Builtin::Duration) ||
           m.concept_id == g_.builtin(Builtin::Percent);
  }

  /// What stands between two values of a range: "-", "~", "..", "to", "到", with 第 or "second" left out.
  [[nodiscard]] bool range_between(const Mention& a, const Mention& b) const {
    bool joined = false;
    if (b.first <= a.last) return false;
    for (std::uint32_t i = a.last; i < b.first; ++i) {
      const Token& t = tokens_[i];
      if (t.kind == TokenKind::Symbol && (t.folded == "-" || t.folded == "~" || t.folded == "." ||
                                          t.folded == "\u2026" || t.folded == ">")) {
        joined = true;
      } else if (has_role(i, Role::To)) {
        joined = true;
      } else if (has_role(i, Role::And) && between_before(a)) {
        joined = true;
      } else if (t.folded != "\u7B2C" && t.folded != "the" && !has_role(i, Role::From) &&
                 unit_at(i, false) == nullptr) {
        return false;
      }
    }
    return joined;
  }
  [[nodiscard]] bool has_role(std::uint32_t i, Role role) const {
    const auto close = around(i);
    return std::any_of(close.begin(), close.end(),
                       [&](const Mention& m) { return m.covers(i) && m.concept_id == g_.role(role); });
  }
  [[nodiscard]] bool between_before(const Mention& a) const {
    for (std::uint32_t i = a.first; i > 0 && a.first - i < 4; --i)
      if (tokens_[i - 1].folded == "between" || tokens_[i - 1].folded == "from") return true;
    return false;
  }

  /// "between 1 and 31 October": the first day lacks its month.
  bool days_of_month(Mention& a, const Mention& m) const {
    if (a.concept_id != g_.builtin(Builtin::Number) || m.concept_id != g_.builtin(Builtin::Date) ||
        !range_between(a, m))
      return false;
    if (a.number < 1 || a.number > 31 || a.number != static_cast<int>(a.number)) return false;
    const std::string day = fmt::format("{}-{:02.0f}", m.value.substr(0, 7), a.number);
    if (day > m.value) return false;
    a.concept_id = m.concept_id;
    a.value = day;
    a.value2 = m.value2;
    a.range = a.joined = true;
    a.last = m.last;
    return true;
  }

  /// "10月1号到7号": the last day lacks its month.
  bool day_behind(Mention& a, const Mention& m) const {
    if (a.concept_id != g_.builtin(Builtin::Date) || m.concept_id != g_.builtin(Builtin::Number) ||
        !range_between(a, m))
      return false;
    const bool marked =
        m.last < tokens_.size() && (tokens_[m.last].folded == "\u53F7" || tokens_[m.last].folded == "\u65E5");
    if (m.number < 1 || m.number > 31 || m.number != static_cast<int>(m.number) ||
        (!marked && a.last + 1 != m.first))
      return false;
    const std::string day = fmt::format("{}-{:02.0f}", a.value.substr(0, 7), m.number);
    if (day < a.value) return false;
    a.value2 = day;
    a.range = a.joined = true;
    a.last = marked ? m.last + 1 : m.last;
    return true;
  }

  /// What stands between the members of a list: signs and words for "and".
  [[nodiscard]] bool listed(std::uint32_t from, std::uint32_t to) const {
    if (to <= from || to - from > 3) return false;
    for (std::uint32_t i = from; i < to; ++i)
      if (tokens_[i].folded != "," && tokens_[i].folded != "/" && tokens_[i].folded != "+" &&
          tokens_[i].folded != "\u7B2C" && !has_role(i, Role::And) && !has_role(i, Role::Or))
        return false;
    return true;
  }
  /// A parameter's name stands right before the token.
  [[nodiscard]] bool labelled(std::uint32_t i) const {
    const auto close = around(i);
    return std::any_of(close.begin(), close.end(), [&](const Mention& p) {
      const bool joint = p.last + 1 == i && (tokens_[p.last].folded == "=" || tokens_[p.last].folded == ":" ||
                                             has_role(p.last, Role::Copula));
      return (p.last == i || joint) && g_.concepts[p.concept_id].label;
    });
  }

  /// 第3秒: the mark of an ordinal stands in front.
  [[nodiscard]] bool counted(const Mention& m) const {
    return m.first > 0 && tokens_[m.first - 1].folded == "\u7B2C";
  }

  /// "at 5, 10 and 15 seconds": the members of a list share the unit that one of them has.
  void share_units() {
    const auto quantity_of = [&](const Mention& m) {
      for (const Mention& u : phrases_)
        if (is_unit(u) && (u.last == m.last || u.first == m.first)) return quantity(u.value);
      return Quantity{};
    };
    const auto bare = [&](const Mention& m) {
      return m.concept_id == g_.builtin(Builtin::Number) && !m.range && !m.joined;
    };
    const auto give = [&](const Mention& from, Mention& to) {
      const Quantity q = quantity_of(from);
      if (q.dimension.empty()) return;
      Mention m = with_unit(to.first, to.last, to.number, q);
      m.typed = true;
      to = std::move(m);
    };
    for (std::size_t k = 0; k < out_.size(); ++k) {
      const bool unit = out_[k].concept_id == g_.builtin(Builtin::Duration) ||
                        out_[k].concept_id == g_.builtin(Builtin::Percent);
      if (!unit) continue;
      std::size_t first = k;
      while (first > 0 && bare(out_[first - 1]) && listed(out_[first - 1].last, out_[first].first) &&
             counted(out_[first - 1]) == counted(out_[k]) &&
             std::floor(out_[first - 1].number) == out_[first - 1].number)
        --first;
      if (first < k && !labelled(out_[first].first))
        for (std::size_t i = first; i < k; ++i) give(out_[k], out_[i]);
      const bool in_front = tokens_[out_[k].first].kind != TokenKind::Number; // "second 5, 10 and 15"
      for (std::size_t i = k + 1;
           in_front && i < out_.size() && bare(out_[i]) && listed(out_[i - 1].last, out_[i].first); ++i)
        give(out_[k], out_[i]);
    }
  }

  /// "the first 3 seconds": from the very beginning.
  void from_beginning() {
    for (Mention& m : out_) {
      if (m.concept_id != g_.builtin(Builtin::Duration) || m.range || m.first == 0) continue;
      if (!has_role(m.first - 1, Role::Leading)) continue;
      m.high = m.number;
      m.value2 = m.value;
      m.number = 0;
      m.value = "0";
      m.range = m.joined = true;
    }
  }

  void join_ranges() {
    std::vector<Mention> joined;
    for (Mention& m : out_) {
      if (!joined.empty() && !joined.back().range && !m.range) {
        Mention& a = joined.back();
        const bool dates = a.concept_id == g_.builtin(Builtin::Date) && m.concept_id == a.concept_id;
        if (dates && range_between(a, m)) {
          a.value2 = m.value2;
          a.range = a.joined = true;
          a.last = m.last;
          continue;
        }
        if (day_behind(a, m)) continue;
        if (days_of_month(a, m)) continue;
        const Id number = g_.builtin(Builtin::Number);
        const bool same = a.concept_id == m.concept_id || a.concept_id == number || m.concept_id == number;
        if (is_quantity(a) && is_quantity(m) && same && range_between(a, m) && a.number < m.number) {
          if (a.concept_id == number) a.concept_id = m.concept_id;
          a.high = m.number;
          a.value2 = m.value;
          a.range = a.joined = true;
          a.last = m.last;
          continue;
        }
      }
      joined.push_back(std::move(m));
    }
    out_ = std::move(joined);
  }

  const Grammar& g_;
  const Patterns& patterns_;
  std::string_view text_;
  const std::vector<Token>& tokens_;
  const std::vector<Mention>& phrases_;
  DateReader dates_;
  std::uint32_t longest_ = 0; ///< of the phrases, in tokens
  std::vector<std::uint32_t> phrase_end_;
  std::vector<Mention> out_;
};

} // namespace

std::vector<Mention> find_values(const Grammar& grammar, const Patterns& patterns, std::string_view text,
                                 const std::vector<Token>& tokens, const std::vector<Mention>& phrases,
                                 Now now) {
  return Scanner(grammar, patterns, text, tokens, phrases, now).run();
}

} // namespace cmdwright::understand
