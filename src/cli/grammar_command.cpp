#include "cli/grammar_command.h"

#include "cli/pack_option.h"
#include "cli/requests.h"
#include "text/words.h"

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

} // namespace

std::unique_ptr<Subcommand> make_grammar_trace_command() {
  return std::make_unique<GrammarTraceCommand>();
}

} // namespace cmdwright::cli
