// Every expectation, on conversations that meet it and on some that do not.
#include "suite/check.h"

#include <gtest/gtest.h>

#include "support/suites.h"

namespace cmdwright::test {
namespace {

const std::string kTranscode = "python scripts/vod_process_media.py transcode --file-id 42 --quality hd";
const std::string kRemux = "python scripts/vod_process_media.py remux --file-id 42 --target-format hls";

/// A conversation with one turn of the agent: `answer` is a list of entries.
std::string judged(const std::string& answer, const std::string& expect) {
  return outcomes("cases:\n  - name: x\n    conversation:\n      - user: do it\n" + answer + "    expect: {" +
                  expect + "}\n");
}
std::string says(const std::string& text) {
  return "      - assistant: '" + text + "'\n";
}
std::string runs(const std::string& text) {
  return "      - runs: '" + text + "'\n";
}

TEST(Check, CommandsByMeaningAndOrder) {
  const std::string both = runs(kTranscode) + runs(kRemux);
  const auto list = [](const std::string& a, const std::string& b) { return "['" + a + "', '" + b + "']"; };
  EXPECT_EQ(judged(both, "commands: " + list(kTranscode, kRemux)), "passed x\n");
  EXPECT_EQ(judged(both, "commands: " + list(kRemux, kTranscode)),
            "failed x: commands: the commands stand in another order\n");
  EXPECT_EQ(judged(both, "commands: {unordered: " + list(kRemux, kTranscode) + "}"), "passed x\n");
  EXPECT_EQ(judged(both, "commands: {subset: ['" + kRemux + "']}"), "passed x\n");
  EXPECT_EQ(judged(both, "commands: ['" + kRemux + "']"),
            "failed x: commands: vod_process_media.py transcode is too much\n");
  EXPECT_EQ(judged(both, "commands: []"), "failed x: commands: no command was expected, 2 given\n");
  EXPECT_EQ(judged(says("no"), "commands: ['" + kRemux + "']"), "failed x: commands: no command was given\n");
  EXPECT_EQ(judged(says("no"), "commands: []"), "passed x\n");
  EXPECT_EQ(judged(runs(kTranscode), "commands: ['" + kTranscode + " --no-wait']"),
            "failed x: commands: --no-wait is missing\n");
}

TEST(Check, WhatIsShownAndRunCountsOnce) {
  EXPECT_EQ(judged(says(kTranscode) + runs(kTranscode), "commands: ['" + kTranscode + "']"), "passed x\n");
  EXPECT_EQ(judged(runs(kTranscode) + runs(kTranscode), "commands: ['" + kTranscode + "']"),
            "failed x: commands: vod_process_media.py transcode is too much\n");
  EXPECT_EQ(judged(runs("python scripts/vod_process_media.py remux --help") + runs(kTranscode),
                   "commands: ['" + kTranscode + "']"),
            "passed x\n")
      << "help is no action";
}

TEST(Check, CapturesHoldAcrossCommands) {
  const std::string expect =
      "commands: ['python scripts/vod_process_media.py transcode --file-id {capture: f} --quality "
      "hd', 'python scripts/vod_process_media.py remux --file-id {capture: f} --target-format hls']";
  EXPECT_EQ(judged(runs(kTranscode) + runs(kRemux), expect), "passed x\n");
  EXPECT_EQ(judged(runs(kTranscode) +
                       runs("python scripts/vod_process_media.py remux --file-id 43 --target-format hls"),
                   expect),
            "failed x: commands: --file-id: 43 instead of {capture: f}\n");
}

TEST(Check, ScriptsAndParameters) {
  EXPECT_EQ(judged(runs(kTranscode), "script: vod_process_media.py"), "passed x\n");
  EXPECT_EQ(judged(runs(kTranscode), "script: vod_process_media.py remux"),
            "failed x: script: calls vod_process_media.py transcode instead of vod_process_media.py remux\n");
  EXPECT_EQ(judged(runs(kTranscode), "params: {--quality: hd, --no-wait: false}"), "passed x\n");
  EXPECT_EQ(judged(runs(kTranscode), "params: {--quality: '{any}', --file-id: '{int}'}"), "passed x\n");
  EXPECT_EQ(judged(runs(kTranscode), "params: {--no-wait: true}"),
            "failed x: params: --no-wait is missing\n");
  EXPECT_EQ(judged(runs(kTranscode), "params: {--quality: false}"),
            "failed x: params: --quality hd is too much\n");
  EXPECT_EQ(judged(runs("python scripts/vod_describe_media.py --file-id 1 2 --filters basicInfo metaData"),
                   "params: {--filters: [metaData, basicInfo]}"),
            "passed x\n")
      << "a set";
}

TEST(Check, QuestionsAndRefusals) {
  EXPECT_EQ(judged(says("Which FileId?"), "asks: true"), "passed x\n");
  EXPECT_EQ(judged(says("Which FileId?"), "asks: [--file-id]"), "passed x\n");
  EXPECT_EQ(judged(says("Which file id?"), "asks: [--quality]"),
            "failed x: asks: nothing was asked about --quality\n");
  EXPECT_EQ(judged(says("请提供 FileId？"), "asks: [--file-id]"), "passed x\n");
  EXPECT_EQ(judged(says("No."), "asks: true"), "failed x: asks: nothing was asked\n");
  EXPECT_EQ(judged(says(kTranscode), "asks: true"),
            "failed x: asks: commands were given instead of a question\n");
  EXPECT_EQ(judged(says("What?"), "asks: false"), "failed x: asks: a question was asked\n");
  EXPECT_EQ(judged(says("I cannot."), "refuses: true"), "passed x\n");
  EXPECT_EQ(judged(says("Which?"), "refuses: true"),
            "failed x: refuses: the agent gives a question instead of a refusal\n");
  EXPECT_EQ(judged(says("I cannot."), "refuses: false"), "failed x: refuses: the agent refuses\n");
}

TEST(Check, Rules) {
  const std::string bad = says("python vod_process_media.py transcode --file-id 42 --quality HD");
  const std::string clean = runs(kTranscode);
  EXPECT_EQ(judged(clean, "rules: clean"), "passed x\n");
  EXPECT_EQ(judged(clean, "rules: [enum-case]"), "failed x: rules: not found: enum-case\n");
  EXPECT_EQ(judged(clean, "rules: {at_most: [enum-case]}"), "passed x\n");
  EXPECT_NE(judged(bad, "rules: clean").find("enum-case"), std::string::npos);
  EXPECT_NE(judged(bad, "rules: {at_most: [script-prefix]}").find("enum-case"), std::string::npos);
}

TEST(Check, WordsLinksAndTurns) {
  EXPECT_EQ(judged(says("This costs."), "says: cost, never_says: sorry"), "passed x\n");
  EXPECT_EQ(judged(says("Sorry."), "says: [cost], never_says: '(?i)sorry'"),
            "failed x: says: does not say /cost/; never_says: says /(?i)sorry/\n");
  EXPECT_EQ(judged(says("[a](https://e.com/1)"), "links: [https://e.com/1]"), "passed x\n");
  EXPECT_EQ(judged(says("https://e.com/1"), "links: true"), "failed x: links: no Markdown link was given\n");
  EXPECT_EQ(judged(says("[a](https://e.com/1)"), "links: false"), "failed x: links: a link was given\n");
  EXPECT_EQ(judged(says("a") + "      - user: more\n" + says("b"), "max_turns: 1"),
            "failed x: max_turns: 2 turns, at most 1 were expected\n");
}

TEST(Check, ToolTrajectory) {
  const std::string calls =
      "      - calls: {name: Read, arguments: {file_path: references/a.md}}\n" + runs(kTranscode);
  EXPECT_EQ(judged(calls, "tool_calls: [Read, Bash]"), "passed x\n");
  EXPECT_EQ(judged(calls, "tool_calls: [Bash, Read]"),
            "failed x: tool_calls: no call of Read behind those before it\n");
  EXPECT_EQ(judged(calls, "tool_calls: {subset: [Bash]}"), "passed x\n");
  EXPECT_EQ(judged(calls, "tool_calls: {unordered: [Bash]}"),
            "failed x: tool_calls: 2 tool calls, 1 were expected\n");
  EXPECT_EQ(judged(calls, "tool_calls: {never: [{name: Read, arguments: scripts/}], at_most: 2}"),
            "passed x\n");
  EXPECT_EQ(judged(calls, "tool_calls: {never: [{name: Read, arguments: references/}]}"),
            "failed x: tool_calls: calls Read with /references//\n");
  EXPECT_EQ(judged(calls, "tool_calls: {at_most: 1}"),
            "failed x: tool_calls: 2 tool calls, at most 1 were expected\n");
}

TEST(Check, ATurnIsJudgedAlone) {
  const std::string yaml = "cases:\n  - name: x\n    conversation:\n"
                           "      - user: transcode it to 720p\n" +
                           says("Which FileId?") +
                           "      - expect: {asks: true, commands: []}\n      - user: '42'\n" +
                           says(kTranscode) + "      - expect: {asks: true}\n";
  EXPECT_EQ(outcomes(yaml), "failed x: asks(2): commands were given instead of a question\n");
  EXPECT_EQ(outcomes("cases:\n  - name: x\n    conversation: [{user: a}, {assistant: b}]\n    turns: [{}, "
                     "{asks: true}]\n"),
            "failed x: turns(2): there is no such turn; the conversation has 1\n");
}

TEST(Check, AgreementWithTheGenerator) {
  const auto agreed = [](const std::string& request, const std::string& answer) {
    return outcomes("cases:\n  - name: x\n    conversation:\n      - user: '" + request + "'\n" + answer +
                    "    expect: {agrees: true}\n");
  };
  const std::string id = "5145403721233902989";
  const std::string command = "python scripts/vod_process_media.py transcode --file-id " + id + " --quality ";
  EXPECT_EQ(agreed("transcode " + id + " to 720p", says(command + "hd")), "passed x\n");
  EXPECT_EQ(agreed("transcode " + id + " to 720p", says(command + "sd")),
            "failed x: agrees(1): --quality: sd instead of hd\n");
  EXPECT_EQ(agreed("transcode my video to 720p", says(command + "hd")),
            "failed x: agrees(1): the agent gives commands, the generator a question\n");
  EXPECT_EQ(agreed("upload /data/a.mp4 and transcode it to 720p",
                   runs("python scripts/vod_upload.py upload --file /data/a.mp4") +
                       "      - tool: 'FileId: 7'\n" +
                       runs("python scripts/vod_process_media.py transcode --file-id 7 --quality hd") +
                       runs("python scripts/vod_describe_task.py --task-id 7-procedurev2-a")),
            "passed x\n")
      << "real values where the generator has the placeholder, and a query on top";
}

TEST(Check, TheGeneratorAnswersBareRequests) {
  EXPECT_EQ(
      outcomes("cases:\n  - name: x\n    request: [transcode my video to 720p, '5145403721233902989']\n"
               "    turns: [{asks: [--file-id]}, {params: {--quality: hd}}]\n    expect: {agrees: true}\n"),
      "passed x\n");
}

} // namespace
} // namespace cmdwright::test
