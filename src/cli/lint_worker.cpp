#include "cli/lint_worker.h"

#include "cli/lint_record.h"
#include "lint/form.h"
#include "text/json_depth.h"
#include "text/json_string.h"
#include "text/utf8.h"

namespace cmdwright::cli {

void LintWorker::lint_or_fix(lint::Input input, LintResult& out) {
  std::optional<std::string> repaired;
  if (work_.fix) {
    lint::Fixed fixed = lint::fix(linter_, input, work_.unsafe);
    if (fixed.applied > 0) {
      repaired = std::move(fixed.text);
      input.text = *repaired;
    }
  }
  linter_.text(input, report_);
  place_findings(report_, out);
  report_.clear();
  out.fixed = std::move(repaired);
}

void LintWorker::run_text(const LintTask& task, LintResult& out) {
  lint::Input input;
  input.text = task.bytes;
  input.form = work_.as == LintWork::As::Answer     ? lint::Form::Answer
               : work_.as == LintWork::As::Commands ? lint::Form::Commands
                                                    : lint::form_of(linter_, task.file, task.bytes);
  input.request.assign(work_.request.begin(), work_.request.end());
  input.now = work_.now;
  if (const std::size_t bad = utf8::first_invalid(task.bytes); bad != std::string::npos) {
    const utf8::LineColumn at = utf8::line_column(task.bytes, bad);
    out.problem = std::to_string(at.line) + ":" + std::to_string(at.column) +
                  ": not UTF-8, linted byte by byte from there";
  }
  lint_or_fix(input, out);
}

void LintWorker::run_conversation(const transcript::Conversation& conversation, LintResult& out) {
  linter_.conversation(conversation, report_);
  place_findings(report_, conversation, out);
  report_.clear();
}

void LintWorker::run_record(const LintTask& task, LintResult& out) {
  out.bulk = true;
  LintRecord record;
  const Status read = read_lint_record(task.bytes, record);
  out.id = std::string(record.id);
  const auto fail = [&](const Error& e) {
    out.problem = e.text();
    out.lost = true;
  };
  if (!read) return fail(read.error());
  if (record.messages) {
    Result<transcript::Conversation> conversation =
        transcript::read_conversation(task.bytes, task.file, task.record);
    if (!conversation) return fail(conversation.error());
    return run_conversation(*conversation, out);
  }
  lint::Input input;
  input.text = record.text;
  input.form = record.answer || work_.as == LintWork::As::Answer ? lint::Form::Answer : lint::Form::Commands;
  input.request = record.request;
  input.unused = false; // nobody keeps marks in records up to date
  input.now = record.now.empty() ? work_.now : understand::parse_now(record.now);
  if (!record.now.empty() && !input.now) return fail({"'now' is no ISO 8601 time", ""});
  lint_or_fix(input, out);
}

LintResult LintWorker::run(const LintTask& task) {
  LintResult out;
  out.file = task.file;
  out.record = task.record;
  switch (task.kind) {
  case LintTask::Kind::Text:
    run_text(task, out);
    break;
  case LintTask::Kind::Record:
    run_record(task, out);
    break;
  case LintTask::Kind::Conversation:
    out.bulk = true;
    if (!task.conversation.id.empty()) out.id = json::quoted(task.conversation.id);
    run_conversation(task.conversation, out);
    break;
  case LintTask::Kind::Problem:
    out.bulk = task.record > 0;
    out.problem = task.problem;
    out.lost = task.lost;
    break;
  }
  return out;
}

} // namespace cmdwright::cli
