// The line is cut at blanks up to the cursor; what the last piece may be follows from the pieces before it: a
// ":" command, a call of a script, or a request, where everything that has a name of its own is offered.
#include "repl/completion.h"

#include <algorithm>

#include "command/value.h"
#include "repl/commands.h"
#include "text/utf8.h"
#include "text/words.h"

namespace cmdwright::repl {

using spec::Operation;
using spec::Param;
using spec::Script;
using spec::Str;
using spec::ValueType;

namespace {

struct Piece {
  std::size_t begin;
  std::string_view text;
};

/// Blank-separated pieces in front of the cursor; the last one, where the cursor stands, may be empty.
std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] != ' ' && text[i] != '\n') continue;
    if (i == text.size() || i > begin) pieces.push_back({begin, text.substr(begin, i - begin)});
    begin = i + 1;
  }
  return pieces;
}

bool is_id(ValueType t) {
  return t == ValueType::FileId || t == ValueType::TaskId || t == ValueType::Id;
}

class Completer {
public:
  Completer(std::string_view text, std::size_t cursor, const CompletionContext& context)
      : context_(context), pieces_(pieces_of(text.substr(0, cursor))), word_(pieces_.back().text) {
    result_.begin = pieces_.back().begin;
  }

  Completion run() {
    if (pieces_.front().text.starts_with(':'))
      colon();
    else if (const std::size_t at = script_at(0); at != std::string_view::npos)
      call(at);
    else if (begins_call())
      scripts(true);
    else
      request();
    return std::move(result_);
  }

private:
  // ---- adding
  void add(std::string_view candidate, bool finished = true) {
    if (result_.candidates.size() >= kMostCandidates || candidate.size() < word_.size() ||
        !equals_ignoring_case(candidate.substr(0, word_.size()), word_))
      return;
    for (const Completion::Candidate& c : result_.candidates)
      if (c.text == candidate) return;
    result_.candidates.push_back({std::string(candidate), finished});
  }
  void add_list(std::string_view list) { // "auto, en, zh"
    for (const std::string_view v : split(list, ',')) add(trim(v));
  }
  void ids() {
    for (const std::string& id : context_.ids) add(id);
  }

  /// Entries of the folder that the word names.
  void paths() {
    if (!context_.folder) return;
    const std::size_t slash = word_.rfind('/');
    const std::string folder(slash == std::string_view::npos ? "" : word_.substr(0, slash + 1));
    const std::string_view prefix = slash == std::string_view::npos ? word_ : word_.substr(slash + 1);
    for (const std::string& name : context_.folder(folder, prefix)) {
      if (name.find(' ') != std::string::npos) continue;
      if (result_.candidates.size() < kMostCandidates)
        result_.candidates.push_back({folder + name, !name.ends_with('/')});
    }
  }

  // ---- calls of scripts
  /// Index of the piece that names a script, looking from `first` on; npos when there is none before the
  /// word.
  [[nodiscard]] std::size_t script_at(std::size_t first) const {
    for (std::size_t i = first; i + 1 < pieces_.size() && i < first + 3; ++i)
      if (script_of(pieces_[i].text) != nullptr) return i;
    return std::string_view::npos;
  }
  [[nodiscard]] const Script* script_of(std::string_view path) const {
    const std::size_t slash = path.rfind('/');
    return context_.spec.script(slash == std::string_view::npos ? path : path.substr(slash + 1));
  }
  [[nodiscard]] bool begins_call() const {
    const spec::Pack& pack = context_.spec.pack();
    return (pieces_.size() == 2 && pieces_[0].text == pack.interpreter) ||
           (!word_.empty() && pieces_.size() == 1 && word_.starts_with(pack.script_dir));
  }
  void scripts(bool with_folder) {
    const std::string folder(with_folder ? context_.spec.pack().script_dir : Str{});
    for (const Script& s : context_.spec.scripts()) add(folder + std::string(s.name));
  }

  void call(std::size_t at) {
    const Script& script = *script_of(pieces_[at].text);
    const Operation* operation = nullptr;
    if (!script.has_subcommands()) {
      operation = &script.operations.front();
    } else {
      for (std::size_t i = at + 1; i + 1 < pieces_.size() && operation == nullptr; ++i)
        operation = script.find(pieces_[i].text);
      if (operation == nullptr) {
        for (const Operation& o : script.operations) add(o.name);
        return;
      }
    }
    const Param* open = nullptr; // the option that the word would be a value of
    for (std::size_t i = at + 1; i + 1 < pieces_.size(); ++i)
      if (const Param* p = operation->find(pieces_[i].text)) {
        open = p->is_flag() ? nullptr : p;
      } else if (open != nullptr && open->list != spec::ListKind::Space) {
        open = nullptr;
      }
    if (open != nullptr && !word_.starts_with("--")) {
      values(script, *open);
      if (!result_.candidates.empty()) return;
    }
    params(*operation, at);
  }

  void params(const Operation& operation, std::size_t from) {
    if (!word_.empty() && word_[0] != '-') return;
    for (const bool required : {true, false})
      for (const Param& p : operation.params) {
        const bool there = std::any_of(pieces_.begin() + static_cast<std::ptrdiff_t>(from), pieces_.end() - 1,
                                       [&](const Piece& x) { return x.text == p.name; });
        if (p.required == required && (!there || p.repeat)) add(p.name);
      }
  }

  void values(const Script& script, const Param& param) {
    const spec::Pack& pack = context_.spec.pack();
    for (const Str v : param.values) add(v);
    if (param.name == pack.model_param)
      for (const spec::Model& m : script.models) add(m.name);
    if (param.name == pack.version_param || !param.per_model.empty())
      for (std::size_t i = 0; i + 1 < pieces_.size(); ++i)
        if (pieces_[i].text == pack.model_param)
          if (const spec::Model* m = script.model(pieces_[i + 1].text)) {
            const spec::ModelField* f = m->find(param.per_model.empty() ? std::string_view("versions")
                                                                        : std::string_view(param.per_model));
            for (const Str v : f == nullptr ? std::vector<Str>{} : f->values) add(v);
          }
    if (is_id(param.type)) ids();
    if (param.type == ValueType::FileRef)
      for (const std::string& id : context_.ids) add(std::string(pack.file_refs.by_id) + id);
    if (param.type == ValueType::Path) paths();
  }

  // ---- ":" commands
  void colon() {
    if (pieces_.size() == 1) {
      for (const CommandEntry& e : commands()) add(e.name);
      return;
    }
    const CommandEntry* entry = find_command(pieces_[0].text);
    if (entry == nullptr) return;
    switch (entry->kind) {
    case ArgumentKind::Command:
      for (const CommandEntry& e : commands()) add(e.name);
      break;
    case ArgumentKind::Param:
      for (const Operation* o : context_.operations) params(*o, pieces_.size() - 1);
      break;
    case ArgumentKind::Call:
      if (const std::size_t at = script_at(1); at != std::string_view::npos)
        call(at);
      else if (pieces_.size() == 2)
        add(context_.spec.pack().interpreter), scripts(true);
      else
        scripts(true);
      break;
    case ArgumentKind::Script:
      if (pieces_.size() == 2)
        scripts(false);
      else if (const Script* s = context_.spec.script_or_stem(pieces_[1].text))
        for (const Operation& o : s->operations) add(o.name);
      break;
    case ArgumentKind::File:
      paths();
      break;
    case ArgumentKind::Language:
      add_list("auto, en, zh");
      break;
    case ArgumentKind::Setting:
      for (const SettingEntry& s : setting_entries()) {
        if (pieces_.size() == 2) add(s.name);
        if (pieces_.size() == 3 && pieces_[1].text == s.name) add_list(s.name == "now" ? "clock" : s.values);
      }
      break;
    case ArgumentKind::None:
    case ArgumentKind::Number:
      break;
    }
  }

  // ---- requests
  void request() {
    if (word_.starts_with("--")) {
      for (const Operation* o : context_.operations) params(*o, pieces_.size() - 1);
      if (!result_.candidates.empty()) return;
      for (const Script& s : context_.spec.scripts())
        for (const Operation& o : s.operations) params(o, pieces_.size() - 1);
      return;
    }
    for (const std::string& v : context_.allowed) add(v);
    if (pieces_.size() > 1) { // the value of a parameter named right before
      const std::string_view before = pieces_[pieces_.size() - 2].text;
      if (before.starts_with("--"))
        for (const Script& s : context_.spec.scripts())
          for (const Operation& o : s.operations)
            if (const Param* p = o.find(before)) values(s, *p);
    }
    if (word_.empty()) return;
    if (word_.find('/') != std::string_view::npos || word_[0] == '~' || word_[0] == '.') return paths();
    if (is_digit(word_[0])) return ids();
    const spec::Pack& pack = context_.spec.pack();
    if (pieces_.size() == 1) add(pack.interpreter);
    scripts(false);
    ids();
    if (word_.size() < 2) return;
    for (const Script& s : context_.spec.scripts()) {
      for (const spec::Model& m : s.models) add(m.name);
      for (const Operation& o : s.operations)
        for (const Param& p : o.params)
          if (p.name == pack.model_param)
            for (const Str v : p.values) add(v);
    }
    if (result_.candidates.empty()) paths();
  }

  const CompletionContext& context_;
  std::vector<Piece> pieces_;
  std::string_view word_;
  Completion result_;
};

} // namespace

Completion complete(std::string_view text, std::size_t cursor, const CompletionContext& context) {
  return Completer(text, std::min(cursor, text.size()), context).run();
}

std::string common_prefix(const std::vector<Completion::Candidate>& candidates) {
  std::string shared = candidates.empty() ? std::string{} : candidates[0].text;
  for (const Completion::Candidate& c : candidates) {
    std::size_t n = 0;
    while (n < shared.size() && n < c.text.size() && shared[n] == c.text[n]) ++n;
    shared.resize(n);
  }
  return shared.substr(0, utf8::first_invalid(shared)); // never half a character
}

void collect_ids(std::string_view text, std::vector<std::string>& ids) {
  constexpr std::size_t kShortest = 8;
  constexpr std::size_t kMost = 50;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    std::size_t digits = 0;
    for (; end < text.size() && (is_alnum(text[end]) || text[end] == '-' || text[end] == '_'); ++end)
      digits += is_digit(text[end]) ? 1 : 0;
    const std::string_view word = text.substr(i, end - i);
    // Times, file names and parts of URLs are no ids.
    const bool part =
        (i > 0 && std::string_view("/.=?&%").find(text[i - 1]) != std::string_view::npos) ||
        (end < text.size() && std::string_view("/.:?=&%").find(text[end]) != std::string_view::npos &&
         end + 1 < text.size() && text[end + 1] != ' ');
    if (word.size() >= kShortest && digits * 2 >= word.size() && !part && !command::as_instant(word, 0)) {
      std::erase(ids, std::string(word));
      ids.insert(ids.begin(), std::string(word));
      if (ids.size() > kMost) ids.pop_back();
    }
    i = std::max(end, i + 1);
  }
}

} // namespace cmdwright::repl
