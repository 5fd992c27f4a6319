// Every documented option of every command against the mapping: tests/exec/requests.jsonl says what each
// command must send. The cases are compared with a dry run, and with what the stand-in gets when the command
// is really carried out.
#include <fstream>
#include <set>

#include <gtest/gtest.h>

#include "exec/dry_run.h"
#include "exec/executor.h"

namespace cmdwright::test {
namespace {

struct RequestCase {
  std::string command;
  std::vector<std::pair<std::string, Json>> requests;
};

const std::vector<RequestCase>& request_cases() {
  static const std::vector<RequestCase> all = [] {
    std::vector<RequestCase> cases;
    std::ifstream in(source_folder() + "/tests/exec/requests.jsonl");
    for (std::string line; std::getline(in, line);) {
      const Json object = Json::parse(line);
      RequestCase& one = cases.emplace_back();
      one.command = object["command"];
      for (const Json& request : object["requests"])
        one.requests.emplace_back(request["action"], request["request"]);
    }
    return cases;
  }();
  return all;
}

/// Strings that hold JSON are compared by what they hold.
Json opened(const Json& value) {
  if (value.is_structured()) {
    Json out = value;
    for (auto& [key, child] : out.items()) {
      const bool text = child.is_string() && (key == "ExtInfo" || key == "AdditionalParameters");
      const Json inside = text ? Json::parse(child.get<std::string>(), nullptr, false) : Json();
      child = opened(inside.is_structured() ? inside : child);
    }
    return out;
  }
  return value;
}

exec::PlannedCommand planned_command(const exec::Api& api, const std::string& line) {
  exec::CommandPlan plan = exec::read_commands(line, api, built_in().spec());
  EXPECT_EQ(plan.commands.size(), 1u) << line;
  return std::move(plan.commands.front());
}

TEST(Requests, DryRunsShowWhatIsDocumented) {
  const exec::Api api = built_in_api();
  ASSERT_GT(request_cases().size(), 400u);
  exec::Surroundings around;
  for (const RequestCase& one : request_cases()) {
    const exec::PlannedCommand planned = planned_command(api, one.command);
    EXPECT_TRUE(planned.good()) << one.command << "\n"
                                << (planned.problems.empty() ? "" : planned.problems.front());
    if (planned.operation == nullptr) continue;
    const auto dry = exec::dry_requests(api, built_in().spec(), planned, around, "");
    ASSERT_TRUE(dry) << one.command << ": " << dry.error().text();
    ASSERT_EQ(dry->size(), one.requests.size()) << one.command;
    for (std::size_t i = 0; i < dry->size(); ++i) {
      EXPECT_EQ((*dry)[i].action, one.requests[i].first) << one.command;
      EXPECT_EQ(opened(Json::parse(exec::dump((*dry)[i].body))), opened(one.requests[i].second))
          << one.command;
    }
  }
}

TEST(Requests, EveryOptionThatTheMappingReadsHasACase) {
  const exec::Api api = built_in_api();
  std::map<std::string, std::set<std::string>> used;
  for (const RequestCase& one : request_cases()) {
    const exec::PlannedCommand planned = planned_command(api, one.command);
    for (const command::Option& option : planned.command.options)
      used[std::string(planned.operation->name)].insert(option.name);
  }
  const std::set<std::string> files = {"--elements-file"}; // has a test of its own
  for (const spec::Script& script : built_in().spec().scripts())
    for (const spec::Operation& operation : script.operations) {
      const exec::ApiOperation* mapped = api.operation(spec::operation_name(script, operation));
      ASSERT_NE(mapped, nullptr) << script.name << " " << operation.name;
      for (const exec::Request& request : mapped->requests)
        for (const exec::Field& field : request.fields)
          for (const spec::Str option : field.from)
            EXPECT_TRUE(used[std::string(mapped->name)].contains(std::string(option)) ||
                        files.contains(std::string(option)))
                << mapped->name << " " << option << " has no case in requests.jsonl";
    }
}

TEST(Requests, EveryOptionOfACommandIsMappedOrKnownToBeLocal) {
  // What changes how a command runs and never what it requests.
  const std::set<std::string> local = {"--region",
                                       "--no-wait",
                                       "--max-wait",
                                       "--interval",
                                       "--poll-interval",
                                       "--json",
                                       "--verbose",
                                       "--dry-run",
                                       "--help",
                                       "--app-name",
                                       "--token",
                                       "--timeout",
                                       "--output-file",
                                       "--no-usage",
                                       "--interactive",
                                       "--check-only",
                                       "--file",
                                       "--cover-file",
                                       "--concurrent-upload-number"};
  const exec::Api api = built_in_api();
  for (const spec::Script& script : built_in().spec().scripts())
    for (const spec::Operation& operation : script.operations) {
      const exec::ApiOperation* mapped = api.operation(spec::operation_name(script, operation));
      ASSERT_NE(mapped, nullptr);
      if (mapped->requests.empty()) continue;
      std::set<std::string> read(mapped->unsupported.begin(), mapped->unsupported.end());
      for (const exec::Request& request : mapped->requests)
        for (const exec::Field& field : request.fields) {
          read.insert(field.from.begin(), field.from.end());
          for (const auto& group : field.when.any_of)
            for (const spec::Term& term : group) read.insert(std::string(term.param));
        }
      for (const spec::Param& param : operation.params)
        EXPECT_TRUE(read.contains(std::string(param.name)) || local.contains(std::string(param.name)))
            << mapped->name << " " << param.name << " goes nowhere";
    }
}

/// Placeholders of answers, and what the executor adds, taken out of both sides.
Json sent_form(Json body, const Json& expected) {
  if (!expected.contains("SessionId")) body.erase("SessionId");
  return opened(body);
}

TEST(Requests, TheServiceGetsWhatIsDocumented) {
  StandIn service;
  Executor executor(service);
  executor.settings.no_wait = true;
  executor.settings.resubmit = true;
  executor.answers = {"yes"}; // another token
  executor.environment["TENCENTCLOUD_VOD_SUB_APP_ID"] = "1500000009";
  const std::string name = executor.folder.write("clips/My.Trailer.MP4", "some bytes");
  executor.folder.write("a b.mov", "other bytes");
  executor.folder.write("Cover.JPG", "a picture");
  std::set<std::string> covered;
  for (const RequestCase& one : request_cases()) {
    if (one.command.find("--sub-app-id 0") != std::string::npos)
      continue; // counts as none, and some commands need one
    const std::size_t before = service.seen().size();
    const Ran ran = executor.run(one.command);
    ASSERT_TRUE(ran.decision.go()) << one.command << "\n" << ran.decision.text;
    const std::vector<SeenRequest> all = service.seen();
    const std::vector<SeenRequest> seen(all.begin() + static_cast<std::ptrdiff_t>(before), all.end());
    for (const auto& [action, expected_body] : one.requests) {
      bool found = false;
      std::string got;
      for (const SeenRequest& request : seen) {
        if (request.action != action) continue;
        Json expected = expected_body;
        if (!expected.contains("SubAppId") && request.body.contains("SubAppId") &&
            one.command.find("--sub-app-id") == std::string::npos)
          expected["SubAppId"] = 1500000009; // of the environment
        Json body = sent_form(request.body, expected);
        // What an answer filled in.
        if (expected.contains("VodSessionKey")) expected["VodSessionKey"] = body["VodSessionKey"];
        if (expected.contains("ImageTaskInput") && expected["ImageTaskInput"]["Definition"].is_string())
          expected["ImageTaskInput"]["Definition"] = body["ImageTaskInput"]["Definition"];
        found |= body == opened(expected);
        got += body.dump() + "\n";
      }
      EXPECT_TRUE(found) << one.command << "\nexpected " << action << " " << expected_body.dump() << "\ngot "
                         << got << ran.everything();
    }
    covered.insert(one.command.substr(0, one.command.find(" --")));
  }
  EXPECT_TRUE(service.signature_errors().empty()) << service.signature_errors().front();
  EXPECT_GE(covered.size(), 35u);
}

TEST(Requests, DaysWithoutOptionsAreTheLastThirtyOnes) {
  const exec::Api api = built_in_api();
  exec::Surroundings around;
  around.now = 1767225600; // 2026-01-01T00:00:00Z
  ::setenv("TZ", "Asia/Shanghai", 1);
  ::tzset();
  const exec::PlannedCommand planned =
      planned_command(api, "python scripts/vod_aigc_token.py usage --type Text");
  const auto dry = exec::dry_requests(api, built_in().spec(), planned, around, "");
  ::unsetenv("TZ");
  ::tzset();
  ASSERT_TRUE(dry);
  EXPECT_EQ(exec::text_at(dry->front().body, "StartTime"), "2025-12-02T00:00:00+08:00");
  EXPECT_EQ(exec::text_at(dry->front().body, "EndTime"), "2026-01-01T23:59:59+08:00");
}

TEST(Requests, ElementsOfAFileInEitherShape) {
  const exec::Api api = built_in_api();
  const TemporaryFolder folder;
  exec::Surroundings around;
  around.folder = folder.path();
  folder.write(
      "e.json",
      R"([{"ElementId":"11"},{"task_id":"t","result":{"info_list":[{"ElementId":22},{"ElementId":"33"}]}},{"x":1}])");
  const std::string command = "python scripts/vod_aigc_video.py create --model Kling --model-version O1 "
                              "--prompt '<<<element_1>>> runs' ";
  const auto ext = [&](const std::string& options) {
    const auto dry =
        exec::dry_requests(api, built_in().spec(), planned_command(api, command + options), around, "");
    return dry ? exec::text_at(dry->front().body, "ExtInfo") : "error: " + dry.error().text();
  };
  EXPECT_EQ(
      ext("--elements-file e.json"),
      R"({"AdditionalParameters":"{\"element_list\":[{\"element_id\":11},{\"element_id\":22},{\"element_id\":33}]}"})");
  EXPECT_NE(ext("--elements-file missing.json").find("error: --elements-file"), std::string::npos);
  folder.write("empty.json", "[]");
  // A video without the elements that were meant would be paid for all the same.
  EXPECT_NE(ext("--elements-file empty.json").find("holds no ElementId"), std::string::npos);
}

TEST(Requests, TheNamedApplicationWinsOverTheEnvironment) {
  const exec::Api api = built_in_api();
  exec::Surroundings around;
  around.environment = [](std::string_view name) -> std::optional<std::string> {
    return name == "TENCENTCLOUD_VOD_SUB_APP_ID" ? std::optional<std::string>("77") : std::nullopt;
  };
  const auto body = [&](const std::string& line) {
    const auto dry = exec::dry_requests(api, built_in().spec(), planned_command(api, line), around, "");
    return dry ? dry->front() : exec::DryRequest{};
  };
  EXPECT_EQ(exec::int_at(body("python scripts/vod_search_media.py --names x").body, "SubAppId"), 77);
  EXPECT_EQ(
      exec::int_at(body("python scripts/vod_search_media.py --names x --sub-app-id 5").body, "SubAppId"), 5);
  const exec::DryRequest named = body("python scripts/vod_search_media.py --names x --app-name beta");
  EXPECT_EQ(exec::find_at(named.body, "SubAppId"), nullptr);
  EXPECT_NE(named.note.find("beta"), std::string::npos);
}

} // namespace
} // namespace cmdwright::test
