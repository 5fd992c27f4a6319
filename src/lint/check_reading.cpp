#include "lint/context.h"

namespace cmdwright::lint {

void check_reading(const Context&) {}

} // namespace cmdwright::lint
