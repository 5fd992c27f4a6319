#include "exec/dry_run.h"

namespace cmdwright::exec {

namespace {

std::string note_of(const Service& service, const PlannedCommand& planned, const Json& body) {
  if (planned.command.has(service.app_name_param) && member(body, service.sub_app_field) == nullptr)
    return std::string(service.sub_app_field) + " is looked up by the name '" +
           std::string(planned.command.value(service.app_name_param)) + "' first";
  if (planned.operation->needs_sub_app && member(body, service.sub_app_field) == nullptr)
    return "it needs a sub-application: " + std::string(service.sub_app_param) + " or " +
           std::string(service.sub_app_env);
  return {};
}

} // namespace

Result<std::vector<DryRequest>> dry_requests(const Api& api, const spec::Spec& spec,
                                             const PlannedCommand& planned, const Surroundings& around,
                                             const std::string& host) {
  const Service& service = api.service();
  const Deed deed = planned.operation->does;
  Result<std::vector<Built>> built = build_requests(api, spec, *planned.operation, planned.command, around);
  if (!built) return built.error();
  std::vector<DryRequest> out;
  for (Built& request : *built) {
    const bool chat = deed == Deed::Chat || deed == Deed::ChatStream;
    if (!chat && request.action.empty()) continue;
    DryRequest& dry = out.emplace_back();
    dry.action = chat ? "POST " + std::string(service.chat_path) : request.action;
    dry.host = !host.empty() ? host : std::string(chat ? service.chat_host : service.host);
    if (!chat) dry.note = note_of(service, planned, request.body);
    dry.body = std::move(request.body);
  }
  return out;
}

std::string dry_text(const PlannedCommand& planned, const std::vector<DryRequest>& requests) {
  std::string out = "# " + planned.line + "\n";
  if (requests.empty()) out += "sends nothing\n";
  for (const DryRequest& dry : requests) {
    out += dry.action + "  " + dry.host + "\n" + dump(dry.body, 2) + "\n";
    if (!dry.note.empty()) out += "note: " + dry.note + "\n";
  }
  return out;
}

std::string dry_lines(const PlannedCommand& planned, const std::vector<DryRequest>& requests) {
  std::string out;
  for (const DryRequest& dry : requests) {
    Json line = {
        {"command", planned.line}, {"action", dry.action}, {"host", dry.host}, {"request", dry.body}};
    if (!planned.problems.empty()) line["problems"] = planned.problems;
    if (!dry.note.empty()) line["note"] = dry.note;
    out += dump(line) + "\n";
  }
  return out;
}

std::string dry_error(const PlannedCommand& planned, const std::string& error) {
  return dump(Json{{"command", planned.line}, {"error", error}}) + "\n";
}

} // namespace cmdwright::exec
