// Whether an intent can win is tried out, not proved: the features of each of its evidences, and of each two
// of them, are taken as a request that says exactly that, and every intent is scored on it as group.cpp does.
// An intent that wins none of these contests would need a request that speaks for it in three ways at once
// and even then has rivals; nobody writes such an intent on purpose.
#include "understand/grammar_check.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

namespace cmdwright::understand {

using yaml::Kind;
using yaml::Loading;
using yaml::Node;

namespace {

/// Messages that the program looks up by these names.
constexpr std::array<Str, 7> kMessages = {"ask.generic", "ask.choose", "ask.allowed",   "ask.range",
                                          "ask.what",    "cost",       "refuse.unknown"};
/// What the evidence for a request must come to at least (group.cpp: the first step costs one less).
constexpr std::int32_t kNeeded = 3;
/// Concepts and values that evidence can tell apart (group.cpp).
constexpr std::size_t kMostFeatures = 2048;

std::string quoted(Str text) {
  return "'" + std::string(text) + "'";
}

class GrammarChecker {
public:
  GrammarChecker(Loading& loading, const std::vector<const Node*>& roots, const Grammar& grammar,
                 const spec::Spec& spec)
      : loading_(loading), roots_(roots), g_(grammar), spec_(spec) {}

  void run() {
    if (g_.features.size() > kMostFeatures)
      loading_.error(Error{"the grammar tells " + std::to_string(g_.features.size()) +
                               " concepts and values apart; at most " + std::to_string(kMostFeatures) +
                               " are possible",
                           std::string(roots_.front()->file)});
    messages();
    find_sayable();
    concepts();
    for (const Intent& intent : g_.intents) check(intent);
    for (const Slot& slot : g_.modifiers)
      if (const Node* at = entry("modifiers", slot.param); at != nullptr && !somewhere(slot.param))
        loading_.error(*at, "no script has a parameter " + quoted(slot.param));
  }

private:
  /// The key node of `name` in a section of any file.
  [[nodiscard]] const Node* entry(Str section, Str name) const {
    for (const Node* root : roots_)
      if (const Node* node = root->find(section))
        for (const auto& [key, value] : node->entries)
          if (key->text == name) return key;
    return nullptr;
  }
  [[nodiscard]] const Node* value_of(Str section, Str name) const {
    for (const Node* root : roots_)
      if (const Node* node = root->find(section))
        if (const Node* value = node->find(name)) return value;
    return nullptr;
  }

  [[nodiscard]] bool somewhere(Str param) const {
    for (const spec::Script& script : spec_.scripts())
      for (const spec::Operation& op : script.operations)
        if (op.find(param) != nullptr) return true;
    return false;
  }

  void messages() {
    const Node* at = roots_.front();
    for (const Node* root : roots_)
      if (const Node* node = root->find("messages")) at = node;
    for (const Str key : kMessages)
      if (g_.message(key) == nullptr) loading_.error(*at, "message " + quoted(key) + " is missing");
    for (const Message& m : g_.messages) {
      if (!m.key.starts_with("label.")) continue;
      const Str param = m.key.substr(m.key.find("--") == Str::npos ? 6 : m.key.find("--"));
      if (const Node* key = entry("messages", m.key); key != nullptr && !somewhere(param))
        loading_.error(*key, "no script has a parameter " + quoted(param));
    }
  }

  // ---- what can be said ----------------------------------------------------------------------------------

  [[nodiscard]] bool sayable(Id feature) const { return said_[g_.features[feature].concept_id]; }

  [[nodiscard]] bool can_hold(const Condition& c) const {
    return std::all_of(c.all.begin(), c.all.end(), [&](const std::vector<Id>& any) {
      return std::any_of(any.begin(), any.end(), [&](Id f) {
        return sayable(f) && std::find(c.none.begin(), c.none.end(), f) == c.none.end();
      });
    });
  }

  void find_sayable() {
    said_.assign(g_.concepts.size(), false);
    for (const Id id : g_.builtins) said_[id] = true;
    for (const Sense& s : g_.lexicon.senses) said_[s.concept_id] = true;
    for (const Pattern& p : g_.patterns) said_[p.concept_id] = true;
    for (bool more = true; more;) {
      more = false;
      for (const Derivation& d : g_.derivations)
        if (!said_[d.concept_id] && can_hold(d.when)) said_[d.concept_id] = more = true;
    }
  }

  /// Concepts of the lexicon without a word, and values of classes without one.
  void concepts() {
    std::set<std::pair<Id, Str>> with_words;
    for (const Sense& s : g_.lexicon.senses) with_words.insert({s.concept_id, s.value});
    for (const Node* root : roots_) {
      const Node* lexicon = root->find("lexicon");
      if (lexicon == nullptr) continue;
      for (const auto& [key, value] : lexicon->entries) {
        const Id id = g_.concept_named(key->text);
        if (!said_[id]) loading_.error(*key, "no word means " + quoted(key->text));
        if (const Node* values = value->find("values"))
          for (const auto& [name, words] : values->entries)
            if (with_words.count({id, name->text}) == 0)
              loading_.error(*name, "no word means " + quoted(key->text) + " = " + quoted(name->text));
      }
    }
  }

  // ---- intents -------------------------------------------------------------------------------------------

  void check(const Intent& intent) {
    const Node* key = entry("intents", intent.name);
    const Node* node = value_of("intents", intent.name);
    if (key == nullptr || node == nullptr) return;
    if (!intent.script.empty() && intent.label_en.empty())
      loading_.error(*key, "'label' is missing: questions call the intent by it");
    check_evidence(intent, *key, *node->find("evidence"));
    const spec::Operation* op = spec_.operation(intent.script, intent.subcommand);
    if (op == nullptr) return;
    if (const Node* files = node->find("files"); yaml::is_list(loading_, files))
      for (std::size_t i = 0; i < intent.files.size(); ++i) check(intent.files[i], *op, *files->items[i]);
    for (const auto& [param, value] : intent.set) check_value(*node->find("set"), {op}, param, value, "set");
    for (const Slot& slot : intent.slots) check(slot, *op, *node);
  }

  void check_evidence(const Intent& intent, const Node& key, const Node& list) {
    std::int32_t most = 0;
    bool good = true;
    for (std::size_t i = 0; i < list.entries.size(); ++i) { // what the loader added follows
      const Evidence& e = intent.evidence[i];
      const Node& at = *list.entries[i].first;
      if (!can_hold(e.when)) {
        loading_.error(at, "this evidence can never hold: a part of it is never said, or also excluded");
        good = false;
      } else if (e.weight > 0) {
        most += e.weight;
      }
    }
    if (!good) return;
    if (most < kNeeded)
      loading_.error(key, "intent " + quoted(intent.name) + " cannot be reached: all that speaks for it is " +
                              std::to_string(most) + ", and a request needs " + std::to_string(kNeeded));
    else if (const Intent* rival = unbeaten_rival(intent))
      loading_.error(key, "intent " + quoted(intent.name) + " cannot be reached: whatever is said for it, " +
                              quoted(rival->name) + " is the better answer");
  }

  /// Everything that is there when `said` is: any value of a class is the class too, and what is derived.
  void close(std::set<Id>& said) const {
    for (const Id f : std::vector<Id>(said.begin(), said.end()))
      for (const Id g : g_.features_of[g_.features[f].concept_id])
        if (g_.features[g].value.empty() && g_.features[g].negated == g_.features[f].negated) said.insert(g);
    for (const Derivation& d : g_.derivations)
      if (holds(d.when, said))
        for (const Id f : g_.features_of[d.concept_id])
          if (!g_.features[f].negated && (g_.features[f].value.empty() || g_.features[f].value == d.value))
            said.insert(f);
  }

  static bool holds(const Condition& c, const std::set<Id>& said) {
    const auto has = [&](Id f) { return said.count(f) != 0; };
    return std::all_of(
               c.all.begin(), c.all.end(),
               [&](const std::vector<Id>& any) { return std::any_of(any.begin(), any.end(), has); }) &&
           std::none_of(c.none.begin(), c.none.end(), has);
  }

  static std::int32_t score(const Intent& intent, const std::set<Id>& said) {
    std::int32_t sum = 0;
    for (const Evidence& e : intent.evidence)
      if (holds(e.when, said)) sum += e.weight;
    return sum;
  }

  /// nullptr when `intent` wins some contest, else an intent that beats it in the first one.
  [[nodiscard]] const Intent* unbeaten_rival(const Intent& intent) const {
    std::vector<const Condition*> grounds;
    for (const Evidence& e : intent.evidence)
      if (e.weight > 0 && can_hold(e.when)) grounds.push_back(&e.when);
    const Intent* first = nullptr;
    for (std::size_t i = 0; i < grounds.size(); ++i)
      for (std::size_t j = 0; j <= i; ++j)
        for (const bool last : {false, true}) { // the first or the last of all alternatives
          std::set<Id> said;
          for (const Condition* c : {grounds[i], grounds[j]})
            for (const auto& any : c->all) said.insert(last ? any.back() : any.front());
          close(said);
          const Intent* rival = better(intent, said);
          if (rival == nullptr) return nullptr;
          if (first == nullptr) first = rival;
        }
    return first;
  }

  /// An intent that does at least as well on `said` and stands earlier, or does better.
  [[nodiscard]] const Intent* better(const Intent& intent, const std::set<Id>& said) const {
    const std::int32_t own = score(intent, said);
    bool earlier = true;
    for (const Intent& other : g_.intents) {
      if (&other == &intent) {
        earlier = false;
        continue;
      }
      const std::int32_t s = score(other, said);
      if (s > own || (s == own && earlier && same_evidence(intent, other))) return &other;
    }
    return nullptr;
  }

  static bool same_evidence(const Intent& a, const Intent& b) {
    return std::equal(a.evidence.begin(), a.evidence.end(), b.evidence.begin(), b.evidence.end(),
                      [](const Evidence& x, const Evidence& y) {
                        return x.weight == y.weight && x.when.all == y.when.all && x.when.none == y.when.none;
                      });
  }

  // ---- parameters ----------------------------------------------------------------------------------------

  void check(const FileSlot& file, const spec::Operation& op, const Node& at) {
    if (file.id.empty() && file.url.empty() && file.path.empty() && file.ref.empty() && file.json.empty())
      loading_.error(at, "a file goes into a parameter: one of id, url, path, ref, json");
    const spec::Param* id = op.find(file.id);
    if (file.several == FileSlot::Several::List && id != nullptr && id->list == spec::ListKind::One &&
        !id->repeat)
      loading_.error(at, quoted(file.id) + " takes one file: 'several' cannot be a list");
    if (file.several == FileSlot::Several::Json && file.json.empty())
      loading_.error(at, "several files as JSON need 'json', the parameter for it");
  }

  /// Operations that something said about a parameter must fit one of: the intent's own, or, for a shared
  /// slot, any that has the parameter.
  using Operations = std::vector<const spec::Operation*>;

  [[nodiscard]] Operations all_with(Str param) const {
    Operations out;
    for (const spec::Script& script : spec_.scripts())
      for (const spec::Operation& op : script.operations)
        if (op.find(param) != nullptr) out.push_back(&op);
    return out;
  }

  void check(const Slot& slot, const spec::Operation& op, const Node& intent) {
    const Node* own = intent.find("slots");
    if (own != nullptr) own = own->find(slot.param);
    const Node* shared = value_of("slots", slot.param);
    // Of a key that both may hold, the intent's own one counts.
    const auto with_key = [&](Str key, const auto& f) {
      if (own != nullptr && own->find(key) != nullptr)
        f(*own->find(key), Operations{&op}, key);
      else if (shared != nullptr && shared->find(key) != nullptr)
        f(*shared->find(key), all_with(slot.param), key);
    };
    with_key("pair", [&](const Node& at, const Operations& ops, Str) { check_param(at, ops, slot.pair); });
    with_key("with", [&](const Node& at, const Operations& ops, Str key) {
      for (const With& with : slot.with) {
        check_param(at, ops, with.param);
        check_value(at, ops, with.param, with.value, key);
      }
    });
    for (const bool cued : {false, true})
      with_key(cued ? "states" : "choices", [&](const Node& at, const Operations& ops, Str key) {
        for (const Choice& choice : slot.choices)
          if (choice.cued == cued) check_value(at, ops, slot.param, choice.value, key);
      });
    with_key("map", [&](const Node& at, const Operations& ops, Str key) {
      for (const auto& [said, value] : slot.map) check_value(at, ops, slot.param, value, key);
    });
  }

  void check_param(const Node& at, const Operations& ops, Str param) {
    if (std::none_of(ops.begin(), ops.end(), [&](const auto* op) { return op->find(param) != nullptr; }))
      loading_.error(at, quoted(param) + " is no parameter of this command");
  }

  /// A value that the grammar itself gives to a parameter.
  void check_value(const Node& at, const Operations& ops, Str param, Str value, Str key) {
    if (value.empty()) return;
    bool known = false;
    for (const spec::Operation* op : ops) {
      const spec::Param* p = op->find(param);
      if (p == nullptr) continue;
      known = true;
      if (p->values.empty() || p->open || !p->or_shape.empty() ||
          std::find(p->values.begin(), p->values.end(), value) != p->values.end())
        return;
    }
    if (known)
      loading_.error(at, quoted(param) + ": " + quoted(value) + " in '" + std::string(key) +
                             "' is no allowed value");
  }

  Loading& loading_;
  const std::vector<const Node*>& roots_;
  const Grammar& g_;
  const spec::Spec& spec_;
  std::vector<bool> said_; ///< by concept
};

} // namespace

void check_grammar(Loading& loading, const std::vector<const Node*>& roots, const Grammar& grammar,
                   const spec::Spec& spec) {
  GrammarChecker(loading, roots, grammar, spec).run();
}

} // namespace cmdwright::understand
