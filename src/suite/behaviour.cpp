#include "suite/behaviour.h"

#include <algorithm>

#include <re2/re2.h>

#include "command/equal.h"
#include "text/words.h"

namespace cmdwright::suite {

namespace {

/// `word` names a script of the pack, wherever it lies.
bool names_script(std::string_view word, const spec::Spec& spec) {
  const std::size_t slash = word.find_last_of("/\\");
  const std::string_view file = slash == std::string_view::npos ? word : word.substr(slash + 1);
  return spec.has_script_extension(file) && file.size() > 3;
}

/// Where in this line a command begins, npos when it has none: behind a prompt, in the words in front of the
/// first script.
std::size_t command_begin(std::string_view line, const spec::Spec& spec) {
  std::size_t at = line.find_first_not_of(" \t");
  if (at == std::string_view::npos) return at;
  if (line.substr(at).starts_with("$ ")) at += 2;
  const std::string_view rest = line.substr(at);
  const std::size_t blank = rest.find(' ');
  const std::string_view first = rest.substr(0, blank);
  if (names_script(first, spec)) return at;
  if (blank == std::string_view::npos) return std::string_view::npos;
  // An interpreter, `cd … &&`, an assignment, a wrapper: ASCII words without sentence marks before the
  // script.
  std::size_t word_begin = blank;
  for (int words = 0; words < 8 && word_begin != std::string_view::npos; ++words) {
    word_begin = rest.find_first_not_of(' ', word_begin);
    if (word_begin == std::string_view::npos) break;
    const std::size_t end = std::min(rest.find(' ', word_begin), rest.size());
    if (names_script(rest.substr(word_begin, end - word_begin), spec)) {
      const std::string_view before = trim(rest.substr(0, word_begin));
      const std::size_t last = before.find_last_of(' ');
      const std::string_view interpreter = last == std::string_view::npos ? before : before.substr(last + 1);
      const std::string_view program = interpreter.substr(interpreter.find_last_of('/') + 1);
      const bool known = program.starts_with(spec.pack().interpreter) ||
                         std::any_of(spec.pack().interpreters.begin(), spec.pack().interpreters.end(),
                                     [&](std::string_view i) { return program.starts_with(i); });
      if (!known) return std::string_view::npos;
      // Words of a sentence in front of the command ("Run: python …") are not part of it.
      const bool shell =
          before.find("&&") != std::string_view::npos || before.find('=') != std::string_view::npos;
      return shell || last == std::string_view::npos ? at : at + last + 1;
    }
    word_begin = end;
  }
  return std::string_view::npos;
}

bool is_fence(std::string_view line) {
  const std::string_view text = trim(line);
  return text.starts_with("```") || text.starts_with("~~~");
}

void copy(std::string& to, std::string_view from, std::size_t begin, std::size_t end) {
  std::copy(from.begin() + static_cast<std::ptrdiff_t>(begin),
            from.begin() + static_cast<std::ptrdiff_t>(end), to.begin() + static_cast<std::ptrdiff_t>(begin));
}

/// Commands between backticks.
void copy_code_spans(std::string& to, std::string_view text, std::size_t begin, std::size_t end,
                     const spec::Spec& spec) {
  for (std::size_t at = text.find('`', begin); at < end; at = text.find('`', at)) {
    const std::size_t close = text.find('`', at + 1);
    if (close >= end) return;
    const std::string_view code = text.substr(at + 1, close - at - 1);
    const std::size_t command = command_begin(code, spec);
    // The name of a script alone is no call.
    if (command != std::string_view::npos && trim(code).find(' ') != std::string_view::npos) {
      copy(to, text, at + 1 + command, close);
      to[close] = '\n';
    }
    at = close + 1;
  }
}

} // namespace

std::string shell_of_answer(std::string_view answer, const spec::Spec& spec) {
  std::string out(answer.size(), ' ');
  bool fence = false;
  bool goes_on = false; // the command of the line before ended in a backslash
  std::size_t end = 0;
  for (std::size_t begin = 0; begin < answer.size(); begin = end + 1) {
    end = std::min(answer.find('\n', begin), answer.size());
    if (end < answer.size()) out[end] = '\n';
    const std::string_view line = answer.substr(begin, end - begin);
    if (is_fence(line)) {
      fence = !fence;
      goes_on = false;
      continue;
    }
    const std::size_t command = goes_on ? 0 : command_begin(line, spec);
    if (command != std::string_view::npos) {
      copy(out, answer, begin + command, end);
      goes_on = trim(line).ends_with('\\');
    } else {
      goes_on = false;
      if (!fence) copy_code_spans(out, answer, begin, end, spec);
    }
  }
  return out;
}

namespace {

/// A request for something without a question mark: "Please give the id", "请提供".
bool asks_politely(std::string_view text) {
  static const RE2 cue("(?i)\\bplease (?:give|provide|tell|specify|send|share|choose|confirm|name|supply)\\b|"
                       "请(?:您)?(?:提供|给出|告诉|告知|选择|确认|指定|补充|输入)");
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), cue);
}

bool asks_for_help(const command::Command& c) {
  return std::any_of(c.options.begin(), c.options.end(),
                     [](const command::Option& o) { return o.name == "--help" || o.name == "-h"; });
}

void add_links(std::string_view text, std::vector<GivenLink>& out) {
  for (std::size_t at = text.find("http"); at != std::string_view::npos; at = text.find("http", at + 4)) {
    const std::string_view rest = text.substr(at);
    if (!rest.starts_with("http://") && !rest.starts_with("https://")) continue;
    std::string_view url = rest.substr(0, rest.find_first_of(" \t\r\n)>\"'`|"));
    const bool markdown = at >= 2 && text[at - 1] == '(' && text[at - 2] == ']';
    while (!markdown && !url.empty() && std::string_view(".,;:!?").find(url.back()) != std::string_view::npos)
      url.remove_suffix(1);
    out.push_back({std::string(url), markdown});
    at += url.size() - std::min<std::size_t>(url.size(), 4);
  }
}

class Builder {
public:
  Builder(const transcript::Conversation& conversation, const spec::Spec& spec)
      : conversation_(conversation), spec_(spec) {}

  Behaviour build() {
    using transcript::Role;
    for (std::uint32_t i = 0; i < conversation_.messages.size(); ++i) {
      const transcript::Message& m = conversation_.messages[i];
      if (m.synthetic || m.role == Role::System || m.role == Role::Tool) continue;
      if (m.role == Role::User) {
        if (turn_.messages > 0) close();
        turn_.request += (turn_.request.empty() ? "" : "\n") + conversation_.text_of(m);
        open_ = true;
      } else {
        if (turn_.messages++ == 0) turn_.first_message = i;
        for (const transcript::Part& p : conversation_.parts_of(m)) part(p, i);
      }
    }
    if (open_ || turn_.messages > 0) close();
    return std::move(out_);
  }

private:
  void part(const transcript::Part& p, std::uint32_t message) {
    if (p.kind == transcript::Part::Kind::Call) {
      const transcript::ToolCall& call = conversation_.calls[p.call];
      const std::string_view shell = call.command ? call.command->text : std::string_view{};
      turn_.calls.push_back({call.name, call.arguments.text, shell});
      add_commands(shell, shell, message, true);
    } else if (p.kind == transcript::Part::Kind::Text) {
      const std::string_view text = p.text.text;
      turn_.said += (turn_.said.empty() ? "" : "\n") + std::string(text);
      const std::string shell = shell_of_answer(text, spec_);
      add_commands(shell, text, message, false);
      add_links(text, turn_.links);
      turn_.asks |= asks_politely(text);
      // What is left when the commands are taken out.
      for (std::size_t at = 0; at < text.size(); ++at)
        if (shell[at] == ' ' || shell[at] == '\n')
          turn_.asks |= text[at] == '?' || text.substr(at).starts_with("？");
    }
  }

  void add_commands(std::string_view shell, std::string_view text, std::uint32_t message, bool run) {
    if (shell.find_first_not_of(" \n") == std::string_view::npos) return;
    for (command::Command& c : command::find_commands(shell, spec_)) {
      if (asks_for_help(c)) continue;
      std::string written(c.span.of(text));
      turn_.commands.push_back({std::move(c), std::move(written), message, run});
    }
  }

  void close() {
    // What was shown and then run counts as run.
    std::vector<bool> drop(turn_.commands.size());
    for (std::size_t i = 0; i < turn_.commands.size(); ++i)
      for (std::size_t j = 0; j < turn_.commands.size() && !drop[i] && !turn_.commands[i].run; ++j)
        drop[i] =
            turn_.commands[j].run && command::equal(turn_.commands[i].command, turn_.commands[j].command);
    std::vector<GivenCommand> kept;
    for (std::size_t i = 0; i < turn_.commands.size(); ++i)
      if (!drop[i]) kept.push_back(std::move(turn_.commands[i]));
    turn_.commands = std::move(kept);
    out_.turns.push_back(std::move(turn_));
    turn_ = {};
    open_ = false;
  }

  const transcript::Conversation& conversation_;
  const spec::Spec& spec_;
  Behaviour out_;
  AgentTurn turn_;
  bool open_ = false;
};

} // namespace

Behaviour behaviour_of(const transcript::Conversation& conversation, const spec::Spec& spec) {
  return Builder(conversation, spec).build();
}

} // namespace cmdwright::suite
