#include "cli/app.h"

#include <algorithm>
#include <exception>

#include "cli/subcommand.h"
#include "cli/version.h"
#include "text/words.h"

namespace cmdwright::cli {

namespace {

struct Match {
  const SubcommandEntry* entry = nullptr;
  std::size_t words = 0; ///< how many arguments its name takes
};

Match find_entry(const std::vector<std::string>& words) {
  for (const std::size_t n : {std::size_t{2}, std::size_t{1}}) {
    if (words.size() < n) continue;
    const std::string name = n == 2 ? words[0] + " " + words[1] : words[0];
    for (const SubcommandEntry& entry : subcommands())
      if (entry.name == name) return {&entry, n};
  }
  return {};
}

std::string help() {
  std::string text = "Requests to validated script commands, and a linter for such commands.\n\n"
                     "Usage: cmdwright SUBCOMMAND [OPTIONS]\n\n";
  for (const SubcommandEntry& entry : subcommands()) {
    std::string name(entry.name);
    name.resize(std::max<std::size_t>(name.size() + 2, 22), ' ');
    text += "  " + name + std::string(entry.summary) + "\n";
  }
  return text + "\n'cmdwright SUBCOMMAND --help' tells more. --version prints the version.\n\n" + kExitHelp;
}

int unknown(const std::vector<std::string>& words, World& world) {
  std::vector<std::string_view> names;
  std::string inside; // second words, when the first one names a family
  for (const SubcommandEntry& entry : subcommands()) {
    names.push_back(entry.name);
    const std::size_t blank = entry.name.find(' ');
    if (blank != std::string_view::npos && entry.name.substr(0, blank) == words[0])
      inside += (inside.empty() ? "" : ", ") + std::string(entry.name.substr(blank + 1));
  }
  if (!inside.empty()) {
    world.err.line("cmdwright: '" + words[0] + "' needs one of: " + inside);
    return kExitUsage;
  }
  if (words[0].starts_with('-')) {
    world.err.line("cmdwright: '" + words[0] + "' has to stand behind a subcommand (see cmdwright --help)");
    return kExitUsage;
  }
  const std::string_view near = nearest(words[0], names);
  world.err.line("cmdwright: no subcommand '" + words[0] + "'" +
                 (near.empty() ? "" : ", did you mean '" + std::string(near) + "'?") +
                 " (see cmdwright --help)");
  return kExitUsage;
}

int run_found(const Match& match, const std::vector<std::string>& words, World& world) {
  const std::string name(match.entry->name);
  const std::unique_ptr<Subcommand> subcommand = match.entry->make();
  Arguments arguments(name, std::string(match.entry->summary));
  subcommand->declare(arguments);
  const Arguments::Parsed parsed =
      arguments.parse({words.begin() + static_cast<std::ptrdiff_t>(match.words), words.end()});
  if (parsed.outcome == Arguments::Outcome::Help) {
    world.out.write(parsed.text);
    return kExitOk;
  }
  if (parsed.outcome == Arguments::Outcome::Wrong) {
    world.err.line("cmdwright " + name + ": " + parsed.text + " (see cmdwright " + name + " --help)");
    return kExitUsage;
  }
  return subcommand->run(world);
}

/// `--pack DIR` may also stand in front of the subcommand: moves it to the end of the subcommand's name.
std::vector<std::string> pack_option_behind(std::vector<std::string> words) {
  const std::ptrdiff_t size = words.empty() || !words[0].starts_with("--pack") ? 0
                              : words[0] == "--pack"                           ? 2
                              : words[0].starts_with("--pack=")                ? 1
                                                                               : 0;
  if (size == 0 || static_cast<std::ptrdiff_t>(words.size()) <= size) return words;
  const Match match = find_entry({words.begin() + size, words.end()});
  std::rotate(words.begin(), words.begin() + size,
              words.begin() + size + static_cast<std::ptrdiff_t>(match.words));
  return words;
}

int dispatch(const std::vector<std::string>& words, World& world) {
  if (words.empty() || words[0] == "--help" || words[0] == "-h" || words[0] == "help") {
    (words.empty() ? world.err : world.out).write(help());
    return words.empty() ? kExitUsage : kExitOk;
  }
  if (words[0] == "--version" || words[0] == "-V") {
    world.out.line(kVersion);
    return kExitOk;
  }
  const Match match = find_entry(words);
  return match.entry == nullptr ? unknown(words, world) : run_found(match, words, world);
}

} // namespace

int run_app(const std::vector<std::string>& words, World& world) {
  int status = kExitFailed;
  try {
    status = dispatch(pack_option_behind(words), world);
  } catch (const std::exception& e) {
    world.err.line(std::string("cmdwright: internal error: ") + e.what());
  }
  world.out.flush();
  world.err.flush();
  if (world.out.failed()) {
    world.err.line("cmdwright: cannot write to standard output");
    world.err.flush();
    if (status == kExitOk) status = kExitFailed;
  }
  return status;
}

} // namespace cmdwright::cli
