// Single values of requests, made from the words of a command. Private to the request builder.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "exec/api_model.h"
#include "exec/json.h"
#include "exec/request.h"

namespace cmdwright::exec {

struct Words {
  const spec::Param* param = nullptr;
  std::vector<std::string> values;
};

/// `words` as the field wants them. An error has no place; the caller names the option.
[[nodiscard]] Result<Json> transform(const Field& field, const Words& words, const spec::Script& script,
                                     const spec::FileRefRule& file_refs, const Surroundings& around);

/// YYYY-MM-DD, so many days before `now`, in the local time zone.
[[nodiscard]] std::string local_day(std::int64_t now, std::uint32_t days_ago);

/// 2 as "2.0", 1.5 as "1.5".
[[nodiscard]] std::string with_point(std::string_view number);

} // namespace cmdwright::exec
