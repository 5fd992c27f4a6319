#include "support/shells.h"

#include <gtest/gtest.h>

#include "support/process.h"

namespace cmdwright::test {

std::vector<std::vector<std::string>> split_by_shell(const std::string& shell, const std::string& program,
                                                     const std::vector<std::string>& lines) {
  // A function in the program's place prints its arguments, each with a NUL behind it, and one more at the
  // end.
  std::string script = program + "() { printf '%s\\0' " + program + " \"$@\"; printf '\\0'; }\n";
  for (const std::string& line : lines) script += line + "\n";
  const TemporaryFolder folder;
  const ProcessResult result = run_process({shell, folder.write("script", script)}, {}, folder.path(),
                                           {{"HOME", "~"}}); // ~/a stays ~/a
  EXPECT_EQ(result.status, 0) << shell;
  EXPECT_EQ(result.err, "") << shell;
  std::vector<std::vector<std::string>> all(1);
  for (std::size_t at = 0; at < result.out.size();) {
    const std::size_t end = result.out.find('\0', at);
    // An empty record ends a line; an empty argument cannot be told from it, so no test passes one.
    if (end == at)
      all.emplace_back();
    else
      all.back().push_back(result.out.substr(at, end - at));
    at = end + 1;
  }
  all.pop_back();
  return all;
}

} // namespace cmdwright::test
