// The result of understanding: frames, one for each thing that is asked for, in order.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "spec/spec.h"
#include "text/span.h"
#include "understand/grammar.h"

namespace cmdwright::understand {

/// One parameter with its values in the form that commands use, and the words that it came from.
struct Filled {
  const spec::Param* param = nullptr;
  std::vector<std::string> values;
  Span source;       ///< in the request; empty when the intent itself means it
  std::string rule;  ///< "cue tasks priority", "choice", "text", …
  bool each = false; ///< several values make several commands
  bool weak = false; ///< a text that nothing marks as one
};

/// A file that is talked about.
struct FileItem {
  enum class Kind : std::uint8_t { Stored, Url, Path } kind = Kind::Stored;
  std::string text;
  Span source;
  friend bool operator==(const FileItem& a, const FileItem& b) {
    return a.kind == b.kind && a.text == b.text;
  }
};

/// The files that play one part in a frame.
struct RoleFiles {
  const FileSlot* slot = nullptr;
  std::vector<FileItem> items;
};

struct Frame {
  const Intent* intent = nullptr;
  const spec::Script* script = nullptr; ///< nullptr for a refusal
  const spec::Operation* operation = nullptr;
  std::vector<Filled> params;
  std::vector<RoleFiles> files;
  std::vector<std::string>
      needed; ///< parameters that this request cannot do without, though the script could
  Span span;
  bool refers_back = false;         ///< speaks of "it" or "the uploaded file"
  std::vector<std::string> unknown; ///< words of its own that nothing explains
  std::vector<std::string> unused;  ///< values said beside it that found no place
  std::int32_t score = 0;
  const Intent* second = nullptr; ///< the next best reading
  std::int32_t second_score = 0;

  [[nodiscard]] const Filled* find(std::string_view param) const;
  [[nodiscard]] Filled* find(std::string_view param);
};

/// A value that no frame has a place for; an answer to a question may be one.
struct LooseValue {
  Id concept_id = kNone;
  std::string value;
  std::string value2;
  Span source;
};

enum class Language : std::uint8_t { English, Chinese };

struct Understanding {
  std::vector<Frame> frames;
  std::vector<FileItem> files;           ///< all that are mentioned, in order
  std::vector<LooseValue> values;        ///< all typed values, in order
  std::vector<Filled> modifiers;         ///< said for the whole request
  std::vector<const spec::Param*> unset; ///< modifiers that are taken back
  std::vector<Span> unknown;             ///< words that nothing explains
  Language language = Language::English;
  bool more = false;       ///< adds to what was said before
  bool same = false;       ///< the same again for another file
  bool cancel = false;     ///< never mind
  bool correction = false; ///< replaces something said before
};

} // namespace cmdwright::understand
