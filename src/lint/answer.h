// An answer (or any text) taken apart: the shell text in it, the sentences around it, the links.
//
// `shell` is a copy of the text in which everything but commands is blank, so that what the shell room reads
// there has the same places as in the text itself. Without anything to blank it is the text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lint/markdown.h"
#include "lint/phrases.h"
#include "spec/spec.h"
#include "text/span.h"

namespace cmdwright::lint {

/// What a sentence is. Everything but Extra may stand beside commands.
enum class Speech : std::uint8_t { Extra, Question, Lead, Cost, Task, Credentials, Refusal, Label };

struct Sentence {
  Span span;
  Topics topics;
  Block::Kind block = Block::Kind::Paragraph;
  std::uint32_t block_number = 0;
  bool asks = false;       ///< ends with a question mark
  bool colon = false;      ///< ends with a colon
  bool link = false;       ///< has a link or a URL
  bool command = false;    ///< has a command in backticks
  bool bare = false;       ///< nothing but marks, links or code
  bool option = false;     ///< names an option
  bool value = false;      ///< "TaskId: 1500-…": a name, a colon and one value
  std::uint32_t words = 0; ///< of what is left without links and code; a Han character counts as half a word
  Speech speech = Speech::Extra;
};

struct LinkUse {
  Span span; ///< of the whole link, or of the URL
  Span url;
  bool markdown = false;      ///< [text](URL)
  bool code = false;          ///< in backticks or a code block
  std::uint32_t sentence = 0; ///< index, kNoSentence for a code block
};
inline constexpr std::uint32_t kNoSentence = 0xFFFFFFFF;

/// A stretch of shell text.
struct Code {
  Span span;
  bool quoted = false; ///< shown as an example of what not to do, or while declining
};

struct Answer {
  std::string_view text;
  std::string_view shell;
  std::vector<Code> code;
  std::vector<Sentence> sentences; ///< empty for a text of commands
  std::vector<LinkUse> links;
  std::vector<Span> data; ///< code blocks that hold no shell text: JSON, output

  std::string storage; ///< behind `shell`, where it differs from `text`
};

class AnswerReader {
public:
  AnswerReader(const spec::Spec& spec, const Words& words, const Phrases& phrases)
      : spec_(spec), words_(words), phrases_(phrases) {}

  /// Text that is nothing but commands, perhaps in Markdown fences. `text` must outlive the result; `out` may
  /// be used again and again.
  void commands(std::string_view text, Answer& out) const;
  /// An agent's whole answer.
  void answer(std::string_view text, Answer& out) const;

private:
  const spec::Spec& spec_;
  const Words& words_;
  const Phrases& phrases_;
};

/// Decides what each sentence is. `commands`: the answer issues commands.
void classify(std::vector<Sentence>& sentences, bool commands);

} // namespace cmdwright::lint
