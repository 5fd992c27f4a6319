// Running programs from tests.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace cmdwright::test {

struct ProcessResult {
  int status = -1; ///< exit status, or 128 + signal
  std::string out;
  std::string err;
};

/// Runs `arguments` (the program first, looked up in PATH) with `input` on standard input, in `folder`
/// (empty: here), with `environment` added. Fails the test when it does not end within `seconds`.
[[nodiscard]] ProcessResult run_process(const std::vector<std::string>& arguments,
                                        const std::string& input = {}, const std::string& folder = {},
                                        const std::map<std::string, std::string>& environment = {},
                                        int seconds = 60);

/// Folder that is removed with everything in it when the object goes.
class TemporaryFolder {
public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }
  /// Writes a file inside and returns its full name. Folders in `name` are made.
  std::string write(const std::string& name, const std::string& content) const;

private:
  std::string path_;
};

/// The build's program and the source tree.
[[nodiscard]] std::string program();
[[nodiscard]] std::string source_folder();

} // namespace cmdwright::test
