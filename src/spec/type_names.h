// Value types as rules/*.yaml spells them. Private to the spec room.
#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "spec/model.h"

namespace cmdwright::spec {

inline constexpr std::array<std::pair<std::string_view, ValueType>, 19> kTypeNames = {{
    {"flag", ValueType::Flag},
    {"text", ValueType::Text},
    {"name", ValueType::Name},
    {"string", ValueType::String},
    {"id", ValueType::Id},
    {"file_id", ValueType::FileId},
    {"task_id", ValueType::TaskId},
    {"int", ValueType::Int},
    {"float", ValueType::Float},
    {"enum", ValueType::Enum},
    {"url", ValueType::Url},
    {"path", ValueType::Path},
    {"date", ValueType::Date},
    {"datetime", ValueType::Datetime},
    {"json", ValueType::Json},
    {"key_value", ValueType::KeyValue},
    {"file_ref", ValueType::FileRef},
    {"time_offset", ValueType::TimeOffset},
    {"base64", ValueType::Base64},
}};

} // namespace cmdwright::spec
