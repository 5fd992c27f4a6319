#include "cli/test_modes.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "cli/exit.h"
#include "cli/transcript_input.h"
#include "suite/glob.h"
#include "suite/linter_faults.h"
#include "suite/record.h"
#include "suite/study.h"
#include "text/files.h"

namespace cmdwright::cli {

namespace fs = std::filesystem;

namespace {

/// Names with wildcards, as files.
std::vector<std::string> transcript_files(World& world, const std::vector<std::string>& words, int& status) {
  std::vector<std::string> out;
  for (const std::string& word : words) {
    std::error_code failed;
    const bool glob = suite::has_wildcards(word) && !fs::exists(word, failed);
    const std::vector<std::string> found = glob ? suite::expand_glob(word) : std::vector<std::string>{word};
    if (found.empty()) {
      world.err.line("cmdwright test: no file matches " + word);
      status = kExitUsage;
    }
    out.insert(out.end(), found.begin(), found.end());
  }
  return out;
}

/// Calls `use` with each conversation of a file; what cannot be read is reported and raises the status.
template <class Use>
void read_all(World& world, const std::string& file, int& status, const std::atomic<bool>* stop,
              const Use& use) {
  Result<transcript::Reader> reader = open_transcript(world, file);
  if (!reader) {
    world.err.line("cmdwright test: " + reader.error().text());
    status = kExitUsage;
    return;
  }
  transcript::Conversation conversation;
  for (auto e = reader->next(conversation); e != transcript::Event::End; e = reader->next(conversation)) {
    if (stop != nullptr && stop->load()) return;
    if (e == transcript::Event::Conversation) {
      use(conversation);
    } else {
      world.err.line(reader->problem().error.text());
      if (reader->problem().lost) status = std::max<int>(status, kExitFailed);
    }
  }
}

} // namespace

int record_transcripts(World& world, const Engine& engine, const std::vector<std::string>& files,
                       const std::string& folder, bool redact) {
  int status = kExitOk;
  const lint::Linter linter(engine.spec(), engine.catalogue(),
                            [&]() -> const understand::Understander& { return engine.understander(); });
  const suite::LinterFaults faults(linter);
  suite::Redactor redactor; // one for all, so that an id stays the same across files
  std::set<std::string> stems;
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) {
    world.err.line("cmdwright test: cannot make the folder " + folder + ": " + failed.message());
    return kExitUsage;
  }
  for (const std::string& file : transcript_files(world, files, status)) {
    std::string stem = file == "-" ? "recorded" : fs::path(file).stem().string();
    if (!stems.insert(stem).second) stem += fmt::format("-{}", stems.size());
    stems.insert(stem);
    const std::string suite_path = folder + "/" + stem + ".suite.yaml";
    if (fs::exists(suite_path, failed)) {
      world.err.line("cmdwright test: " + suite_path + " exists; remove it or record into another folder");
      status = kExitUsage;
      continue;
    }
    suite::Recorder recorder(engine.spec(), faults, stem, stem + ".jsonl", redact ? &redactor : nullptr);
    read_all(world, file, status, nullptr, [&](const transcript::Conversation& conversation) {
      if (const Status added = recorder.add(conversation); !added) {
        world.err.line(added.error().text());
        status = std::max<int>(status, kExitFailed);
      }
    });
    if (recorder.cases() == 0) {
      world.err.line("cmdwright test: " + file + ": no conversation in it");
      status = std::max<int>(status, kExitFailed);
      continue;
    }
    Status written = write_file(folder + "/" + stem + ".jsonl", recorder.lines());
    if (written) written = write_file(suite_path, recorder.suite());
    if (!written) {
      world.err.line("cmdwright test: " + written.error().text());
      return kExitFailed;
    }
    world.out.line(fmt::format("{}: {} cases, {} with findings", suite_path, recorder.cases(),
                               recorder.with_findings()));
  }
  return status;
}

int study_transcripts(World& world, const Engine& engine, const RequestOptions& request,
                      const std::vector<std::string>& files, bool json, std::size_t examples,
                      const std::atomic<bool>& stop) {
  int status = kExitOk;
  suite::Study study;
  const suite::Oracle oracle([&]() -> const understand::Understander& { return engine.understander(); });
  for (const std::string& file : transcript_files(world, files, status))
    read_all(world, file, status, &stop, [&](const transcript::Conversation& conversation) {
      const std::string place =
          fmt::format("{}:{}", file, conversation.records.empty() ? 1 : conversation.records.front().line);
      const std::optional<understand::Now> now = request.now(world, std::string(conversation.now));
      if (!now) {
        world.err.line(place + ": 'now' is no ISO 8601 time: " + std::string(conversation.now));
        status = std::max<int>(status, kExitFailed);
        return;
      }
      const suite::Behaviour behaviour = suite::behaviour_of(conversation, engine.spec());
      const auto answered =
          static_cast<std::size_t>(std::count_if(behaviour.turns.begin(), behaviour.turns.end(),
                                                 [](const suite::AgentTurn& t) { return t.messages > 0; }));
      study.add(place, answered, oracle.disagreements(behaviour, *now));
    });
  world.out.write(json ? study.json(examples) : study.text(examples));
  if (status != kExitOk) return status;
  return study.disagreements() > 0 ? kExitFailed : kExitOk;
}

} // namespace cmdwright::cli
