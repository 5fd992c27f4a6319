#include "support/suites.h"

#include "support/pack.h"

namespace cmdwright::test {

namespace {
class Collect final : public suite::ResultSink {
public:
  explicit Collect(suite::RunReport& to) : to_(to) {}
  void result(const suite::CaseResult& result) override { to_.results.push_back(result); }

private:
  suite::RunReport& to_;
};
} // namespace

SuiteRun run_suite(const std::string& yaml, const suite::RunOptions& options, const std::string& folder) {
  const cli::Engine& engine = built_in();
  SuiteRun out;
  const suite::Loaded loaded =
      suite::load_suite_text(folder.empty() ? "s" : folder + "/s", yaml, engine.spec());
  for (const Error& e : loaded.errors) out.errors += e.text() + "\n";
  const suite::Oracle oracle([&]() -> const understand::Understander& { return engine.understander(); });
  const suite::ValidatorFaults faults(engine.spec());
  const suite::Judge judge(engine.spec(), faults, oracle,
                           [](const std::string& said) {
                             return understand::parse_now(said.empty() ? "2026-02-10T12:00:00+08:00" : said);
                           },
                           {});
  const std::atomic<bool> stop = false;
  Collect sink(out.report);
  out.report.totals = suite::run_suites(loaded.suites, judge, options, stop, sink);
  return out;
}

std::string outcomes(const suite::RunReport& report) {
  std::string out;
  for (const suite::CaseResult& r : report.results) {
    out += std::string(suite::outcome_name(r.outcome)) + " " + suite::title_of(r);
    if (!r.reason.empty()) out += ": " + r.reason;
    std::string separator = ": ";
    for (const suite::Failure& f : r.failures) {
      out += separator + f.expectation + (f.turn > 0 ? "(" + std::to_string(f.turn) + ")" : "") + ": " +
             f.message;
      separator = "; ";
    }
    out += "\n";
  }
  return out;
}

std::string outcomes(const std::string& yaml) {
  const SuiteRun run = run_suite(yaml);
  return run.errors + outcomes(run.report);
}

} // namespace cmdwright::test
