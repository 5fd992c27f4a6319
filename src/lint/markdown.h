// Where code and where prose stands in a Markdown text, with byte places of the source.
//
// Renderers give HTML; here every line is needed as it was written, without the quote and list marks in front
// of it, so that a shell can read it and a fix can change it. Blocks follow CommonMark (fences of both kinds,
// indented code, quotes, lists, headings, HTML comments, tables of GFM); what agents write loosely (a fence
// that is never closed, a list without blank line before it) is taken as meant. One pass, no recursion, work
// linear in the text; quotes and lists may nest to any depth.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace cmdwright::lint {

struct Block {
  enum class Kind : std::uint8_t { Paragraph, Heading, Item, Table, Code, Comment };
  Kind kind = Kind::Paragraph;
  bool quote = false;           ///< stands behind '>'
  bool fenced = false;          ///< of Code
  std::string_view language;    ///< of fenced Code, as written: "bash"
  Span span;                    ///< from its first to its last line, marks included
  std::uint32_t first_line = 0; ///< in Markdown::lines
  std::uint32_t line_count = 0; ///< of Code: without the fences
};

struct Markdown {
  std::vector<Block> blocks;
  std::vector<Span> lines; ///< content of the blocks' lines, marks and line ends cut off
};

[[nodiscard]] Markdown scan_markdown(std::string_view text);

/// A piece of a line that is more than words.
struct Inline {
  enum class Kind : std::uint8_t { Code, Link, Url };
  Kind kind = Kind::Code;
  Span span;
  Span text;          ///< of Code what stands between the backticks, of a Link its words
  Span url;           ///< of a Link and a Url
  bool angle = false; ///< <https://…>
};

/// Code spans, links with their targets, and bare URLs of one line, in order.
[[nodiscard]] std::vector<Inline> scan_inlines(std::string_view text, Span line);

} // namespace cmdwright::lint
