#include "cli/requests.h"

#include <nlohmann/json.hpp>

#include "text/json_depth.h"
#include "text/utf8.h"
#include "text/words.h"
#include "understand/understand.h"

namespace cmdwright::cli {

using nlohmann::json;

std::string wrong_request(std::string_view text) {
  if (trim(text).empty()) return "the request is empty; say what you want";
  if (text.size() > understand::kLongestRequest)
    return "the request is " + std::to_string(text.size()) + " bytes long; at most " +
           std::to_string(understand::kLongestRequest) + " are read";
  if (const std::size_t at = text.find('\0'); at != std::string_view::npos)
    return "the request has a NUL byte at offset " + std::to_string(at);
  if (const std::size_t at = utf8::first_invalid(text); at != std::string_view::npos)
    return "the request is not UTF-8 at offset " + std::to_string(at);
  return {};
}

std::string without_controls(std::string text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\n') || c == 0x7F) text[i] = ' ';
    // U+0080 to U+009F
    if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0)
      text[i] = text[i + 1] = ' ';
  }
  return text;
}

namespace {
/// "- x", "* x", "• x", "1. x", "2) x", or indented.
bool continues(std::string_view line) {
  if (line.empty()) return false;
  if (is_blank(line.front())) return true;
  for (const std::string_view bullet : {"- ", "* ", "• ", "– ", "— "})
    if (line.starts_with(bullet)) return true;
  std::size_t digits = 0;
  while (digits < line.size() && is_digit(line[digits])) ++digits;
  const std::string_view after = line.substr(digits);
  return digits > 0 && digits <= 2 &&
         (after.starts_with(". ") || after.starts_with(") ") || after.starts_with("、") ||
          after.starts_with("）"));
}
} // namespace

std::vector<std::string> split_requests(std::string_view text) {
  std::vector<std::string> out;
  bool open = false; // a request that further lines may belong to
  for (std::string_view line : split(text, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (trim(line).empty()) {
      open = false;
    } else if (open && continues(line)) {
      out.back() += "\n";
      out.back() += line;
    } else {
      out.emplace_back(line);
      open = true;
    }
  }
  return out;
}

Result<RequestLine> read_request_line(std::string_view line, std::string& id) {
  id.clear();
  if (line.size() > kLongestLine) return Error{"the line is too long", ""};
  if (nests_too_deep(line)) return Error{"the JSON nests too deeply", ""};
  const json value = json::parse(line, nullptr, false);
  if (value.is_discarded()) return Error{"not JSON", ""};
  if (!value.is_object()) return Error{"not a JSON object", ""};
  if (const auto it = value.find("id"); it != value.end())
    id = it->dump(-1, ' ', false, json::error_handler_t::replace);
  RequestLine out;
  if (const auto it = value.find("now"); it != value.end() && !it->is_null()) {
    if (!it->is_string()) return Error{"'now' is no text", ""};
    out.now = it->get<std::string>();
  }
  const auto request = value.find("request");
  const auto turns = value.find("turns");
  if (turns != value.end() && turns->is_array()) {
    for (const json& turn : *turns) {
      if (!turn.is_string()) return Error{"'turns' has something that is no text", ""};
      out.turns.push_back(turn.get<std::string>());
    }
  } else if (request != value.end() && request->is_string()) {
    out.turns.push_back(request->get<std::string>());
  }
  if (out.turns.empty()) return Error{"neither 'request' (a text) nor 'turns' (a list of texts)", ""};
  for (const std::string& turn : out.turns)
    if (std::string wrong = wrong_request(turn); !wrong.empty()) return Error{std::move(wrong), ""};
  return out;
}

std::string error_json(std::string_view id, std::size_t line, const std::string& message) {
  nlohmann::ordered_json out;
  if (!id.empty()) out["id"] = nlohmann::ordered_json::parse(id, nullptr, false);
  out["status"] = "error";
  out["line"] = line;
  out["error"] = message;
  return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace cmdwright::cli
