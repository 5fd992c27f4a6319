// A new chat token: asked about when there is one already, and kept where the next shell finds it.
#include <filesystem>
#include <fstream>

#include <sys/stat.h>

#include "exec/step.h"
#include "text/files.h"
#include "text/words.h"

namespace cmdwright::exec {

namespace {

/// `text` with every line that sets `name` replaced; nothing when there is none.
std::optional<std::string> replaced_lines(const std::string& text, std::string_view name,
                                          const std::string& line) {
  std::string out;
  bool found = false;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view old = rest.substr(0, end);
    const auto entry = environment_line(old);
    const bool sets = entry && entry->first == name;
    found |= sets;
    out += sets ? line : std::string(old);
    if (end < rest.size()) out += '\n';
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return found ? std::optional(out) : std::nullopt;
}

/// A file that holds a secret is for its owner alone.
Status append_private(const std::string& path, const std::string& line) {
  std::error_code none;
  std::string text;
  if (std::filesystem::exists(path, none)) {
    Result<std::string> old = read_file(path);
    if (!old) return old.error();
    text = std::move(*old);
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
  } else {
    const mode_t mask = ::umask(0077);
    const bool made = std::ofstream(path).good();
    ::umask(mask);
    if (!made) return Error{"cannot be written", path};
  }
  return write_file(path, text + line + "\n");
}

/// Everywhere where the variable is set, else in the last of the files. Gives the files that were written.
std::vector<std::string> keep_token(const Step& step, const std::string& token) {
  const Service& service = step.session.api.service();
  const std::string line = "export " + std::string(service.chat_token_env) + "=\"" + token + "\"";
  const std::vector<std::string> files = step.session.environment.files();
  std::vector<std::string> written;
  bool set_somewhere = false;
  for (const std::string& path : files) {
    const Result<std::string> text = read_file(path);
    if (!text) continue;
    const std::optional<std::string> changed = replaced_lines(*text, service.chat_token_env, line);
    if (!changed) continue;
    set_somewhere = true;
    if (const Status status = write_file(path, *changed))
      written.push_back(path);
    else
      step.report.note("warning: " + status.error().text());
  }
  if (set_somewhere || files.empty()) return written;
  if (const Status status = append_private(files.back(), line))
    written.push_back(files.back());
  else
    step.report.note("warning: " + status.error().text());
  return written;
}

} // namespace

Task<StepResult> do_token_create(Step step) {
  const Service& service = step.session.api.service();
  StepResult out;
  if (step.session.environment.own(service.chat_token_env) &&
      !is_yes(
          step.report.ask(std::string(service.chat_token_env) + " is set already. Make another token?"))) {
    out.lines = {"no token was made"};
    co_return out;
  }
  const Result<std::vector<Built>> requests = co_await prepare_requests(step);
  if (!requests) co_return failed(requests.error().text());
  const Answer answer =
      co_await step.session.service(step.command).call(requests->front().action, requests->front().body);
  if (!answer.ok()) {
    out = failed_answer(answer);
    if (answer.kind == Answer::Kind::Unclear)
      out.error += "\nThe token may have been made all the same: vod_aigc_token.py list shows it.";
    co_return out;
  }
  const std::string token = text_at(answer.response, "ApiToken");
  out.response = answer.response;
  if (step.json()) {
    out.lines = {dump(answer.response, 2)};
    co_return out;
  }
  step.session.http.hide(Secret(token));
  const std::vector<std::string> files = token.empty() || token.find_first_of("\"\\$`\n") != std::string::npos
                                             ? std::vector<std::string>{}
                                             : keep_token(step, token);
  out.lines = {"token " + Secret::masked(token)};
  for (const std::string& path : files) out.lines.push_back("kept in " + path);
  if (files.empty()) out.lines.emplace_back("it could not be kept; `vod_aigc_token.py list --json` shows it");
  step.report.note("it can be used in about a minute");
  co_return out;
}

} // namespace cmdwright::exec
