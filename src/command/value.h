// What a value of a type looks like: the lexical checks that validator, planner and REPL share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "spec/model.h"

namespace cmdwright::command {

[[nodiscard]] std::optional<std::int64_t> as_integer(std::string_view text);
[[nodiscard]] std::optional<double> as_number(std::string_view text);

/// What argparse takes for a value although it begins with '-': "-5", "-.5".
[[nodiscard]] bool is_negative_number(std::string_view text);

[[nodiscard]] bool is_url(std::string_view text); ///< http:// or https:// and something behind it
[[nodiscard]] bool
is_local_path(std::string_view text); ///< has a directory or a drive, or a media file extension

/// "2026-03-01", or an ISO 8601 instant with zone. Seconds since 1970 of the instant. A day begins at 00:00
/// in `zone`, seconds east of Greenwich.
[[nodiscard]] std::optional<std::int64_t> as_instant(std::string_view text, std::int32_t zone);
[[nodiscard]] bool is_plain_day(std::string_view text);
/// The other way round: "2026-03-01T00:00:00+08:00" for an instant in `zone`.
[[nodiscard]] std::string instant_text(std::int64_t instant, std::int32_t zone);

/// "5s", "12.5s", "10pct", "10%".
[[nodiscard]] bool is_time_offset(std::string_view text);

/// A value of type `file_ref` without its prefix; nothing when it has none of the two.
struct FileRef {
  bool url = false;
  std::string_view target;
};
[[nodiscard]] std::optional<FileRef> as_file_ref(const spec::FileRefRule& rule, std::string_view text);

/// Something a person would have to replace: `<FileId>`, `YOUR_ID`, `xxx`. Never an element placeholder
/// `<<<…>>>`.
[[nodiscard]] bool is_placeholder(std::string_view text);

/// `value` of a list parameter as single values (comma lists are split, trimmed of nothing).
[[nodiscard]] std::vector<std::string_view> list_items(const spec::Param& param, std::string_view value);

/// The allowed value that equals `value` but for letter case and blanks; empty when there is none.
[[nodiscard]] std::string_view same_but_for_case(std::string_view value,
                                                 const std::vector<std::string_view>& allowed);

} // namespace cmdwright::command
