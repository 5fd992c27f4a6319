// The mapping from commands to requests, loaded: lookups over the structures of api_model.h. Read-only and
// safe to share between threads.
#pragma once

#include <string_view>

#include "exec/api_model.h"
#include "text/result.h"

namespace cmdwright::exec {

class Api {
public:
  /// Reads the compact form, which must outlive the Api. An error when it is empty (the pack has no
  /// rules/api) or damaged.
  static Result<Api> from_blob(std::string_view blob);

  [[nodiscard]] const Service& service() const { return model_.service; }
  /// "vod_upload.py upload"; nullptr when there is none.
  [[nodiscard]] const ApiOperation* operation(std::string_view name) const;
  /// An action that is not listed counts as one that must not be repeated.
  [[nodiscard]] const Action& action(std::string_view name) const;
  [[nodiscard]] const Table* table(std::string_view name) const;
  [[nodiscard]] const WaitProfile* wait(std::string_view name) const;
  /// The rule for a code, or for what stands before its first dot; nullptr when neither is listed.
  [[nodiscard]] const ErrorRule* error(std::string_view code) const;
  /// By the TaskType of an answer; nullptr when unknown.
  [[nodiscard]] const TaskType* task_type(std::string_view name) const;
  /// Field that holds the details of a sub-task.
  [[nodiscard]] std::string part_field(std::string_view type) const;
  /// Text of a link to what `field` holds.
  [[nodiscard]] std::string_view link_text(std::string_view field) const;

private:
  ApiModel model_;
};

} // namespace cmdwright::exec
