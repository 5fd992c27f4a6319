#include "exec/json.h"

#include <charconv>

#include <nlohmann/json.hpp>

#include "text/json_depth.h"
#include "text/words.h"

namespace cmdwright::exec {

namespace {

/// "FileInfos[0]" -> name and, if there is one, what stands in the brackets.
struct Piece {
  std::string_view name;
  std::optional<std::string_view> index;
};
Piece piece_of(std::string_view text) {
  const std::size_t bracket = text.find('[');
  if (bracket == std::string_view::npos) return {text, std::nullopt};
  return {text.substr(0, bracket), text.substr(bracket + 1, text.size() - bracket - 2)};
}

std::size_t number(std::string_view text) {
  std::size_t n = 0;
  std::from_chars(text.data(), text.data() + text.size(), n);
  return n;
}

Json* element(Json& array, std::string_view index) {
  if (!array.is_array()) array = Json::array();
  if (index == "+" || (index == "-1" && array.empty())) return &array.emplace_back(nullptr);
  if (index == "-1") return &array.back();
  const std::size_t n = number(index);
  while (array.size() <= n) array.emplace_back(nullptr);
  return &array[n];
}

} // namespace

Result<Json> parse_json(std::string_view text) {
  if (nests_too_deep(text)) return Error{"JSON nested too deeply", ""};
  Json value = Json::parse(text, nullptr, false);
  if (value.is_discarded()) return Error{"not JSON", ""};
  return value;
}

std::string dump(const Json& value, int indent) {
  return value.dump(indent, ' ', false, Json::error_handler_t::replace);
}

void set_at(Json& root, std::string_view path, Json value) {
  Json* at = &root;
  for (const std::string_view text : split(path, '.')) {
    const Piece piece = piece_of(text);
    if (!at->is_object()) *at = Json::object();
    at = &(*at)[std::string(piece.name)];
    if (piece.index) at = element(*at, *piece.index);
  }
  *at = std::move(value);
}

std::vector<const Json*> all_at(const Json& root, std::string_view path) {
  std::vector<const Json*> here = {&root};
  for (const std::string_view text : split(path, '.')) {
    const Piece piece = piece_of(text);
    std::vector<const Json*> next;
    for (const Json* value : here) {
      const Json* child = member(*value, piece.name);
      if (child == nullptr) continue;
      if (!piece.index) {
        next.push_back(child);
      } else if (child->is_array()) {
        if (piece.index->empty())
          for (const Json& one : *child) next.push_back(&one);
        else if (number(*piece.index) < child->size())
          next.push_back(&(*child)[number(*piece.index)]);
      }
    }
    here = std::move(next);
  }
  return here;
}

const Json* find_at(const Json& root, std::string_view path) {
  const std::vector<const Json*> found = all_at(root, path);
  return found.empty() ? nullptr : found.front();
}

std::string text_at(const Json& root, std::string_view path) {
  const Json* value = find_at(root, path);
  if (value == nullptr) return {};
  if (value->is_string()) return value->get<std::string>();
  return value->is_number() ? value->dump() : std::string{};
}

std::optional<std::int64_t> int_at(const Json& root, std::string_view path) {
  const Json* value = find_at(root, path);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  return value->get<std::int64_t>();
}

const Json* member(const Json& object, std::string_view key) {
  if (!object.is_object()) return nullptr;
  const auto it = object.find(key);
  return it == object.end() ? nullptr : &*it;
}

bool is_empty(const Json& value) {
  if (value.is_number()) return value.get<double>() == 0.0;
  if (value.is_string()) return value.get_ref<const std::string&>().empty();
  return value.is_null() || (value.is_structured() && value.empty());
}

} // namespace cmdwright::exec
