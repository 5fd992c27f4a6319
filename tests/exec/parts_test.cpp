// The small parts of the executor.
#include <atomic>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>

#include "exec/environment.h"
#include "exec/executor.h"
#include "exec/http.h"
#include "exec/input.h"
#include "exec/ledger.h"
#include "exec/process_backend.h"
#include "exec/records.h"
#include "exec/results.h"
#include "exec/service.h"
#include "exec/xml.h"

namespace cmdwright::test {
namespace {

using exec::Json;

TEST(JsonPlaces, SetAndFound) {
  Json root = Json::object();
  exec::set_at(root, "A.B[1].C", 5);
  exec::set_at(root, "L[+]", "x");
  exec::set_at(root, "L[+]", "y");
  exec::set_at(root, "L[-1]", "z");
  EXPECT_EQ(root.dump(), R"({"A":{"B":[null,{"C":5}]},"L":["x","z"]})");
  EXPECT_EQ(exec::int_at(root, "A.B[1].C"), 5);
  EXPECT_EQ(exec::all_at(root, "L[]").size(), 2u);
  EXPECT_EQ(exec::find_at(root, "A.X.Y"), nullptr);
  EXPECT_EQ(exec::text_at(root, "L[7]"), "");
}

TEST(EnvironmentLine, AsTheScriptReadsThem) {
  const auto line = [](std::string_view text) {
    const auto entry = exec::environment_line(text);
    return entry ? entry->first + "|" + entry->second : std::string("-");
  };
  EXPECT_EQ(line("A=b"), "A|b");
  EXPECT_EQ(line("  export A = 'b c' "), "A|b c");
  EXPECT_EQ(line("export\tA=\"x=y\""), "A|x=y");
  EXPECT_EQ(line("A="), "A|");
  for (const char* text : {"# A=b", "", "no value", "1A=b", "A-B=c", "=x"})
    EXPECT_EQ(line(text), "-") << text;
}

TEST(Secrets, AreMaskedWhereverTheyStand) {
  EXPECT_EQ(exec::without_secrets("key=abcdefgh, again abcdefgh!", {exec::Secret("abcdefgh")}),
            "key=abcd****, again abcd****!");
  EXPECT_EQ(exec::Secret("abc").masked(), "****");
}

TEST(Endpoints, AreHttpsButForThisMachine) {
  EXPECT_EQ(exec::parse_endpoint("https://a.example.com:8443/x/")->base(), "https://a.example.com:8443/x");
  EXPECT_TRUE(exec::parse_endpoint("http://127.0.0.1:80")->loopback);
  EXPECT_TRUE(exec::parse_endpoint("http://[::1]:80")->loopback);
  for (const char* url : {"http://example.com", "http://127.0.0.1.example.com", "ftp://a", "example.com",
                          "https://", "https://a b", "https://u@h"})
    EXPECT_FALSE(exec::parse_endpoint(url)) << url;
}

TEST(Backoff, GrowsIsBoundedAndHonoursWhatTheServerAsks) {
  std::mt19937 random(7);
  for (unsigned attempt = 1; attempt < 100; ++attempt) {
    const auto pause = exec::backoff(attempt, 0, random).count();
    EXPECT_GE(pause, std::min(500L << std::min(attempt - 1, 6U), 30000L));
    EXPECT_LE(pause, 60000);
  }
  EXPECT_GE(exec::backoff(1, 7, random).count(), 7000);
}

TEST(Xml, TextOfElements) {
  const std::string xml = "<R><Part><N>1</N><ETag>&quot;a&amp;b&quot;</ETag></Part><Part><N>2</N></Part></R>";
  EXPECT_EQ(exec::xml_text(xml, "ETag"), "\"a&b\"");
  EXPECT_EQ(exec::xml_all(xml, "Part").size(), 2u);
  EXPECT_EQ(exec::xml_text(xml, "Missing"), "");
  EXPECT_EQ(exec::xml_text("<A>open", "A"), "");
}

TEST(Links, AreMarkdownWhateverTheUrlHolds) {
  EXPECT_EQ(exec::markdown_link("a [b]", "https://e.com/x(1).mp4?a=b"),
            "[a \\[b\\]](https://e.com/x%281%29.mp4?a=b)");
}

TEST(ElementRecords, ADamagedFileIsSetAside) {
  const TemporaryFolder folder;
  const std::string path = folder.write("mem/elements.json", "{ not json");
  ASSERT_TRUE(exec::Records(path).put(Json{{"task_id", "t1"}}));
  ASSERT_TRUE(exec::Records(path).put_result("t1", Json{{"element_count", 1}}));
  ASSERT_TRUE(exec::Records(path).put_result("t2", Json{{"element_count", 2}}));
  const Result<Json> list = exec::Records(path).read();
  ASSERT_TRUE(list);
  EXPECT_EQ(list->size(), 2u);
  std::ifstream aside(path + ".damaged");
  EXPECT_TRUE(aside.good());
}

TEST(ElementRecords, ProcessesSideBySideLoseNothing) {
  const TemporaryFolder folder;
  const std::string path = folder.path() + "/mem/elements.json";
  std::vector<std::thread> writers;
  for (int w = 0; w < 4; ++w)
    writers.emplace_back([&, w] {
      for (int i = 0; i < 25; ++i)
        EXPECT_TRUE(exec::Records(path).put(Json{{"task_id", std::to_string(w) + "-" + std::to_string(i)}}));
    });
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(exec::Records(path).read()->size(), 100u);
}

exec::Entry wanted(const std::string& fingerprint) {
  exec::Entry entry;
  entry.fingerprint = fingerprint;
  entry.action = "A";
  return entry;
}

TEST(Ledger, OneOfManyGetsTheRight) {
  const TemporaryFolder folder;
  std::atomic<int> mine = 0;
  std::vector<std::thread> all;
  for (int i = 0; i < 8; ++i)
    all.emplace_back([&] {
      const auto ledger = exec::Ledger::open(folder.path());
      ASSERT_TRUE(ledger) << ledger.error().text();
      const auto claim =
          (*ledger)->claim(wanted("same"), 1000, [](std::uint32_t n) { return "s" + std::to_string(n); });
      ASSERT_TRUE(claim) << claim.error().text();
      mine += claim->mine ? 1 : 0;
    });
  for (std::thread& one : all) one.join();
  EXPECT_EQ(mine, 1);
}

TEST(Ledger, NumbersGrowWithSubmissionsThatCameToAnEnd) {
  const TemporaryFolder folder;
  const auto ledger = exec::Ledger::open(folder.path());
  ASSERT_TRUE(ledger);
  const auto claim = [&] {
    return (*ledger)
        ->claim(wanted("f"), 1000, [](std::uint32_t n) { return "s" + std::to_string(n); })
        ->entry;
  };
  const exec::Entry first = claim();
  EXPECT_EQ(first.session, "s0");
  ASSERT_TRUE((*ledger)->set(first.id, exec::EntryState::Refused, 1001));
  const exec::Entry again = claim(); // nothing was started: the same number
  EXPECT_EQ(again.session, "s0");
  ASSERT_TRUE((*ledger)->set(again.id, exec::EntryState::Running, 1002, "task-1"));
  ASSERT_TRUE((*ledger)->task_ended("task-1", exec::EntryState::Done, 1003));
  EXPECT_EQ(claim().session, "s1");
  EXPECT_EQ((*(*ledger)->find("task-1"))->state, exec::EntryState::Done);
  EXPECT_TRUE(*(*ledger)->forget(again.id));
  EXPECT_FALSE(*(*ledger)->find("task-1"));
}

TEST(Ledger, WaitsForOthersAndSaysWhenItCannot) {
  const TemporaryFolder folder;
  const auto holder = exec::Ledger::open(folder.path());
  ASSERT_TRUE(holder);
  const auto other = exec::Ledger::open(folder.path(), 50);
  ASSERT_TRUE(other);
  const auto inside = (*holder)->claim(wanted("a"), 1, [&](std::uint32_t) { // the transaction is open here
    const auto claim = (*other)->claim(wanted("b"), 1, [](std::uint32_t) { return std::string(); });
    EXPECT_FALSE(claim);
    EXPECT_NE(claim.error().text().find("in use"), std::string::npos) << claim.error().text();
    return std::string();
  });
  EXPECT_TRUE(inside);
}

TEST(PlanInput, CommandsInEveryShape) {
  const exec::Api api = built_in_api();
  const auto lines = [&](const std::string& text) {
    std::string out;
    const auto plans = exec::read_plans(text, api, built_in().spec());
    if (!plans) return "error: " + plans.error().text();
    for (const exec::CommandPlan& plan : *plans) {
      out += "plan " + plan.id + "\n";
      for (const exec::PlannedCommand& c : plan.commands) out += (c.good() ? "+ " : "- ") + c.line + "\n";
    }
    return out;
  };
  EXPECT_EQ(lines("# a comment\n\n```bash\npython scripts/vod_describe_sub_app_ids.py\n```\n"),
            "plan \n+ python scripts/vod_describe_sub_app_ids.py\n");
  EXPECT_EQ(lines("python scripts/vod_search_media.py \\\n  --names a\r\n"),
            "plan \n+ python scripts/vod_search_media.py --names a\n");
  EXPECT_EQ(lines("python scripts/vod_search_media.py --names \"two\nlines\"\nls"),
            "plan \n+ python scripts/vod_search_media.py --names \"two\nlines\"\n- ls\n");
  EXPECT_EQ(
      lines("python scripts/vod_search_media.py --names \"open\npython scripts/vod_describe_sub_app_ids.py"),
      "plan \n- python scripts/vod_search_media.py --names \"open\n+ python "
      "scripts/vod_describe_sub_app_ids.py\n");
  EXPECT_EQ(lines("cd x && python scripts/vod_search_media.py --names a && python "
                  "scripts/vod_describe_sub_app_ids.py"),
            "plan \n+ python scripts/vod_search_media.py --names a\n+ python "
            "scripts/vod_describe_sub_app_ids.py\n");
  EXPECT_EQ(lines(R"({"id":"r1","status":"ok","commands":["python scripts/vod_describe_sub_app_ids.py"]}
{"id":2,"status":"ok","commands":["python scripts/vod_search_media.py --names a"]})"),
            "plan r1\n+ python scripts/vod_describe_sub_app_ids.py\nplan 2\n+ python "
            "scripts/vod_search_media.py --names a\n");
  EXPECT_NE(
      lines(R"({"status":"ask","commands":[],"asks":[{"question":"Which file?"}]})").find("Which file?"),
      std::string::npos);
  EXPECT_NE(lines("{\"a\":1}").find("error"), std::string::npos);
  EXPECT_NE(lines("[1,2").find("error: line 1"), std::string::npos);
}

TEST(PlanInput, SecretsOfACommandAreMasked) {
  const exec::Api api = built_in_api();
  const exec::CommandPlan plan = exec::read_commands(
      "python scripts/vod_aigc_chat.py chat --message hi --token VerySecretToken1", api, built_in().spec());
  EXPECT_EQ(exec::masked_line(plan.commands.front()).find("VerySecretToken1"), std::string::npos);
}

TEST(ProcessBackend, GivesTheWordsAsTheyAre) {
  const exec::Api api = built_in_api();
  const exec::CommandPlan plan =
      exec::read_commands("python scripts/vod_aigc_token.py --json usage --type Text --start 2026-01-01\n"
                          "python scripts/vod_aigc_image.py create --prompt 'a; rm -rf / $(x) \"q\"'",
                          api, built_in().spec());
  const exec::ScriptRunner runner{"python", "/s"};
  EXPECT_EQ(exec::script_words(runner, plan.commands[0].command),
            (std::vector<std::string>{"python", "/s/vod_aigc_token.py", "--json", "usage", "--type", "Text",
                                      "--start", "2026-01-01"}));
  EXPECT_EQ(exec::script_words(runner, plan.commands[1].command),
            (std::vector<std::string>{"python", "/s/vod_aigc_image.py", "create", "--prompt",
                                      "a; rm -rf / $(x) \"q\""}));
}

TEST(ProcessBackend, FindsTheFileId) {
  EXPECT_EQ(exec::file_id_in("Upload done\nFileId: 5285485487985271487\n"), "5285485487985271487");
  EXPECT_EQ(exec::file_id_in("{\"FileId\": \"5285485487985271487\"}"), "5285485487985271487");
  EXPECT_EQ(exec::file_id_in("FileId: N/A"), "");
}

} // namespace
} // namespace cmdwright::test
