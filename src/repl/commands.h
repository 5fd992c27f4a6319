// The table of ":" commands: names, usage, summary, what Tab offers for their argument, what runs.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "repl/session.h"
#include "repl/words.h"

namespace cmdwright::repl {

enum class ArgumentKind : std::uint8_t {
  None,
  Command,
  Param,
  Call,
  Script,
  File,
  Language,
  Setting,
  Number
};

struct CommandEntry {
  std::string_view name;     ///< ":run"
  std::string_view argument; ///< "[N]", for the help
  Words summary;
  ArgumentKind kind;
  void (*run)(Session& session, std::string_view words, Reply& reply);
};

/// In the order of the help.
[[nodiscard]] std::span<const CommandEntry> commands();
[[nodiscard]] const CommandEntry* find_command(std::string_view name);

struct SettingEntry {
  std::string_view name;
  std::string_view values; ///< "auto, on, off"
};
[[nodiscard]] std::span<const SettingEntry> setting_entries();

} // namespace cmdwright::repl
