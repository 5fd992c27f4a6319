#include "cli/lint_run.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "cli/exit.h"
#include "text/diff.h"
#include "text/files.h"

namespace cmdwright::cli {

namespace {

/// Work that is handed out at once: enough for threads to be worth it, little enough to keep memory small.
constexpr std::size_t kBatchBytes = std::size_t{4} << 20U;
constexpr std::size_t kBatchTasks = 1024;

std::int64_t milliseconds() {
  using namespace std::chrono;
  return duration_cast<std::chrono::milliseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace

void LintRun::complain(const std::string& words, bool lost) {
  if (showing_) world_.err.write("\r\033[K");
  showing_ = false;
  world_.err.line("cmdwright lint: " + words);
  summary_.problems += lost ? 1 : 0;
  lost_ |= lost;
}

void LintRun::show_progress(std::size_t bytes) {
  bytes_ += bytes;
  if (!options_.progress || !world_.err.terminal()) return;
  const std::int64_t now = milliseconds();
  constexpr std::int64_t kPatience = 1500; // short runs show nothing
  constexpr std::int64_t kInterval = 200;
  if (now - began_at_ < kPatience || now - shown_at_ < kInterval) return;
  shown_at_ = now;
  showing_ = true;
  const auto speed = static_cast<double>(bytes_) / 1e3 / static_cast<double>(now - began_at_);
  world_.err.write("\r\033[Klint: " + std::to_string(summary_.texts) + " texts, " +
                   std::to_string(bytes_ >> 20U) + " MB, " + std::to_string(static_cast<int>(speed)) +
                   " MB/s, " + std::to_string(summary_.all()) + " findings");
  world_.err.flush();
}

void LintRun::write_back(const LintTask& task, const std::string& text) {
  const std::string name = task.file == "-" ? "stdin" : task.file;
  if (options_.diff) {
    world_.out.write(unified_diff(task.bytes, text, "a/" + name, "b/" + name));
    failed_ = true;
  } else if (task.file == "-") {
    world_.out.write(text);
  } else if (const Status written = write_file(task.file, text); !written) {
    complain(written.error().text() + "; the file was left as it is", true);
    return;
  }
  ++summary_.fixed;
}

void LintRun::take(const LintTask& task, LintResult result) {
  ++summary_.texts;
  if (!result.problem.empty()) {
    std::string place = result.problem.starts_with(result.file + ":") ? "" : result.file;
    if (!place.empty() && result.record > 0) place += ":" + std::to_string(result.record);
    complain((place.empty() ? "" : place + ": ") + result.problem, result.lost);
  }
  if (task.kind == LintTask::Kind::Text && options_.work.fix) {
    if (result.fixed)
      write_back(task, *result.fixed);
    else if (task.file == "-" && !options_.diff)
      world_.out.write(task.bytes);
  }
  if (options_.diff) return;
  found_.add(result);
  if (known_ != nullptr) summary_.known += known_->subtract(result);
  for (const LintItem& item : result.items) {
    if (item.severity == lint::Severity::Error) ++summary_.errors;
    if (item.severity == lint::Severity::Warning) ++summary_.warnings;
    if (item.severity == lint::Severity::Info) ++summary_.infos;
    if (item.fix) ++(item.fix->safe ? summary_.fixable : summary_.unsafely);
    failed_ |= item.severity >= options_.fail_on;
  }
  report_->add(result);
}

void LintRun::work_off(std::vector<LintTask>& batch, std::size_t size) {
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < size; ++i) bytes += batch[i].size();
  if (workers_.size() == 1 || size == 1) {
    for (std::size_t i = 0; i < size; ++i) take(batch[i], workers_[0].run(batch[i]));
  } else {
    std::vector<LintResult> results(size);
    std::atomic<std::size_t> next = 0;
    const auto work = [&](LintWorker& worker) {
      constexpr std::size_t kTogether = 16;
      for (std::size_t from = next.fetch_add(kTogether); from < size; from = next.fetch_add(kTogether))
        for (std::size_t i = from; i < std::min(size, from + kTogether); ++i)
          results[i] = worker.run(batch[i]);
    };
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < workers_.size(); ++i) threads.emplace_back(work, std::ref(workers_[i]));
    work(workers_[0]);
    for (std::thread& thread : threads) thread.join();
    for (std::size_t i = 0; i < size; ++i) take(batch[i], std::move(results[i]));
  }
  show_progress(bytes);
}

int LintRun::run(const std::vector<std::string>& files, const std::vector<std::string>& problems) {
  began_at_ = milliseconds();
  const bool repairs_stdin = options_.fix && !options_.diff &&
                             std::find(files.begin(), files.end(), "-") != files.end() &&
                             options_.report.format == "text";
  // The repaired text has standard output for itself, and so has the diff.
  report_ = make_lint_report(repairs_stdin || options_.diff ? world_.err : world_.out, options_.report);
  for (unsigned i = 0; i < options_.jobs; ++i) workers_.emplace_back(linter_, options_.work);
  if (!options_.diff) report_->begin();
  for (const std::string& problem : problems) complain(problem, true);

  LintSource source(world_, files, options_.as, options_.report.format == "jsonl");
  const bool one_by_one = options_.jobs == 1;
  std::vector<LintTask> batch(1);
  std::size_t filled = 0;
  std::size_t bytes = 0;
  std::uint64_t number = 0;
  const auto flush = [&] {
    if (filled > 0) work_off(batch, filled);
    filled = bytes = 0;
    if (one_by_one) world_.out.flush();
  };
  while (!world_.out.failed()) {
    if (filled == batch.size()) batch.emplace_back();
    LintTask& task = batch[filled];
    if (!source.next(task)) break;
    if (task.kind != LintTask::Kind::Problem && number++ % options_.shards != options_.shard) continue;
    ++filled;
    bytes += task.size();
    if (one_by_one || filled == kBatchTasks || bytes >= kBatchBytes * options_.jobs) flush();
  }
  flush();
  if (showing_) world_.err.write("\r\033[K");
  if (!options_.diff) report_->end(summary_);
  if (lost_) return kExitUsage;
  return failed_ ? kExitFailed : kExitOk;
}

} // namespace cmdwright::cli
