// Local records of custom elements (mem/elements.json): one entry for each task, written when it is created
// and completed when a query shows its result. Changed in one step, under a lock, so that processes side by
// side lose nothing; a file that is no list of records is set aside, not overwritten.
#pragma once

#include <string>

#include "exec/json.h"

namespace cmdwright::exec {

class Records {
public:
  explicit Records(std::string path) : path_(std::move(path)) {}

  /// An empty list when there is no file.
  [[nodiscard]] Result<Json> read() const;
  /// Adds a record, or replaces the one of the same task_id.
  Status put(const Json& record) const;
  /// Sets the result of a task's record, made when missing.
  Status put_result(const std::string& task, const Json& result) const;

private:
  template <class Change> Status change(Change change) const;
  std::string path_;
};

} // namespace cmdwright::exec
