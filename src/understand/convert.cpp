// One mention as a value of one parameter.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "command/value.h"
#include "text/words.h"
#include "understand/slots.h"

namespace cmdwright::understand {

namespace {

using T = spec::ValueType;

/// Letters and digits in lower case, "720p" and "1080P" without their p.
std::string reduced(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (is_alnum(c) || c == ':' || c == '.' || static_cast<unsigned char>(c) >= 0x80) out.push_back(c);
  out = ascii_lower(out);
  if (out.size() > 2 && out.back() == 'p' && is_digit(out[out.size() - 2])) out.pop_back();
  return out;
}

/// "https://e.com/a/b.mp4?x=1" -> "b.mp4".
std::string file_name_of(std::string_view url) {
  url = url.substr(0, std::min(url.find_first_of("?#"), url.size()));
  while (url.ends_with('/')) url.remove_suffix(1);
  return std::string(url.substr(url.rfind('/') + 1));
}

std::string number_text(double n) {
  return fmt::format("{}", n);
}

} // namespace

std::string_view match_enum(std::string_view said, const std::vector<std::string_view>& allowed) {
  for (const std::string_view a : allowed)
    if (a == said) return a;
  const std::string wanted = reduced(said);
  for (const std::string_view a : allowed)
    if (reduced(a) == wanted) return a;
  return {};
}

const Choice* find_choice(const Grammar& g, const Slot& slot, const Mention& m) {
  for (const Choice& c : slot.choices) {
    const Feature& f = g.features[c.feature];
    if (f.concept_id == m.concept_id && f.negated == m.negated && (f.value.empty() || f.value == m.value))
      return &c;
  }
  return nullptr;
}

std::optional<std::string> convert(const Grammar& g, const spec::Param& p, const Slot& slot,
                                   const Mention& m) {
  if (const Choice* c = find_choice(g, slot, m)) return std::string(c->value);
  if (m.negated) return std::nullopt;
  if (std::find(slot.accepts.begin(), slot.accepts.end(), m.concept_id) == slot.accepts.end())
    return std::nullopt;
  if (m.value.empty() && g.concepts[m.concept_id].has_values) return std::nullopt; // "the model": which one?
  for (const auto& [from, to] : slot.map)
    if (from == m.value) return std::string(to);
  const auto is = [&](Builtin b) { return m.concept_id == g.builtin(b); };
  if (!slot.wrap.empty() && !is(Builtin::Json)) {
    std::string wrapped(slot.wrap);
    if (const std::size_t at = wrapped.find('$'); at != std::string::npos) wrapped.replace(at, 1, m.value);
    return wrapped;
  }
  if (is(Builtin::Url) && slot.is_name) return file_name_of(m.value); // contract section 3
  if (is(Builtin::Literal)) {                                         // only where the spec lists it
    const std::string_view right = match_enum(m.value, p.values);
    return right.empty() ? std::nullopt : std::optional<std::string>(right);
  }
  const bool counts =
      p.type == T::Int || p.type == T::Float || p.type == T::TimeOffset || p.list != spec::ListKind::One;
  if (m.spelled && is(Builtin::Number) && !counts) return std::nullopt; // "two of mine" is no version
  switch (p.type) {
  case T::Flag:
    return std::nullopt;
  case T::Int:
    if (is(Builtin::Number) || is(Builtin::Duration) || is(Builtin::Percent) || is(Builtin::Factor) ||
        is(Builtin::Size)) {
      if (is(Builtin::Number) && command::as_integer(m.value)) return m.value;
      if (std::floor(m.number) != m.number) return number_text(m.number);
      return fmt::format("{:.0f}", m.number);
    }
    return m.value;
  case T::Float:
    return number_text(m.number);
  case T::TimeOffset:
    if (is(Builtin::Percent)) return number_text(m.number) + "pct";
    return number_text(m.number) + "s";
  case T::Enum: {
    if (is(Builtin::Duration)) return number_text(m.number);
    const std::string_view right = match_enum(m.value, p.values);
    return right.empty() ? m.value : std::string(right);
  }
  case T::Datetime:
    if (is(Builtin::Date)) return m.value; // the end of the day is chosen where both ends are known
    return m.value;
  default:
    return m.value;
  }
}

} // namespace cmdwright::understand
