#include "suite/glob.h"

#include <algorithm>
#include <filesystem>

#include <fnmatch.h>

#include "text/words.h"

namespace cmdwright::suite {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostFiles = 1'000'000;

bool name_matches(const std::string& pattern, const std::string& name) {
  return ::fnmatch(pattern.c_str(), name.c_str(), FNM_PERIOD) == 0;
}

std::vector<fs::directory_entry> entries(const std::string& folder) {
  std::vector<fs::directory_entry> out;
  std::error_code failed;
  for (fs::directory_iterator it(folder.empty() ? "." : folder, failed), end; !failed && it != end;
       it.increment(failed))
    out.push_back(*it);
  return out;
}

std::string inside(const std::string& folder, const std::string& name) {
  return folder.empty() || folder.ends_with('/') ? folder + name : folder + "/" + name;
}

bool is_folder(const fs::directory_entry& entry) {
  std::error_code failed;
  return entry.is_directory(failed);
}

/// The folder itself and all folders below it.
std::vector<std::string> with_folders_below(const std::string& folder) {
  std::vector<std::string> out = {folder};
  for (std::size_t i = 0; i < out.size() && out.size() < kMostFiles; ++i)
    for (const fs::directory_entry& e : entries(std::string(out[i]))) {
      const std::string name = e.path().filename().string();
      std::error_code failed;
      if (!name.starts_with('.') && is_folder(e) && !e.is_symlink(failed))
        out.push_back(inside(out[i], name));
    }
  return out;
}

} // namespace

bool has_wildcards(std::string_view path) {
  return path.find_first_of("*?[") != std::string_view::npos;
}

std::vector<std::string> expand_glob(const std::string& pattern) {
  std::vector<std::string> found = {pattern.starts_with('/') ? "/" : ""};
  const std::vector<std::string_view> parts = split(pattern, '/');
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string part(parts[i]);
    const bool last = i + 1 == parts.size();
    if (part.empty()) continue;
    std::vector<std::string> next;
    for (const std::string& folder : found) {
      if (next.size() > kMostFiles) break;
      if (part == "**") {
        for (std::string& below : with_folders_below(folder)) next.push_back(std::move(below));
        continue;
      }
      if (!has_wildcards(part)) {
        const std::string path = inside(folder, part);
        std::error_code failed;
        if (fs::exists(path, failed)) next.push_back(path);
        continue;
      }
      for (const fs::directory_entry& e : entries(folder)) {
        const std::string name = e.path().filename().string();
        if (name_matches(part, name) && (last || is_folder(e))) next.push_back(inside(folder, name));
      }
    }
    found = std::move(next);
  }
  std::error_code failed;
  std::erase_if(found, [&](const std::string& path) { return fs::is_directory(path, failed); });
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

} // namespace cmdwright::suite
