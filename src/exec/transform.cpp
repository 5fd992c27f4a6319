#include "exec/transform.h"

#include <algorithm>
#include <ctime>
#include <filesystem>

#include "command/value.h"
#include "text/files.h"
#include "text/words.h"

namespace cmdwright::exec {

namespace fs = std::filesystem;

namespace {

Error wrong(const std::string& value, const std::string& what) {
  return {"'" + value + "' " + what, ""};
}

Result<Json> plain_word(const spec::Param* param, const std::string& word) {
  if (param != nullptr && param->type == spec::ValueType::Int) {
    const std::optional<std::int64_t> n = command::as_integer(word);
    if (!n) return wrong(word, "is no whole number of up to 64 bits");
    return Json(*n);
  }
  if (param != nullptr && param->type == spec::ValueType::Float) {
    const std::optional<double> n = command::as_number(word);
    if (!n) return wrong(word, "is no number");
    return Json(*n);
  }
  return Json(word);
}

Result<Json> plain(const Words& words) {
  if (words.param == nullptr || words.param->list != spec::ListKind::Space)
    return plain_word(words.param, words.values.front());
  Json list = Json::array();
  for (const std::string& word : words.values) {
    Result<Json> one = plain_word(words.param, word);
    if (!one) return one;
    list.push_back(std::move(*one));
  }
  return list;
}

Result<Json> watermarks(const std::string& text) {
  Json list = Json::array();
  for (const std::string_view piece : split(text, ',')) {
    const std::optional<std::int64_t> id = command::as_integer(trim(piece));
    if (!id) return wrong(text, "must be template ids with commas between them");
    list.push_back(Json{{"Definition", *id}});
  }
  return list;
}

Result<Json> file_refs(const Words& words, const spec::FileRefRule& rule) {
  Json list = Json::array();
  for (const std::string& word : words.values) {
    const std::optional<command::FileRef> ref = command::as_file_ref(rule, word);
    if (!ref) return wrong(word, "must be File:<FileId> or Url:<URL>");
    list.push_back(ref->url ? Json{{"Type", "Url"}, {"Url", ref->target}}
                            : Json{{"Type", "File"}, {"FileId", ref->target}});
  }
  return list;
}

Result<Json> tags(const Words& words) {
  Json list = Json::array();
  for (const std::string& word : words.values) {
    const std::size_t equals = word.find('=');
    const std::string_view key = trim(std::string_view(word).substr(0, equals));
    if (equals == std::string::npos || key.empty()) return wrong(word, "must be KEY=VALUE");
    list.push_back(Json{{"TagKey", key}, {"TagValue", trim(std::string_view(word).substr(equals + 1))}});
  }
  return list;
}

Result<Json> items(const std::string& text, const std::vector<Str>& keys) {
  const Result<Json> parsed = parse_json(text);
  if (!parsed || !parsed->is_array()) return wrong(text, "must be a JSON array of objects");
  Json list = Json::array();
  for (const Json& item : *parsed) {
    if (!item.is_object()) return wrong(text, "must be a JSON array of objects");
    Json out;
    const Json* type = member(item, "Type");
    out["Type"] = type == nullptr ? Json("Url") : *type;
    for (const Str key : keys)
      if (const Json* value = member(item, key); value != nullptr && !is_empty(*value))
        out[std::string(key)] = *value;
    list.push_back(std::move(out));
  }
  return list;
}

Json element_text(const std::vector<std::int64_t>& ids) {
  Json list = Json::array();
  for (const std::int64_t id : ids) list.push_back(Json{{"element_id", id}});
  const Json inner = {{"element_list", std::move(list)}};
  return dump(Json{{"AdditionalParameters", dump(inner)}});
}

Result<Json> elements(const std::string& text) {
  std::vector<std::int64_t> ids;
  for (const std::string_view piece : split(text, ',')) {
    const std::string_view word = trim(piece);
    if (word.empty()) continue;
    const std::optional<std::int64_t> id = command::as_integer(word);
    if (!id) return wrong(text, "must be element ids with commas between them");
    ids.push_back(*id);
  }
  return ids.empty() ? Json(nullptr) : element_text(ids);
}

void add_id(const Json& holder, std::vector<std::int64_t>& ids) {
  const std::string text = text_at(holder, "ElementId");
  if (const std::optional<std::int64_t> id = command::as_integer(text)) ids.push_back(*id);
}

/// Records of elements in either shape: ElementId at the top of an entry, or inside result.info_list.
Result<Json> elements_of_file(const std::string& name, const Surroundings& around) {
  const fs::path path = fs::path(name).is_absolute() ? fs::path(name) : fs::path(around.folder) / name;
  const Result<std::string> text = read_file(path.string());
  if (!text) return text.error();
  const Result<Json> parsed = parse_json(*text);
  if (!parsed || !parsed->is_structured())
    return Error{"is no JSON array or object of elements", path.string()};
  std::vector<std::int64_t> ids;
  for (const Json& entry : *parsed) {
    add_id(entry, ids);
    for (const Json* info : all_at(entry, "result.info_list[]")) add_id(*info, ids);
  }
  if (ids.empty()) return Error{"holds no ElementId", path.string()};
  return element_text(ids);
}

Result<Json> model_field(const std::string& model, Str field, const spec::Script& script) {
  const spec::Model* found = script.model(model);
  const spec::ModelField* value = found == nullptr ? nullptr : found->find(field);
  if (value == nullptr || value->values.empty()) return Json(nullptr);
  return Json(value->values.front());
}

std::string extension(const std::string& path) {
  const std::string text = fs::path(path).extension().string();
  return text.empty() ? text : text.substr(1);
}

Result<Json> json_or_word(const std::string& text, const std::vector<Str>& known) {
  if (std::find(known.begin(), known.end(), text) != known.end()) return Json(text);
  Result<Json> parsed = parse_json(text);
  return parsed ? parsed : Result<Json>(wrong(text, "is neither a known word nor JSON"));
}

} // namespace

std::string local_day(std::int64_t now, std::uint32_t days_ago) {
  const auto moment = static_cast<std::time_t>(now);
  std::tm day{};
  ::localtime_r(&moment, &day);
  day.tm_mday -= static_cast<int>(days_ago);
  day.tm_hour = 12; // away from changes of the clock
  day.tm_isdst = -1;
  std::mktime(&day);
  char text[16];
  std::strftime(text, sizeof text, "%Y-%m-%d", &day);
  return text;
}

std::string with_point(std::string_view number) {
  const std::optional<double> value = command::as_number(number);
  return value ? dump(Json(*value)) : std::string(number);
}

Result<Json> transform(const Field& field, const Words& words, const spec::Script& script,
                       const spec::FileRefRule& refs, const Surroundings& around) {
  const std::string& first = words.values.front();
  switch (field.as) {
  case Transform::Plain:
    return plain(words);
  case Transform::Split:
  case Transform::Offsets: {
    Json list = Json::array();
    for (const std::string_view piece : split(first, ',')) {
      const bool share = field.as == Transform::Offsets && piece.ends_with("pct");
      list.push_back(share ? std::string(piece.substr(0, piece.size() - 3)) + "%" : std::string(piece));
    }
    return list;
  }
  case Transform::Watermarks:
    return watermarks(first);
  case Transform::FileRefs:
    return file_refs(words, refs);
  case Transform::Tags:
    return tags(words);
  case Transform::Items:
    return items(first, field.keys);
  case Transform::Elements:
    return elements(first);
  case Transform::ElementsOfFile:
    return elements_of_file(first, around);
  case Transform::ModelText:
    return Json(dump(Json{{"ModelName", "Google/" + first}}));
  case Transform::OneElement:
    return Json::array({first});
  case Transform::DayStart:
    return Json(first.find('T') == std::string::npos ? first + "T00:00:00+08:00" : first);
  case Transform::DayEnd:
    return Json(first.find('T') == std::string::npos ? first + "T23:59:59+08:00" : first);
  case Transform::Extension:
    return Json(ascii_lower(extension(first)));
  case Transform::ExtensionAsIs:
    return Json(extension(first));
  case Transform::Stem:
    return Json(fs::path(first).stem().string());
  case Transform::ModelField:
    return model_field(first, field.keys.empty() ? Str{} : field.keys.front(), script);
  case Transform::Parsed: {
    Result<Json> parsed = parse_json(first);
    return parsed ? parsed : Result<Json>(wrong(first, "is no JSON"));
  }
  case Transform::JsonOrWord:
    return json_or_word(first, field.keys);
  }
  return Error{"unknown transformation", ""};
}

} // namespace cmdwright::exec
