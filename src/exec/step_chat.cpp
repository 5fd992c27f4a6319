// Chat as a step: the answer on standard output, streamed as it comes, token counts on standard error.
#include <filesystem>

#include <fmt/format.h>

#include "command/value.h"
#include "exec/chat.h"
#include "exec/step.h"
#include "text/files.h"

namespace cmdwright::exec {

namespace {

/// Folders are made, like the script does.
Status write_output(const std::string& path, const std::string& text) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::error_code failed;
  if (!folder.empty()) std::filesystem::create_directories(folder, failed);
  if (failed) return Error{"cannot make the folder: " + failed.message(), folder.string()};
  return write_file(path, text);
}

} // namespace

Task<StepResult> do_chat(Step step) {
  Session& session = step.session;
  const Service& service = session.api.service();
  Result<std::vector<Built>> requests =
      build_requests(session.api, session.spec, step.operation, step.command, session.around());
  if (!requests) co_return failed(requests.error().text());
  const bool stream = step.operation.does == Deed::ChatStream;
  const bool json = step.json() && !stream;
  ChatOrder order;
  order.endpoint = session.chat_endpoint();
  order.path = std::string(service.chat_path);
  order.token = Secret(step.value(service.chat_token_param));
  session.http.hide(order.token);
  order.body = requests->front().body;
  order.stream = stream;
  const std::optional<std::int64_t> timeout = command::as_integer(step.value("--timeout"));
  order.timeout =
      timeout && *timeout > 0 ? static_cast<std::uint32_t>(std::min<std::int64_t>(*timeout, 86400)) : 120;
  bool printed = false;
  order.on_text = [&](std::string_view piece) {
    step.report.result(piece);
    printed = true;
  };
  order.on_retry = [&](const std::string& why) { step.report.note(why); };
  const ChatReply reply = co_await chat(session.http, std::move(order));
  if (printed && !reply.text.ends_with('\n')) step.report.result("\n");

  StepResult out;
  out.streamed = printed;
  out.response = reply.answer;
  const std::string output = std::string(step.command.value("--output-file"));
  const std::string kept = stream ? reply.text : dump(reply.answer, 2) + "\n";
  const bool something = stream ? !reply.text.empty() : reply.kind == ChatReply::Kind::Done;
  if (!output.empty() && something)
    if (const Status written = write_output(session.path_of(output), kept); !written)
      out = failed(written.error().text());
  if (reply.kind != ChatReply::Kind::Done) {
    out.status = reply.kind == ChatReply::Kind::Interrupted ? StepResult::Status::Interrupted
                                                            : StepResult::Status::Failed;
    out.error = reply.error;
    co_return out;
  }
  if (json)
    out.lines = {dump(reply.answer, 2)};
  else if (!stream)
    out.lines = {reply.text};
  if (!json && !stream && reply.text.empty() &&
      find_at(reply.answer, "choices[0].message.tool_calls") != nullptr)
    out.lines = {dump(*find_at(reply.answer, "choices[0].message.tool_calls"), 2)};
  if (!reply.finish.empty() && reply.finish != "stop")
    step.report.note("the answer ended with: " + reply.finish);
  if (!step.command.has("--no-usage") && reply.usage.is_object())
    step.report.note(
        fmt::format("tokens: {} asked, {} answered, {} in all", text_at(reply.usage, "prompt_tokens"),
                    text_at(reply.usage, "completion_tokens"), text_at(reply.usage, "total_tokens")));
  co_return out;
}

} // namespace cmdwright::exec
