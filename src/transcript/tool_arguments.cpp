// The arguments of a tool call, field by field, and the shell command among them.
//
// Tools have many names; what tells a shell from others is an argument called "command" or the like. Editors
// have one too ("command": "view" beside "path"), so a lone word beside a path is not for a shell.
#include <algorithm>
#include <array>

#include "command/shell.h"
#include "text/json_string.h"
#include "text/words.h"
#include "transcript/message_parser.h"

namespace cmdwright::transcript {

using json::Token;

namespace {

constexpr std::array<std::string_view, 5> kCommandNames = {"command", "cmd", "shell_command", "bash_command",
                                                           "command_line"};
constexpr std::array<std::string_view, 4> kShellOnlyNames = {"script", "code", "input", "commands"};
constexpr std::array<std::string_view, 5> kShellTools = {"bash", "shell", "terminal", "command", "exec"};

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool is_shell_tool(std::string_view name) {
  const std::string lower = ascii_lower(name);
  return lower == "sh" || std::any_of(kShellTools.begin(), kShellTools.end(),
                                      [&](std::string_view word) { return contains(lower, word); });
}

class Fields {
public:
  Fields(Conversation& conversation, ToolCall& call)
      : conversation_(conversation), call_(call), origin_(call.arguments.origin), scan_(call.arguments.text) {
  }

  /// False when the arguments are no JSON object; nothing is added then.
  bool read() {
    const std::size_t before = conversation_.arguments.size();
    call_.first_argument = static_cast<std::uint32_t>(before);
    if (scan_.next() != Token::Object) return false;
    while (scan_.next() == Token::Key) {
      Argument argument;
      argument.name = json::decoded(scan_.raw(), conversation_.arena());
      const Token token = scan_.next();
      Span span = scan_.span();
      argument.string = token == Token::String;
      if (token == Token::Object || token == Token::Array) scan_.skip_rest();
      span.end = scan_.span().end;
      if (scan_.failed()) break;
      argument.value = argument.string ? string(span) : json_text(span);
      conversation_.arguments.push_back(argument);
    }
    if (scan_.failed()) conversation_.arguments.resize(before);
    call_.argument_count = static_cast<std::uint32_t>(conversation_.arguments.size() - before);
    return !scan_.failed();
  }

  /// A string of the arguments, `raw` without its quotes.
  Text string(Span raw) {
    const std::string_view text = json::decoded(raw.of(call_.arguments.text), conversation_.arena());
    if (origin_.coding == Coding::Verbatim) // JSON that stands in the record itself
      return {text,
              {origin_.record,
               Coding::Json,
               {origin_.raw.begin + raw.begin, origin_.raw.begin + raw.end},
               {0, static_cast<std::uint32_t>(text.size())}}};
    return {text, {origin_.record, Coding::JsonTwice, origin_.raw, raw}};
  }

private:
  Text json_text(Span span) {
    const std::string_view text = span.of(call_.arguments.text);
    if (origin_.coding == Coding::Verbatim)
      return {text,
              {origin_.record,
               Coding::Verbatim,
               {origin_.raw.begin + span.begin, origin_.raw.begin + span.end},
               {0, span.size()}}};
    return {text, {origin_.record, Coding::Json, origin_.raw, span}};
  }

  Conversation& conversation_;
  ToolCall& call_;
  Origin origin_;
  json::Scanner scan_;
};

/// A command as a list of words: ["bash", "-lc", "…"] is its last word, others become shell text.
std::optional<Text> from_words(Conversation& conversation, ToolCall& call, const Text& list, Fields& fields) {
  json::Scanner scan(list.text);
  if (scan.next() != Token::Array) return std::nullopt;
  const auto base = static_cast<std::uint32_t>(list.text.data() - call.arguments.text.data());
  std::vector<Span> raw;
  std::vector<std::string> words;
  for (Token token = scan.next(); token == Token::String; token = scan.next()) {
    raw.push_back({base + scan.span().begin, base + scan.span().end});
    words.push_back(json::decoded(scan.raw()));
  }
  if (scan.failed() || scan.depth() != 0 || words.empty()) return std::nullopt;
  const std::string_view program = std::string_view(words[0]).substr(words[0].rfind('/') + 1);
  const bool shell = program == "bash" || program == "sh" || program == "zsh";
  if (shell && words.size() == 3 && words[1].starts_with('-') && words[1].ends_with('c'))
    return fields.string(raw[2]);
  std::string line;
  for (const std::string& word : words) {
    if (!line.empty()) line += ' ';
    line += command::is_safe_bare(word) ? word : command::single_quoted(word);
  }
  Text text = conversation.own(line);
  text.origin = list.origin;
  text.origin.coding = Coding::Derived;
  return text;
}

bool is_named(std::string_view name, std::span<const std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

void read_arguments(Conversation& conversation, ToolCall& call) {
  Fields fields(conversation, call);
  const bool shell = is_shell_tool(call.name);
  if (!fields.read()) {
    if (shell && !trim(call.arguments.text).empty()) call.command = call.arguments;
    return;
  }
  const std::span<const Argument> arguments = conversation.arguments_of(call);
  const bool has_path = std::any_of(arguments.begin(), arguments.end(), [](const Argument& a) {
    return a.name == "path" || a.name == "file_path";
  });
  for (const Argument& argument : arguments) {
    if (!is_named(argument.name, kCommandNames) && !(shell && is_named(argument.name, kShellOnlyNames)))
      continue;
    if (argument.string) {
      if (has_path && !contains(argument.value.text, " ")) continue;
      call.command = argument.value;
    } else {
      call.command = from_words(conversation, call, argument.value, fields);
    }
    if (call.command) return;
  }
}

} // namespace cmdwright::transcript
