#include "lint/context.h"

namespace cmdwright::lint {

void check_results(const Context&) {}

} // namespace cmdwright::lint
