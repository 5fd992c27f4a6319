#include "spec/sections.h"

#include <charconv>

namespace cmdwright::spec {

namespace {
constexpr std::string_view kMagic = "cmdwright-pack-1\n";
}

std::string write_sections(const std::vector<std::pair<std::string, std::string>>& sections) {
  std::string out(kMagic);
  for (const auto& [name, body] : sections) out += name + " " + std::to_string(body.size()) + "\n";
  out += "\n";
  for (const auto& [name, body] : sections) out += body;
  return out;
}

std::string_view section(std::string_view file, std::string_view name) {
  if (!file.starts_with(kMagic)) return {};
  const std::size_t head_end = file.find("\n\n");
  if (head_end == std::string_view::npos) return {};
  std::string_view head = file.substr(kMagic.size(), head_end + 1 - kMagic.size());
  std::string_view bodies = file.substr(head_end + 2);
  while (!head.empty()) {
    const std::string_view line = head.substr(0, head.find('\n'));
    head.remove_prefix(line.size() + 1);
    const std::size_t blank = line.find(' ');
    std::size_t size = 0;
    if (blank == std::string_view::npos) return {};
    std::from_chars(line.data() + blank + 1, line.data() + line.size(), size);
    if (size > bodies.size()) return {};
    if (line.substr(0, blank) == name) return bodies.substr(0, size);
    bodies.remove_prefix(size);
  }
  return {};
}

} // namespace cmdwright::spec
