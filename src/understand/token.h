// A request as tokens: words, numbers, single Han characters, symbols, and literals that nothing may look
// inside (quoted text, URLs, paths, JSON). Text is folded for comparison (lower case, full-width to ASCII,
// traditional to simplified Han); every token keeps its place in the request as written.
//
// The lexicon's own phrases are cut by the same function, so what matches does not depend on how a person
// writes "super-resolution", "Super Resolution" or "ＳＵＰＥＲ resolution".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/span.h"

namespace cmdwright::understand {

enum class TokenKind : std::uint8_t {
  Word,   ///< letters, or letters and digits ("mp4", "short_drama")
  Number, ///< digits, with at most one decimal point
  Han,    ///< one ideograph
  Symbol, ///< one punctuation mark, folded to ASCII where one exists
  Newline,
  Quoted, ///< text in quotes of any kind; `inner` is what is between them
  Url,
  Path, ///< local path, or a file name with a media extension
  Json,
  Uri, ///< another scheme: cos://, s3://, rtmp://
};

struct Token {
  Span span;  ///< in the request
  Span inner; ///< of quoted text; else equal to span
  TokenKind kind = TokenKind::Word;
  bool glued = false;      ///< nothing stands between it and the token before
  bool title = false;      ///< 《…》: names a work rather than quoting words
  std::string_view folded; ///< for Word, Number, Han and Symbol
};

/// Traditional to simplified, sorted by the first.
using HanFolding = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

struct Tokens {
  std::vector<Token> list;
  std::string folded; ///< storage behind Token::folded

  Tokens() = default;
  Tokens(Tokens&&) = default;
  Tokens& operator=(Tokens&&) = default;
  Tokens(const Tokens&) = delete; // the views point into `folded`
  Tokens& operator=(const Tokens&) = delete;
};

/// A bracket that opened before token `i` on its line is still open.
[[nodiscard]] bool in_parentheses(const std::vector<Token>& tokens, std::uint32_t i);

/// Quotation marks at the places in `plain` quote nothing: they only set words off, as commas do.
[[nodiscard]] Tokens tokenize(std::string_view text, const HanFolding& han,
                              const std::vector<std::uint32_t>& plain = {});

} // namespace cmdwright::understand
