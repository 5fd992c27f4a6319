#include "cli/transcript_command.h"

#include <algorithm>

#include "cli/colour.h"
#include "cli/transcript_input.h"
#include "transcript/write.h"

namespace cmdwright::cli {

namespace {

/// What both subcommands do: all conversations of all files, in order.
class TranscriptCommand : public Subcommand {
public:
  void declare(Arguments& a) override {
    a.positionals("FILE", files_, "Transcripts; '-' is standard input");
    a.option("--id", id_, "ID", "Only the conversation with this id");
    a.footer(
        "Understood: chat-completions and Anthropic messages, Claude Code session logs, plain text with "
        "'User:' and\n'Assistant:', as JSON or JSON Lines.\n\n"
        "Exit status: 0 all was read, 1 some of it could not be, 2 a file cannot be opened or wrong usage.");
  }

  int run(World& world) override {
    int status = kExitOk;
    bool found = false;
    for (const std::string& file : files_) {
      Result<transcript::Reader> reader = open_transcript(world, file);
      if (!reader) {
        world.err.line("cmdwright transcript: " + reader.error().text());
        status = kExitUsage;
        continue;
      }
      for (transcript::Event e = reader->next(conversation_); e != transcript::Event::End;
           e = reader->next(conversation_)) {
        if (e == transcript::Event::Problem) {
          world.err.line(reader->problem().error.text());
          if (reader->problem().lost) status = std::max<int>(status, kExitFailed);
        } else if (id_.empty() || conversation_.id == id_) {
          found = true;
          print(world, conversation_);
        }
        if (world.out.failed()) return kExitFailed;
      }
    }
    if (!found && !id_.empty() && status == kExitOk) {
      world.err.line("cmdwright transcript: no conversation '" + id_ + "'");
      status = kExitFailed;
    }
    return status;
  }

protected:
  virtual void print(World& world, const transcript::Conversation& conversation) = 0;

private:
  std::vector<std::string> files_;
  std::string id_;
  transcript::Conversation conversation_;
};

class TranscriptShowCommand final : public TranscriptCommand {
public:
  void declare(Arguments& a) override {
    a.flag("--all", all_, "Outputs of tools in full");
    colour_.declare(a);
    TranscriptCommand::declare(a);
  }

private:
  void print(World& world, const transcript::Conversation& conversation) override {
    transcript::ShowOptions options;
    options.colour = colour_.wanted(world, world.out);
    if (all_) options.output_lines = 0;
    if (!first_) world.out.write("\n");
    first_ = false;
    world.out.write(transcript::to_text(conversation, options));
  }

  bool all_ = false;
  bool first_ = true;
  ColourOption colour_;
};

class TranscriptConvertCommand final : public TranscriptCommand {
private:
  void print(World& world, const transcript::Conversation& conversation) override {
    world.out.line(transcript::to_json(conversation));
  }
};

} // namespace

std::unique_ptr<Subcommand> make_transcript_show_command() {
  return std::make_unique<TranscriptShowCommand>();
}
std::unique_ptr<Subcommand> make_transcript_convert_command() {
  return std::make_unique<TranscriptConvertCommand>();
}

} // namespace cmdwright::cli
