// What the session itself says, in both languages. Questions, notices and refusals come from the planner.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "understand/frame.h"

namespace cmdwright::repl {

struct Words {
  std::string_view en;
  std::string_view zh;
  [[nodiscard]] constexpr std::string_view in(understand::Language language) const {
    return language == understand::Language::Chinese ? zh : en;
  }
};

/// Each "{}" replaced by the next value.
[[nodiscard]] std::string filled(std::string_view text, std::initializer_list<std::string_view> values);

namespace words {
inline constexpr Words kGreeting{"Say what you want. Tab completes, :help tells more, Ctrl-D leaves.",
                                 "请说出要做的事。Tab 补全，:help 查看帮助，Ctrl-D 退出。"};
inline constexpr Words kTooLong{"the line has {} bytes; {} is the limit", "这一行有 {} 字节，上限是 {}"};
inline constexpr Words kNotUtf8{"the line is not UTF-8 at byte {}", "这一行从第 {} 字节起不是 UTF-8"};
inline constexpr Words kNoCommand{"no command yet", "还没有命令"};
inline constexpr Words kOpen{"answer the open question first", "请先回答上面的问题"};
inline constexpr Words kNoSuchNumber{"there is no number {}", "没有编号 {}"};
inline constexpr Words kNothingToUndo{"nothing to undo", "没有可撤销的内容"};
inline constexpr Words kBackTo{"back to: {}", "已回到：{}"};
inline constexpr Words kBackToStart{"back to the start", "已回到起点"};
inline constexpr Words kForgotten{"a fresh start", "已重新开始"};
inline constexpr Words kNotUnderstood{"this answers none of the questions", "这没有回答任何问题"};
inline constexpr Words kUnknownCommand{"no command {}; :help lists them", "没有命令 {}；:help 列出全部命令"};
inline constexpr Words kDidYouMean{"no command {}; did you mean {}?", "没有命令 {}；是不是 {}？"};
inline constexpr Words kGood{"good: nothing found", "没有问题"};
inline constexpr Words kFixed{"fixed", "修正后"};
inline constexpr Words kGuessed{"fixed by a guess", "猜测修正后"};
inline constexpr Words kTypeNumber{"type the number to take it", "输入编号即可采用"};
inline constexpr Words kNotRun{"not run: the command has findings", "未执行：命令存在问题"};
inline constexpr Words kUsage{"usage: {}", "用法：{}"};
inline constexpr Words kNoScript{"no script {}; there are: {}", "没有脚本 {}；现有：{}"};
inline constexpr Words kNearScript{"no script {}; did you mean {}?", "没有脚本 {}；是不是 {}？"};
inline constexpr Words kNoSubcommand{"{} has no subcommand {}; there are: {}", "{} 没有子命令 {}；现有：{}"};
inline constexpr Words kNoParam{"no parameter {} here; there are: {}", "这里没有参数 {}；现有：{}"};
inline constexpr Words kWhySaid{"you said “{}”", "您说了“{}”"};
inline constexpr Words kWhyTyped{"you typed it", "您直接输入的"};
inline constexpr Words kWhyMeant{"the request means it", "请求本身的含义"};
inline constexpr Words kWhyFlow{"it follows from the steps of the request", "由请求的步骤得出"};
inline constexpr Words kWhyDefault{"left out; the script takes {}", "未写；脚本默认使用 {}"};
inline constexpr Words kWhyAbsent{"not given, and not needed", "未给出，也不需要"};
inline constexpr Words kWhyMissing{"missing: it has to be given", "缺少：必须给出"};
inline constexpr Words kWhyRecommended{"written because it is recommended", "按推荐写入"};
inline constexpr Words kRequired{"required", "必填"};
inline constexpr Words kMissing{"missing", "缺少"};
inline constexpr Words kScore{"evidence {}", "依据 {}"};
inline constexpr Words kSecond{"next best: {} ({})", "次选：{}（{}）"};
inline constexpr Words kFile{"file", "文件"};
inline constexpr Words kCopied{"copied", "已复制"};
inline constexpr Words kSaved{"saved {} lines to {}", "已将 {} 行保存到 {}"};
inline constexpr Words kSavedWithout{"saved {} lines to {}; {} with secrets left out",
                                     "已将 {} 行保存到 {}；略去 {} 行密钥"};
inline constexpr Words kNothingToSave{"nothing to save yet", "还没有可保存的内容"};
inline constexpr Words kLoaded{"loaded {} lines from {}", "已从 {} 载入 {} 行"};
inline constexpr Words kNothingInFile{"{} holds no lines to load", "{} 中没有可载入的内容"};
inline constexpr Words kLoadedPart{"only the first {} lines were loaded", "只载入了前 {} 行"};
inline constexpr Words kRanWith{"the executor ended with exit status {}", "执行器以状态 {} 结束"};
inline constexpr Words kLanguage{"questions are in {}", "提问语言：{}"};
inline constexpr Words kSet{"{} = {}", "{} = {}"};
inline constexpr Words kBadSetting{"{} is one of: {}", "{} 可取：{}"};
inline constexpr Words kBadTime{"this is no ISO 8601 time such as 2026-01-31T12:00:00+08:00",
                                "这不是 ISO 8601 时间，例如 2026-01-31T12:00:00+08:00"};
inline constexpr Words kNoHistory{"no such line in the history", "历史中没有这样的行"};
inline constexpr Words kHelpHead{"Type a request, an answer, a correction, or a command to check:",
                                 "输入请求、回答、修改，或要检查的命令："};
inline constexpr Words kHelpKeys{
    "Keys: Tab complete, Ctrl-R search history, Alt-Enter new line, Ctrl-C give the line up, Ctrl-D leave",
    "按键：Tab 补全，Ctrl-R 搜索历史，Alt-Enter 换行，Ctrl-C 放弃本行，Ctrl-D 退出"};
} // namespace words

} // namespace cmdwright::repl
