// Literals in running text: where a URL, a path, a quotation or a piece of JSON ends. Private to the
// understand room.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "text/span.h"
#include "understand/token.h"

namespace cmdwright::understand {

struct Literal {
  TokenKind kind;
  std::size_t end; ///< offset behind it
  Span inner;
  bool title = false;
};

/// The literal that begins at `at`, if any. `word_before` says that a letter or digit stands directly before.
[[nodiscard]] std::optional<Literal> literal_at(std::string_view text, std::size_t at, bool word_before);

} // namespace cmdwright::understand
