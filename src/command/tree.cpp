// Finding calls: each simple command is stripped of its wrappers (env, nohup, timeout 60 …); what is left is
// a call when a Python-like interpreter, or nothing, stands before a path that looks like one of the pack's
// scripts. `sh -c TEXT` is lexed again and its spans are mapped back, so that a guard cannot be slipped past.
//
// Reading options follows argparse: `--name value`, `--name=value`, documented short forms, list options take
// words up to the next option, a word that is a negative number is a value.
#include "command/tree.h"

#include <algorithm>
#include <array>

#include "command/value.h"
#include "text/words.h"

namespace cmdwright::command {

namespace {

std::string_view base_name(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

/// The word up to its '=': "--prompt" of `--prompt="a red cat"`.
std::string_view option_name(const Word& w) {
  return std::string_view(w.value).substr(0, w.value.find('='));
}

bool looks_like_option(const Word& w) {
  return w.value.size() > 1 && w.value[0] == '-' && !is_negative_number(w.value) &&
         option_name(w).find_first_of(" \n") == std::string::npos &&
         !(w.value[1] != '-' && w.quote != Quote::Bare && w.quote != Quote::Mixed);
}

/// The pack's interpreter or one that does the same, with any path and version: /usr/bin/python3.11.
bool is_interpreter(std::string_view word, const spec::Pack& pack) {
  std::string_view name = base_name(word);
  if (name == pack.interpreter) return true;
  while (!name.empty() && (is_digit(name.back()) || name.back() == '.')) name.remove_suffix(1);
  return !name.empty() &&
         (name == pack.interpreter ||
          std::find(pack.interpreters.begin(), pack.interpreters.end(), name) != pack.interpreters.end());
}

/// Programs that run the rest of their words, and how many of their own words come first.
struct Wrapper {
  std::string_view name;
  unsigned operands;              ///< plain words to skip (timeout takes a duration)
  std::string_view value_options; ///< its short options that take a value in the next word
};
constexpr std::array kWrappers = {
    Wrapper{"env", 0, "uCS"},        Wrapper{"nohup", 0, ""},       Wrapper{"time", 0, "fo"},
    Wrapper{"sudo", 0, "ugpCD"},     Wrapper{"timeout", 1, "ks"},   Wrapper{"nice", 0, "n"},
    Wrapper{"ionice", 0, "cn"},      Wrapper{"exec", 0, "a"},       Wrapper{"command", 0, ""},
    Wrapper{"builtin", 0, ""},       Wrapper{"stdbuf", 0, "ioe"},   Wrapper{"setsid", 0, ""},
    Wrapper{"xargs", 0, "IndLPsEa"}, Wrapper{"watch", 0, "n"},      Wrapper{"flock", 1, "wE"},
    Wrapper{"doas", 0, "uC"},        Wrapper{"caffeinate", 0, "t"}, Wrapper{"uv", 1, ""},
    Wrapper{"poetry", 1, ""},        Wrapper{"pipenv", 1, ""},      Wrapper{"strace", 0, "eop"},
    Wrapper{"parallel", 0, "jI"},    Wrapper{"eval", 0, ""}};

/// Long options of wrappers that take a value in the next word.
bool is_long_value_option(std::string_view option) {
  constexpr std::array<std::string_view, 22> kNames = {
      "--signal",   "--kill-after", "--adjustment", "--unset",     "--chdir",     "--user",
      "--group",    "--replace",    "--max-args",   "--max-procs", "--max-lines", "--delimiter",
      "--arg-file", "--interval",   "--with",       "--python",    "--project",   "--directory",
      "--wait",     "--input",      "--output",     "--error"};
  return std::find(kNames.begin(), kNames.end(), option) != kNames.end();
}

bool is_shell(std::string_view name) {
  constexpr std::array<std::string_view, 6> kShells = {"sh", "bash", "zsh", "dash", "ksh", "ash"};
  return std::find(kShells.begin(), kShells.end(), name) != kShells.end();
}

bool has_short_flag(std::string_view option, char flag) {
  return option.size() > 1 && option[0] == '-' && option[1] != '-' &&
         option.find(flag) != std::string_view::npos;
}

class Finder {
public:
  Finder(const spec::Spec& spec, std::vector<Command>* commands, std::vector<Program>* programs)
      : spec_(spec), commands_(commands), programs_(programs) {}

  void walk(std::string_view text, const Shell& shell, unsigned depth) {
    for (std::size_t i = 0; i < shell.commands.size(); ++i) {
      const SimpleCommand& simple = shell.commands[i];
      if (simple.words.empty()) continue;
      walk(text, simple, depth);
    }
  }

private:
  void walk(std::string_view text, const SimpleCommand& simple, unsigned depth) {
    const std::vector<Word>& words = simple.words;
    if (!simple.here_document.empty() && is_shell(base_name(words.front().value)) && depth < kDeepest)
      walk(text, parse_shell(text, simple.here_document), depth + 1);
    std::size_t i = 0;
    while (i < words.size()) {
      const std::string_view name = base_name(words[i].value);
      if (is_shell(name)) {
        if (nested_shell(text, words, i, depth)) return;
        if (i + 1 < words.size() && is_script(words[i + 1], true)) { // the wrong program for it
          call(simple, &words[i], i + 1);
          return;
        }
        break;
      }
      const auto wrapper =
          std::find_if(kWrappers.begin(), kWrappers.end(), [&](const Wrapper& w) { return w.name == name; });
      if (wrapper == kWrappers.end()) break;
      if (name == "eval" && i + 2 == words.size() && words[i + 1].quote != Quote::Bare) {
        nested_text(text, words[i + 1], depth);
        return;
      }
      i = skip_wrapper(words, i, *wrapper);
    }
    if (i >= words.size()) return;
    std::size_t script = i;
    const bool interpreted = is_interpreter(words[i].value, spec_.pack());
    if (interpreted) {
      script = i + 1;
      while (script < words.size() && words[script].value.starts_with('-')) {
        if (has_short_flag(words[script].value, 'c') || words[script].value == "-m") {
          program(simple, i);
          return;
        }
        const bool takes_value = words[script].value == "-W" || words[script].value == "-X";
        script += takes_value ? 2 : 1;
      }
    }
    if (script < words.size() && is_script(words[script], interpreted)) {
      call(simple, interpreted ? &words[i] : nullptr, script);
    } else {
      program(simple, i);
    }
  }

  static std::size_t skip_wrapper(const std::vector<Word>& words, std::size_t i, const Wrapper& wrapper) {
    ++i;
    unsigned operands = wrapper.operands;
    while (i < words.size()) {
      const std::string& w = words[i].value;
      if (w == "--") {
        ++i;
      } else if (w.size() > 1 && w[0] == '-') {
        const bool takes_value =
            w[1] == '-' ? is_long_value_option(w)
                        : w.size() == 2 && wrapper.value_options.find(w[1]) != std::string_view::npos;
        i += takes_value ? 2 : 1;
      } else if (wrapper.name == "env" && w.find('=') != std::string::npos) {
        ++i;
      } else if (operands > 0) {
        --operands;
        ++i;
      } else {
        break;
      }
    }
    return i;
  }

  /// `bash -c TEXT`. True when there was such a text.
  bool nested_shell(std::string_view text, const std::vector<Word>& words, std::size_t i, unsigned depth) {
    for (std::size_t j = i + 1; j + 1 < words.size(); ++j) {
      if (!words[j].value.starts_with('-')) return false;
      if (!has_short_flag(words[j].value, 'c')) continue;
      nested_text(text, words[j + 1], depth);
      return true;
    }
    return false;
  }

  void nested_text(std::string_view text, const Word& word, unsigned depth) {
    if (depth >= kDeepest) return;
    const std::vector<std::uint32_t> offsets = value_offsets(text, word);
    const auto map = [&](Span& span) {
      const auto place = [&](std::uint32_t at) {
        return at < offsets.size() ? offsets[at] : (offsets.empty() ? word.span.end : offsets.back() + 1);
      };
      const bool empty = span.empty();
      const std::uint32_t last = empty ? 0 : place(span.end - 1) + 1;
      span.begin = place(span.begin);
      span.end = empty ? span.begin : std::max(span.begin, last);
    };
    const std::size_t first_command = commands_ != nullptr ? commands_->size() : 0;
    const std::size_t first_program = programs_ != nullptr ? programs_->size() : 0;
    walk(word.value, parse_shell(word.value), depth + 1);
    if (commands_ != nullptr)
      for (std::size_t i = first_command; i < commands_->size(); ++i) remap((*commands_)[i], map);
    if (programs_ != nullptr)
      for (std::size_t i = first_program; i < programs_->size(); ++i) {
        Program& p = (*programs_)[i];
        map(p.span);
        for (Word& w : p.words) map(w.span);
      }
  }

  template <class Map> static void remap(Command& c, const Map& map) {
    map(c.span), map(c.interpreter_span), map(c.path_span), map(c.subcommand_span), map(c.unterminated_at);
    map(c.cut_by);
    for (Option& o : c.options) {
      map(o.name_span);
      for (Value& v : o.values) map(v.span);
    }
    for (Value& v : c.strays) map(v.span);
  }

  [[nodiscard]] bool is_script(const Word& word, bool interpreted) const {
    const std::string_view path = word.value;
    const std::string_view name = base_name(path);
    const std::string_view prefix = spec_.pack().script_prefix;
    const bool named_like_ours = !prefix.empty() && name.size() > prefix.size() && name.starts_with(prefix);
    if (named_like_ours)
      return spec_.has_script_extension(name) || (interpreted && name.find('.') == std::string_view::npos);
    if (spec_.script(name) != nullptr) return true;
    const std::string_view dir = spec_.pack().script_dir;
    return name.find('.') != std::string_view::npos && !dir.empty() && path.starts_with(dir) && interpreted;
  }

  void program(const SimpleCommand& simple, std::size_t first) {
    if (programs_ == nullptr) return;
    Program p;
    p.span = {simple.words[first].span.begin, simple.span.end};
    p.words.assign(simple.words.begin() + static_cast<std::ptrdiff_t>(first), simple.words.end());
    programs_->push_back(std::move(p));
  }

  static Value as_value(const Word& w) { return {w.value, w.span, w.quote, w.expands, w.meta, w.angle}; }

  void call(const SimpleCommand& simple, const Word* interpreter, std::size_t at) {
    if (commands_ == nullptr) return;
    Command& c = commands_->emplace_back();
    const std::vector<Word>& words = simple.words;
    const Word& path = words[at];
    c.span = {interpreter != nullptr ? interpreter->span.begin : path.span.begin, simple.span.end};
    if (interpreter != nullptr) c.interpreter_span = interpreter->span, c.interpreter = interpreter->value;
    c.path_span = path.span;
    c.path = path.value;
    c.path_quoted = path.quote != Quote::Bare;
    c.script = std::string(base_name(path.value));
    c.script_spec = spec_.script(c.script);
    for (const Word& w : words)
      if (w.unterminated && !c.unterminated) c.unterminated = true, c.unterminated_at = w.span;
    if (words.back().glued && simple.ending != Ending::End && simple.ending != Ending::Newline)
      c.cut_by = {words.back().span.end, words.back().span.end + 1};
    std::size_t i = at + 1;
    if (c.script_spec == nullptr) {
      // Nothing is known about its options, yet a guard wants to see the first word.
      if (i < words.size() && !words[i].value.starts_with('-'))
        c.subcommand = words[i].value, c.subcommand_span = words[i].span;
      return;
    }
    if (!c.script_spec->has_subcommands()) {
      c.operation = &c.script_spec->operations.front();
      options(c, words, i);
      return;
    }
    i = subcommand(c, words, i);
    if (c.operation != nullptr) options(c, words, i);
  }

  /// The subcommand is the first word that is no option. Options before it (argparse globals) are read with
  /// it.
  std::size_t subcommand(Command& c, const std::vector<Word>& words, std::size_t i) {
    std::vector<std::size_t> before;
    while (i < words.size()) {
      const Word& w = words[i];
      if (!looks_like_option(w)) break;
      before.push_back(i++);
      const bool inline_value = option_name(w).size() < w.value.size();
      if (inline_value) continue;
      const spec::Param* p = with_value(c, w.value);
      const bool many = p != nullptr && p->list == spec::ListKind::Space;
      for (bool more = p != nullptr; more && i < words.size() && !looks_like_option(words[i]);
           more = many && i < words.size() && c.script_spec->find(words[i].value) == nullptr)
        before.push_back(i++);
    }
    if (i < words.size() &&
        (words[i].quote == Quote::Bare || c.script_spec->find(words[i].value) != nullptr)) {
      c.subcommand = words[i].value;
      c.subcommand_span = words[i].span;
      c.operation = c.script_spec->find(c.subcommand);
      ++i;
    }
    if (c.operation != nullptr && !before.empty()) {
      std::vector<Word> early;
      for (const std::size_t index : before) early.push_back(words[index]);
      options(c, early, 0);
    } else {
      for (const std::size_t index : before)
        if (looks_like_option(words[index]))
          c.options.push_back({words[index].value, words[index].span, nullptr, {}, false});
    }
    return i;
  }

  /// The parameter that some subcommand knows by this name, when it takes a value.
  static const spec::Param* with_value(const Command& c, std::string_view option) {
    for (const spec::Operation& op : c.script_spec->operations)
      if (const spec::Param* p = op.find(option)) return p->is_flag() ? nullptr : p;
    return nullptr;
  }

  static void options(Command& c, const std::vector<Word>& words, std::size_t i) {
    while (i < words.size()) {
      const Word& w = words[i];
      if (!looks_like_option(w)) {
        c.strays.push_back(as_value(w));
        ++i;
        continue;
      }
      Option& option = c.options.emplace_back();
      option.name = std::string(option_name(w));
      std::size_t joint = option.name.size() < w.value.size() ? 1 : 0; // the '='
      const spec::Param* glued = c.operation->find(std::string_view(w.value).substr(0, 2));
      if (w.value[1] != '-' && w.value.size() > 2 && glued != nullptr && !glued->is_flag() &&
          option.name.size() > 2) { // -n5
        option.name.resize(2);
        joint = 0;
      }
      option.name_span = {w.span.begin, w.span.begin + static_cast<std::uint32_t>(option.name.size())};
      option.param = c.operation->find(option.name);
      ++i;
      if (option.name.size() < w.value.size()) {
        const std::size_t value_at = option.name.size() + joint;
        Value value = as_value(w);
        value.text = w.value.substr(value_at);
        value.span.begin = std::min(w.span.begin + static_cast<std::uint32_t>(value_at), w.span.end);
        // --name="value": the quotes begin after the '='.
        if (w.quote == Quote::Mixed && value.span.size() == value.text.size() + 2)
          value.quote = Quote::Double;
        option.attached = true;
        option.values.push_back(std::move(value));
        continue;
      }
      // A flag takes no value, yet a word after it was meant as one: the validator says so. Of an unknown
      // option nobody knows how many values it takes.
      const bool many = option.param == nullptr || option.param->list == spec::ListKind::Space;
      while (i < words.size() && !looks_like_option(words[i])) {
        option.values.push_back(as_value(words[i++]));
        if (!many) break;
      }
    }
  }

  const spec::Spec& spec_;
  std::vector<Command>* commands_;
  std::vector<Program>* programs_;
};

} // namespace

const Option* Command::find(std::string_view param) const {
  for (const Option& o : options)
    if (o.param != nullptr ? o.param->name == param : o.name == param) return &o;
  return nullptr;
}

std::string_view Command::value(std::string_view param) const {
  const Option* o = find(param);
  return o == nullptr || o->values.empty() ? std::string_view{} : std::string_view(o->values.front().text);
}

std::vector<Command> find_commands(std::string_view text, const Shell& shell, const spec::Spec& spec) {
  std::vector<Command> commands;
  Finder(spec, &commands, nullptr).walk(text, shell, 0);
  return commands;
}

std::vector<Command> find_commands(std::string_view text, const spec::Spec& spec) {
  return find_commands(text, parse_shell(text), spec);
}

Found find_all(std::string_view text, const Shell& shell, const spec::Spec& spec) {
  Found found;
  Finder(spec, &found.commands, &found.programs).walk(text, shell, 0);
  return found;
}

std::vector<Program> find_programs(std::string_view text, const Shell& shell, const spec::Spec& spec) {
  std::vector<Program> programs;
  Finder(spec, nullptr, &programs).walk(text, shell, 0);
  return programs;
}

} // namespace cmdwright::command
