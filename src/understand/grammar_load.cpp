// The loader works in passes over all files, since every part may speak of concepts that another file
// defines: names first, then phrases, then expressions, then intents.
#include "understand/grammar_load.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <re2/re2.h>

#include "text/blob.h"
#include "text/files.h"
#include "text/utf8.h"
#include "text/words.h"
#include "understand/grammar_check.h"
#include "understand/grammar_fields.h"
#include "understand/lexicon_build.h"

namespace cmdwright::understand {

using yaml::Kind;
using yaml::Loading;
using yaml::Map;
using yaml::Node;

namespace {

constexpr std::array<Str, static_cast<std::size_t>(Builtin::kCount)> kBuiltinNames = {
    "ordinal", "number", "duration", "percent",   "factor",  "lines",  "kilo",
    "size",    "ratio",  "date",     "datetime",  "url",     "path",   "uri",
    "json",    "quoted", "word",     "key_value", "literal", "unknown"};
constexpr std::array<Str, static_cast<std::size_t>(Role::kCount)> kRoleNames = {
    "filler",  "particle", "small",  "cut",     "and",     "or",       "not",     "correct",
    "each",    "aside",    "again",  "one",     "same",    "more",     "copula",  "from",
    "to",      "cancel",   "unit",   "numeral", "month",   "fraction", "leading", "period",
    "daypart", "after",    "before", "subject", "pronoun", "says",     "link"};

std::string quoted(Str text) {
  return "'" + std::string(text) + "'";
}

/// An option as people write it in a request: "--tasks-priority" is said "tasks priority" or
/// "tasks_priority".
std::vector<std::string> spellings_of(Str option) {
  std::string name(option.substr(option.find_first_not_of('-')));
  std::vector<std::string> all = {name};
  if (name.find('-') != std::string::npos) {
    std::replace(name.begin(), name.end(), '-', '_');
    all.push_back(name);
    std::erase(name, '_');
    all.push_back(name);
  }
  return all;
}

constexpr std::int32_t kNamed = 14;      ///< evidence of a command that is called by its name
constexpr std::int32_t kNamedScript = 5; ///< … of a script that has several commands

class GrammarLoader {
public:
  GrammarLoader(Loading& loading, const spec::Spec& spec) : loading_(loading), spec_(spec) {}

  std::string run(const std::string& folder) {
    const auto files = list_files(folder, ".yaml");
    if (!files || files->empty()) {
      loading_.error(files ? Error{"there is no grammar in this folder", folder} : files.error());
      return {};
    }
    for (const std::string& path : *files) {
      const Node* root = loading_.file(path);
      if (root == nullptr) continue;
      if (root->kind != Kind::Map) {
        loading_.error(*root, "expected a map");
        continue;
      }
      roots_.push_back(root);
      check_keys(*root);
    }
    if (roots_.size() != files->size())
      return {}; // what is missing would only be complained about a second time
    han();
    names();
    phrases();
    options_and_values();
    sections("patterns", [&](const Node& n) { patterns(n); });
    sections("derive", [&](const Node& n) { derivations(n); });
    sections("slots", [&](const Node& n) { shared_slots(n); });
    sections("intents", [&](const Node& n) { intents(n); });
    sections("modifiers", [&](const Node& n) { modifiers(n); });
    sections("messages", [&](const Node& n) { messages(n); });
    finish();
    if (loading_.errors().empty()) check_grammar(loading_, roots_, g_, spec_);
    BlobWriter writer;
    writer(g_);
    return writer.finish();
  }

private:
  template <class F> void sections(Str key, const F& f) {
    for (const Node* root : roots_)
      if (const Node* node = root->find(key)) {
        if (node->kind == Kind::Map)
          f(*node);
        else
          loading_.error(*node, "expected a map");
      }
  }

  void check_keys(const Node& root) {
    constexpr std::array<Str, 11> kKeys = {"variants",    "lexicon",     "derive",    "patterns",
                                           "slots",       "intents",     "modifiers", "messages",
                                           "known_words", "traditional", "simplified"};
    for (const auto& [key, value] : root.entries)
      if (std::find(kKeys.begin(), kKeys.end(), key->text) == kKeys.end())
        loading_.error(*key, "unknown key " + quoted(key->text));
  }

  // ---- Han folding
  // ---------------------------------------------------------------------------------------------------

  static std::vector<std::uint32_t> codes(Str text) {
    std::vector<std::uint32_t> out;
    for (std::size_t i = 0; i < text.size();) {
      const utf8::Decoded d = utf8::decode(text, i);
      if (d.code > 0x20) out.push_back(d.code);
      i += d.length;
    }
    return out;
  }

  void han() {
    for (const Node* root : roots_) {
      const Node* from = root->find("traditional");
      const Node* to = root->find("simplified");
      if (from == nullptr && to == nullptr) continue;
      if (from == nullptr || to == nullptr) {
        loading_.error(*root, "'traditional' and 'simplified' belong together");
        continue;
      }
      const auto a = codes(from->text), b = codes(to->text);
      if (a.size() != b.size()) loading_.error(*from, "'traditional' and 'simplified' differ in length");
      for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) g_.han.emplace_back(a[i], b[i]);
    }
    std::sort(g_.han.begin(), g_.han.end());
  }

  // ---- concepts
  // ------------------------------------------------------------------------------------------------------

  Id define(Str name, bool has_values) {
    const auto [it, fresh] = ids_.try_emplace(std::string(name), static_cast<Id>(g_.concepts.size()));
    if (fresh)
      g_.concepts.push_back({loading_.keep(name), has_values});
    else
      g_.concepts[it->second].has_values |= has_values;
    return it->second;
  }

  void names() {
    for (const Str name : kBuiltinNames) g_.builtins.push_back(define(name, false));
    for (const Str name : kRoleNames) g_.roles.push_back(define(name, false));
    sections("lexicon", [&](const Node& n) {
      for (const auto& [key, value] : n.entries) define(key->text, value->find("values") != nullptr);
    });
    sections("patterns", [&](const Node& n) {
      for (const auto& [key, value] : n.entries) define(key->text, false);
    });
    sections("derive", [&](const Node& n) {
      for (const auto& [key, value] : n.entries)
        define(key->text.substr(0, key->text.find('=')), key->text.find('=') != Str::npos);
    });
    literal_ = define("literal", true);
  }

  [[nodiscard]] Id id_of(const Node& at, Str name) {
    const auto it = ids_.find(name);
    if (it != ids_.end()) return it->second;
    std::vector<Str> all;
    for (const auto& [known, id] : ids_) all.push_back(known);
    std::string message = "no concept " + quoted(name);
    if (const Str near = nearest(name, all); !near.empty()) message += ", did you mean " + quoted(near) + "?";
    loading_.error(at, std::move(message));
    return kNone;
  }

  // ---- phrases
  // -------------------------------------------------------------------------------------------------------

  void add_phrases(const Node& list, const Sense& sense) {
    const auto add = [&](const Node& item) {
      if (item.kind != Kind::Scalar) {
        loading_.error(item, "expected a phrase");
        return;
      }
      const std::vector<std::string> expanded = expand_phrase(item.text);
      if (expanded.empty()) loading_.error(item, "brackets do not match");
      for (const std::string& phrase : expanded) {
        if (trim(phrase).empty()) continue;
        if (!builder_->add(trim(phrase), sense)) loading_.error(item, "nothing is left of this phrase");
        said_.emplace_back(trim(phrase), sense);
      }
    };
    if (list.kind == Kind::List)
      for (const Node* item : list.items) add(*item);
    else
      add(list);
  }

  void add_languages(const Node& node, const Sense& sense, bool value_key) {
    Map map(loading_, &node);
    if (!map.good()) return;
    for (const Str language : {Str("en"), Str("zh")})
      if (const Node* list = map.take(language)) add_phrases(*list, sense);
    if (value_key) map.take("values");
    map.finish();
  }

  void phrases() {
    builder_ = std::make_unique<LexiconBuilder>(g_.han);
    sections("lexicon", [&](const Node& n) {
      for (const auto& [key, value] : n.entries) {
        const Id id = id_of(*key, key->text);
        if (const Node* values = value->find("values")) {
          Map map(loading_, values);
          if (!map.good()) continue;
          for (const auto& [name, list] : values->entries) {
            class_values_[id].insert(name->text);
            add_languages(*list, {id, name->text}, false);
          }
        }
        add_languages(*value, {id, {}}, true);
      }
    });
    Variants variants;
    sections("variants", [&](const Node& n) {
      for (const auto& [key, value] : n.entries) {
        std::vector<Str> others;
        if (read(loading_, *value, others)) variants.add(key->text, others);
      }
    });
    for (const auto& [phrase, sense] : said_) {
      for (const std::string& other : variants.of(phrase)) builder_->add_variant(other, sense);
      if (const std::string joined = identifier_of(phrase); !joined.empty())
        builder_->add_variant(joined, sense);
    }
    for (const Node* root : roots_)
      if (const Node* words = root->find("known_words"))
        for (const Str word : split_words(words->text)) g_.lexicon.known_words.push_back(word);
  }

  /// "live action", "live-action" -> "live_action"; empty for anything longer or not plain words.
  static std::string identifier_of(Str phrase) {
    std::string joined(phrase);
    std::size_t joints = 0;
    for (char& c : joined) {
      if (c == ' ' || c == '-')
        c = '_', ++joints;
      else if (!is_alnum(c))
        return {};
    }
    return joints == 1 || joints == 2 ? joined : std::string{};
  }

  static std::vector<Str> split_words(Str text) {
    std::vector<Str> out;
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t end = std::min(text.find_first_of(" \n", i), text.size());
      if (end > i) out.push_back(text.substr(i, end - i));
      i = end + 1;
    }
    return out;
  }

  /// What the spec says can be said literally: option names and the values of closed sets.
  void options_and_values() {
    std::set<std::string> options;
    std::set<std::string> valued;
    std::set<std::string> values;
    for (const spec::Script& script : spec_.scripts())
      for (const spec::Operation& op : script.operations)
        for (const spec::Param& p : op.params) {
          options.insert(std::string(p.name));
          if (!p.is_flag()) valued.insert(std::string(p.name));
          if (p.type == spec::ValueType::Enum || p.list != spec::ListKind::One || p.open)
            for (const Str v : p.values) values.insert(std::string(v));
        }
    for (const std::string& option : options) {
      const Id id = define("param." + option.substr(2), false);
      if (valued.count(option) == 0) switch_options_.insert(id);
      for (const std::string& said : spellings_of(option)) builder_->add(said, {id, {}});
    }
    for (const std::string& value : values) {
      const std::size_t tail = value.find_first_not_of("0123456789.:");
      const bool quantity =
          tail == std::string::npos ||
          (tail > 0 && tail + 1 == value.size() && std::string_view("pPkK").find(value[tail]) != Str::npos);
      if (quantity || value.size() < 2) continue; // numbers and resolutions are read as such
      builder_->add(value, {literal_, loading_.keep(value)});
      // CamelCase values are also said with blanks: "Glide Right".
      std::string spaced;
      for (const char c : value) {
        if (!spaced.empty() && c >= 'A' && c <= 'Z' && spaced.back() >= 'a' && spaced.back() <= 'z')
          spaced.push_back(' ');
        spaced.push_back(c == '_' ? ' ' : c);
      }
      if (spaced != value) builder_->add(spaced, {literal_, loading_.keep(value)});
    }
  }

  // ---- expressions
  // ---------------------------------------------------------------------------------------------------

  /// "~x" is the feature of x being denied.
  Id feature(const Node& at, Str text) {
    const bool negated = text.starts_with('~');
    if (negated) text.remove_prefix(1);
    const std::size_t equals = text.find('=');
    const Str name = trim(text.substr(0, equals));
    const Str value = equals == Str::npos ? Str{} : trim(text.substr(equals + 1));
    const Id id = id_of(at, name);
    if (id == kNone) return kNone;
    if (!value.empty() && class_values_.count(id) != 0 && class_values_[id].count(value) == 0)
      loading_.error(at, quoted(name) + " has no value " + quoted(value));
    const auto [it, fresh] = feature_ids_.try_emplace({id, (negated ? "~" : "") + std::string(value)},
                                                      static_cast<Id>(g_.features.size()));
    if (fresh) g_.features.push_back({id, loading_.keep(value), negated});
    return it->second;
  }

  Id feature_of(Id id) {
    const auto [it, fresh] =
        feature_ids_.try_emplace({id, std::string()}, static_cast<Id>(g_.features.size()));
    if (fresh) g_.features.push_back({id, {}, false});
    return it->second;
  }

  /// "a|b + c=x|y + !d"
  Condition expression(const Node& at, Str text) {
    Condition out;
    bool good = true;
    for (Str term : split(text, '+')) {
      term = trim(term);
      const bool absent = term.starts_with('!');
      if (absent) term.remove_prefix(1);
      std::vector<Id> ids;
      Str name;
      for (const Str one : split(term, '|')) {
        // "c=x|y": the later alternatives are values of the same class, unless they name a concept of their
        // own.
        const std::size_t equals = one.find('=');
        const Str trimmed = trim(one);
        std::string whole(trimmed);
        if (equals != Str::npos)
          name = trim(one.substr(0, equals));
        else if (!name.empty() && ids_.find(trimmed) == ids_.end())
          whole = std::string(name) + "=" + std::string(trimmed);
        const Id id = feature(at, whole);
        good &= id != kNone;
        if (id != kNone) ids.push_back(id);
      }
      if (absent)
        out.none.insert(out.none.end(), ids.begin(), ids.end());
      else if (!ids.empty())
        out.all.push_back(std::move(ids));
    }
    if (good && out.all.empty()) loading_.error(at, "an expression needs something that must be there");
    return out;
  }

  std::vector<Id> concept_list(const Node* node) {
    std::vector<Id> ids;
    if (node == nullptr) return ids;
    std::vector<Str> names;
    if (!read(loading_, *node, names)) return ids;
    for (const Str name : names)
      if (const Id id = id_of(*node, name); id != kNone) ids.push_back(id);
    return ids;
  }

  void patterns(const Node& node) {
    for (const auto& [key, value] : node.entries) {
      Str regex;
      if (!read(loading_, *value, regex)) continue;
      re2::RE2::Options options;
      options.set_log_errors(false);
      const re2::RE2 test(re2::StringPiece(regex.data(), regex.size()), options);
      if (!test.ok()) loading_.error(*value, "RE2 rejects this pattern: " + test.error());
      g_.patterns.push_back({id_of(*key, key->text), regex});
    }
  }

  void derivations(const Node& node) {
    for (const auto& [key, value] : node.entries) {
      const std::size_t equals = key->text.find('=');
      const Str of = equals == Str::npos ? Str{} : key->text.substr(equals + 1);
      std::vector<Str> rules;
      if (!read(loading_, *value, rules)) continue;
      for (const Str rule : rules)
        g_.derivations.push_back({id_of(*key, key->text.substr(0, equals)), of, expression(*value, rule)});
    }
  }

  // ---- slots
  // ---------------------------------------------------------------------------------------------------------

  void pairs(const Node* node, std::vector<std::pair<Str, Str>>& out) {
    Map map(loading_, node);
    if (node == nullptr || !map.good()) return;
    for (const auto& [key, value] : node->entries) {
      Str text;
      if (value->kind == Kind::Null)
        out.emplace_back(key->text, Str{});
      else if (read(loading_, *value, text))
        out.emplace_back(key->text, text);
    }
  }

  void with(const Node& node, std::vector<With>& out) {
    Map map(loading_, &node);
    if (!map.good()) return;
    for (const auto& [param, value] : node.entries) {
      if (value->kind == Kind::Map) {
        for (const auto& [kind, v] : value->entries)
          out.push_back({id_of(*kind, kind->text), param->text, v->text});
      } else {
        Str text;
        if (read(loading_, *value, text)) out.push_back({kNone, param->text, text});
      }
    }
  }

  /// Keys in `node` replace what `slot` has already.
  void read_slot(const Node& node, Slot& slot) {
    Map map(loading_, &node);
    if (!map.good()) return;
    if (const Node* n = map.take("accepts")) slot.accepts = concept_list(n), accepts_set_ = true;
    if (const Node* n = map.take("cues")) slot.cues = concept_list(n);
    if (const Node* n = map.take("not_cues")) slot.not_cues = concept_list(n);
    Str cue;
    if (map.optional("cue", cue)) {
      if (cue != "required" && cue != "optional")
        loading_.error(*map.take("cue"), "expected required or optional");
      slot.cue_required = cue != "optional";
    }
    if (const Node* n = map.take("bare")) slot.bare = concept_list(n);
    if (const Node* n = map.take("choices")) {
      slot.choices.clear();
      if (n->kind == Kind::Map) {
        for (const auto& [value, list] : n->entries) {
          std::vector<Str> names;
          read(loading_, *list, names);
          for (const Str name : names)
            if (const Id id = feature(*list, name); id != kNone) slot.choices.push_back({id, value->text});
        }
      } else { // a switch
        std::vector<Str> names;
        read(loading_, *n, names);
        for (const Str name : names)
          if (const Id id = feature(*n, name); id != kNone) slot.choices.push_back({id, {}});
      }
    }
    if (const Node* n = map.take("states"))
      for (const auto& [value, list] : n->entries) {
        std::vector<Str> names;
        read(loading_, *list, names);
        for (const Str name : names)
          if (const Id id = feature(*list, name); id != kNone)
            slot.choices.push_back({id, value->text, true});
      }
    if (const Node* n = map.take("map")) slot.map.clear(), pairs(n, slot.map);
    if (const Node* n = map.take("with")) slot.with.clear(), with(*n, slot.with);
    map.optional("pair", slot.pair);
    Str kind;
    if (map.optional("kind", kind)) {
      slot.is_name = kind == "name";
      slot.is_text = kind == "text";
      if (!slot.is_name && !slot.is_text && kind != "value")
        loading_.error(*map.take("kind"), "expected name, text or value");
    }
    map.optional("share", slot.share);
    map.optional("gather", slot.gather);
    map.optional("each", slot.each);
    map.optional("wrap", slot.wrap);
    map.optional("greedy", slot.greedy);
    if (const Node* n = map.take("page_cues")) slot.page_cues = concept_list(n);
    if (const Node* n = map.take("starters")) slot.starters = concept_list(n);
    if (const Node* n = map.take("needed_by")) slot.needed_by = concept_list(n);
    map.optional("loose", slot.loose);
    if (const Node* n = map.take("openers")) slot.openers = concept_list(n);
    if (const Node* n = map.take("heads")) slot.heads = concept_list(n);
    map.optional("residual", slot.residual);
    map.optional("reach", slot.reach);
    if (const Node* n = map.take("dialogue")) {
      Map dialogue(loading_, n);
      dialogue.required("user", slot.turn_user);
      dialogue.required("assistant", slot.turn_assistant);
      slot.user_cues = concept_list(dialogue.take("user_cues"));
      slot.assistant_cues = concept_list(dialogue.take("assistant_cues"));
      dialogue.finish();
    }
    std::int64_t strength = slot.strength;
    if (map.optional("strength", strength)) slot.strength = static_cast<std::int32_t>(strength);
    map.finish();
  }

  void shared_slots(const Node& node) {
    for (const auto& [key, value] : node.entries) {
      if (shared_.count(std::string(key->text)) != 0)
        loading_.error(*key, "slot " + quoted(key->text) + " is defined twice");
      if (ids_.count("param." + std::string(key->text.substr(std::min<std::size_t>(2, key->text.size())))) ==
          0)
        loading_.error(*key, "no script has a parameter " + quoted(key->text));
      shared_[std::string(key->text)] = value;
    }
  }

  /// What a parameter takes when the grammar does not say.
  void default_accepts(const spec::Param& p, Slot& slot) {
    using T = spec::ValueType;
    const auto add = [&](std::initializer_list<Builtin> kinds) {
      for (const Builtin b : kinds) slot.accepts.push_back(g_.builtins[static_cast<std::size_t>(b)]);
    };
    const auto named = [&](Str name) {
      if (const auto it = ids_.find(name); it != ids_.end()) slot.accepts.push_back(it->second);
    };
    switch (p.type) {
    case T::Int:
    case T::Float:
      add({Builtin::Number});
      break;
    case T::Name:
    case T::String:
      add({Builtin::Quoted, Builtin::Word, Builtin::Number});
      named("literal");
      break;
    case T::Id:
      add({Builtin::Word, Builtin::Quoted, Builtin::Number});
      break;
    case T::Text:
      add({Builtin::Quoted, Builtin::Word});
      break;
    case T::TaskId:
      named("task_id");
      break;
    case T::FileId:
      named("file_id");
      break;
    case T::Url:
      add({Builtin::Url});
      break;
    case T::Path:
      add({Builtin::Path});
      break;
    case T::Date:
    case T::Datetime:
      add({Builtin::Date, Builtin::Datetime});
      break;
    case T::Json:
      add({Builtin::Json});
      break;
    case T::KeyValue:
      add({Builtin::KeyValue});
      break;
    case T::TimeOffset:
      add({Builtin::Duration, Builtin::Percent, Builtin::Number});
      break;
    case T::Enum:
      named("literal");
      break;
    case T::Base64:
    case T::FileRef:
    case T::Flag:
      break;
    }
  }

  void read_slots(const Node* own, const spec::Operation& op, Intent& intent) {
    if (own != nullptr && own->kind != Kind::Map) {
      loading_.error(*own, "expected a map");
      own = nullptr;
    }
    if (own != nullptr)
      for (const auto& [key, value] : own->entries)
        if (op.find(key->text) == nullptr)
          loading_.error(*key, quoted(key->text) + " is no parameter of this command");
    for (const spec::Param& p : op.params) {
      const auto shared = shared_.find(p.name);
      const Node* special = own == nullptr ? nullptr : own->find(p.name);
      if (shared == shared_.end() && special == nullptr) continue;
      if (special != nullptr && special->kind == Kind::Null) continue; // explicitly not said
      Slot slot;
      slot.param = p.name;
      slot.is_text = p.type == spec::ValueType::Text;
      slot.is_name = p.type == spec::ValueType::Name || p.type == spec::ValueType::String;
      accepts_set_ = false;
      if (shared != shared_.end()) read_slot(*shared->second, slot);
      if (special != nullptr) read_slot(*special, slot);
      if (!accepts_set_) default_accepts(p, slot);
      if (const auto it = ids_.find("param." + std::string(p.name.substr(2))); it != ids_.end())
        slot.cues.push_back(it->second);
      if (p.type == spec::ValueType::Enum &&
          std::find(slot.accepts.begin(), slot.accepts.end(), literal_) == slot.accepts.end())
        slot.accepts.push_back(literal_);
      intent.slots.push_back(std::move(slot));
    }
  }

  // ---- intents
  // -------------------------------------------------------------------------------------------------------

  void language_pair(Map& map, Str key, Str& en, Str& zh) {
    const Node* node = map.take(key);
    if (node == nullptr) return;
    Map both(loading_, node);
    both.required("en", en);
    both.required("zh", zh);
    both.finish();
  }

  void read_file_slot(const Node& node, const spec::Operation& op, FileSlot& slot) {
    Map map(loading_, &node);
    if (!map.good()) return;
    map.optional("role", slot.role);
    slot.cues = concept_list(map.take("cues"));
    for (const auto& [key, target] : {std::pair{Str("id"), &slot.id},
                                      {Str("url"), &slot.url},
                                      {Str("path"), &slot.path},
                                      {Str("ref"), &slot.ref},
                                      {Str("json"), &slot.json}})
      if (map.optional(key, *target) && op.find(*target) == nullptr)
        loading_.error(*map.take(key), quoted(*target) + " is no parameter of this command");
    map.optional("json_id", slot.json_id);
    map.optional("json_url", slot.json_url);
    map.optional("json_frame", slot.json_frame);
    Str several;
    if (map.optional("several", several)) {
      if (several == "each")
        slot.several = FileSlot::Several::Each;
      else if (several == "list")
        slot.several = FileSlot::Several::List;
      else if (several == "json")
        slot.several = FileSlot::Several::Json;
      else if (several.starts_with("switch ")) {
        slot.several = FileSlot::Several::Switch;
        slot.switch_to = trim(several.substr(7));
        switches_.emplace_back(map.take("several"), slot.switch_to);
      } else {
        loading_.error(*map.take("several"), "expected each, list, json or switch INTENT");
      }
    }
    map.optional("required", slot.required);
    map.optional("media", slot.media);
    map.optional("most", slot.most);
    if (const Node* n = map.take("implies"))
      for (const auto& [key, value] : n->entries) slot.implies.emplace_back(key->text, value->text);
    map.finish();
  }

  void intents(const Node& node) {
    for (const auto& [key, value] : node.entries) {
      Map map(loading_, value);
      if (!map.good()) continue;
      for (const Intent& other : g_.intents)
        if (other.name == key->text)
          loading_.error(*key, "intent " + quoted(key->text) + " is defined twice");
      Intent intent;
      intent.name = key->text;
      language_pair(map, "label", intent.label_en, intent.label_zh);
      language_pair(map, "reason", intent.reason_en, intent.reason_zh);
      map.optional("soft", intent.soft);
      map.optional("fold", intent.fold);
      Str command;
      const spec::Operation* op = nullptr;
      if (map.optional("command", command)) {
        const std::size_t blank = command.find(' ');
        intent.script = command.substr(0, blank);
        intent.subcommand = blank == Str::npos ? Str{} : command.substr(blank + 1);
        op = spec_.operation(intent.script, intent.subcommand);
        if (op == nullptr) loading_.error(*map.take("command"), "there is no command " + quoted(command));
      } else if (intent.reason_en.empty()) {
        loading_.error(*key, "an intent has a command, or a reason to refuse");
      }
      if (const Node* list = map.take("evidence"))
        evidence(*list, intent);
      else
        loading_.error(*key, "'evidence' is missing");
      pairs(map.take("set"), intent.set);
      if (op != nullptr)
        for (const auto& [param, v] : intent.set)
          if (op->find(param) == nullptr)
            loading_.error(*map.take("set"), quoted(param) + " is no parameter of this command");
      const Node* files = map.take("files");
      const Node* slots = map.take("slots");
      if (op != nullptr) {
        if (files != nullptr)
          for (const Node* one : files->items) read_file_slot(*one, *op, intent.files.emplace_back());
        read_slots(slots, *op, intent);
      }
      map.finish();
      g_.intents.push_back(std::move(intent));
    }
  }

  void evidence(const Node& node, Intent& intent) {
    Map map(loading_, &node);
    if (!map.good()) return;
    for (const auto& [key, value] : node.entries) {
      std::int64_t weight = 0;
      if (!read(loading_, *value, weight)) continue;
      intent.evidence.push_back({static_cast<std::int32_t>(weight), expression(*key, key->text)});
    }
    const bool reachable = std::any_of(intent.evidence.begin(), intent.evidence.end(),
                                       [](const Evidence& e) { return e.weight > 0; });
    if (!reachable) loading_.error(node, "no evidence speaks for this intent: it cannot be reached");
  }

  void modifiers(const Node& node) {
    for (const auto& [key, value] : node.entries) {
      Slot slot;
      slot.param = key->text;
      Map map(loading_, value);
      for (const Str what : {Str("set"), Str("unset")})
        for (const Id id : concept_list(map.take(what)))
          slot.choices.push_back({feature_of(id), what == "set" ? what : Str{}});
      map.finish();
      g_.modifiers.push_back(std::move(slot));
    }
  }

  void messages(const Node& node) {
    for (const auto& [key, value] : node.entries) {
      Message m;
      m.key = key->text;
      Map both(loading_, value);
      both.required("en", m.en);
      both.required("zh", m.zh);
      both.finish();
      g_.messages.push_back(m);
    }
  }

  void mark_labels() {
    const Id pair = g_.builtin(Builtin::KeyValue);
    std::vector<bool> typed(g_.concepts.size(), false);
    for (const Intent& intent : g_.intents)
      for (const Slot& slot : intent.slots)
        for (const Id cue : slot.cues) {
          Concept& c = g_.concepts[cue];
          const bool action = c.name.starts_with("act.") || c.name.starts_with("ai.") || c.has_values;
          const bool role = std::find(g_.roles.begin(), g_.roles.end(), cue) != g_.roles.end();
          if (action || role || switch_options_.count(cue) != 0) continue;
          c.label = true;
          if (!slot.is_name && !slot.is_text) typed[cue] = true;
          c.pairs |= std::find(slot.accepts.begin(), slot.accepts.end(), pair) != slot.accepts.end();
        }
    for (std::size_t i = 0; i < typed.size(); ++i)
      g_.concepts[i].verbatim = g_.concepts[i].label && !typed[i];
  }

  /// Who names a script, perhaps with its subcommand, says which intents are meant.
  void script_names() {
    std::set<std::pair<std::string, std::string>> calls;
    for (const Intent& intent : g_.intents)
      if (!intent.script.empty()) calls.insert({std::string(intent.script), std::string(intent.subcommand)});
    for (Intent& intent : g_.intents) {
      if (intent.script.empty()) continue;
      const bool only = std::count_if(calls.begin(), calls.end(),
                                      [&](const auto& c) { return c.first == intent.script; }) == 1;
      const Str script = loading_.keep("call." + std::string(intent.script));
      intent.evidence.push_back(said(script, only ? kNamed : kNamedScript));
      if (!intent.subcommand.empty())
        intent.evidence.push_back(
            said(loading_.keep(std::string(script) + " " + std::string(intent.subcommand)), kNamed));
    }
    for (const auto& [script, subcommand] : calls) {
      const std::string stem = script.substr(0, script.rfind('.'));
      for (const std::string& name : {script, stem}) {
        builder_->add(name, {define("call." + script, false), {}});
        if (subcommand.empty()) continue;
        const Id call = define("call." + script + " " + subcommand, false);
        builder_->add(name + " " + subcommand, {call, {}});
        builder_->add(name + "'s " + subcommand, {call, {}});
        builder_->add(name + " \u7684 " + subcommand, {call, {}});
      }
    }
  }

  Evidence said(Str concept_name, std::int32_t weight) {
    Evidence e;
    e.weight = weight;
    e.when.all.push_back({feature_of(define(concept_name, false))});
    return e;
  }

  void finish() {
    for (const auto& [node, name] : switches_)
      if (std::none_of(g_.intents.begin(), g_.intents.end(), [&](const Intent& i) { return i.name == name; }))
        loading_.error(*node, "no intent " + quoted(name));
    script_names();
    mark_labels();
    std::sort(g_.messages.begin(), g_.messages.end(),
              [](const Message& a, const Message& b) { return a.key < b.key; });
    g_.features_of.resize(g_.concepts.size());
    for (std::size_t f = 0; f < g_.features.size(); ++f)
      g_.features_of[g_.features[f].concept_id].push_back(static_cast<Id>(f));
    std::sort(g_.lexicon.known_words.begin(), g_.lexicon.known_words.end());
    builder_->finish(g_.lexicon, [&](Str s) { return loading_.keep(s); });
  }

  Loading& loading_;
  const spec::Spec& spec_;
  Grammar g_;
  std::vector<const Node*> roots_;
  std::map<std::string, Id, std::less<>> ids_;
  std::map<std::pair<Id, std::string>, Id> feature_ids_;
  std::map<Id, std::set<Str>> class_values_;
  std::map<std::string, const Node*, std::less<>> shared_;
  std::vector<std::pair<const Node*, Str>> switches_;
  std::unique_ptr<LexiconBuilder> builder_;
  std::set<Id> switch_options_;                     ///< names of flags: nothing follows them
  std::vector<std::pair<std::string, Sense>> said_; ///< every phrase as written
  Id literal_ = kNone;
  bool accepts_set_ = false;
};

} // namespace

std::string compile_grammar(Loading& loading, const std::string& folder, const spec::Spec& spec) {
  return GrammarLoader(loading, spec).run(folder);
}

} // namespace cmdwright::understand
