// Interpreter, path, script name, subcommand.
#include <algorithm>

#include "command/checks.h"
#include "text/words.h"

namespace cmdwright::command {

namespace {

void check_path(const Check& check) {
  const Command& c = check.command;
  const spec::Pack& pack = check.spec.pack();
  if (c.interpreter_span.empty()) {
    check.report(
        rule::kInterpreter, c.path_span, "run the script with " + quoted(pack.interpreter),
        Fix{"run it with " + std::string(pack.interpreter),
            {{{c.path_span.begin, c.path_span.begin + (c.path.starts_with("./") && !c.path_quoted ? 2U : 0U)},
              std::string(pack.interpreter) + " "}},
            true});
  } else if (c.interpreter != pack.interpreter) {
    check.report(
        rule::kInterpreter, c.interpreter_span,
        "use " + quoted(pack.interpreter) + ", not " + quoted(c.interpreter),
        replace("use " + std::string(pack.interpreter), c.interpreter_span, std::string(pack.interpreter)));
  }
  const std::string expected = std::string(pack.script_dir) + c.script;
  const bool in_folder = c.path.ends_with(expected) && (c.path.size() == expected.size() ||
                                                        c.path[c.path.size() - expected.size() - 1] == '/');
  if (in_folder) return;
  // Behind `cd scripts` the path is right as it stands for the shell, so adding the folder needs a look.
  check.report(rule::kScriptPrefix, c.path_span, "the path must be written " + quoted(expected),
               replace("write " + expected, c.path_span, expected));
}

std::vector<std::string_view> subcommand_names(const spec::Script& script) {
  std::vector<std::string_view> names;
  for (const spec::Operation& op : script.operations) names.push_back(op.name);
  return names;
}

void check_unknown_script(const Check& check) {
  const Command& c = check.command;
  std::vector<std::string_view> names;
  for (const spec::Script& s : check.spec.scripts()) names.push_back(s.name);
  std::string_view right;
  bool sure = false;
  for (const spec::Script& s : check.spec.scripts())
    if (std::find(s.wrong_names.begin(), s.wrong_names.end(), c.script) != s.wrong_names.end())
      right = s.name, sure = false;
  if (right.empty()) right = nearest(c.script, names);
  if (const spec::Script* stem = check.spec.script_or_stem(c.script); right.empty() && stem != nullptr)
    right = stem->name;
  std::string message = "there is no script " + quoted(c.script);
  std::optional<Fix> fix;
  if (!right.empty()) {
    message += ", did you mean " + quoted(right) + "?";
    fix = replace("use " + std::string(right), c.path_span,
                  std::string(check.spec.pack().script_dir) + std::string(right), sure);
  }
  check.report(rule::kUnknownScript, c.path_span, std::move(message), std::move(fix));
}

const spec::Mistake* known_mistake(const std::vector<spec::Mistake>& mistakes, std::string_view subcommand) {
  for (const spec::Mistake& m : mistakes)
    if (m.subcommand == subcommand) return &m;
  return nullptr;
}

void check_subcommand(const Check& check) {
  const Command& c = check.command;
  const spec::Script& script = *c.script_spec;
  if (!script.has_subcommands()) return;
  const std::vector<std::string_view> names = subcommand_names(script);
  if (c.subcommand.empty()) {
    const bool help = std::any_of(c.options.begin(), c.options.end(),
                                  [](const Option& o) { return o.name == "--help" || o.name == "-h"; });
    if (!help)
      check.report(rule::kMissingSubcommand, c.path_span,
                   quoted(script.name) + " needs a subcommand: " + listed(names));
    return;
  }
  if (c.operation != nullptr) {
    if (!c.operation->prefer.empty()) {
      // Options of the two are the same, so only the script changes.
      const std::string right = std::string(check.spec.pack().script_dir) + std::string(c.operation->prefer);
      const bool portable = check.spec.script(c.operation->prefer) != nullptr;
      check.report(rule::kNonPreferredScript, cover(c.path_span, c.subcommand_span),
                   "use " + quoted(c.operation->prefer) + " for this",
                   portable ? std::optional<Fix>(replace("use " + std::string(c.operation->prefer),
                                                         cover(c.path_span, c.subcommand_span), right))
                            : std::nullopt);
    }
    return;
  }
  std::string message = quoted(script.name) + " has no subcommand " + quoted(c.subcommand);
  std::optional<Fix> fix;
  if (const spec::Mistake* m = known_mistake(script.mistakes, c.subcommand)) {
    if (!m->use.empty()) message += ", use " + quoted(m->use);
    if (!m->note.empty()) message += " (" + std::string(m->note) + ")";
    if (script.find(m->use) != nullptr)
      fix = replace("use " + std::string(m->use), c.subcommand_span, std::string(m->use));
    else if (check.spec.script(m->use) != nullptr)
      fix = replace("use " + std::string(m->use), cover(c.path_span, c.subcommand_span),
                    std::string(check.spec.pack().script_dir) + std::string(m->use));
  } else if (const std::string_view near = nearest(c.subcommand, names); !near.empty()) {
    message += ", did you mean " + quoted(near) + "?";
    fix = replace("use " + std::string(near), c.subcommand_span, std::string(near), false);
  } else {
    message += "; it has " + listed(names);
  }
  check.report(rule::kUnknownSubcommand, c.subcommand_span, std::move(message), std::move(fix));
}

} // namespace

void check_call(const Check& check) {
  check_path(check);
  if (check.command.script_spec == nullptr) {
    check_unknown_script(check);
  } else if (!check.command.unterminated) {
    check_subcommand(check);
  }
}

} // namespace cmdwright::command
