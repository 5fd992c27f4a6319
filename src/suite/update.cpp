#include "suite/update.h"

#include <algorithm>
#include <map>

#include "suite/record.h"
#include "text/files.h"
#include "text/words.h"

namespace cmdwright::suite {

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  for (const std::string_view line : split(text, '\n')) out.emplace_back(line);
  return out;
}

std::size_t indent_of(std::string_view line) {
  const std::size_t at = line.find_first_not_of(' ');
  return at == std::string_view::npos ? line.size() : at;
}

bool is_blank_line(std::string_view line) {
  return trim(line).empty();
}

/// What would make the failure pass; nothing when a person has to decide.
std::optional<NewValue> accepted(const Failure& f) {
  if (!f.accept_scalar.empty()) return NewValue{false, f.accept_scalar, {}};
  if (f.accept_list) return NewValue{true, {}, *f.accept_list};
  return std::nullopt;
}

std::string title_in_update(const CaseResult& r, const Failure& f) {
  return r.name + ": " + f.expectation + " ";
}

struct Place {
  std::uint32_t line;
  std::uint32_t column;
  friend auto operator<=>(const Place&, const Place&) = default;
};
struct Wish {
  NewValue value;
  std::string what; ///< for messages
  bool disputed = false;
};

} // namespace

std::optional<std::string> replace_value(const std::string& yaml, std::uint32_t line, std::uint32_t column,
                                         const NewValue& value) {
  std::vector<std::string> lines = lines_of(yaml);
  if (line < 1 || line > lines.size() || column < 1) return std::nullopt;
  const std::string& first = lines[line - 1];
  const std::size_t indent = column - 1;
  const std::size_t colon = first.find(':', indent);
  // In front of a key of a block stand blanks and the dashes of lists only.
  if (indent > first.size() || colon == std::string::npos ||
      first.substr(0, indent).find_first_not_of(" -") != std::string::npos)
    return std::nullopt;
  const bool value_below =
      is_blank_line(first.substr(colon + 1)) || trim(first.substr(colon + 1)).starts_with('#');
  std::size_t end = line; // one behind the last line of the value
  for (std::size_t i = line; i < lines.size(); ++i) {
    if (is_blank_line(lines[i])) continue;
    const std::size_t here = indent_of(lines[i]);
    const bool item = value_below && here == indent && lines[i][here] == '-';
    if (here <= indent && !item) break;
    end = i + 1;
  }
  std::vector<std::string> fresh = {first.substr(0, colon + 1)};
  if (!value.list)
    fresh[0] += " " + value.scalar;
  else if (value.items.empty())
    fresh[0] += " []";
  else
    for (const std::string& item : value.items)
      fresh.push_back(std::string(indent + 2, ' ') + "- " + yaml_text(item));
  lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(line) - 1,
              lines.begin() + static_cast<std::ptrdiff_t>(end));
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(line) - 1, fresh.begin(), fresh.end());
  return join(lines, "\n");
}

UpdateResult update_suites(const std::vector<CaseResult>& results) {
  UpdateResult out;
  std::map<std::string, std::map<Place, Wish, std::greater<>>> by_file; // from the end, so that places stay
  for (const CaseResult& r : results)
    for (const Failure& f : r.failures) {
      const std::optional<NewValue> value = accepted(f);
      if (!value || !f.own) {
        out.left.push_back({title_in_update(r, f) + (f.own || !value ? "has to be decided by a person"
                                                                     : "does not stand in the case itself"),
                            f.place});
        continue;
      }
      const auto [it, fresh] =
          by_file[r.suite].try_emplace(Place{f.line, f.column}, Wish{*value, title_in_update(r, f), false});
      if (!fresh && it->second.value != *value) it->second.disputed = true;
    }
  for (const auto& [file, wishes] : by_file) {
    Result<std::string> content = read_file(file);
    if (!content) {
      out.left.push_back(content.error());
      continue;
    }
    Updated updated{file, 0};
    std::string text = std::move(*content);
    for (const auto& [place, wish] : wishes) {
      const std::string at = file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column);
      if (wish.disputed) {
        out.left.push_back({wish.what + "differs between the conversations of the case", at});
        continue;
      }
      std::optional<std::string> changed = replace_value(text, place.line, place.column, wish.value);
      if (!changed) {
        out.left.push_back({wish.what + "is not written in block style", at});
        continue;
      }
      text = std::move(*changed);
      ++updated.changed;
    }
    if (updated.changed == 0) continue;
    if (const Status written = write_file(file, text); !written)
      out.left.push_back(written.error());
    else
      out.files.push_back(std::move(updated));
  }
  return out;
}

} // namespace cmdwright::suite
