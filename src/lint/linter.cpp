#include "lint/linter.h"

#include <algorithm>

#include "lint/context.h"
#include "lint/registry.h"
#include "lint/suppress.h"
#include "lint/talk.h"
#include "text/words.h"

namespace cmdwright::lint {

Linter::Linter(const spec::Spec& spec, const Catalogue& catalogue, UnderstanderSource understander)
    : spec_(spec), catalogue_(catalogue), understander_(std::move(understander)), rules_(catalogue.rules) {
  for (const rule::Slug slug : implemented_rules())
    if (catalogue.find(slug) == nullptr) {
      Rule rule;
      rule.slug = rule.summary = slug;
      rules_.push_back(rule);
    }
  for (const Rule& r : rules_) levels_.push_back(r.severity);
  choose_checks();
}
Linter::~Linter() = default;

void Linter::set_severity(const Rule& rule, Severity severity) {
  levels_[static_cast<std::size_t>(&rule - rules_.data())] = severity;
  choose_checks();
}

const Rule* Linter::rule(std::string_view slug) const {
  for (const Rule& r : rules_)
    if (r.slug == slug) return &r;
  return nullptr;
}

const Phrases& Linter::phrases() const {
  std::call_once(phrases_once_, [&] { phrases_ = std::make_unique<Phrases>(words().phrases); });
  return *phrases_;
}

void Linter::run(const Talk& talk, std::optional<understand::Now> now, Report& report) const {
  const Context context(*this, talk, now, report);
  for (std::size_t i = 0; i < checks().size(); ++i)
    if (wanted_[i]) checks()[i].run(context);
}

/// A check runs when one of its rules is on.
void Linter::choose_checks() {
  wanted_.clear();
  for (const Check& check : checks())
    wanted_.push_back(std::any_of(check.rules.begin(), check.rules.end(), [&](rule::Slug slug) {
      const Rule* r = rule(slug);
      return r != nullptr && severity(*r) != Severity::Off;
    }));
}

namespace {

/// Reports what suppresses nothing, and what names no rule.
void report_unused(const Linter& linter, const std::vector<Suppression>& suppressions,
                   const Context& context) {
  std::vector<std::string_view> slugs;
  for (const Rule& r : linter.rules()) slugs.push_back(r.slug);
  for (const Suppression& s : suppressions)
    for (std::size_t i = 0; i < s.rules.size(); ++i) {
      if (s.used[i]) continue;
      std::string message;
      if (const Rule* rule = linter.rule(s.rules[i]); rule == nullptr) {
        const std::string_view near = nearest(s.rules[i], slugs);
        message = "there is no rule '" + std::string(s.rules[i]) + "'" +
                  (near.empty() ? "" : ", did you mean '" + std::string(near) + "'?");
      } else if (linter.severity(*rule) == Severity::Off) {
        continue; // nobody looked
      } else {
        message = "'" + std::string(s.rules[i]) + "' is not found here any more, take the mark out";
      }
      context.report(rule::kUnusedSuppression, 0, s.place, std::move(message));
    }
}

} // namespace

void Linter::conversation(const transcript::Conversation& conversation, Report& report) const {
  report.clear();
  Talk talk;
  const AnswerReader reader(spec_, words(), phrases());
  talk.add_conversation(reader, spec_, words(), conversation);
  run(talk, understand::parse_now(conversation.now), report);
  report.sources = std::move(talk.sources);
  std::stable_sort(report.findings.begin(), report.findings.end(), [](const Finding& a, const Finding& b) {
    return a.source != b.source ? a.source < b.source : a.span.begin < b.span.begin;
  });
}

void Linter::text(const Input& input, Report& report) const {
  report.clear();
  Talk talk;
  talk.prose = input.form == Form::Answer;
  for (const std::string_view turn : input.request)
    talk.add_person(turn, talk.add_source({turn, 0, nullptr}));
  const std::uint32_t source = talk.add_source({input.text, 0, nullptr});
  talk.pending = input.run;
  if (input.run) {
    talk.add_run(spec_, source);
  } else {
    talk.agent();
    // Commands without prose need no phrases.
    static const Phrases kNone;
    const AnswerReader reader(spec_, words(), talk.prose ? phrases() : kNone);
    talk.add_answer(reader, spec_, source, talk.prose);
  }
  run(talk, input.now, report);
  // The request is only there to compare with.
  std::erase_if(report.findings, [&](const Finding& f) { return f.source != source; });
  for (Finding& f : report.findings) f.source = 0;
  report.sources.assign(1, talk.sources[source]);
  if (input.suppressions) {
    std::vector<Suppression> suppressions = find_suppressions(input.text);
    suppress(suppressions, report.findings);
    if (input.unused) report_unused(*this, suppressions, Context(*this, talk, input.now, report));
  }
  std::stable_sort(report.findings.begin(), report.findings.end(),
                   [](const Finding& a, const Finding& b) { return a.span.begin < b.span.begin; });
}

} // namespace cmdwright::lint
