#include "lint/context.h"

namespace cmdwright::lint {

void check_credentials(const Context&) {}

} // namespace cmdwright::lint
