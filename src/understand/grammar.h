// The language of a pack: what words mean, which intents there are, what speaks for each, and how their
// parameters are said. Compiled from grammar/*.yaml (keys: docs/grammar.md); plain data, read-only, views
// into the pack's storage.
//
// Everything a piece of text can mean is a concept: a word's sense ("act.transcode"), a member of a class
// with its value
// ("format" = "mp4"), or a typed value that code recognises ("duration", "file_id", "url"). Evidence, cues
// and slots all speak of concepts and of nothing else, so English and Chinese differ in the lexicon only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/result.h"

namespace cmdwright::understand {

using Str = std::string_view;
using Id = std::uint16_t;
inline constexpr Id kNone = 0xFFFF;

/// Concepts that code produces. Their names are part of the grammar's language.
enum class Builtin : Id {
  Ordinal,  ///< 第十二: counts, and is no value
  Number,   ///< a bare number; value in `number`
  Duration, ///< seconds
  Percent,
  Factor,   ///< "4x", "three times"
  Lines,    ///< "720p": resolution by lines, value "720p"
  Kilo,     ///< "4k": resolution by thousands, value "4k"
  Size,     ///< "1920x1080"
  Ratio,    ///< "16:9"
  Date,     ///< a day; a period has both ends
  Datetime, ///< an ISO 8601 instant as written
  Url,
  Path,
  Uri,
  Json,
  Quoted,
  Word,     ///< an identifier: letters with digits or underscores, glued by - . / :
  KeyValue, ///< key=value
  Literal,  ///< class: a value that the spec knows, written as it is written there
  Unknown,  ///< content words that the lexicon does not know
  kCount
};

/// Concepts that the mechanisms themselves need. Each must be in the lexicon of every language that is to
/// work.
enum class Role : Id {
  Filler,   ///< says nothing: please, thanks, for me, 帮我, 吧
  Particle, ///< closes a sentence and belongs to no word: 吧, 呢
  Small,    ///< function words: the, my, in, 的, 了
  Cut,      ///< begins a new step: then, after that, 然后, 再
  And,      ///< joins: and, plus, 和, 以及
  Or,
  Not,      ///< turns what follows into its opposite: not, no, without, 不要
  Correct,  ///< what follows replaces what was said: no wait, I mean, 不对, 改成
  Each,     ///< holds for all of several: both, each, all, 都, 分别
  Aside,    ///< begins a remark that is part of no text: but I, because we, 因为
  Again,    ///< points back: it, this file, the uploaded file, 它, 这个
  One,      ///< stands for a thing of the kind spoken of: a new one, 再来一个
  Same,     ///< same for …, 同样
  More,     ///< adds to what there is: also, as well, another one, 再加
  Copula,   ///< joins a label and its value: is, =, called, 是, 叫, 为
  From,     ///< from … (start of a range, or what something is now)
  To,       ///< to … (end of a range, or what something shall become)
  Cancel,   ///< never mind, forget it, 算了
  Unit,     ///< class: unit of a number, value names the dimension and factor ("duration 60")
  Numeral,  ///< class: number words of alphabetic languages, value is the number
  Month,    ///< class: 1 to 12
  Fraction, ///< class: parts of the whole in words, value is the percentage
  Leading,  ///< a duration from the very beginning: the first (3 seconds), 开头
  Period,   ///< class: relative dates, value says which ("day -1", "month -1", "week 0")
  Daypart,  ///< class: am or pm, in the evening, 下午
  After,    ///< from this moment on: after, since, 之后, 以来
  Before,   ///< up to this moment: before, until, 之前
  Subject,  ///< stands for a custom element in a prompt: character, element, 主体, 角色
  Pronoun,  ///< he, she, 他: the same where no such word is there
  Says,     ///< the words of somebody else follow: the customer writes, 客户说
  Link,     ///< between a head and its text: of, showing, in which, 关于
  kCount
};

struct Concept {
  Str name;
  bool has_values = false;
  bool label = false;    ///< announces a parameter: "session id", "file name"
  bool verbatim = false; ///< … and every such parameter takes words as they stand
  bool pairs = false;    ///< … and its values are key=value
};

/// A word or phrase sense: a concept, with the value when it is a class.
struct Sense {
  Id concept_id = kNone;
  Str value;
};

/// The lexicon as a trie over symbols (word lemmas, Han characters, numbers, signs).
struct Lexicon {
  struct Form {
    Str surface;
    Id symbol = kNone;
  };
  struct Node {
    std::uint32_t first_edge = 0;
    std::uint16_t edges = 0;
    std::uint32_t first_sense = 0;
    std::uint16_t senses = 0;
  };
  struct Edge {
    Id symbol = kNone;
    std::uint32_t node = 0;
  };
  std::vector<Form> forms; ///< sorted by surface; one surface may have several symbols
  std::vector<Node> nodes; ///< [0] is the root
  std::vector<Edge> edges; ///< of one node together, sorted by symbol
  std::vector<Sense> senses;
  std::vector<Str> known_words; ///< sorted; common words that are no slips of lexicon words
};

/// An identifier with a shape of its own. Tried in order; RE2 syntax, whole match.
struct Pattern {
  Id concept_id = kNone;
  Str regex;
};

/// A feature: a concept, or one of its values, said or (negated) said not to be. Evidence is written in
/// features.
struct Feature {
  Id concept_id = kNone;
  Str value; ///< empty: any
  bool negated = false;
};

/// Features that must be there, each clause by at least one of its alternatives, and features that must not.
struct Condition {
  std::vector<std::vector<Id>> all;
  std::vector<Id> none;
};

struct Evidence {
  std::int32_t weight = 0;
  Condition when;
};

/// A concept that arises where others meet in one segment.
struct Derivation {
  Id concept_id = kNone;
  Str value;
  Condition when;
};

struct Choice {
  Id feature = kNone;
  Str value;
  bool cued = false; ///< counts only next to a cue of the slot: "on", 关掉
};

/// A parameter that goes with another one, perhaps only when the value is of a certain kind.
struct With {
  Id concept_id = kNone; ///< kNone: always
  Str param;
  Str value;
};

/// How one parameter is said.
struct Slot {
  Str param;
  std::vector<Id> accepts;  ///< concepts whose mentions can be its value
  std::vector<Id> cues;     ///< concepts that announce it
  std::vector<Id> not_cues; ///< a value next to one of these is not ours
  bool cue_required = true;
  std::vector<Id> bare;                 ///< kinds that need no cue even so
  std::vector<Choice> choices;          ///< mentions that mean one of its values
  std::vector<std::pair<Str, Str>> map; ///< mention value to parameter value
  std::vector<With> with;               ///< further parameters to set when it is filled
  Str pair;                  ///< takes the second end of a range or size whose first end this slot takes
  bool is_name = false;      ///< a short string: quoted text, an identifier or the words behind the cue
  bool is_text = false;      ///< free text
  bool share = false;        ///< said once, holds for every step
  bool gather = false;       ///< takes all fitting values of its scope, not only one list
  bool each = false;         ///< several values make several commands
  Str wrap;                  ///< JSON around a value that is said bare; $ stands for it
  bool greedy = false;       ///< text runs on over sentence ends
  bool loose = false;        ///< a name may stand behind its cue without a joining word
  std::vector<Id> page_cues; ///< a number next to one of these is a page; `pair` holds the page size
  std::vector<Id> needed_by; ///< concepts that make the parameter necessary
  std::vector<Id> openers;   ///< text follows these directly
  std::vector<Id> starters;  ///< text begins with these, they are part of it
  std::vector<Id> heads;     ///< text follows or precedes these with a linking word ("picture of", 的图片)
  std::uint32_t reach = 9;   ///< farthest cue, in words
  Str turn_user, turn_assistant; ///< JSON for one turn of a dialogue, $ stands for the words
  std::vector<Id> user_cues, assistant_cues;
  bool residual = false;     ///< takes what nothing else explains
  std::int32_t strength = 0; ///< breaks ties between slots
};

/// How an intent gets at its files.
struct FileSlot {
  Str role;             ///< name of the part it plays, for explanations
  std::vector<Id> cues; ///< concepts that mark a file as this one
  Str id;               ///< parameter for a stored file
  Str url;              ///< parameter that takes a URL itself
  Str path;             ///< parameter that takes a local path itself
  Str ref;              ///< parameter that takes File:<id> or Url:<url>
  Str json;             ///< parameter that takes several as JSON
  Str json_id;          ///< element of that JSON for a stored file, $ stands for it
  Str json_url;         ///< … and for a URL
  Str json_frame;       ///< the whole JSON, $1 first file, $* all (others), $ the list
  enum class Several : std::uint8_t { Each, List, Json, Switch } several = Several::Each;
  std::vector<Str> media; ///< kinds it may be, by extension: image, video, audio; empty: any
  Str switch_to;          ///< intent that takes several
  bool required = true;
  std::vector<std::pair<Str, Str>> implies; ///< parameters that follow from such a file being there
  std::uint32_t most = 0; ///< files that the part takes, 0: any number; further ones play the next part
};

struct Intent {
  Str name;
  Str script; ///< empty: a refusal
  Str subcommand;
  Str label_en, label_zh;
  Str reason_en, reason_zh; ///< of a refusal
  bool fold = false;        ///< joins an upload of the same file when that has all its parameters
  bool soft = false;        ///< a refusal that yields to any real intent beside it
  std::vector<Evidence> evidence;
  std::vector<std::pair<Str, Str>> set; ///< parameters that the intent itself means
  std::vector<FileSlot> files;
  std::vector<Slot> slots;
};

/// Texts for people, per language.
struct Message {
  Str key;
  Str en, zh;
};

struct Grammar {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> han; ///< traditional to simplified
  std::vector<Concept> concepts;
  std::vector<Id> builtins; ///< concept of each Builtin
  std::vector<Id> roles;    ///< concept of each Role, kNone when the grammar lacks it
  Lexicon lexicon;
  std::vector<Pattern> patterns;
  std::vector<Feature> features;
  std::vector<std::vector<Id>> features_of; ///< per concept
  std::vector<Derivation> derivations;
  std::vector<Intent> intents;
  std::vector<Slot> modifiers; ///< flags that hold for every step that has them
  std::vector<Message> messages;

  [[nodiscard]] Id builtin(Builtin b) const { return builtins[static_cast<std::size_t>(b)]; }
  [[nodiscard]] Id role(Role r) const { return roles[static_cast<std::size_t>(r)]; }
  [[nodiscard]] Id concept_named(std::string_view name) const;
  [[nodiscard]] const Message* message(std::string_view key) const;

  /// Reads the compact form; `blob` must outlive the grammar.
  static Result<Grammar> from_blob(std::string_view blob);
};

} // namespace cmdwright::understand
