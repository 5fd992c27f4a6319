// What the agent read before it called a script: the reference document, and never the script's source (seed:
// "Mandatory Rules", 1.6 and the loading of documentation). Files are read by tools that take a path and by
// programs in shell text.
#include <algorithm>
#include <set>
#include <string>

#include "lint/context.h"
#include "lint/costs.h"
#include "text/words.h"

namespace cmdwright::lint {

namespace {

std::string_view base_name(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

class Reading {
public:
  explicit Reading(const Context& context) : context_(context), pack_(context.spec().pack()) {}

  void opened(const Opened& one) { read(one.path, one.source, one.span); }

  void program(const Aside& aside) {
    const std::vector<command::Word>& words = aside.program.words;
    const std::string_view name = base_name(words[0].value);
    const std::vector<Str>& readers = context_.words().readers;
    if (std::find(readers.begin(), readers.end(), name) != readers.end()) {
      for (std::size_t i = 1; i < words.size(); ++i)
        if (!words[i].value.starts_with('-')) read(words[i].value, aside.source, words[i].span);
      return;
    }
    // `python -c "print(open('scripts/…').read())"`
    for (std::size_t i = 1; i + 1 < words.size(); ++i)
      if (words[i].value == "-c" && words[i + 1].value.find("open(") != std::string::npos)
        for (const std::string_view piece : split(words[i + 1].value, '\''))
          for (const std::string_view path : split(piece, '"'))
            if (path.find(' ') == std::string_view::npos) read(path, aside.source, words[i + 1].span);
  }

  void command(const Issued& issued) {
    const spec::Script* script = issued.command.script_spec;
    if (!reads_ || script == nullptr || script->doc.empty() || asks_help(issued.command)) return;
    if (all_ || read_.contains(base_name(script->doc))) return;
    context_.report(rule::kDocsNotRead, issued.source, issued.command.path_span,
                    "read " + std::string(base_name(script->doc)) + " before calling " +
                        std::string(script->name));
  }

private:
  void read(std::string_view path, std::uint32_t source, Span span) {
    const std::string_view name = base_name(path);
    if (is_source(path)) {
      reads_ = true;
      context_.report(rule::kSourceRead, source, span,
                      "the reference documents say what a script takes, its source does not count");
      return;
    }
    bool document = equals_ignoring_case(name, "SKILL.md");
    const bool several = name.find('*') != std::string_view::npos || name.find('.') == std::string_view::npos;
    for (const spec::Script& script : context_.spec().scripts()) {
      if (script.doc.empty()) continue;
      const std::string_view doc = base_name(script.doc);
      if (doc == name ||
          (!name.ends_with(".md") && !name.ends_with(".py") && script.name == std::string(name) + ".py")) {
        document = true;
        read_.insert(doc);
      }
      // All of a folder: references/*.md, or grep -r in references/.
      const std::string_view folder = script.doc.substr(0, script.doc.size() - doc.size());
      if (several && !folder.empty() && (std::string(path) + "/").find(folder) != std::string::npos)
        document = all_ = true;
    }
    reads_ |= document;
  }

  [[nodiscard]] bool is_source(std::string_view path) const {
    const std::string_view name = base_name(path);
    std::string_view folder = pack_.script_dir;
    if (folder.ends_with('/')) folder.remove_suffix(1);
    if (folder.empty()) return false;
    if (name == folder) return true; // grep -r … scripts/
    if (!context_.spec().has_script_extension(name)) return false;
    const std::string inside = "/" + std::string(folder) + "/";
    return context_.spec().script(name) != nullptr || name.starts_with(pack_.script_prefix) ||
           ("/" + std::string(path)).find(inside) != std::string::npos;
  }

  const Context& context_;
  const spec::Pack& pack_;
  bool reads_ = false; ///< the talk shows what is read
  bool all_ = false;   ///< every document was
  std::set<std::string_view> read_;
};

} // namespace

void check_reading(const Context& context) {
  const Talk& talk = context.talk();
  if (!talk.transcript) return;
  Reading reading(context);
  for (const Turn& turn : talk.turns) {
    if (turn.who != Turn::Who::Agent) continue;
    for (const Act& act : talk.acts_of(turn)) switch (act.kind) {
      case Act::Kind::Opened:
        reading.opened(talk.opened[act.index]);
        break;
      case Act::Kind::Program:
        reading.program(talk.asides[act.index]);
        break;
      case Act::Kind::Command:
        reading.command(talk.issued[act.index]);
        break;
      }
  }
}

} // namespace cmdwright::lint
