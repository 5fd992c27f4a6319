// What one command shows by itself (the validator's rules), the order of upload and use, other programs.
#include <algorithm>

#include "command/validate.h"
#include "lint/command_line.h"
#include "lint/context.h"
#include "text/words.h"

namespace cmdwright::lint {

namespace {

/// The last change of folder before a command, in the same shell text.
const Aside* folder_change(const Talk& talk, const Issued& issued) {
  const Aside* found = nullptr;
  for (const Aside& a : talk.asides)
    if (a.source == issued.source && a.code == issued.code &&
        a.program.span.begin < issued.command.span.begin && a.program.words.size() == 2 &&
        a.program.words[0].value == "cd")
      found = &a;
  return found;
}

/// Behind `cd scripts`, writing scripts/ in front of the name is only half of the repair.
void mend_folder(const Talk& talk, const Issued& issued, const spec::Pack& pack, command::Fix& fix) {
  const Aside* change = folder_change(talk, issued);
  if (change == nullptr) return;
  std::string_view folder = pack.script_dir;
  if (folder.ends_with('/')) folder.remove_suffix(1);
  std::string_view target = change->program.words[1].value;
  if (target.ends_with('/')) target.remove_suffix(1);
  if (!target.ends_with(folder) ||
      (target.size() > folder.size() && target[target.size() - folder.size() - 1] != '/'))
    return;
  const command::Word& word = change->program.words[1];
  target.remove_suffix(folder.size());
  if (target.size() > 1) target.remove_suffix(1); // the slash, unless it is the root
  if (!target.empty() && target != ".") {
    fix.edits.push_back({word.span, std::string(target)});
    fix.safe = fix.safe && word.quote == command::Quote::Bare && !word.expands;
    return;
  }
  // `cd scripts && ` goes as a whole; where something else stands between, a person has to look.
  Span whole = change->program.span;
  const std::string_view behind = issued.shell.substr(whole.end);
  const std::size_t blank = std::min(behind.find_first_not_of(" \t"), behind.size());
  const std::size_t joint = behind.substr(blank).starts_with("&&") ? 2
                            : behind.substr(blank).starts_with(';') || behind.substr(blank).starts_with('\n')
                                ? 1
                                : 0;
  fix.safe = fix.safe && joint > 0;
  whole.end += static_cast<std::uint32_t>(blank + joint);
  while (whole.end < issued.shell.size() && is_blank(issued.shell[whole.end])) ++whole.end;
  fix.edits.push_back({whole, ""});
}

} // namespace

void check_commands(const Context& context) {
  const Talk& talk = context.talk();
  std::vector<command::Finding> findings;
  bool uploaded = false;
  for (const Issued& issued : talk.issued) {
    findings.clear();
    command::validate(issued.shell, issued.command, context.spec(), findings);
    // What is run now must name what exists now.
    if (talk.pending) uploaded = false;
    command::validate_next(issued.command, context.spec(), uploaded, findings);
    for (command::Finding& f : findings) {
      if (f.rule == rule::kScriptPrefix && f.fix) mend_folder(talk, issued, context.spec().pack(), *f.fix);
      context.report(issued.source, std::move(f));
    }
  }
}

void check_foreign(const Context& context) {
  const Talk& talk = context.talk();
  for (const Aside& aside : talk.asides) {
    const Foreign* foreign = foreign_program(context.words(), aside.program.words);
    if (foreign == nullptr) {
      // A program that reads its text from a here-document.
      const std::string_view rest =
          aside.shell.substr(aside.program.span.begin, aside.code.end - aside.program.span.begin);
      if (rest.substr(0, rest.find('\n')).find("<<") == std::string_view::npos) continue;
      std::vector<command::Word> words{aside.program.words[0], {}};
      words[1].value = rest;
      foreign = foreign_program(context.words(), words);
      if (foreign == nullptr || foreign->texts.empty()) continue;
    }
    if (foreign->alone && !talk.issued.empty()) continue;
    context.report(rule::kForeignCommand, aside.source, aside.program.span,
                   "'" + aside.program.words[0].value + "' does what a script of " +
                       std::string(context.spec().pack().script_dir) + " is there for");
  }
}

} // namespace cmdwright::lint
