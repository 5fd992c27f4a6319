// What a case expects, on one turn of the agent or on the whole conversation. Everything is optional; the
// keys and their meaning are described in docs/test.md.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "suite/pattern.h"

namespace re2 {
class RE2;
}

namespace cmdwright::suite {

/// How a list of things is compared with what the agent did. Subset: these, among others, in any order.
enum class Order : std::uint8_t { Ordered, Unordered, Subset };
[[nodiscard]] std::string_view order_name(Order order);

struct CommandsExpected {
  Order order = Order::Ordered;
  std::vector<CommandPattern> commands;
};

/// A question, or none; with parameters that it must be about.
struct AsksExpected {
  bool wanted = true;
  std::vector<std::string> params;
};

struct RulesExpected {
  enum class Kind : std::uint8_t { Exactly, AtMost };
  Kind kind = Kind::Exactly; ///< "clean" is exactly nothing
  std::vector<std::string> rules;
};

/// Some of the parameters of a command.
struct ParamExpected {
  std::string name;                ///< "--quality"
  bool absent = false;             ///< it must not be there
  std::vector<std::string> values; ///< empty: it is a switch; may hold placeholders
};

struct Regex {
  std::string source;
  std::shared_ptr<const re2::RE2> compiled;
};
/// An error tells what is wrong with it.
[[nodiscard]] Result<Regex> compile_regex(std::string_view source);
[[nodiscard]] bool found_in(const Regex& regex, std::string_view text);

struct ToolExpected {
  std::string name;
  std::optional<Regex> arguments; ///< found in the call's arguments, or in its shell command
};
struct ToolsExpected {
  bool calls_stated = false;
  Order order = Order::Ordered; ///< Ordered: in this order, others may stand between them
  std::vector<ToolExpected> calls;
  std::vector<ToolExpected> never;
  std::optional<std::uint32_t> at_most; ///< calls altogether
};

struct LinksExpected {
  bool any = false; ///< at least one
  std::vector<std::string> urls;
};

/// A value with the place that asks for it.
template <class T> struct Stated {
  T value;
  std::string place;      ///< "file:line:column" of the key
  std::uint32_t line = 0; ///< of the key
  std::uint32_t column = 0;
  bool own = false; ///< written in the case itself, not in the defaults or once for several cases
};

struct Expectations {
  std::optional<Stated<CommandsExpected>> commands;
  std::optional<Stated<AsksExpected>> asks;
  std::optional<Stated<bool>> refuses;
  std::optional<Stated<RulesExpected>> rules;
  std::optional<Stated<std::vector<std::string>>> script; ///< "a.py", "a.py sub": all calls, in order
  std::optional<Stated<std::vector<ParamExpected>>> params;
  std::optional<Stated<std::vector<Regex>>> says;
  std::optional<Stated<std::vector<Regex>>> never_says;
  std::optional<Stated<LinksExpected>> links;
  std::optional<Stated<std::uint32_t>> max_turns;
  std::optional<Stated<ToolsExpected>> tool_calls;
  std::optional<Stated<bool>> agrees;

  [[nodiscard]] bool empty() const;
  /// Takes over what this one leaves open.
  void fill_from(const Expectations& defaults);
};

} // namespace cmdwright::suite
