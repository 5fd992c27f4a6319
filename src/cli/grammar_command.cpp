#include "cli/grammar_command.h"

#include <set>

#include "cli/pack_option.h"
#include "cli/requests.h"
#include "text/files.h"
#include "text/words.h"
#include "understand/lexicon.h"

namespace cmdwright::cli {

namespace {

class GrammarTraceCommand final : public Subcommand {
public:
  void declare(Arguments& a) override {
    request_.declare(a);
    pack_.declare(a);
    a.positionals("REQUEST", words_, "The request");
  }
  int run(World& world) override {
    const std::string request = join(words_, " ");
    const std::optional<understand::Now> now = request_.now(world);
    const std::string wrong = now ? wrong_request(request) : "--now needs an ISO 8601 time";
    if (!wrong.empty()) {
      world.err.line("cmdwright grammar trace: " + wrong);
      return kExitUsage;
    }
    const std::unique_ptr<Engine> engine = pack_.load(world);
    if (!engine) return kExitUsage;
    world.out.write(engine->understander().trace(request, *now));
    return kExitOk;
  }

private:
  RequestOptions request_;
  PackOption pack_;
  std::vector<std::string> words_;
};

class GrammarWordsCommand final : public Subcommand {
public:
  void declare(Arguments& a) override {
    pack_.declare(a);
    a.positional("FILE", file_, "Words of the language, one a line, such as /usr/share/dict/words");
    a.footer("Prints the words that would be taken for misspellings of words in the lexicon, as the section "
             "known_words of a\ngrammar: they mean what they mean.");
  }
  int run(World& world) override {
    const Result<std::string> content = read_file(file_);
    if (!content) {
      world.err.line("cmdwright grammar words: " + content.error().text());
      return kExitUsage;
    }
    const std::unique_ptr<Engine> engine = pack_.load(world);
    if (!engine) return kExitUsage;
    const understand::Lexicon& lexicon = engine->understander().grammar().lexicon;
    std::set<std::string_view> words;
    for (const std::string_view word : split(*content, '\n'))
      if (understand::looks_like_a_slip(lexicon, word)) words.insert(word);
    world.out.line(
        "# Common words that lie one slip of the pen away from a word of the lexicon. They are what "
        "they are, never taken for a");
    world.out.line("# misspelling. Made by tools/known-words; to be made again when the lexicon has grown.");
    world.out.line("known_words: >-");
    std::string line = " ";
    for (const std::string_view word : words) {
      if (line.size() + 1 + word.size() > kWidth) {
        world.out.line(line);
        line = " ";
      }
      (line += ' ') += word;
    }
    if (line.size() > 1) world.out.line(line);
    return kExitOk;
  }

private:
  static constexpr std::size_t kWidth = 118;
  PackOption pack_;
  std::string file_;
};

} // namespace

std::unique_ptr<Subcommand> make_grammar_words_command() {
  return std::make_unique<GrammarWordsCommand>();
}
std::unique_ptr<Subcommand> make_grammar_trace_command() {
  return std::make_unique<GrammarTraceCommand>();
}

} // namespace cmdwright::cli
