// How commands become requests: the structures behind rules/api/*.yaml (keys: docs/exec.md).
//
// Plain data, as in spec/model.h: the strings are views into the pack's storage and live as long as it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "spec/model.h"

namespace cmdwright::exec {

using spec::Str;

/// What may be done with an action after a failure that leaves open whether it was carried out.
enum class ActionKind : std::uint8_t {
  Read,       ///< changes nothing: may be sent again
  Repeatable, ///< changes something, but a second time does no harm
  Submit,     ///< starts a task that costs money: never sent again
  Write,      ///< changes something once for each time it is sent: never sent again
};

struct Action {
  Str name;
  ActionKind kind = ActionKind::Read;
  Str session;            ///< field by which the service refuses repeats, or empty
  std::vector<Str> tasks; ///< places of task ids in the answer; the first that is there is waited for
  Str task_type;          ///< of its tasks, and
  Str subject; ///< the field that they have in common with the request: how to find one without a session
};

/// How a value is made from the words of the command.
enum class Transform : std::uint8_t {
  Plain,      ///< the word, as a number where the parameter is one
  Split,      ///< pieces between commas
  Offsets,    ///< the same, with 10pct written 10%
  Watermarks, ///< "1,2" -> [{"Definition":1},{"Definition":2}]
  FileRefs,   ///< File:<id> / Url:<url> -> [{"Type":…}]
  Tags,       ///< KEY=VALUE -> [{"TagKey":…,"TagValue":…}]
  Items,      ///< objects of a JSON array, reduced to the known keys
  Elements,   ///< element ids as the nested JSON text that the service wants
  ElementsOfFile,
  ModelText,  ///< {"ModelName":"Google/<model>"} as a text
  OneElement, ///< ["text"]
  DayStart,   ///< YYYY-MM-DD -> …T00:00:00+08:00
  DayEnd,
  Extension, ///< of a file name, in lower case
  ExtensionAsIs,
  Stem,       ///< file name without folder and extension
  ModelField, ///< field of the script's model table for the named model
  Parsed,     ///< the text as JSON
  JsonOrWord, ///< a known word stays a text, anything else is JSON
};

/// One way to the value at one place of a request.
struct Field {
  Str path;                              ///< "OutputConfig.ClassId", "FileInfos[0].Type"
  std::vector<Str> from;                 ///< options; with a table one for each level
  std::vector<Str> defaults;             ///< for `from`, one each; empty text: none
  Str constant;                          ///< JSON text, in place of `from`
  Str text;                              ///< template with {--option|default}, in place of `from`
  Str answer;                            ///< field of the answer before, in place of `from`
  std::optional<std::uint32_t> days_ago; ///< local date so many days ago, in place of `from`
  Transform as = Transform::Plain;
  Str table;
  std::vector<Str> keys; ///< of Items; words of JsonOrWord; the field of ModelField
  bool zero = false;     ///< 0 and an empty text are sent too
  bool otherwise =
      false; ///< counts only if the field before it in the list, of the same path, yielded nothing
  Str needs; ///< object that must exist already, made by other fields
  spec::Condition when;
};

struct Request {
  Str action;
  std::vector<Field> fields;
  spec::Condition when;
  std::uint32_t pause = 0; ///< seconds before the next request
  Str for_each;            ///< list option: one request for each of its values
};

/// What an operation does beside or instead of sending requests.
enum class Deed : std::uint8_t {
  Call,   ///< its requests, nothing else
  Upload, ///< sends a file from disk
  Chat,   ///< asks the chat gateway
  ChatStream,
  Models,      ///< prints the model table
  Note,        ///< prints a fixed text
  Records,     ///< prints the local records of elements
  Environment, ///< looks at the environment
  TokenCreate, ///< a call whose answer is a secret to be kept
  TokenList,
  Usage,
  Element, ///< a call that leaves a local record
};

struct ApiOperation {
  Str name; ///< "vod_upload.py upload"
  Deed does = Deed::Call;
  std::vector<Request> requests;
  Str wait;           ///< profile, empty: no waiting
  bool polls = false; ///< the request itself asks for a task's state
  bool needs_sub_app = false;
  std::vector<Str> unsupported; ///< options that scripts take and the service does not: said, then left out
  std::vector<Str> refused;     ///< options for what only the script itself does
  Str note;
};

struct Table {
  struct Row {
    std::vector<Str> keys;
    Str value; ///< JSON text
  };
  Str name;
  std::vector<Row> rows;
};

/// Pause between two queries once so many seconds have passed.
struct Pause {
  std::uint32_t after = 0;
  std::uint32_t seconds = 5;
};
struct WaitProfile {
  Str name;
  std::vector<Pause> pauses;
};

enum class Retry : std::uint8_t { Never, Reads, Always };
struct ErrorRule {
  Str code; ///< also for codes that continue it with a dot
  Str meaning;
  Retry retry = Retry::Never;
  Str advice;
  bool credentials = false; ///< going on is pointless until the credentials are right
  bool repeated = false;    ///< the session id was used already
  bool unknown_task = false;
};

/// Where the result of a task of one type is.
struct TaskType {
  std::vector<Str> names; ///< of TaskType, spellings included
  Str field;              ///< of the answer
  std::vector<Str> parts; ///< lists of sub-tasks, each with its Type
};

using Names = std::vector<std::pair<Str, Str>>;

struct Service {
  Str host;
  Str version;
  Str name; ///< in signatures
  Str chat_host;
  Str chat_path;
  Str storage_host; ///< template with {bucket} and {region}
  Str region_param, region_env, region_default;
  Str id_env, key_env; ///< credentials
  Str sub_app_param, sub_app_env, sub_app_field;
  Str app_name_param;
  Str chat_token_param, chat_token_env;
  Str json_param, verbose_param, no_wait_param, max_wait_param;
  std::vector<Str> interval_params;
  std::vector<Str> files; ///< that may hold the environment variables; a leading ~ is the home folder
  Str task_action;        ///< state of a task
  Str tasks_action;       ///< list of tasks, to find one by its session id
  Str task_field, status_field;
  std::vector<Str> done, failed; ///< statuses that end a task
  std::vector<Str> tolerated;    ///< lint rules that do not stop an execution
  Str cost_notice;
  Str records; ///< file with local records
  std::uint32_t session_length = 50;
  std::uint32_t session_days = 3;
  std::uint32_t timeout = 60; ///< seconds of one request
};

/// Everything rules/api/*.yaml say.
struct ApiModel {
  Service service;
  std::vector<Action> actions;
  std::vector<ApiOperation> operations;
  std::vector<Table> tables;
  std::vector<WaitProfile> waits;
  std::vector<ErrorRule> errors;
  std::vector<TaskType> task_types;
  Names part_names; ///< field of a sub-task where it is not <Type>Task
  Names links;      ///< field with a URL -> text of its link
};

} // namespace cmdwright::exec
