// Mistakes in rules/api/*.yaml are found when the pack is compiled, each with its place.
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "cli/compile_pack.h"
#include "support/process.h"

namespace cmdwright::test {
namespace {

namespace fs = std::filesystem;

/// Errors of the built-in pack with one text of one file replaced.
std::string errors_with(const std::string& file, const std::string& from, const std::string& to) {
  const TemporaryFolder folder;
  for (const char* part : {"rules", "grammar"})
    fs::copy(fs::path(source_folder()) / part, fs::path(folder.path()) / part, fs::copy_options::recursive);
  const std::string path = folder.path() + "/rules/api/" + file;
  std::ifstream in(path);
  std::string text(std::istreambuf_iterator<char>(in), {});
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  folder.write("rules/api/" + file, text);
  std::vector<Error> errors;
  (void)cli::compile_pack(folder.path(), errors);
  std::string all;
  for (const Error& error : errors) all += error.text() + "\n";
  return all;
}

TEST(ApiLoad, EveryMistakeHasItsPlace) {
  struct Mistake {
    const char* file;
    const char* from;
    const char* to;
    const char* message;
  };
  const Mistake mistakes[] = {
      {"media.yaml", "ProcedureName: --procedure", "ProcedureName: --procedur", "has no option '--procedur'"},
      {"media.yaml", "table: teshd", "table: tesd", "no table 'tesd'"},
      {"media.yaml", "wait: media", "wait: medium", "no wait profile 'medium'"},
      {"media.yaml", "action: ProcessMedia\n", "action: ProcessMedium\n", "no action 'ProcessMedium'"},
      {"media.yaml", "as: watermarks", "as: watermark", "no transformation 'watermark'"},
      {"media.yaml", "use: job", "use: jobs", "no group 'jobs'"},
      {"media.yaml", "vod_process_media.py gif:", "vod_process_media.py jif:", "no such operation"},
      {"queries.yaml", "when: --sort-field present", "when: --sort-field there", "queries.yaml:"},
      {"queries.yaml", "{from: --tag, as: tags}", "{as: tags}", "needs exactly one of from"},
      {"service.yaml", "kind: submit", "kind: send", "expected one of read"},
      {"service.yaml", "  host: ", "  hots: ", "hots"},
      {"errors.yaml", "at once, retry: always", "at once, retry: maybe", "expected one of never"},
  };
  for (const Mistake& m : mistakes) {
    const std::string errors = errors_with(m.file, m.from, m.to);
    EXPECT_NE(errors.find(m.message), std::string::npos) << m.to << "\n" << errors;
    EXPECT_NE(errors.find(std::string("rules/api/")), std::string::npos) << m.to << "\n" << errors;
  }
}

TEST(ApiLoad, AnOperationThatIsNotMappedIsAnError) {
  EXPECT_NE(errors_with("queries.yaml", "  vod_load_env.py:\n    does: environment\n", "")
                .find("nothing says what 'vod_load_env.py' requests"),
            std::string::npos);
}

} // namespace
} // namespace cmdwright::test
