// Uploads of local files as a step.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "command/value.h"
#include "exec/results.h"
#include "exec/step.h"
#include "exec/upload.h"

namespace cmdwright::exec {

namespace {

std::vector<std::string> shown_upload(const Step& step, const Uploaded& uploaded) {
  const std::string file = text_at(uploaded.response, "FileId");
  const std::string media = text_at(uploaded.response, "MediaUrl");
  const std::string cover = text_at(uploaded.response, "CoverUrl");
  if (step.json()) {
    Json out = {{"FileId", file}, {"MediaUrl", media}};
    if (!cover.empty()) out["CoverUrl"] = cover;
    return {dump(out, 2)};
  }
  std::vector<std::string> lines = {"FileId: " + file};
  if (!media.empty()) lines.push_back(markdown_link(step.session.api.link_text("MediaUrl"), media));
  if (!cover.empty()) lines.push_back(markdown_link(step.session.api.link_text("CoverUrl"), cover));
  return lines;
}

} // namespace

Task<StepResult> do_upload(Step step) {
  Session& session = step.session;
  const Result<std::vector<Built>> requests = co_await prepare_requests(step);
  if (!requests) co_return failed(requests.error().text());
  if (requests->size() != 2) co_return failed("the pack does not say how an upload begins and ends");
  UploadOrder order;
  order.apply = requests->front().body;
  order.commit = requests->back().body;
  order.file = session.path_of(step.command.value("--file"));
  if (const std::string_view cover = step.command.value("--cover-file"); !cover.empty())
    order.cover = session.path_of(cover);
  const std::optional<std::int64_t> parallel =
      command::as_integer(step.command.value("--concurrent-upload-number"));
  if (parallel) order.parallel = static_cast<unsigned>(std::clamp<std::int64_t>(*parallel, 1, 64));
  order.resume = step.command.has("--media-storage-path");
  order.storage_host = std::string(session.api.service().storage_host);
  order.storage_base = session.storage_base();
  const std::string name = std::filesystem::path(order.file).filename().string();
  Uploaded uploaded = co_await upload_file(session.service(step.command), std::move(order), step.report);
  step.report.progress("");
  if (uploaded.kind != Uploaded::Kind::Done)
    co_return failed(uploaded.text, uploaded.kind == Uploaded::Kind::Interrupted
                                        ? StepResult::Status::Interrupted
                                        : StepResult::Status::Failed);
  step.report.note(fmt::format("{}: {:.1f} MiB in {:.1f} s", name,
                               static_cast<double>(uploaded.bytes) / 1048576.0, uploaded.seconds));
  StepResult out;
  out.file = text_at(uploaded.response, "FileId");
  out.lines = shown_upload(step, uploaded);
  out.response = std::move(uploaded.response);
  co_return out;
}

} // namespace cmdwright::exec
