#pragma once

namespace cmdwright::cli {

inline constexpr const char* kVersion = "cmdwright " CMDWRIGHT_VERSION;

} // namespace cmdwright::cli
