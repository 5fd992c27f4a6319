#include "exec/secret.h"

#include <cstring>

namespace cmdwright::exec {

Secret::~Secret() {
  ::explicit_bzero(value_.data(), value_.size());
}

std::string Secret::masked(std::string_view value) {
  return (value.size() > 4 ? std::string(value.substr(0, 4)) : std::string{}) + "****";
}

std::string without_secrets(std::string text, const std::vector<Secret>& secrets) {
  for (const Secret& secret : secrets) {
    const std::string& value = secret.reveal();
    if (value.size() < 4) continue;
    for (std::size_t at = text.find(value); at != std::string::npos; at = text.find(value, at))
      text.replace(at, value.size(), Secret::masked(value));
  }
  return text;
}

} // namespace cmdwright::exec
