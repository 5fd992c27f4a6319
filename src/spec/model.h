// What the scripts of a pack accept: the one model behind generator, linter, tests, REPL and executor.
//
// The structures are plain data. Their strings are views into the pack's storage (see spec.h) and live as
// long as it. Sources: rules/*.yaml, whose keys are described in docs/packs.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace cmdwright::spec {

using Str = std::string_view;

enum class ValueType : std::uint8_t {
  Flag,
  Text,
  Name,
  String,
  Id,
  FileId,
  TaskId,
  Int,
  Float,
  Enum,
  Url,
  Path,
  Date,
  Datetime,
  Json,
  KeyValue,
  FileRef,
  TimeOffset,
  Base64,
};

enum class ListKind : std::uint8_t { One, Space, Comma };

/// `processing` costs money each time and needs a cost notice.
enum class Cost : std::uint8_t { None, Query, Upload, Processing };

struct Range {
  std::optional<double> low;
  std::optional<double> high;
};

struct Count {
  std::optional<std::uint32_t> least;
  std::optional<std::uint32_t> most;
};

struct Param {
  Str name;       ///< "--file-id"
  Str short_name; ///< "-q", or empty
  ValueType type = ValueType::Name;
  ListKind list = ListKind::One;
  bool repeat = false;
  bool required = false;
  std::vector<Str> required_unless;
  std::vector<Str> values;
  bool open = false; ///< `values` are examples only
  std::vector<std::pair<Str, Str>> labels;
  Str per_model; ///< field of the model table that narrows the values
  Range range;
  Count items;
  std::optional<std::uint32_t> max_length; ///< characters
  std::optional<std::uint64_t> max_bytes;
  bool absolute = false;
  Str shape; ///< name of a JSON shape
  Str or_shape;
  Str default_value;
  bool write_default = false;
  Str recommend; ///< printed when the request says nothing
  std::vector<Str> recommend_unless;
  Str env;
  bool secret = false;
  bool reference = false;         ///< names something that exists, though it looks like any number or name
  bool before_subcommand = false; ///< may also stand before the subcommand
  bool set = false;               ///< the order of the list has no meaning
  Str help;

  [[nodiscard]] bool is_flag() const { return type == ValueType::Flag; }
};

/// `--p present`, `--p in [a, b]`, …
struct Term {
  enum class Kind : std::uint8_t { Present, Absent, In, NotIn, Never };
  Str param;
  Kind kind = Kind::Present;
  std::vector<Str> values;
  bool with_default = false; ///< "default" was listed: the option left out counts as a member
};

/// Terms joined by `and`, groups of them joined by `or`. No group at all holds always.
struct Condition {
  std::vector<std::vector<Term>> any_of;
};

struct Constraint {
  enum class Kind : std::uint8_t { OneOf, AtLeastOne, Exclusive, Requires, OnlyWith, Limit, Sum };
  Kind kind = Kind::OneOf;
  std::vector<Str> params;
  Condition when;
  std::vector<Str> values; ///< of a limit
  Range range;
  Count items;
  std::optional<std::uint32_t> at_most; ///< of a sum
  Str rule;                             ///< lint rule that reports it, where it is not the natural one
  Str note;
};

/// Something people write that does not exist, and what exists instead.
struct Mistake {
  Str param;    ///< a wrong option name, or
  Str value_of; ///< the option whose `value` is wrong, or
  Str value;
  Str subcommand; ///< a wrong subcommand
  Str use;        ///< the right one, may be empty
  Str note;
};

/// One way to call a script: a subcommand, or the whole script when it has none.
struct Operation {
  Str name; ///< empty for a script without subcommands
  Str summary;
  Cost cost = Cost::None;
  std::vector<Param> params;
  std::vector<Constraint> constraints;
  std::vector<Mistake> mistakes;
  Str prefer; ///< "script.py [subcommand]" that should be used instead

  /// By long or short name; nullptr when there is none.
  [[nodiscard]] const Param* find(std::string_view name) const;
};

/// A field of the model table: absent (the documents do not say), or what is supported.
struct ModelField {
  Str name;
  std::vector<Str> values;
  bool is_count = false;
  Count items;
  std::vector<Str> versions; ///< a count that holds for these versions only
};

struct Model {
  Str name;
  std::vector<ModelField> fields;

  [[nodiscard]] const ModelField* find(std::string_view field) const;
};

/// Shape of a JSON value.
struct Shape {
  enum class Kind : std::uint8_t { Any, Object, Array, String, Number, Integer, Boolean, Url, FileId, AnyOf };
  Str name; ///< of a property, a variant, or the shape itself
  Kind kind = Kind::Any;
  std::vector<Str> required;
  std::vector<Shape> properties;
  Str discriminator;
  std::vector<Shape> variants;
  Count items;
  std::vector<Shape> of; ///< element of an array (one entry), alternatives of AnyOf
  std::vector<Str> values;
};

struct Script {
  Str name; ///< "vod_upload.py"
  Str summary;
  Str doc;
  Cost cost = Cost::None;
  std::vector<Operation> operations;
  std::vector<Str> wrong_names;
  std::vector<Mistake> mistakes;
  std::vector<Model> models;
  std::int32_t zone = 0; ///< of the pack, for those who know no more than a script

  [[nodiscard]] bool has_subcommands() const { return operations.size() != 1 || !operations[0].name.empty(); }
  [[nodiscard]] const Operation* find(std::string_view subcommand) const;
  [[nodiscard]] const Model* model(std::string_view name) const;
};

/// The way a file of one kind becomes a stored media file: a local path or a URL is uploaded first.
struct UploadRoute {
  Str script;
  Str subcommand;
  Str param; ///< takes the path or the URL
};

/// Tasks whose id matches are looked up by another script than all others.
struct TaskRoute {
  Str contains; ///< compared without regard to letter case
  Str unless;
  Str script;
  Str subcommand;
};

/// A text that must name each id of a list by a placeholder: `before` N `after`, N from 1.
struct ElementRule {
  Str ids_param;
  Str text_param;
  Str before;
  Str after;
  std::vector<Str> articles; ///< words that belong to the word behind them, and go with it
  std::vector<Str> tags;     ///< words that tell one element from another, beside letters and digits
};

/// How a value of type `file_ref` says which of two kinds of file it holds.
struct FileRefRule {
  Str by_id;  ///< prefix in front of the id of a stored file
  Str by_url; ///< prefix in front of a URL
};

struct Pack {
  Str name;
  Str title;
  Str interpreter;
  std::vector<Str> interpreters; ///< other programs that run the scripts too; any version of one counts
  Str script_dir;                ///< "scripts/"
  Str dry_run;                   ///< switch that makes a command send nothing
  Str script_prefix;             ///< what script names start with, to recognise calls of unknown ones
  Str placeholder;               ///< stands for the id that an upload will return
  Str model_param;
  Str version_param;
  UploadRoute local_route;
  UploadRoute url_route;
  Str task_param;
  TaskRoute task_default;
  std::vector<TaskRoute> task_routes;
  std::vector<Str> never_ask;
  ElementRule elements;
  Str file_id; ///< what people call the id of a stored file
  FileRefRule file_refs;
  std::int32_t zone = 0; ///< of times without one, seconds east of Greenwich
};

} // namespace cmdwright::spec
