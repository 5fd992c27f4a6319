#include "repl/history.h"

#include <algorithm>

#include "text/utf8.h"
#include "text/words.h"

namespace cmdwright::repl {

bool History::add(std::string_view line) {
  if (trim(line).empty() || line.size() > kLongest) return false;
  if (!entries_.empty() && entries_.back() == line) return false;
  if (entries_.size() == kMost) entries_.erase(entries_.begin(), entries_.begin() + kMost / 10);
  entries_.emplace_back(line);
  return true;
}

namespace {
bool contains(std::string_view entry, std::string_view lower_text) {
  return ascii_lower(entry).find(lower_text) != std::string::npos;
}
} // namespace

std::optional<std::size_t> History::find_before(std::string_view text, std::size_t before) const {
  const std::string low = ascii_lower(text);
  for (std::size_t i = std::min(before, entries_.size()); i-- > 0;)
    if (contains(entries_[i], low)) return i;
  return std::nullopt;
}

std::optional<std::size_t> History::find_after(std::string_view text, std::size_t after) const {
  const std::string low = ascii_lower(text);
  for (std::size_t i = after + 1; i < entries_.size(); ++i)
    if (contains(entries_[i], low)) return i;
  return std::nullopt;
}

std::string to_file_line(std::string_view entry) {
  std::string line;
  for (const char c : entry) {
    if (c == '\n')
      line += "\\n";
    else if (c == '\\')
      line += "\\\\";
    else
      line += c;
  }
  return line;
}

std::optional<std::string> from_file_line(std::string_view line) {
  if (line.size() > 2 * History::kLongest || utf8::first_invalid(line) != std::string_view::npos)
    return std::nullopt;
  std::string entry;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (static_cast<unsigned char>(c) < 0x20 || c == '\x7f') return std::nullopt;
    if (c == '\\' && i + 1 < line.size()) {
      entry += line[i + 1] == 'n' ? '\n' : line[i + 1];
      ++i;
    } else {
      entry += c;
    }
  }
  return entry;
}

} // namespace cmdwright::repl
