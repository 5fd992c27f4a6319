#include "repl/saved.h"

#include "text/words.h"

namespace cmdwright::repl {

namespace {
constexpr std::string_view kInput = "# > ";
constexpr std::string_view kGoesOn = "# | ";
} // namespace

void append_saved(std::string& file, std::string_view input, const std::vector<std::string>& commands) {
  bool first = true;
  for (const std::string_view line : split(input, '\n')) {
    file.append(first ? kInput : kGoesOn).append(line).append("\n");
    first = false;
  }
  for (const std::string& c : commands) file.append(c).append("\n");
}

Loaded read_saved(std::string_view file) {
  const bool saved =
      file.starts_with(kInput) || file.find("\n" + std::string(kInput)) != std::string_view::npos;
  Loaded loaded;
  for (std::string_view line : split(file, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (saved && line.starts_with(kGoesOn) && !loaded.inputs.empty()) {
      loaded.inputs.back().append("\n").append(line.substr(kGoesOn.size()));
      continue;
    }
    if (saved ? !line.starts_with(kInput) : line.starts_with('#') || trim(line).empty()) continue;
    if (loaded.inputs.size() == kMostLoaded) {
      loaded.cut = true;
      break;
    }
    loaded.inputs.emplace_back(saved ? line.substr(kInput.size()) : line);
  }
  return loaded;
}

} // namespace cmdwright::repl
