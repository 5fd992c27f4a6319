// Runs tests/cli/*.txt. A case is a shell command after "$ " and below it what must come out:
//
//     # comment
//     $ cmdwright gen "Transcode 5145403721233902989 to 720p"
//     python scripts/vod_process_media.py transcode --file-id 5145403721233902989 --quality hd
//     ! a line of standard error
//     ! ...                      (any further lines of standard error)
//     [exit 3]                   (left out: 0)
//
// "..." alone stands for any lines; inside a line it stands for any characters. A command goes on over lines
// that begin with "> ". Commands of one file run in one temporary folder, with the program in PATH and $TESTS
// set to tests/.
//
// The examples of README.md and docs/*.md are cases too: blocks marked ```console, commands after "$ ", both
// streams as a terminal shows them, exit statuses not shown. They run in the source folder; ./tools/run
// stands for the program.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "support/process.h"

namespace cmdwright::test {
namespace {

namespace fs = std::filesystem;

struct CliCase {
  std::size_t line = 0;
  std::string command;
  std::vector<std::string> out;
  std::vector<std::string> err;
  int status = 0;
};

std::vector<CliCase> read_cli_cases(const fs::path& path) {
  std::ifstream in(path);
  std::vector<CliCase> cases;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.starts_with("$ ")) {
      cases.push_back({number, line.substr(2), {}, {}, 0});
    } else if (line.starts_with("# ") || line == "#" || cases.empty()) {
      continue;
    } else if (line.starts_with("> ")) {
      cases.back().command += "\n" + line.substr(2);
    } else if (line.starts_with("! ") || line == "!") {
      cases.back().err.push_back(line.size() > 2 ? line.substr(2) : "");
    } else if (line.starts_with("[exit ")) {
      cases.back().status = std::stoi(line.substr(6));
    } else {
      cases.back().out.push_back(line);
    }
  }
  for (CliCase& c : cases)
    while (!c.out.empty() && c.out.back().empty()) c.out.pop_back();
  return cases;
}

/// Runs `command` by a shell.
ProcessResult run_case(const std::string& command, const std::string& folder, const std::string& home) {
  const std::string path = fs::path(program()).parent_path().string() + ":" + std::getenv("PATH");
  return run_process(
      {"/bin/sh", "-c", command}, {}, folder,
      {{"PATH", path}, {"TESTS", source_folder() + "/tests"}, {"HOME", home}, {"LC_ALL", "C.UTF-8"}});
}

bool line_matches(std::string_view pattern, std::string_view text) {
  const std::size_t dots = pattern.find("...");
  if (dots == std::string_view::npos) return pattern == text;
  if (text.substr(0, dots) != pattern.substr(0, dots)) return false;
  const std::string_view rest = pattern.substr(dots + 3);
  for (std::size_t at = dots; at <= text.size(); ++at)
    if (line_matches(rest, text.substr(at))) return true;
  return false;
}

bool lines_match(const std::vector<std::string>& pattern, std::size_t p, const std::vector<std::string>& text,
                 std::size_t t) {
  if (p == pattern.size()) return t == text.size();
  if (pattern[p] == "...") {
    for (std::size_t next = t; next <= text.size(); ++next)
      if (lines_match(pattern, p + 1, text, next)) return true;
    return false;
  }
  return t < text.size() && line_matches(pattern[p], text[t]) && lines_match(pattern, p + 1, text, t + 1);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

class CliCases : public testing::TestWithParam<std::string> {};

TEST_P(CliCases, SayWhatIsWritten) {
  const fs::path file = fs::path(source_folder()) / "tests" / "cli" / GetParam();
  const std::vector<CliCase> cases = read_cli_cases(file);
  ASSERT_FALSE(cases.empty()) << file;
  const TemporaryFolder folder;
  for (const CliCase& c : cases) {
    const ProcessResult got = run_case(c.command, folder.path(), folder.path());
    const std::string place = GetParam() + ":" + std::to_string(c.line) + ": " + c.command + "\n";
    EXPECT_TRUE(lines_match(c.out, 0, lines_of(got.out), 0)) << place << "standard output was\n" << got.out;
    EXPECT_TRUE(lines_match(c.err, 0, lines_of(got.err), 0)) << place << "standard error was\n" << got.err;
    EXPECT_EQ(c.status, got.status) << place << got.err;
  }
}

std::string test_name(const std::string& file) {
  std::string name = file.substr(0, file.find('.'));
  for (char& c : name)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  return name;
}

std::vector<std::string> case_files() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(fs::path(source_folder()) / "tests" / "cli"))
    if (entry.path().extension() == ".txt") names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

INSTANTIATE_TEST_SUITE_P(Files, CliCases, testing::ValuesIn(case_files()),
                         [](const auto& file) { return test_name(file.param); });

/// The examples of a Markdown file; what follows a command up to the next one is its output.
std::vector<CliCase> read_examples(const fs::path& path) {
  std::ifstream in(path);
  std::vector<CliCase> examples;
  bool inside = false, first = false;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.starts_with("```")) {
      inside = line == "```console";
      first = true;
    } else if (inside && line.starts_with("$ ")) {
      examples.push_back({number, line.substr(2), {}, {}, 0});
      first = false;
    } else if (inside && !first) {
      examples.back().out.push_back(line);
    }
  }
  for (CliCase& c : examples) {
    while (!c.out.empty() && c.out.back().empty()) c.out.pop_back();
    const std::string run = "./tools/run ";
    for (std::size_t at = c.command.find(run); at != std::string::npos; at = c.command.find(run))
      c.command.replace(at, run.size(), "cmdwright ");
  }
  return examples;
}

class Examples : public testing::TestWithParam<std::string> {};

TEST_P(Examples, SayWhatTheProgramSays) {
  const std::vector<CliCase> examples = read_examples(fs::path(source_folder()) / GetParam());
  const TemporaryFolder home;
  for (const CliCase& c : examples) {
    const ProcessResult got = run_case("exec 2>&1; " + c.command, source_folder(), home.path());
    EXPECT_TRUE(lines_match(c.out, 0, lines_of(got.out), 0))
        << GetParam() << ":" << c.line << ": " << c.command << "\nit says\n"
        << got.out;
  }
  if (GetParam() == "README.md") {
    EXPECT_GT(examples.size(), 5U);
  }
}

std::vector<std::string> documents() {
  std::vector<std::string> names = {"README.md"};
  for (const auto& entry : fs::directory_iterator(fs::path(source_folder()) / "docs"))
    if (entry.path().extension() == ".md") names.push_back("docs/" + entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

INSTANTIATE_TEST_SUITE_P(Documents, Examples, testing::ValuesIn(documents()),
                         [](const auto& file) { return test_name(file.param); });

} // namespace
} // namespace cmdwright::test
