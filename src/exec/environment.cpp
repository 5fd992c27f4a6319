#include "exec/environment.h"

#include <algorithm>

#include "text/files.h"
#include "text/words.h"

namespace cmdwright::exec {

std::optional<std::pair<std::string, std::string>> environment_line(std::string_view line) {
  std::string_view rest = trim(line);
  if (rest.starts_with("export ") || rest.starts_with("export\t")) rest = trim(rest.substr(7));
  const std::size_t equals = rest.find('=');
  if (rest.starts_with('#') || equals == std::string_view::npos) return std::nullopt;
  const std::string_view name = trim(rest.substr(0, equals));
  std::string_view value = trim(rest.substr(equals + 1));
  const bool good = !name.empty() && !is_digit(name.front()) &&
                    std::all_of(name.begin(), name.end(), [](char c) { return is_alnum(c) || c == '_'; });
  if (!good) return std::nullopt;
  if (!value.empty() && (value.front() == '"' || value.front() == '\'')) {
    const std::size_t end = value.find(value.front(), 1);
    if (end != std::string_view::npos) value = value.substr(1, end - 1);
  }
  return std::pair{std::string(name), std::string(value)};
}

std::vector<std::string> Environment::files() const {
  const std::string home = process_("HOME").value_or("");
  std::vector<std::string> out;
  for (const Str file : service_.files) {
    if (!file.starts_with("~"))
      out.emplace_back(file);
    else if (!home.empty())
      out.push_back(home + std::string(file.substr(1)));
  }
  return out;
}

void Environment::read_files() const {
  read_ = true;
  const std::vector<std::string_view> wanted = marks();
  for (const std::string& path : files()) {
    const Result<std::string> text = read_file(path);
    if (!text) continue;
    std::vector<std::pair<std::string, std::string>> lines;
    bool counts = false;
    for (const std::string_view line : split(*text, '\n'))
      if (auto entry = environment_line(line)) {
        counts |= std::find(wanted.begin(), wanted.end(), entry->first) != wanted.end();
        lines.push_back(std::move(*entry));
      }
    if (!counts) continue;
    for (auto& [name, value] : lines) found_.try_emplace(std::move(name), std::move(value), path);
  }
}

std::optional<std::string> Environment::own(std::string_view name) const {
  std::optional<std::string> value = name.empty() ? std::nullopt : process_(std::string(name).c_str());
  return value && value->empty() ? std::nullopt : value;
}

std::optional<std::string> Environment::get(std::string_view name) const {
  if (std::optional<std::string> value = own(name)) return value;
  if (!read_) read_files();
  const auto it = found_.find(name);
  return it == found_.end() || it->second.first.empty() ? std::nullopt : std::optional(it->second.first);
}

std::string Environment::source(std::string_view name) const {
  if (own(name)) return {};
  const auto it = found_.find(name);
  return it == found_.end() ? std::string{} : it->second.second;
}

std::optional<Credentials> Environment::credentials() const {
  const std::optional<std::string> id = get(service_.id_env);
  const std::optional<std::string> key = get(service_.key_env);
  if (!id || !key) return std::nullopt;
  return Credentials{*id, Secret(*key), {}};
}

std::vector<Secret> Environment::secrets() const {
  std::vector<Secret> out;
  for (const Str name : {service_.id_env, service_.key_env, service_.chat_token_env})
    if (const std::optional<std::string> value = get(name)) out.emplace_back(*value);
  return out;
}

} // namespace cmdwright::exec
