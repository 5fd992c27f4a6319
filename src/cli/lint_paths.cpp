#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include <fnmatch.h>

#include "cli/lint_source.h"
#include "text/words.h"

namespace cmdwright::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 12> kEndings = {".sh",       ".bash",   ".zsh",  ".md",
                                                       ".markdown", ".mdx",    ".txt",  ".log",
                                                       ".jsonl",    ".ndjson", ".json", ".answer"};

bool looks_like_text(const fs::path& path) {
  const std::string ending = ascii_lower(path.extension().string());
  return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

bool is_pattern(std::string_view name) {
  return name.find_first_of("*?[") != std::string_view::npos;
}

/// "**" crosses folders, "*" does not.
bool matches(const std::string& pattern, const std::string& path) {
  const int flags = pattern.find("**") == std::string::npos ? FNM_PATHNAME : 0;
  if (::fnmatch(pattern.c_str(), path.c_str(), flags) == 0) return true;
  // "a/**/b" means a/b as well.
  const std::size_t at = pattern.find("**/");
  return at != std::string::npos && matches(pattern.substr(0, at) + pattern.substr(at + 3), path);
}

bool excluded(const std::vector<std::string>& exclude, const std::string& path) {
  const std::string name = fs::path(path).filename().string();
  return std::any_of(exclude.begin(), exclude.end(), [&](const std::string& e) {
    return matches(e, path) || ::fnmatch(e.c_str(), name.c_str(), 0) == 0 || path.starts_with(e + "/");
  });
}

/// All files below `folder` for which `wanted` holds. Hidden folders are left out.
template <class Wanted>
void walk(const std::string& folder, const std::vector<std::string>& exclude, const Wanted& wanted,
          std::vector<std::string>& out) {
  std::error_code error;
  std::vector<std::string> found;
  auto it = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, error);
  for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    const std::string name = it->path().filename().string();
    std::string path = it->path().string();
    if (path.starts_with("./")) path.erase(0, 2);
    std::error_code ignored;
    if (it->is_directory(ignored)) {
      if (name.starts_with('.') || name == "node_modules" || excluded(exclude, path))
        it.disable_recursion_pending();
    } else if (it->is_regular_file(ignored) && wanted(path) && !excluded(exclude, path)) {
      found.push_back(std::move(path));
    }
  }
  std::sort(found.begin(), found.end());
  out.insert(out.end(), found.begin(), found.end());
}

} // namespace

LintPaths find_lint_paths(const std::vector<std::string>& names, const std::vector<std::string>& exclude) {
  LintPaths out;
  for (const std::string& name : names) {
    std::error_code error;
    if (name == "-") {
      out.files.push_back(name);
    } else if (fs::is_directory(name, error)) {
      walk(
          name, exclude, [](const std::string& path) { return looks_like_text(path); }, out.files);
    } else if (fs::exists(name, error) || !is_pattern(name)) {
      out.files.push_back(name); // what cannot be read says so when it is opened
    } else {
      const std::size_t before = out.files.size();
      const std::size_t slash = name.rfind('/', name.find_first_of("*?["));
      const std::string base =
          slash == std::string::npos ? "." : name.substr(0, std::max<std::size_t>(slash, 1));
      const std::string pattern = name.starts_with("./") ? name.substr(2) : name;
      walk(
          base, exclude, [&](const std::string& path) { return matches(pattern, path); }, out.files);
      if (out.files.size() == before) out.problems.push_back(name + ": no file matches");
    }
  }
  // A file that is named twice is linted once.
  std::set<std::string> seen;
  std::erase_if(out.files, [&](const std::string& file) { return !seen.insert(file).second; });
  return out;
}

} // namespace cmdwright::cli
