#include "understand/literal.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "text/utf8.h"
#include "text/words.h"

namespace cmdwright::understand {

namespace {

constexpr std::size_t kLongestQuote = 4000;

bool is_han_or_kana(char32_t c) {
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         c >= 0x20000;
}

bool is_cjk_punctuation(char32_t c) {
  return (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) ||
         (c >= 0xFF3B && c <= 0xFF40) || (c >= 0xFF5B && c <= 0xFF65) || (c >= 0x2018 && c <= 0x201F);
}

constexpr std::array<std::string_view, 27> kExtensions = {
    "mp4", "flv", "avi", "mkv",  "mov", "wmv", "webm", "m3u8", "mpeg", "mpg", "mp3", "aac",  "flac", "wav",
    "ogg", "m4a", "wma", "jpeg", "jpg", "png", "gif",  "bmp",  "webp", "m4v", "3gp", "json", "ts"};

/// Length of a media extension ("mp4") at the start of `text` that ends there; 0 when there is none.
std::size_t extension_length(std::string_view text) {
  for (const std::string_view e : kExtensions)
    if (text.size() >= e.size() && equals_ignoring_case(text.substr(0, e.size()), e) &&
        (text.size() == e.size() || !is_alnum(text[e.size()])))
      return e.size();
  return 0;
}

bool is_blank_or_end(std::string_view text, std::size_t at) {
  return at >= text.size() || text[at] == ' ' || text[at] == '\n' || text[at] == '\t' || text[at] == '\r';
}

/// End of a run of path or URL characters. Han characters belong to it only when they lead on to more of it:
/// the name of a file, not the words of the sentence that follow without a blank.
std::size_t scan_address(std::string_view text, std::size_t at, bool url) {
  std::size_t i = at;
  while (i < text.size()) {
    const utf8::Decoded d = utf8::decode(text, i);
    if (d.code <= 0x20 || d.code == 0x7F || !d.valid || is_cjk_punctuation(d.code)) break;
    if (d.code == '"' || d.code == '<' || d.code == '>' || d.code == '`' || d.code == '|') break;
    if (d.code == '\'' || d.code == ',' || d.code == ';' || d.code == ')' || d.code == ']' || d.code == '}') {
      // Inside an address only when more of it follows at once.
      if (!url || is_blank_or_end(text, i + 1) || d.code == '\'' || d.code == ')' || d.code == ']' ||
          d.code == '}')
        break;
      if (d.code == ',' && text.substr(i + 1, 4) == "http") break;
    }
    if (is_han_or_kana(d.code)) {
      std::size_t j = i;
      std::size_t run = 0;
      while (j < text.size() && is_han_or_kana(utf8::decode(text, j).code))
        j += utf8::decode(text, j).length, ++run;
      std::size_t k = j; // what follows the run, up to an extension
      while (k < text.size() && (is_alnum(text[k]) || text[k] == '_' || text[k] == '-' || text[k] == '/' ||
                                 text[k] == '\\' || text[k] == '(' || text[k] == '%'))
        ++k;
      const bool leads_on =
          run <= 40 && k < text.size() && text[k] == '.' && extension_length(text.substr(k + 1)) > 0;
      const bool folder = run <= 40 && j < text.size() && (text[j] == '/' || text[j] == '\\');
      const bool after_separator =
          i > at && (text[i - 1] == '/' || text[i - 1] == '\\' || text[i - 1] == '_' || text[i - 1] == '-');
      if (!leads_on && !folder && !(after_separator && !url)) break;
      i = j;
      continue;
    }
    if (d.code == '.') {
      const std::size_t e = extension_length(text.substr(i + 1));
      // "a.mp4传上去": the extension ends the address when Han text follows.
      if (e > 0 && i + 1 + e < text.size() && is_han_or_kana(utf8::decode(text, i + 1 + e).code))
        return i + 1 + e;
    }
    i += d.length;
  }
  while (i > at && (text[i - 1] == '.' || text[i - 1] == ',' || text[i - 1] == ';' || text[i - 1] == ':' ||
                    text[i - 1] == '!' || (text[i - 1] == '?')))
    --i;
  return i;
}

std::optional<Literal> address(std::string_view text, std::size_t at, bool word_before) {
  const std::string_view rest = text.substr(at);
  if (word_before) return std::nullopt;
  const auto literal = [&](TokenKind kind, std::size_t end) {
    return Literal{kind, end, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}, false};
  };
  const std::string head = ascii_lower(rest.substr(0, 12));
  if (head.starts_with("http://") || head.starts_with("https://")) {
    const std::size_t end = scan_address(text, at, true);
    return end > at + 8 ? std::optional(literal(TokenKind::Url, end)) : std::nullopt;
  }
  if (const std::size_t colon = head.find("://");
      colon != std::string::npos && colon > 1 &&
      std::all_of(head.begin(), head.begin() + static_cast<std::ptrdiff_t>(colon), is_alnum))
    return literal(TokenKind::Uri, scan_address(text, at, true));
  const bool rooted =
      rest.size() > 1 && rest[0] == '/' &&
      (is_alnum(rest[1]) || static_cast<unsigned char>(rest[1]) >= 0x80 || rest[1] == '_' || rest[1] == '.');
  const bool relative = rest.starts_with("./") || rest.starts_with("../") || rest.starts_with("~/");
  const bool drive =
      rest.size() > 2 && is_alpha(rest[0]) && rest[1] == ':' && (rest[2] == '\\' || rest[2] == '/');
  if (rooted || relative || drive) {
    const std::size_t end = scan_address(text, at, false);
    if (end > at + 2) return literal(TokenKind::Path, end);
  }
  return std::nullopt;
}

/// "clip.mp4", "some/folder/clip.mp4", "宣传片.mp4": a name whose extension says that it is a media file.
std::optional<Literal> file_name(std::string_view text, std::size_t at, bool word_before) {
  if (word_before) return std::nullopt;
  std::size_t i = at;
  while (i < text.size()) {
    const utf8::Decoded d = utf8::decode(text, i);
    const bool name_char = is_alnum(static_cast<char>(d.code < 0x80 ? d.code : 0)) || d.code == '_' ||
                           d.code == '-' || d.code == '/' || d.code == '.' || d.code == '(' ||
                           d.code == ')' || d.code == '\\';
    if (!name_char) return std::nullopt;
    if (d.code == '.' && i > at) {
      const std::size_t e = extension_length(text.substr(i + 1));
      const std::size_t end = i + 1 + e;
      const bool more = end < text.size() &&
                        (text[end] == '.' || text[end] == '/' || text[end] == '_' || text[end] == '-') &&
                        end + 1 < text.size() && is_alnum(text[end + 1]);
      const bool plain_number = all_digits(text.substr(at, i - at));
      if (e > 0 && !more && !plain_number)
        return Literal{
            TokenKind::Path, end, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}, false};
    }
    i += d.length;
  }
  return std::nullopt;
}

struct QuotePair {
  std::string_view open;
  std::string_view close;
  bool title;
};
constexpr std::array kQuotes = {QuotePair{"\"", "\"", false},         QuotePair{"\u201C", "\u201D", false},
                                QuotePair{"\u201C", "\u201C", false}, QuotePair{"\u201D", "\u201D", false},
                                QuotePair{"\u2018", "\u2019", false}, QuotePair{"\u300C", "\u300D", false},
                                QuotePair{"\u300E", "\u300F", false}, QuotePair{"\u300A", "\u300B", true},
                                QuotePair{"\u00AB", "\u00BB", false}, QuotePair{"\u201E", "\u201C", false},
                                QuotePair{"`", "`", false},           QuotePair{"\uFF02", "\uFF02", false}};

/// A path or URL stays what it is when somebody puts it into quotes.
TokenKind quoted_kind(std::string_view inner) {
  if (inner.find_first_of("\n\t") != std::string_view::npos) return TokenKind::Quoted;
  const bool blank = inner.find(' ') != std::string_view::npos;
  if (!blank && (inner.starts_with("http://") || inner.starts_with("https://"))) return TokenKind::Url;
  const bool drive = inner.size() > 3 && is_alpha(inner[0]) && inner[1] == ':' && inner[2] == '\\';
  const bool rooted = inner.starts_with("/") || inner.starts_with("./") || inner.starts_with("../") ||
                      inner.starts_with("~/") || drive;
  const std::size_t dot = inner.rfind('.');
  const bool extension =
      dot != std::string_view::npos && inner.size() - dot <= 6 && dot + 1 < inner.size() &&
      std::all_of(inner.begin() + static_cast<std::ptrdiff_t>(dot) + 1, inner.end(), is_alnum);
  return rooted && extension ? TokenKind::Path : TokenKind::Quoted;
}

std::optional<Literal> quotation(std::string_view text, std::size_t at, bool word_before) {
  const auto found = [&](std::size_t begin, std::size_t end, std::size_t length,
                         bool title) -> std::optional<Literal> {
    if (end == begin) return std::nullopt;
    return Literal{quoted_kind(text.substr(begin, end - begin)),
                   end + length,
                   {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
                   title};
  };
  for (const QuotePair& q : kQuotes) {
    if (!text.substr(at).starts_with(q.open)) continue;
    const std::size_t begin = at + q.open.size();
    std::size_t end = text.find(q.close, begin);
    while (end != std::string_view::npos && q.open == "\"" && text[end - 1] == '\\')
      end = text.find(q.close, end + 1);
    if (end != std::string_view::npos && end - begin <= kLongestQuote)
      return found(begin, end, q.close.size(), q.title);
  }
  // A single quote opens only before a word and closes only behind one, so that apostrophes stay apostrophes.
  if (text[at] == '\'' && !word_before && !is_blank_or_end(text, at + 1)) {
    for (std::size_t end = text.find('\'', at + 1);
         end != std::string_view::npos && end - at <= kLongestQuote; end = text.find('\'', end + 1)) {
      const bool closes = end + 1 >= text.size() || !is_alnum(text[end + 1]);
      if (closes && text[end - 1] != ' ') return found(at + 1, end, 1, false);
    }
  }
  return std::nullopt;
}

std::optional<Literal> json(std::string_view text, std::size_t at) {
  if (text[at] != '{' && text[at] != '[') return std::nullopt;
  std::size_t i = at + 1;
  while (i < text.size() && (text[i] == ' ' || text[i] == '\n')) ++i;
  if (i >= text.size() || (text[i] != '"' && text[i] != '{' && text[i] != '[')) return std::nullopt;
  std::size_t depth = 0;
  bool in_string = false;
  for (i = at; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if ((c == '}' || c == ']') && --depth == 0) {
      if (!nlohmann::json::accept(text.substr(at, i + 1 - at))) return std::nullopt;
      return Literal{
          TokenKind::Json, i + 1, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(i + 1)}, false};
    }
  }
  return std::nullopt;
}

} // namespace

std::optional<Literal> literal_at(std::string_view text, std::size_t at, bool word_before) {
  if (auto found = json(text, at)) return found;
  if (auto found = quotation(text, at, word_before)) return found;
  if (auto found = address(text, at, word_before)) return found;
  const char c = text[at];
  if (is_alnum(c) || c == '_')
    if (auto found = file_name(text, at, word_before)) return found;
  return std::nullopt;
}

} // namespace cmdwright::understand
