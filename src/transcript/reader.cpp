// Cutting the input into records.
//
// Lines of JSON: a record is a line. A document: its values one after the other, and where a value is an
// array, its elements, found by counting brackets; the array itself is never in memory. Plain text: lines,
// which the assembler puts together to messages.
#include "transcript/reader.h"

#include <algorithm>

#include "text/words.h"
#include "transcript/assembler.h"
#include "transcript/window.h"

namespace cmdwright::transcript {

namespace {
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
}

struct Reader::State {
  State(std::unique_ptr<ByteInput> input, std::string name, ReaderOptions given)
      : file(std::move(name)), options(given), window(std::move(input)) {}

  void begin();
  /// Feeds the assembler with the next record. False at the end.
  bool step();
  bool step_line();
  bool step_value();
  bool next_line(std::string_view& line);
  [[nodiscard]] Record record(std::string_view bytes) const {
    return {bytes, window.offset(), window.line(), window.bytes_before(), window.characters_before()};
  }
  [[nodiscard]] std::string here() const {
    return assembler->place(window.line(), window.characters_before() + 1);
  }
  void stop(std::string message);

  std::string file;
  ReaderOptions options;
  Window window;
  std::unique_ptr<Assembler> assembler;
  bool in_array = false;
  bool ended = false;
  Problem problem;
};

void Reader::State::begin() {
  while (window.view().size() < kSniffed && window.more()) {
  }
  if (options.format == Format::Unknown) options.format = sniff(window.view()).format;
  assembler = std::make_unique<Assembler>(file, options);
  if (window.view().starts_with(kByteOrderMark)) window.drop(kByteOrderMark.size());
  if (options.format == Format::Unknown && !trim(window.view()).empty())
    stop("no transcript: neither JSON with messages nor lines that begin with 'User:' and 'Assistant:'");
}

void Reader::State::stop(std::string message) {
  assembler->report({std::move(message), here()});
  ended = true;
}

/// The next line with its end. False at the end, and for lines that are too long, which are left out.
bool Reader::State::next_line(std::string_view& line) {
  std::size_t searched = 0;
  for (;;) {
    const std::string_view view = window.view();
    const std::size_t newline = view.find('\n', searched);
    if (newline != std::string_view::npos) {
      line = view.substr(0, newline + 1);
      return true;
    }
    searched = view.size();
    if (searched > options.largest_record) break;
    if (window.more()) continue;
    line = window.view();
    return !line.empty();
  }
  assembler->report(
      {"the line is longer than " + std::to_string(options.largest_record) + " bytes; it is left out",
       here()});
  for (;;) {
    const std::string_view view = window.view();
    const std::size_t newline = view.find('\n');
    const std::size_t size = newline == std::string_view::npos ? view.size() : newline + 1;
    window.drop_lines(size, newline == std::string_view::npos ? 0 : 1);
    if (newline != std::string_view::npos || !window.more()) break;
  }
  line = {};
  return !window.view().empty() || window.more();
}

bool Reader::State::step_line() {
  std::string_view line;
  if (!next_line(line)) return false;
  if (line.empty()) return true; // one was left out
  if (options.format == Format::PlainText) {
    assembler->add_text_line(line, window.offset(), window.line());
  } else {
    std::string_view json = line;
    while (json.ends_with('\n') || json.ends_with('\r')) json.remove_suffix(1);
    assembler->add_record(record(json));
  }
  window.drop_lines(line.size(), line.ends_with('\n') ? 1 : 0);
  return true;
}

/// A value of a document, or an element of its array.
bool Reader::State::step_value() {
  std::size_t at = 0;
  for (;; ++at) {
    if (at == window.view().size()) {
      window.drop(at);
      at = 0;
      if (!window.more()) {
        if (in_array) assembler->report({"broken JSON: the text ends inside an array", here()});
        return false;
      }
    }
    const char c = window.view()[at];
    if (c == '[' && !in_array) {
      in_array = true;
    } else if (c == ']' && in_array) {
      in_array = false;
      assembler->close_messages();
    } else if (c == '{' || c == '[') {
      break;
    } else if (c != ' ' && c != '\t' && c != '\n' && c != '\r' && !(c == ',' && in_array)) {
      window.drop(at);
      stop(std::string("broken JSON: expected an object") +
           (in_array ? ", a comma or the end of the array" : ""));
      return false;
    }
  }
  window.drop(at);
  Balance balance;
  std::size_t seen = 0;
  for (;;) {
    const std::size_t end = balance.find_end(window.view(), seen);
    if (end != std::string_view::npos) {
      assembler->add_record(record(window.view().substr(0, end)));
      window.drop(end);
      return true;
    }
    seen = window.view().size();
    if (seen > options.largest_record) {
      stop("the value is longer than " + std::to_string(options.largest_record) +
           " bytes; write one a line instead");
      return false;
    }
    if (!window.more()) {
      assembler->add_record(record(window.view())); // says what is wrong with it
      window.drop(window.view().size());
      return false;
    }
  }
}

bool Reader::State::step() {
  if (ended) return false;
  const bool more = options.format == Format::JsonDocument ? step_value()
                    : options.format == Format::Unknown    ? false
                                                           : step_line();
  if (more) return true;
  ended = true;
  if (window.failure()) assembler->report(*window.failure());
  assembler->finish();
  return true;
}

Reader::Reader(std::unique_ptr<ByteInput> input, std::string name, ReaderOptions options)
    : state_(std::make_unique<State>(std::move(input), std::move(name), options)) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

Result<Reader> Reader::open(const std::string& path, ReaderOptions options) {
  Result<std::unique_ptr<ByteInput>> input = file_input(path);
  if (!input) return input.error();
  return Reader(std::move(*input), path, options);
}

Event Reader::next(Conversation& out) {
  State& s = *state_;
  if (s.assembler == nullptr) s.begin();
  do {
    if (s.assembler->has_problem()) {
      s.problem = s.assembler->take_problem();
      return Event::Problem;
    }
    if (s.assembler->has_conversation()) {
      s.assembler->take_conversation(out);
      return Event::Conversation;
    }
  } while (s.step());
  return Event::End;
}

const Problem& Reader::problem() const {
  return state_->problem;
}

std::uint64_t Reader::bytes_read() const {
  return state_->window.bytes_read();
}

Result<Conversation> read_conversation(std::string_view json, const std::string& name, std::uint64_t line) {
  ReaderOptions options;
  options.format = Format::JsonDocument;
  Assembler assembler(name, options);
  assembler.add_record({json, 0, line, 0, 0});
  assembler.finish();
  Result<Conversation> out{Conversation{}};
  if (assembler.has_conversation())
    assembler.take_conversation(*out);
  else
    out = assembler.has_problem() ? assembler.take_problem().error
                                  : Error{"no conversation", assembler.place(line, 1)};
  return out;
}

} // namespace cmdwright::transcript
