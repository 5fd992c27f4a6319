#include "text/files.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/process.h"

namespace cmdwright {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;

std::size_t entries(const std::string& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(Files, ReadsBytesAsTheyAre) {
  const TemporaryFolder folder;
  const std::string content("a\0b\r\n\xFF", 6);
  EXPECT_EQ(*read_file(folder.write("f", content)), content);
  EXPECT_EQ(*read_file(folder.write("empty", "")), "");
}

TEST(Files, SaysWhatCannotBeReadAndWhy) {
  const TemporaryFolder folder;
  EXPECT_EQ(read_file(folder.path() + "/no").error().text(),
            folder.path() + "/no: cannot open: No such file or directory");
  EXPECT_EQ(read_file(folder.path()).error().text(), folder.path() + ": is a directory");
}

TEST(Files, RefusesWhatHasNoEnd) {
  EXPECT_EQ(read_file("/dev/zero", std::size_t{2} << 20U).error().text(), "/dev/zero: is larger than 2 MB");
  const TemporaryFolder folder;
  const std::string path = folder.write("f", std::string((std::size_t{1} << 20U) + 1, 'x'));
  EXPECT_FALSE(read_file(path, std::size_t{1} << 20U).ok());
  EXPECT_TRUE(read_file(path, std::size_t{2} << 20U).ok());
}

TEST(Files, ReplacesAFileAndKeepsItsPermissions) {
  const TemporaryFolder folder;
  const std::string path = folder.write("script.sh", "old");
  fs::permissions(path, fs::perms(0750));
  ASSERT_TRUE(write_file(path, "new").ok());
  EXPECT_EQ(*read_file(path), "new");
  EXPECT_EQ(fs::status(path).permissions(), fs::perms(0750));
  EXPECT_EQ(entries(folder.path()), 1U);
}

TEST(Files, AReaderOfTheOldFileKeepsTheOldContent) {
  const TemporaryFolder folder;
  const std::string path = folder.write("f", "old content");
  std::ifstream reader(path);
  ASSERT_TRUE(write_file(path, "new").ok());
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(reader), {}), "old content");
}

TEST(Files, WritesThroughALinkAndLeavesTheLink) {
  const TemporaryFolder folder;
  const std::string target = folder.write("real/f", "old");
  const std::string link = folder.path() + "/link";
  fs::create_symlink(target, link);
  ASSERT_TRUE(write_file(link, "new").ok());
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(*read_file(target), "new");
}

TEST(Files, AFailureLeavesTheOldFileAndNothingElse) {
  const TemporaryFolder folder;
  const std::string path = folder.write("f", "old");
  // A limit on file size makes the write itself fail, as a full disk would.
  const rlimit tight{1000, RLIM_INFINITY};
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const auto old_handler = ::signal(SIGXFSZ, SIG_IGN);
  ::setrlimit(RLIMIT_FSIZE, &tight);
  const Status written = write_file(path, std::string(5000, 'x'));
  ::setrlimit(RLIMIT_FSIZE, &before);
  ::signal(SIGXFSZ, old_handler);
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.error().text(), path + ": cannot write: File too large");
  EXPECT_EQ(*read_file(path), "old");
  EXPECT_EQ(entries(folder.path()), 1U);
}

TEST(Files, DoesNotWriteWhereThereIsNoFolderOrTheLinkLeadsNowhere) {
  const TemporaryFolder folder;
  EXPECT_EQ(write_file(folder.path() + "/no/f", "x").error().text(),
            folder.path() + "/no/f: cannot write: No such file or directory");
  fs::create_symlink(folder.path() + "/nowhere", folder.path() + "/link");
  EXPECT_FALSE(write_file(folder.path() + "/link", "x").ok());
  EXPECT_EQ(entries(folder.path()), 1U);
}

TEST(Files, ListsBySuffixInOrder) {
  const TemporaryFolder folder;
  for (const char* name : {"b.yaml", "a.yaml", "c.txt"}) folder.write(name, "");
  EXPECT_EQ(*list_files(folder.path(), ".yaml"),
            (std::vector<std::string>{folder.path() + "/a.yaml", folder.path() + "/b.yaml"}));
  EXPECT_EQ(list_files(folder.path() + "/no", ".yaml").error().text(),
            folder.path() + "/no: cannot list: No such file or directory");
}

} // namespace
} // namespace cmdwright
