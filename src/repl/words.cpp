#include "repl/words.h"

namespace cmdwright::repl {

std::string filled(std::string_view text, std::initializer_list<std::string_view> values) {
  std::string out;
  const auto* value = values.begin();
  for (std::size_t at = text.find("{}"); at != std::string_view::npos; at = text.find("{}")) {
    out += text.substr(0, at);
    if (value != values.end()) out += *value++;
    text.remove_prefix(at + 2);
  }
  return out.append(text);
}

} // namespace cmdwright::repl
