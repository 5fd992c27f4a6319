#include "fuzz/targets.h"

#include <cstdlib>
#include <iostream>
#include <iterator>

#include "cli/engine.h"
#include "cli/lint_worker.h"
#include "command/shell.h"
#include "command/tree.h"
#include "lint/fix.h"
#include "lint/markdown.h"
#include "plan/conversation.h"
#include "transcript/reader.h"

namespace cmdwright::fuzz {

namespace {

void demand(bool law, const char* words) {
  if (law) return;
  std::cerr << "broken law: " << words << "\n";
  std::abort();
}

void inside(Span span, std::string_view text) {
  demand(span.begin <= span.end && span.end <= text.size(), "places lie in the text");
}

const cli::Engine& engine() {
  static const std::unique_ptr<cli::Engine> built_in = [] {
    Result<std::unique_ptr<cli::Engine>> loaded = cli::Engine::embedded();
    demand(loaded.ok(), "the built-in pack loads");
    return std::move(*loaded);
  }();
  return *built_in;
}

const lint::Linter& linter() {
  static const lint::Linter one(engine().spec(), engine().catalogue(),
                                []() -> const understand::Understander& { return engine().understander(); });
  return one;
}

void shell(std::string_view input) {
  const command::Shell shell = command::parse_shell(input);
  for (const command::SimpleCommand& c : shell.commands)
    for (const command::Word& w : c.words) {
      inside(w.span, input);
      demand(command::value_offsets(input, w).size() == w.value.size(), "every byte of a word has a place");
    }
  (void)command::find_all(input, shell, engine().spec());
}

void markdown(std::string_view input) {
  const lint::Markdown m = lint::scan_markdown(input);
  for (const Span line : m.lines) {
    inside(line, input);
    for (const lint::Inline& in : lint::scan_inlines(input, line)) inside(in.span, input);
  }
}

void check(const lint::Report& report) {
  for (const lint::Finding& f : report.findings) {
    inside(f.span, report.sources.at(f.source).text);
    if (!f.fix) continue;
    for (const command::Edit& e : f.fix->edits) inside(e.span, report.sources.at(f.source).text);
  }
}

void transcript(std::string_view input) {
  transcript::Reader reader(transcript::memory_input(input), "fuzz");
  transcript::Conversation conversation;
  for (;;) {
    const transcript::Event event = reader.next(conversation);
    if (event == transcript::Event::End) break;
    if (event != transcript::Event::Conversation) continue;
    lint::Report report;
    linter().conversation(conversation, report);
    check(report);
    cli::LintResult placed;
    cli::place_findings(report, conversation, placed);
  }
}

void records(std::string_view input) {
  cli::LintWork work;
  cli::LintWorker worker(linter(), work);
  cli::LintTask task;
  task.kind = cli::LintTask::Kind::Record;
  task.bytes = std::string(input);
  (void)worker.run(task);
}

void lint_text(std::string_view input) {
  for (const lint::Form form : {lint::Form::Commands, lint::Form::Answer}) {
    lint::Input one;
    one.text = input;
    one.form = form;
    lint::Report report;
    linter().text(one, report);
    check(report);
    const lint::Fixed fixed = lint::fix(linter(), one, true);
    demand(fixed.applied > 0 || fixed.text == input, "nothing changes without a repair");
  }
}

void gen(std::string_view input) {
  if (input.size() > understand::kLongestRequest) return;
  plan::Conversation conversation(engine().understander());
  conversation.say(input, understand::now_from_unix(0));
}

constexpr Target kTargets[] = {{"shell", shell},     {"markdown", markdown}, {"transcript", transcript},
                               {"records", records}, {"lint", lint_text},    {"gen", gen}};

} // namespace

std::span<const Target> targets() {
  return kTargets;
}

void run(std::string_view name, std::string_view input) {
  for (const Target& t : kTargets)
    if (t.name == name) return t.run(input);
  demand(false, "there is such a target");
}

} // namespace cmdwright::fuzz
