#include "cli/score_command.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/pack_option.h"
#include "cli/score.h"
#include "text/words.h"
#include "text/yaml.h"

namespace cmdwright::cli {

namespace {

using nlohmann::ordered_json;

/// The least that must be reached, by file name: {dev_en.jsonl: {exact: 98, wrong: 1}}, in per cent; for
/// cases that no command may answer {none.jsonl: {answered: 12}}, the most that get commands all the same.
struct Floor {
  std::string file;
  double exact = 0;
  double wrong = 100;
  std::uint32_t answered = std::numeric_limits<std::uint32_t>::max();
};

Result<std::vector<Floor>> read_floors(const std::string& path) {
  yaml::Loading loading;
  std::vector<Floor> floors;
  const yaml::Node* root = loading.file(path);
  if (root != nullptr && root->kind != yaml::Kind::Map) loading.error(*root, "expected a map of file names");
  if (root != nullptr)
    for (const auto& [key, value] : root->entries) {
      Floor floor;
      floor.file = std::string(key->text);
      yaml::Map map(loading, value);
      const bool counts = map.optional("answered", floor.answered);
      if (!counts) map.required("exact", floor.exact);
      if (!counts) map.required("wrong", floor.wrong);
      map.finish();
      floors.push_back(std::move(floor));
    }
  if (!loading.errors().empty()) return loading.errors().front();
  return floors;
}

std::string summary(const Score& s) {
  return fmt::format(
      "{}: {} of {} exact ({:.1f} %), routing {:.1f} %, wrong commands {} of {} answers with commands "
      "({:.1f} %), macro-F1 {:.3f}\n",
      s.name, s.exact, s.cases, s.exact_share(), s.routing_share(), s.wrong, s.answered, s.wrong_share(),
      s.macro_f1());
}

std::string decision_table(const Score& s) {
  std::string out = "\ndecisions       given ok      ask   refuse\n";
  for (const char* labelled : kDecisions) {
    out += fmt::format("labelled {:<8}", labelled);
    for (const char* given : kDecisions) {
      const auto it = s.decisions.find({labelled, given});
      out += fmt::format("{:>7}  ", it == s.decisions.end() ? 0 : it->second);
    }
    out += "\n";
  }
  return out;
}

std::string failure_text(const Failure& f) {
  const Case& c = f.labelled;
  std::string out = "\n" + c.id + (c.tags.empty() ? "" : " [" + join(c.tags, ", ") + "]") + "\n";
  for (const std::string& turn : c.turns) out += "  > " + turn + "\n";
  const std::vector<std::string>& meant =
      c.status == "ask" ? c.expected.front().params : c.expected.front().commands;
  out += "  meant " + c.status + "\n";
  for (const std::string& line : meant) out += "    " + line + "\n";
  out += "  got " + f.outcome.got_status + "\n";
  for (const std::string& line : f.outcome.got) out += "    " + line + "\n";
  for (const std::string& line : f.outcome.differences) out += "  * " + line + "\n";
  return out;
}

ordered_json json_of(const Score& s) {
  ordered_json out = {{"name", s.name},          {"cases", s.cases},       {"exact", s.exact},
                      {"routing", s.routing},    {"answered", s.answered}, {"wrong_commands", s.wrong},
                      {"macro_f1", s.macro_f1()}};
  out["decisions"] = ordered_json::array();
  for (const auto& [pair, count] : s.decisions)
    out["decisions"].push_back({{"labelled", pair.first}, {"given", pair.second}, {"cases", count}});
  out["confusions"] = ordered_json::array();
  for (const auto& [pair, count] : s.confusions)
    out["confusions"].push_back({{"meant", pair.first}, {"given", pair.second}, {"cases", count}});
  out["failures"] = ordered_json::array();
  for (const Failure& f : s.failures)
    out["failures"].push_back({{"id", f.labelled.id},
                               {"turns", f.labelled.turns},
                               {"meant", f.labelled.status},
                               {"given", f.outcome.got_status},
                               {"got", f.outcome.got},
                               {"differences", f.outcome.differences}});
  return out;
}

class ScoreCommand final : public Subcommand {
public:
  void declare(Arguments& a) override {
    a.choice("--format", format_, {"text", "json"}, "Output");
    a.flag("--quiet", quiet_, "Only the figures, not the failing cases");
    a.flag("--confusions", confusions_, "Which operations are taken for which");
    a.option("--floors", floors_, "FILE", "Fail when a file scores below its line in FILE (YAML)");
    request_.declare(a);
    pack_.declare(a);
    a.positionals("FILE", files_, "Labelled cases, JSON Lines");
    a.footer("Exit status: 0 scored, 1 below the floor, 2 a file cannot be read.");
  }

  int run(World& world) override {
    const std::optional<understand::Now> now = request_.now(world);
    std::vector<Floor> floors;
    if (!floors_.empty()) {
      Result<std::vector<Floor>> read = read_floors(floors_);
      if (!read) return usage(world, read.error().text());
      floors = std::move(*read);
    }
    if (!now) return usage(world, "--now needs an ISO 8601 time");
    const std::unique_ptr<Engine> engine = pack_.load(world);
    if (!engine) return kExitUsage;
    std::vector<Score> scores;
    for (const std::string& file : files_) {
      const Result<std::vector<Case>> cases = read_cases(file);
      if (!cases) return usage(world, cases.error().text());
      scores.push_back(score(*engine, file, *cases, *now));
    }
    print(world, scores);
    return below_floor(world, scores, floors) ? kExitFailed : kExitOk;
  }

private:
  static int usage(World& world, const std::string& text) {
    world.err.line("cmdwright score: " + text);
    return kExitUsage;
  }

  void print(World& world, const std::vector<Score>& scores) const {
    Score all;
    all.name = "all";
    for (const Score& s : scores) all.add(s);
    if (format_ == "json") {
      ordered_json out = ordered_json::array();
      for (const Score& s : scores) out.push_back(json_of(s));
      world.out.line(out.dump(2, ' ', false, ordered_json::error_handler_t::replace));
      return;
    }
    if (!quiet_)
      for (const Failure& f : all.failures) world.out.write(failure_text(f));
    if (!quiet_ && !all.failures.empty()) world.out.write("\n");
    for (const Score& s : scores) world.out.write(summary(s));
    if (scores.size() > 1) world.out.write(summary(all));
    world.out.write(decision_table(all));
    if (!confusions_) return;
    std::vector<std::pair<unsigned, std::string>> rows;
    for (const auto& [pair, count] : all.confusions)
      rows.emplace_back(count, pair.first + " taken for " + pair.second);
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    world.out.write("\nconfusions\n");
    for (const auto& [count, text] : rows) world.out.write(fmt::format("{:>5}  {}\n", count, text));
  }

  static bool below_floor(World& world, const std::vector<Score>& scores, const std::vector<Floor>& floors) {
    bool below = false;
    for (const Floor& floor : floors)
      for (const Score& s : scores) {
        if (s.name != floor.file && !s.name.ends_with("/" + floor.file)) continue;
        if (s.answered > floor.answered) {
          below = true;
          world.err.write(fmt::format("{}: {} requests got commands; recorded are at most {}\n", s.name,
                                      s.answered, floor.answered));
          continue;
        }
        const bool bad = s.exact_share() + 1e-9 < floor.exact || s.wrong_share() > floor.wrong + 1e-9;
        if (bad)
          world.err.write(fmt::format(
              "{}: {:.1f} % exact and {:.1f} % wrong commands; recorded are at least {} % and at most {} %\n",
              s.name, s.exact_share(), s.wrong_share(), floor.exact, floor.wrong));
        below |= bad;
      }
    return below;
  }

  std::string format_ = "text";
  bool quiet_ = false;
  bool confusions_ = false;
  std::string floors_;
  RequestOptions request_;
  PackOption pack_;
  std::vector<std::string> files_;
};

} // namespace

std::unique_ptr<Subcommand> make_score_command() {
  return std::make_unique<ScoreCommand>();
}

} // namespace cmdwright::cli
