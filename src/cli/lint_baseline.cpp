#include "cli/lint_baseline.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "text/files.h"
#include "text/json_depth.h"

namespace cmdwright::cli {

using nlohmann::json;

Baseline::Key Baseline::key_of(const LintResult& result, const LintItem& item) {
  std::string file = result.file;
  while (file.starts_with("./")) file.erase(0, 2);
  return {result.id.empty() ? file : file + " " + result.id, item.fingerprint};
}

void Baseline::add(const LintResult& result) {
  for (const LintItem& item : result.items) {
    Entry& entry = entries_[key_of(result, item)];
    entry.rule = std::string(item.rule->slug);
    ++entry.count;
  }
}

std::size_t Baseline::subtract(LintResult& result) {
  return std::erase_if(result.items, [&](const LintItem& item) {
    const auto it = entries_.find(key_of(result, item));
    if (it == entries_.end() || it->second.count == 0) return false;
    --it->second.count;
    return true;
  });
}

std::size_t Baseline::size() const {
  std::size_t n = 0;
  for (const auto& [key, entry] : entries_) n += entry.count;
  return n;
}

Status Baseline::write(const std::string& path) const {
  nlohmann::ordered_json out;
  out["version"] = 1;
  nlohmann::ordered_json& list = out["findings"] = nlohmann::ordered_json::array();
  for (const auto& [key, entry] : entries_)
    list.push_back(
        {{"file", key.first}, {"rule", entry.rule}, {"fingerprint", key.second}, {"count", entry.count}});
  return write_file(path, out.dump(1, ' ', false, json::error_handler_t::replace) + "\n");
}

Result<Baseline> Baseline::read(const std::string& path) {
  const Result<std::string> text = read_file(path);
  if (!text) return text.error();
  const json value =
      nests_too_deep(*text) ? json(json::value_t::discarded) : json::parse(*text, nullptr, false);
  const Error wrong{"no baseline of cmdwright lint (write one with --write-baseline)", path};
  if (!value.is_object()) return wrong;
  const auto list = value.find("findings");
  if (list == value.end() || !list->is_array()) return wrong;
  Baseline out;
  for (const json& item : *list) {
    if (!item.is_object()) return wrong;
    const auto text_of = [&](const char* key) {
      const auto it = item.find(key);
      return it != item.end() && it->is_string() ? it->get<std::string>() : std::string();
    };
    const auto count = item.find("count");
    if (count == item.end() || !count->is_number_unsigned() || text_of("fingerprint").empty()) return wrong;
    out.entries_[{text_of("file"), text_of("fingerprint")}] = {text_of("rule"), count->get<unsigned>()};
  }
  return out;
}

} // namespace cmdwright::cli
