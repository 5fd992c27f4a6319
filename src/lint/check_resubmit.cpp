#include "lint/context.h"

namespace cmdwright::lint {

void check_resubmit(const Context&) {}

} // namespace cmdwright::lint
