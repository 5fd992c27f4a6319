#include "repl/commands.h"

#include <array>

namespace cmdwright::repl {

/// Reaches the handlers of a Session, and nothing else of it.
struct CommandTable {
  template <void (Session::*handler)(std::string_view, Reply&)>
  static void call(Session& session, std::string_view words, Reply& reply) {
    (session.*handler)(words, reply);
  }
  using A = ArgumentKind;
  static constexpr std::array kEntries = {
      CommandEntry{":explain",
                   "[all]",
                   {"Tell how the commands came about", "说明命令是怎样得来的"},
                   A::None,
                   call<&Session::command_explain>},
      CommandEntry{":why",
                   "PARAM",
                   {"Tell why a parameter has its value", "说明参数为何取该值"},
                   A::Param,
                   call<&Session::command_why>},
      CommandEntry{":state",
                   "",
                   {"Show what was understood and what is missing", "显示已理解和缺少的内容"},
                   A::None,
                   call<&Session::command_state>},
      CommandEntry{":lint",
                   "[COMMAND]",
                   {"Check a command, or the current ones", "检查命令"},
                   A::Call,
                   call<&Session::command_lint>},
      CommandEntry{":spec",
                   "[SCRIPT [SUBCOMMAND]]",
                   {"Show what a script accepts", "显示脚本接受的参数"},
                   A::Script,
                   call<&Session::command_spec>},
      CommandEntry{":run",
                   "[N]",
                   {"Run the commands, or the Nth of them", "执行命令（或第 N 条）"},
                   A::Number,
                   call<&Session::command_run>},
      CommandEntry{":dry-run",
                   "[N]",
                   {"Show what running them would send", "显示执行时会发送的内容"},
                   A::Number,
                   call<&Session::command_dry_run>},
      CommandEntry{":copy",
                   "[N]",
                   {"Copy the commands to the clipboard", "把命令复制到剪贴板"},
                   A::Number,
                   call<&Session::command_copy>},
      CommandEntry{":save",
                   "[!] FILE",
                   {"Save the session as a shell file; ! replaces one", "把会话存为 shell 文件；! 表示覆盖"},
                   A::File,
                   call<&Session::command_save>},
      CommandEntry{":load",
                   "FILE",
                   {"Go through a saved session, or a file of requests", "载入会话或请求文件"},
                   A::File,
                   call<&Session::command_load>},
      CommandEntry{":undo",
                   "",
                   {"Take the last line back (or just: undo)", "撤销上一行（或直接输入：撤销）"},
                   A::None,
                   call<&Session::command_undo>},
      CommandEntry{":new",
                   "",
                   {"Forget the request and start afresh", "忘掉当前请求，重新开始"},
                   A::None,
                   call<&Session::command_new>},
      CommandEntry{":lang",
                   "[auto|en|zh]",
                   {"Choose the language of questions", "选择提问语言"},
                   A::Language,
                   call<&Session::command_lang>},
      CommandEntry{":set",
                   "[NAME VALUE]",
                   {"Show or change the settings", "显示或更改设置"},
                   A::Setting,
                   call<&Session::command_set>},
      CommandEntry{":history",
                   "[TEXT]",
                   {"Show the last lines, or those with TEXT", "显示历史（含 TEXT 的行）"},
                   A::None,
                   call<&Session::command_history>},
      CommandEntry{":help", "[COMMAND]", {"Show this", "显示帮助"}, A::Command, call<&Session::command_help>},
      CommandEntry{":quit", "", {"Leave", "退出"}, A::None, call<&Session::command_quit>},
  };
};

std::span<const CommandEntry> commands() {
  return CommandTable::kEntries;
}

const CommandEntry* find_command(std::string_view name) {
  for (const CommandEntry& e : commands())
    if (e.name == name) return &e;
  return nullptr;
}

namespace {
constexpr std::array kSettings = {
    SettingEntry{"lang", "auto, en, zh"},
    SettingEntry{"state", "always, questions, never"},
    SettingEntry{"color", "auto, on, off"},
    SettingEntry{"now", "clock, or an ISO 8601 time"},
};
} // namespace

std::span<const SettingEntry> setting_entries() {
  return kSettings;
}

} // namespace cmdwright::repl
