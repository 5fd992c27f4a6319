// What must not be written down: keys, tokens and passwords in a typed line. When in doubt, a line is one: a
// line that is missing from the history costs less than a key that is in it.
#pragma once

#include <string>
#include <string_view>

namespace cmdwright::repl {

/// The line holds something that looks like a credential: a value named secret, token, password or key, or a
/// word that only a machine can have made up (20 characters or more, mixing capitals, small letters and
/// digits).
[[nodiscard]] bool has_secret(std::string_view line);

} // namespace cmdwright::repl
