#include "lint/mutation.h"

#include <algorithm>
#include <fstream>

#include "command/tree.h"
#include "command/validate.h"
#include "command/value.h"
#include "support/process.h"
#include "text/words.h"

namespace cmdwright::test {

namespace {

using command::Command;
using command::Option;
using command::Quote;
using command::Value;
using spec::ValueType;

class Mutator {
public:
  Mutator(std::string good, const spec::Spec& spec, std::vector<Mutant>& out)
      : good_(std::move(good)), spec_(spec), out_(out) {}

  void run() {
    const std::vector<Command> commands = command::find_commands(good_, spec_);
    if (commands.size() != 1 || commands[0].operation == nullptr) return;
    const Command& c = commands[0];
    call(c);
    for (const Option& o : c.options)
      if (o.param != nullptr && !o.attached) option(c, o);
  }

private:
  void add(const char* operation, rule::Slug rule, std::string bad, bool fixable) {
    if (bad != good_) out_.push_back({operation, rule, good_, std::move(bad), fixable});
  }
  [[nodiscard]] std::string replaced(Span span, std::string_view by) const {
    return good_.substr(0, span.begin) + std::string(by) + good_.substr(span.end);
  }
  [[nodiscard]] Span whole(const Option& o) const {
    Span span = o.name_span;
    for (const Value& v : o.values) span = cover(span, v.span);
    return span;
  }

  void call(const Command& c) {
    const std::string dir(spec_.pack().script_dir);
    add("no script folder", rule::kScriptPrefix,
        replaced({c.path_span.begin, c.path_span.begin + static_cast<std::uint32_t>(dir.size())}, ""), true);
    add("python3", rule::kInterpreter, replaced(c.interpreter_span, "python3"), true);
    add("run by itself", rule::kInterpreter, replaced({c.interpreter_span.begin, c.path_span.begin}, "./"),
        true);
    add("unknown script", rule::kUnknownScript, replaced(c.path_span, dir + "vod_make_coffee.py"), false);
    if (!c.subcommand.empty()) {
      add("unknown subcommand", rule::kUnknownSubcommand, replaced(c.subcommand_span, "brew"), false);
      add("no subcommand", rule::kMissingSubcommand, replaced({c.path_span.end, c.subcommand_span.end}, ""),
          false);
    } else if (!c.options.empty()) {
      add("needless subcommand", rule::kUnexpectedSubcommand,
          replaced({c.path_span.end, c.path_span.end}, " run"), true);
    }
    add("unknown option", rule::kUnknownParam, good_ + " --colour-of-the-sky", false);
    add("open quote", rule::kUnbalancedQuotes, good_ + " --note \"and so", false);
  }

  void option(const Command& c, const Option& o) {
    const spec::Param& p = *o.param;
    const Span span = whole(o);
    if (p.required && p.required_unless.empty())
      add("required option left out", rule::kMissingParam, replaced({span.begin - 1, span.end}, ""), false);
    if (!p.repeat)
      add("option twice", rule::kDuplicateParam, good_ + " " + std::string(span.of(good_)), false);
    if (p.is_flag()) {
      add("flag with a value", rule::kUnexpectedValue, replaced(span, std::string(o.name) + "=true"), true);
      return;
    }
    // A slip of the pen in the name: two letters change places.
    if (o.name.size() > 8 && o.name[4] != o.name[5] && o.name[4] != '-' && o.name[5] != '-') {
      std::string slip = o.name;
      std::swap(slip[4], slip[5]);
      if (c.operation->find(slip) == nullptr)
        add("slip in a name", rule::kUnknownParam, replaced(o.name_span, slip), true);
    }
    if (o.values.size() == 1) {
      // At the end, where nothing can be taken for its value.
      std::string moved = replaced({span.begin - 1, span.end}, "");
      add("value left out", rule::kMissingValue, moved + " " + o.name, false);
      value(c, o, o.values[0]);
    }
  }

  void value(const Command&, const Option& o, const Value& v) {
    const spec::Param& p = *o.param;
    const bool id = p.type == ValueType::FileId || p.type == ValueType::TaskId || p.type == ValueType::Id;
    const bool number = p.type == ValueType::Int || p.type == ValueType::Float;
    const bool comma = p.list == spec::ListKind::Comma && v.text.find(',') != std::string::npos;
    if (v.quote == Quote::Bare && !v.expands && !comma &&
        (id || number || (p.type == ValueType::Enum && !p.open)))
      add("needless quotes", rule::kNeedlessQuotes, replaced(v.span, "\"" + v.text + "\""), true);
    if (p.type == ValueType::Enum && !p.open && !comma) {
      const std::string lower = ascii_lower(v.text);
      std::string upper = v.text;
      for (char& ch : upper) ch = ch >= 'a' && ch <= 'z' ? static_cast<char>(ch - ('a' - 'A')) : ch;
      const auto allowed = [&](const std::string& text) {
        return std::find(p.values.begin(), p.values.end(), text) != p.values.end();
      };
      if (!allowed(lower)) add("value in lower case", rule::kEnumCase, replaced(v.span, lower), true);
      if (!allowed(upper)) add("value in upper case", rule::kEnumCase, replaced(v.span, upper), true);
      if (p.per_model.empty()) add("value that is none", rule::kEnumValue, replaced(v.span, "purple"), false);
    }
    if (number && p.per_model.empty() && p.values.empty())
      add("word for a number", rule::kValueType, replaced(v.span, "many"), false);
    if (number && p.range.high && p.per_model.empty())
      add("number out of range", rule::kValueRange,
          replaced(v.span, std::to_string(static_cast<long>(*p.range.high) + 1)), false);
    if (p.type == ValueType::Datetime)
      add("date with slashes", rule::kValueFormat, replaced(v.span, "2026/09/01"), false);
    if (p.type == ValueType::Json) {
      add("broken JSON", rule::kJsonInvalid, replaced(v.span, "'{\"a\":'"), false);
      add("JSON of another shape", rule::kJsonShape, replaced(v.span, "'12'"), false);
    }
    if (p.type == ValueType::Text && p.list == spec::ListKind::One && v.quote == Quote::Double &&
        std::count(v.text.begin(), v.text.end(), ' ') >= 2 && command_safe(v.text))
      add("text without quotes", rule::kMissingQuotes, replaced(v.span, v.text), true);
    if (p.type == ValueType::FileId) {
      add("placeholder", rule::kPlaceholder, replaced(v.span, "<FileId>"), false);
      add("path for an id", rule::kUploadFirst, replaced(v.span, "./clips/talk.mp4"), false);
      add("URL for an id", rule::kUploadFirst, replaced(v.span, "https://media.example.com/a.mp4"), false);
      add("id of an upload that was not", rule::kUploadFirst,
          replaced(v.span, "\"" + std::string(spec_.pack().placeholder) + "\""), false);
    }
    if (p.type == ValueType::TaskId)
      add("placeholder", rule::kPlaceholder, replaced(v.span, "YOUR_TASK_ID"), false);
  }

  /// Nothing in it means more to a shell than letters.
  static bool command_safe(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return is_alnum(c) || c == ' '; });
  }

  std::string good_;
  const spec::Spec& spec_;
  std::vector<Mutant>& out_;
};

} // namespace

std::vector<std::string> good_commands() {
  std::vector<std::string> out;
  std::ifstream in(source_folder() + "/tests/command/validator/documented.txt");
  for (std::string line; std::getline(in, line);)
    if (line.starts_with("$ ")) out.push_back(line.substr(2));
  return out;
}

std::vector<Mutant> mutants(const std::vector<std::string>& commands, const spec::Spec& spec) {
  std::vector<Mutant> out;
  for (const std::string& good : commands) Mutator(good, spec, out).run();
  return out;
}

} // namespace cmdwright::test
