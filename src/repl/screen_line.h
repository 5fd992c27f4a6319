// A line for the screen, as pieces with a meaning each; what a meaning looks like is paint.h's business.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cmdwright::repl {

enum class Style : std::uint8_t { Plain, Strong, Dim, Option, Number, Question, Notice, Error, Good, Chosen };

struct Piece {
  std::string text;
  Style style = Style::Plain;
};

struct ScreenLine {
  /// What the line is, for a reader that is no terminal.
  enum class Kind : std::uint8_t {
    Command,  ///< ready to run; never wrapped, so that it can be copied
    Question, ///< has to be answered first
    Refusal,  ///< why there is no command
    Report,   ///< what a ":" command was asked to show
    Remark,   ///< everything else: notices, the state, confirmations
  };
  Kind kind = Kind::Remark;
  std::vector<Piece> pieces;

  ScreenLine() = default;
  ScreenLine(Kind k, std::string text, Style style = Style::Plain) : kind(k) { add(std::move(text), style); }
  ScreenLine& add(std::string text, Style style = Style::Plain) {
    pieces.push_back({std::move(text), style});
    return *this;
  }
  [[nodiscard]] std::string text() const {
    std::string all;
    for (const Piece& p : pieces) all += p.text;
    return all;
  }
};

} // namespace cmdwright::repl
