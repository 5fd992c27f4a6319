// The environment variables that the executor looks at: those of the process, and behind them those of the
// shell's and the user's files, in the order and format of vod_load_env.py. Nothing is ever written to the
// process's own environment.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exec/api_model.h"
#include "exec/secret.h"

namespace cmdwright::exec {

class Environment {
public:
  using Lookup = std::function<std::optional<std::string>(const char*)>;

  /// `process` gives the process's own variables, HOME among them. `service` must outlive the object.
  Environment(const Service& service, Lookup process) : service_(service), process_(std::move(process)) {}

  /// Nothing when it is not set, or empty. The files are read when the process lacks something for the first
  /// time.
  [[nodiscard]] std::optional<std::string> get(std::string_view name) const;
  /// Of the process alone.
  [[nodiscard]] std::optional<std::string> own(std::string_view name) const;
  /// File that a variable came from; empty: the process.
  [[nodiscard]] std::string source(std::string_view name) const;

  /// Nothing unless both are there.
  [[nodiscard]] std::optional<Credentials> credentials() const;
  /// Everything that must never be shown, as far as it is set.
  [[nodiscard]] std::vector<Secret> secrets() const;

  /// Names of the files with ~ replaced.
  [[nodiscard]] std::vector<std::string> files() const;
  /// The variables that make a file count.
  [[nodiscard]] std::vector<std::string_view> marks() const {
    return {service_.id_env, service_.key_env, service_.chat_token_env, service_.sub_app_env};
  }

private:
  void read_files() const;

  const Service& service_;
  Lookup process_;
  mutable bool read_ = false;
  mutable std::map<std::string, std::pair<std::string, std::string>, std::less<>>
      found_; ///< name -> value, file
};

/// KEY=VALUE of one line: blanks and "export " before it, quotes around the value; nothing for comments and
/// everything else.
[[nodiscard]] std::optional<std::pair<std::string, std::string>> environment_line(std::string_view line);

} // namespace cmdwright::exec
