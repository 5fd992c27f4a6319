// Placeholders hold blanks and braces, which mean something to a shell. So each is replaced by a mark (its
// number between two private-use characters) before the command is read, and found again in the values that
// come out of it.
#include "suite/pattern.h"

#include <algorithm>
#include <optional>

#include <nlohmann/json.hpp>

#include "command/value.h"
#include "spec/show.h"
#include "suite/align.h"
#include "text/words.h"

namespace cmdwright::suite {

namespace {

constexpr std::string_view kMarkBegin = "\xEE\x80\x80"; // U+E000
constexpr std::string_view kMarkEnd = "\xEE\x80\x81";   // U+E001
/// Attempts that one comparison may take; no honest pattern needs so many.
constexpr unsigned kMostSteps = 100'000;
/// Placeholders of one text; matching goes as deep as there are.
constexpr std::size_t kMostHoles = 100;

bool is_word(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_alnum(c) || c == '_'; });
}

/// What stands between the braces at text[at]; nothing when it is no placeholder ("{}", JSON).
std::optional<std::string_view> placeholder_at(std::string_view text, std::size_t at) {
  const std::size_t end = text.find('}', at);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view inside = text.substr(at + 1, end - at - 1);
  const std::size_t colon = inside.find(':');
  if (!is_word(inside.substr(0, colon))) return std::nullopt;
  if (colon != std::string_view::npos && inside.substr(0, colon) != "capture") return std::nullopt;
  return inside;
}

Result<Hole> parse_hole(std::string_view inside) {
  Hole hole;
  hole.source = "{" + std::string(inside) + "}";
  if (inside == "any") return hole;
  if (inside.starts_with("capture:")) {
    hole.kind = Hole::Kind::Capture;
    hole.name = std::string(trim(inside.substr(8)));
    if (is_word(hole.name)) return hole;
    return Error{"a capture needs a name of letters, digits and '_': {capture: task}", ""};
  }
  hole.kind = Hole::Kind::Type;
  std::vector<std::string_view> known = {"any", "capture"};
  for (int i = 0; i <= static_cast<int>(spec::ValueType::Base64); ++i) {
    hole.type = static_cast<spec::ValueType>(i);
    known.push_back(spec::type_name(hole.type));
    if (inside == known.back()) return hole;
  }
  const std::string_view near = nearest(inside, known);
  return Error{"no placeholder '" + hole.source + "'" +
                   (near.empty()
                        ? "; there are {any}, {capture: name} and the types of values, such as {file_id}"
                        : ", did you mean '{" + std::string(near) + "}'?"),
               ""};
}

struct Marked {
  std::string text;
  std::vector<Hole> holes;
};

Result<Marked> mark(std::string_view text) {
  Marked out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::optional<std::string_view> inside = text[at] == '{' ? placeholder_at(text, at) : std::nullopt;
    if (!inside) {
      out.text += text[at];
      continue;
    }
    Result<Hole> hole = parse_hole(*inside);
    if (!hole) return hole.error();
    out.text += std::string(kMarkBegin) + std::to_string(out.holes.size()) + std::string(kMarkEnd);
    out.holes.push_back(std::move(*hole));
    if (out.holes.size() > kMostHoles)
      return Error{"more than " + std::to_string(kMostHoles) + " placeholders in one text", ""};
    at += inside->size() + 1;
  }
  return out;
}

bool is_id(std::string_view text) {
  return !text.empty() && !command::is_placeholder(text) && std::all_of(text.begin(), text.end(), [](char c) {
    return is_alnum(c) || c == '-' || c == '_' || c == '.';
  });
}

/// "File:42"
bool has_two_sides(std::string_view text) {
  const std::size_t colon = text.find(':');
  return colon != std::string_view::npos && colon > 0 && colon + 1 < text.size();
}

bool looks_like(spec::ValueType type, std::string_view text) {
  using T = spec::ValueType;
  switch (type) {
  case T::Flag:
    return text.empty();
  case T::Int:
    return command::as_integer(text).has_value();
  case T::Float:
    return command::as_number(text).has_value();
  case T::Id:
  case T::FileId:
  case T::TaskId:
    return is_id(text);
  case T::Url:
    return command::is_url(text);
  case T::Path:
    return !command::is_url(text) && (command::is_local_path(text) || text.starts_with('/'));
  case T::Date:
  case T::Datetime:
    // Instants have been brought to one form by now, which may be a number of seconds.
    return command::as_instant(text, 0).has_value() || command::as_integer(text).has_value();
  case T::Json:
    return nlohmann::json::accept(text);
  case T::KeyValue:
    return text.find('=') != std::string_view::npos;
  case T::FileRef:
    return !command::is_url(text) && has_two_sides(text);
  case T::TimeOffset:
    return command::is_time_offset(text);
  case T::Text:
  case T::Name:
  case T::String:
  case T::Enum:
  case T::Base64:
    break;
  }
  return !text.empty();
}

/// `text` may stand in the hole; a capture is bound to it.
bool accepts(const Hole& hole, std::string_view text, Captures& captures) {
  if (hole.kind == Hole::Kind::Type) return looks_like(hole.type, text);
  if (hole.kind == Hole::Kind::Any) return true;
  if (text.empty()) return false;
  const auto bound = captures.find(hole.name);
  if (bound != captures.end()) return bound->second == text;
  captures.emplace(hole.name, text);
  return true;
}

} // namespace

std::string literal_pattern(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::optional<std::string_view> inside = text[at] == '{' ? placeholder_at(text, at) : std::nullopt;
    out += inside ? "{any}" : std::string(1, text[at]);
    if (inside) at += inside->size() + 1;
  }
  return out;
}

Result<TextPattern> TextPattern::parse(std::string_view text) {
  const Result<Marked> marked = mark(text);
  if (!marked) return marked.error();
  return from_marked(marked->text, marked->holes);
}

TextPattern TextPattern::from_marked(std::string_view marked, const std::vector<Hole>& holes) {
  TextPattern pattern;
  while (!marked.empty()) {
    const std::size_t at = marked.find(kMarkBegin);
    pattern.literals_.back() += marked.substr(0, at);
    if (at == std::string_view::npos) break;
    marked.remove_prefix(at + kMarkBegin.size());
    const std::size_t end = std::min(marked.find(kMarkEnd), marked.size());
    const std::optional<std::int64_t> number = command::as_integer(marked.substr(0, end));
    if (number && static_cast<std::size_t>(*number) < holes.size()) {
      pattern.holes_.push_back(holes[static_cast<std::size_t>(*number)]);
      pattern.literals_.emplace_back();
    }
    marked.remove_prefix(std::min(end + kMarkEnd.size(), marked.size()));
  }
  return pattern;
}

std::string TextPattern::source() const {
  std::string out = literals_.front();
  for (std::size_t i = 0; i < holes_.size(); ++i) out += holes_[i].source + literals_[i + 1];
  return out;
}

bool TextPattern::matches(std::string_view text, Captures& captures) const {
  if (!text.starts_with(literals_.front())) return false;
  Captures trial = captures;
  unsigned steps = 0;
  if (!match(0, text.substr(literals_.front().size()), trial, steps)) return false;
  captures = std::move(trial);
  return true;
}

/// `rest` is what hole number `hole` and everything behind it must cover.
bool TextPattern::match(std::size_t hole, std::string_view rest, Captures& captures, unsigned& steps) const {
  if (hole == holes_.size()) return rest.empty();
  const std::string& behind = literals_[hole + 1];
  const bool last = hole + 1 == holes_.size();
  for (std::size_t end = last ? rest.size() - std::min(behind.size(), rest.size()) : 0; end <= rest.size();
       ++end) {
    end = rest.find(behind, end);
    if (end == std::string_view::npos || ++steps > kMostSteps) return false;
    Captures trial = captures;
    if (accepts(holes_[hole], rest.substr(0, end), trial) &&
        match(hole + 1, rest.substr(end + behind.size()), trial, steps)) {
      captures = std::move(trial);
      return true;
    }
  }
  return false;
}

namespace {

struct Compared {
  std::string name;
  std::vector<std::string> items;
  bool set = false;
};

/// The parameters of a command as they are compared, each with its values one by one.
std::vector<Compared> compared(const command::Command& c) {
  std::vector<Compared> out;
  for (const auto& [name, value] : command::meaning(c).params) {
    const spec::Param* p = c.operation == nullptr ? nullptr : c.operation->find(name);
    const char separator = p != nullptr && p->list == spec::ListKind::Comma ? ',' : '\x1f';
    if (out.empty() || out.back().name != name)
      out.push_back({name, {}, p != nullptr && (p->set || p->repeat)});
    const bool list = p == nullptr || p->list != spec::ListKind::One || p->repeat;
    if (!list) {
      out.back().items.push_back(value);
      continue;
    }
    for (const std::string_view item : split(value, separator)) out.back().items.emplace_back(item);
  }
  return out;
}

template <class Items, class Shown> std::string shown_items(const Items& items, const Shown& shown) {
  std::string out;
  for (const auto& item : items) {
    if (!out.empty()) out += ' ';
    out += shown(item);
  }
  std::erase(out, '\x1e');
  return out;
}

} // namespace

Result<CommandPattern> CommandPattern::parse(std::string_view text, const spec::Spec& spec) {
  const Result<Marked> marked = mark(text);
  if (!marked) return marked.error();
  const std::vector<command::Command> commands = command::find_commands(marked->text, spec);
  if (commands.size() != 1)
    return Error{commands.empty() ? "this is no call of a script" : "more than one command; write a list",
                 ""};
  return of(commands.front(), std::string(text), marked->holes);
}

CommandPattern CommandPattern::exact(const command::Command& command, std::string source,
                                     std::string_view placeholder) {
  command::Command copy = command;
  const std::string hole = std::string(kMarkBegin) + "0" + std::string(kMarkEnd);
  for (command::Option& option : copy.options)
    for (command::Value& value : option.values) {
      const std::size_t at = placeholder.empty() ? std::string::npos : value.text.find(placeholder);
      if (at != std::string::npos) value.text.replace(at, placeholder.size(), hole);
    }
  Hole any;
  any.source = std::string(placeholder);
  return of(copy, std::move(source), {any});
}

CommandPattern CommandPattern::of(const command::Command& command, std::string source,
                                  const std::vector<Hole>& holes) {
  CommandPattern pattern;
  pattern.source_ = std::move(source);
  pattern.operation_ = operation_of(command);
  for (const Compared& c : compared(command)) {
    Param param{c.name, {}, c.set, {}};
    if (const spec::Param* p = command.operation == nullptr ? nullptr : command.operation->find(c.name))
      param.when_absent = p->write_default ? p->default_value : p->recommend;
    for (const std::string& item : c.items) param.items.push_back(TextPattern::from_marked(item, holes));
    pattern.params_.push_back(std::move(param));
  }
  return pattern;
}

bool CommandPattern::items_match(const Param& param, const std::vector<std::string>& items,
                                 Captures& captures) {
  // One {any} takes a whole list.
  if (param.items.size() == 1 && !param.items[0].is_plain() &&
      param.items[0].holes_[0].kind == Hole::Kind::Any &&
      param.items[0].source() == param.items[0].holes_[0].source)
    return true;
  if (param.items.size() != items.size()) return false;
  Captures trial = captures;
  if (!param.set) {
    for (std::size_t i = 0; i < items.size(); ++i)
      if (!param.items[i].matches(items[i], trial)) return false;
    captures = std::move(trial);
    return true;
  }
  // A set: exact members first, then each pattern takes the first that fits it.
  std::vector<std::string> left = items;
  for (const bool plain : {true, false})
    for (const TextPattern& pattern : param.items) {
      if (pattern.is_plain() != plain) continue;
      const auto it = std::find_if(left.begin(), left.end(),
                                   [&](const std::string& item) { return pattern.matches(item, trial); });
      if (it == left.end()) return false;
      left.erase(it);
    }
  captures = std::move(trial);
  return true;
}

bool CommandPattern::matches(const command::Command& command, Captures& captures) const {
  Captures trial = captures;
  if (!compare(command, trial).empty()) return false;
  captures = std::move(trial);
  return true;
}

std::vector<ParamDifference> CommandPattern::differences(const command::Command& command,
                                                         const Captures& captures) const {
  Captures trial = captures;
  return compare(command, trial);
}

std::vector<ParamDifference> CommandPattern::partial_differences(const command::Command& command,
                                                                 const Captures& captures) const {
  Captures trial = captures;
  return compare(command, trial, true);
}

std::vector<ParamDifference> CommandPattern::compare(const command::Command& command, Captures& captures,
                                                     bool partial) const {
  std::vector<ParamDifference> out;
  if (operation_of(command) != operation_) out.push_back({{}, operation_, operation_of(command), true, true});
  const std::vector<Compared> actual = compared(command);
  const auto plain = [](const std::string& item) { return item; };
  for (const Param& param : params_) {
    const auto it =
        std::find_if(actual.begin(), actual.end(), [&](const Compared& c) { return c.name == param.name; });
    const bool there = it != actual.end();
    // Where the option left out means some value, that value is compared.
    if (!there && !param.when_absent.empty() && items_match(param, {param.when_absent}, captures)) continue;
    if (there && items_match(param, it->items, captures)) continue;
    const std::string expected = shown_items(param.items, [](const TextPattern& t) { return t.source(); });
    out.push_back({param.name, expected, there ? shown_items(it->items, plain) : "", true, there});
  }
  for (const Compared& c : actual)
    if (!partial &&
        std::none_of(params_.begin(), params_.end(), [&](const Param& p) { return p.name == c.name; }))
      out.push_back({c.name, {}, shown_items(c.items, plain), false, true});
  return out;
}

} // namespace cmdwright::suite
