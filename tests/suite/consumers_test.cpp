// Reports as others read them: JUnit by an XML parser, the page by a browser. Where the build finds neither
// python3 nor chromium, these tests do not exist.
#include <fstream>

#include <gtest/gtest.h>

#include "support/process.h"

namespace cmdwright::test {
namespace {

/// A folder with a suite of one passing, one failing, one broken and one skipped case.
class Reports : public testing::Test {
protected:
  Reports() {
    folder_.write(
        "s.suite.yaml",
        "cases:\n"
        "  - {name: good, tags: [x], request: transcode 5145403721233902989 to 720p, expect: {asks: false}}\n"
        "  - {name: '<bad> & \"worse\"', tags: [y], request: transcode 5145403721233902989 to 720p, expect: "
        "{params: {--quality: sd}}}\n"
        "  - {name: broken, request: x, expect: {nothing: 1}}\n"
        "  - {name: left, skip: later, request: x, expect: {asks: true}}\n");
  }
  [[nodiscard]] std::string report(const std::string& format) const {
    const ProcessResult got =
        run_process({program(), "test", "s.suite.yaml", "--format", format}, {}, folder_.path());
    EXPECT_EQ(got.status, 1) << got.err;
    return folder_.write("report." + format, got.out);
  }
  TemporaryFolder folder_;
};

#ifdef CMDWRIGHT_PYTHON
TEST_F(Reports, JunitIsReadByAnXmlParser) {
  const std::string file = report("junit");
  const ProcessResult got = run_process(
      {CMDWRIGHT_PYTHON, "-c",
       "import sys, xml.etree.ElementTree as tree\n"
       "root = tree.parse(sys.argv[1]).getroot()\n"
       "print(root.tag, root.get('tests'), root.get('failures'), root.get('errors'), root.get('skipped'))\n"
       "for case in root.iter('testcase'): print(case.get('name'), *[child.tag for child in case])\n"
       "print(root.find('.//failure').get('message'))\n",
       file});
  EXPECT_EQ(got.out, "testsuites 4 1 1 1\n"
                     "good\n"
                     "<bad> & \"worse\" failure\n"
                     "broken error\n"
                     "left skipped\n"
                     "params: --quality: hd instead of sd\n")
      << got.err;
}
#endif

#ifdef CMDWRIGHT_CHROMIUM
ProcessResult browse(const TemporaryFolder& folder, std::vector<std::string> arguments) {
  std::vector<std::string> words = {CMDWRIGHT_CHROMIUM,
                                    "--headless",
                                    "--no-sandbox",
                                    "--disable-gpu",
                                    "--user-data-dir=" + folder.path() + "/profile",
                                    "--window-size=1000,800"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run_process(words, {}, folder.path(), {{"HOME", folder.path()}});
}

TEST_F(Reports, ThePageListsAndFiltersInABrowser) {
  const std::string page = "file://" + report("html");
  const std::string all = browse(folder_, {"--dump-dom", page}).out;
  EXPECT_NE(all.find(">4 of 4 cases<"), std::string::npos) << all;
  EXPECT_NE(all.find("&lt;bad&gt; &amp; \"worse\""), std::string::npos) << all;
  EXPECT_NE(all.find("<mark>--quality"), std::string::npos) << "the first failure is open: " << all;
  for (const auto& [filter, shown] :
       {std::pair("status=failed&tag=y", "1 of 4"), std::pair("text=transcode", "2 of 4")}) {
    const std::string some = browse(folder_, {"--dump-dom", page + "#" + filter}).out;
    EXPECT_NE(some.find(std::string(">") + shown + " cases<"), std::string::npos) << filter;
  }
}

TEST_F(Reports, ThePageCanBeSeen) {
  const std::string shot = folder_.path() + "/shot.png";
  (void)browse(folder_, {"--screenshot=" + shot, "file://" + report("html")});
  std::ifstream in(shot, std::ios::binary);
  const std::string png((std::istreambuf_iterator<char>(in)), {});
  ASSERT_GT(png.size(), 10'000U) << "an empty page is smaller";
  EXPECT_EQ(png.substr(1, 3), "PNG");
}
#endif

} // namespace
} // namespace cmdwright::test
