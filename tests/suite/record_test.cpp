#include "suite/record.h"

#include <gtest/gtest.h>

#include "suite/update.h"
#include "support/pack.h"
#include "support/process.h"
#include "support/suites.h"
#include "text/files.h"
#include "transcript/reader.h"

namespace cmdwright::test {
namespace {

const char* const kConversations =
    R"({"messages":[{"role":"user","content":"transcode it: now"},{"role":"assistant","content":"Which FileId?"},{"role":"user","content":"5145403721233902989"},{"role":"assistant","content":"python scripts/vod_process_media.py transcode --file-id 5145403721233902989 --quality HD"}]})"
    "\n"
    R"({"id":"b","messages":[{"role":"user","content":"say {any} \"x\""},{"role":"assistant","content":"python scripts/vod_aigc_chat.py chat --message \"{what} {any}\""}]})"
    "\n"
    R"({"id":"b","messages":[{"role":"user","content":"delete it"},{"role":"assistant","content":"I cannot."}]})"
    "\n";

struct Recorded {
  std::string suite;
  std::string lines;
};
Recorded record(suite::Redactor* redactor) {
  const suite::ValidatorFaults faults(built_in().spec());
  suite::Recorder recorder(built_in().spec(), faults, "r", "r.jsonl", redactor);
  transcript::Reader reader(transcript::memory_input(kConversations), "t");
  transcript::Conversation c;
  while (reader.next(c) == transcript::Event::Conversation) EXPECT_TRUE(recorder.add(c));
  EXPECT_EQ(recorder.cases(), 3U);
  EXPECT_EQ(recorder.with_findings(), 1U);
  return {recorder.suite(), recorder.lines()};
}

TEST(Record, WhatWasRecordedPasses) {
  for (const bool redact : {false, true}) {
    suite::Redactor redactor;
    const Recorded recorded = record(redact ? &redactor : nullptr);
    const TemporaryFolder folder;
    folder.write("r.jsonl", recorded.lines);
    const SuiteRun run = run_suite(recorded.suite, {}, folder.path());
    EXPECT_EQ(run.errors + outcomes(run.report),
              "passed transcode it: now\npassed say {any} \"x\"\npassed delete it\n")
        << recorded.suite;
    EXPECT_EQ(recorded.suite.find("5145403721233902989") == std::string::npos, redact);
    EXPECT_EQ(recorded.lines.find("5145403721233902989") == std::string::npos, redact);
  }
}

TEST(Record, SaysWhatTheAgentDid) {
  const std::string suite = record(nullptr).suite;
  EXPECT_NE(suite.find("      - asks: true\n"), std::string::npos) << suite;
  EXPECT_NE(suite.find("      - refuses: true\n"), std::string::npos) << suite;
  EXPECT_NE(suite.find("        - enum-case # "), std::string::npos) << suite;
  EXPECT_NE(suite.find("    id: \"b-2\"\n"), std::string::npos) << "equal ids are told apart: " << suite;
}

std::string replaced(const std::string& yaml, std::uint32_t line, std::uint32_t column,
                     const suite::NewValue& value) {
  return suite::replace_value(yaml, line, column, value).value_or("(not possible)");
}

TEST(Update, ReplacesOneValueAndNothingElse) {
  const std::string yaml = "a:\n  b: # why\n    - x\n    # inside\n    - y\n\n  # c is next\n  c: z\nd: 1\n";
  EXPECT_EQ(replaced(yaml, 2, 3, {true, {}, {"n", "m 1"}}),
            "a:\n  b:\n    - n\n    - \"m 1\"\n\n  # c is next\n  c: z\nd: 1\n");
  EXPECT_EQ(replaced(yaml, 8, 3, {false, "clean", {}}),
            "a:\n  b: # why\n    - x\n    # inside\n    - y\n\n  # c is next\n  c: clean\nd: 1\n");
  EXPECT_EQ(replaced(yaml, 8, 3, {true, {}, {}}),
            "a:\n  b: # why\n    - x\n    # inside\n    - y\n\n  # c is next\n  c: []\nd: 1\n");
  EXPECT_EQ(replaced("a:\n- b:\n  - x\n  - y\n- c\n", 2, 3, {false, "true", {}}), "a:\n- b: true\n- c\n")
      << "items may stand at the column of their key";
  EXPECT_EQ(replaced("a: {b: [x]}\n", 1, 5, {false, "true", {}}), "(not possible)");
  EXPECT_EQ(replaced("a: 1\n", 7, 1, {false, "true", {}}), "(not possible)");
}

TEST(Update, AnAcceptedSuitePasses) {
  const TemporaryFolder folder;
  const std::string yaml = "cases:\n"
                           "  - name: one # keep\n"
                           "    request: transcode 5145403721233902989 to 720p\n"
                           "    expect:\n"
                           "      commands:\n"
                           "        - python scripts/vod_upload.py upload --file a\n"
                           "      asks: true\n"
                           "      rules: [enum-case]\n"
                           "      script: vod_upload.py\n";
  const std::string file = folder.write("s", yaml);
  const suite::UpdateResult updated = suite::update_suites(run_suite(yaml, {}, folder.path()).report.results);
  EXPECT_TRUE(updated.left.empty());
  ASSERT_EQ(updated.files.size(), 1U);
  EXPECT_EQ(updated.files[0].changed, 4U);
  const std::string now = read_file(file).value();
  EXPECT_EQ(outcomes(now), "passed one\n") << now;
  EXPECT_NE(now.find("name: one # keep"), std::string::npos);
}

TEST(Update, LeavesToPeopleWhatOnlyTheyCanDecide) {
  const TemporaryFolder folder;
  const std::string yaml = "cases:\n"
                           "  - name: one\n"
                           "    request: transcode 5145403721233902989 to 720p\n"
                           "    expect: {says: nothing}\n"
                           "  - name: q ${q}\n"
                           "    with: [{q: 720p}]\n"
                           "    request: transcode 5145403721233902989 to ${q}\n"
                           "    expect:\n"
                           "      asks: true\n";
  const std::string file = folder.write("s", yaml);
  const suite::UpdateResult updated = suite::update_suites(run_suite(yaml, {}, folder.path()).report.results);
  EXPECT_TRUE(updated.files.empty());
  ASSERT_EQ(updated.left.size(), 2U);
  EXPECT_EQ(updated.left[0].message, "one: says has to be decided by a person");
  EXPECT_EQ(updated.left[1].message, "q 720p: asks does not stand in the case itself");
  EXPECT_EQ(read_file(file).value(), yaml);
}

} // namespace
} // namespace cmdwright::test
