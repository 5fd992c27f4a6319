#include "exec/session.h"

namespace cmdwright::exec {

namespace {
Settings completed(Settings settings) {
  if (settings.endpoint && settings.endpoint->loopback) {
    if (!settings.storage) settings.storage = settings.endpoint;
    if (!settings.chat) settings.chat = settings.endpoint;
  }
  return settings;
}
} // namespace

Session::Session(const Api& the_api, const spec::Spec& the_spec, const Environment& the_environment,
                 Settings the_settings)
    : api(the_api), spec(the_spec), environment(the_environment),
      settings(completed(std::move(the_settings))), loop(settings.pace), http(loop, {settings.ca_file, 10}),
      ledger(settings.state_folder, settings.ledger_busy),
      api_endpoint_(
          settings.endpoint.value_or(Endpoint{"https", std::string(api.service().host), "", false})),
      chat_endpoint_(
          settings.chat.value_or(Endpoint{"https", std::string(api.service().chat_host), "", false})) {
  around_.environment = [this](std::string_view name) { return environment.get(name); };
  around_.now = settings.clock();
  around_.folder = settings.folder;
}

bool Session::credentials() {
  if (!credentials_) {
    credentials_ = environment.credentials();
    for (const Secret& secret : environment.secrets()) http.hide(secret);
  }
  return credentials_.has_value();
}

Session::Region& Session::region(const command::Command& command) {
  const std::string name = option_value(command, api.service().region_param, around_);
  Region& found = regions_[name];
  if (!found.client) {
    ServiceSettings service;
    service.endpoint = api_endpoint_;
    service.region = name.empty() ? std::string(api.service().region_default) : name;
    service.clock = settings.clock;
    service.timeout = settings.request_timeout > 0 ? settings.request_timeout : api.service().timeout;
    found.client = std::make_unique<ServiceClient>(api, http, *credentials_, std::move(service));
    found.submitter = std::make_unique<Submitter>(api, spec, *found.client, ledger);
  }
  return found;
}

ServiceClient& Session::service(const command::Command& command) {
  return *region(command).client;
}
Submitter& Session::submitter(const command::Command& command) {
  return *region(command).submitter;
}

std::string Session::path_of(std::string_view name) const {
  if (settings.folder.empty() || name.starts_with('/')) return std::string(name);
  return settings.folder + "/" + std::string(name);
}

} // namespace cmdwright::exec
