#include "suite/redact.h"

#include <algorithm>
#include <memory>

#include <nlohmann/json.hpp>
#include <re2/re2.h>

#include "text/json_depth.h"
#include "text/words.h"

namespace cmdwright::suite {

namespace {

using nlohmann::ordered_json;

/// Digits of the shortest number that is an id; dates and sizes are shorter.
constexpr std::size_t kIdDigits = 9;
/// Characters of the shortest word that is an id or a token.
constexpr std::size_t kIdWord = 12;
constexpr std::size_t kTokenWord = 20;

/// Each captures what stands before the secret, and the secret.
struct NamedSecret {
  const char* pattern;
};
constexpr NamedSecret kNamed[] = {
    // ?sign=…&t=…
    {R"re((?i)([?&](?:[\w.-]*(?:sign|sig|token|auth|credential|secret|security|key|expire)[\w.-]*|t|us|exper)=)([^&\s"'<>)\]\\]+))re"},
    // --api-token VALUE
    {R"re((?i)(--[\w-]*(?:secret|token|password|api-key)(?:-[\w-]+)?[ =]["']?)([^\s"'<$\\]{4,}))re"},
    // SECRET_KEY=VALUE, "token": "VALUE"
    {R"re((?i)((?:secret|token|password|passwd|api[_-]?key|access[_-]?key|authorization|credential)(?:[_-]?(?:id|key))?["']?\s*[:=]\s*["']?(?:bearer\s+)?)([^\s"',;<$\\]{8,}))re"},
    {R"re((?i)(bearer\s+)([\w.~+/=-]{8,}))re"},
};

const RE2& compiled(std::size_t i) {
  static const std::vector<std::unique_ptr<RE2>> all = [] {
    std::vector<std::unique_ptr<RE2>> out;
    for (const NamedSecret& n : kNamed) out.push_back(std::make_unique<RE2>(n.pattern));
    return out;
  }();
  return *all[i];
}

bool is_secret_word(std::string_view word) {
  std::size_t digits = 0;
  std::size_t upper = 0;
  std::size_t lower = 0;
  for (const char c : word) {
    digits += is_digit(c) ? 1 : 0;
    upper += c >= 'A' && c <= 'Z' ? 1 : 0;
    lower += c >= 'a' && c <= 'z' ? 1 : 0;
  }
  if (digits == word.size()) return digits >= kIdDigits;
  if (word.size() >= kTokenWord && digits > 0 && upper > 0 && lower > 0) return true;
  return word.size() >= kIdWord && digits >= 3;
}

std::uint64_t mixed(std::uint64_t n) { // splitmix64
  n += 0x9E3779B97F4A7C15U;
  n = (n ^ (n >> 30U)) * 0xBF58476D1CE4E5B9U;
  n = (n ^ (n >> 27U)) * 0x94D049BB133111EBU;
  return n ^ (n >> 31U);
}

} // namespace

/// Digits for digits, letters for letters of the same case, the rest as it is.
std::string Redactor::replacement(std::string_view original) {
  if (const auto it = known_.find(original); it != known_.end()) return it->second;
  if (used_.count(std::string(original)) > 0) return std::string(original); // it is a replacement already
  std::string out;
  for (int attempt = 0; attempt < 100; ++attempt) {
    out.clear();
    std::uint64_t random = mixed(++count_);
    for (std::size_t i = 0; i < original.size(); ++i) {
      const char c = original[i];
      random = mixed(random);
      if (is_digit(c))
        out += static_cast<char>(i == 0 && c != '0' ? '1' + random % 9 : '0' + random % 10);
      else if (is_alpha(c)) // letters of hexadecimal numbers stay such
        out += static_cast<char>((c < 'a' ? 'A' : 'a') + random % 6);
      else
        out += c;
    }
    if (out != original && used_.insert(out).second) break;
  }
  known_.emplace(original, out);
  return out;
}

std::string Redactor::named_secrets(std::string_view text) {
  std::string now(text);
  for (std::size_t i = 0; i < std::size(kNamed); ++i) {
    std::string out;
    re2::StringPiece rest(now);
    re2::StringPiece before;
    re2::StringPiece secret;
    for (const char* done = now.data();; done = rest.data()) {
      if (!RE2::FindAndConsume(&rest, compiled(i), &before, &secret)) {
        out.append(done, static_cast<std::size_t>(now.data() + now.size() - done));
        break;
      }
      out.append(done, static_cast<std::size_t>(secret.data() - done));
      out += replacement({secret.data(), secret.size()});
    }
    now = std::move(out);
  }
  return now;
}

std::string Redactor::words(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    if (!is_alnum(text[at])) {
      out += text[at++];
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_alnum(text[end])) ++end;
    const std::string_view word = text.substr(at, end - at);
    out += is_secret_word(word) ? replacement(word) : std::string(word);
    at = end;
  }
  return out;
}

std::string Redactor::text(std::string_view text) {
  return words(named_secrets(text));
}

namespace {
/// Names of fields whose values are words of the format.
bool is_format_field(std::string_view key) {
  return key == "role" || key == "type" || key == "now";
}

void redact(ordered_json& value, Redactor& redactor) {
  if (value.is_object()) {
    for (auto& [key, inner] : value.items())
      if (!is_format_field(key)) redact(inner, redactor);
  } else if (value.is_array()) {
    for (ordered_json& inner : value) redact(inner, redactor);
  } else if (value.is_string()) {
    value = redactor.json(value.get<std::string>());
  } else if (value.is_number_integer()) {
    const std::string text = value.dump();
    const std::string other = redactor.text(text);
    if (other != text) value = ordered_json::parse(other, nullptr, false);
  }
}
} // namespace

std::string Redactor::json(std::string_view json) {
  const std::string_view trimmed = trim(json);
  const bool structured = trimmed.starts_with('{') || trimmed.starts_with('[');
  if (!structured || nests_too_deep(trimmed)) return text(json);
  ordered_json value = ordered_json::parse(trimmed, nullptr, false);
  if (value.is_discarded()) return text(json);
  const ordered_json before = value;
  redact(value, *this);
  // A text that needs no change keeps its spelling.
  return value == before ? std::string(json)
                         : value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

} // namespace cmdwright::suite
