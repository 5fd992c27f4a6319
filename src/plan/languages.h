// Requests in a language that the pack does not speak.
#pragma once

#include <string_view>

#include "plan/plan.h"

namespace cmdwright::plan {

/// When nothing was understood and `said` has letters that neither English nor Chinese is written with, adds
/// a notice that says which languages are understood.
void note_other_language(std::string_view said, Plan& plan);

} // namespace cmdwright::plan
