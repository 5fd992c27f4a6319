#include "support/lint.h"

#include <set>

#include <gtest/gtest.h>

#include "transcript/reader.h"

namespace cmdwright::test {

namespace {

void collect(const lint::Report& report, std::set<std::string>& out) {
  for (const lint::Finding& f : report.findings) {
    out.insert(std::string(f.rule->slug));
    const std::string_view text = report.sources[f.source].text;
    EXPECT_LE(f.span.begin, f.span.end) << f.rule->slug;
    EXPECT_LE(f.span.end, text.size()) << f.rule->slug;
    EXPECT_FALSE(f.message.empty()) << f.rule->slug;
  }
}

} // namespace

const lint::Linter& built_in_linter() {
  static const lint::Linter linter(
      built_in().spec(), built_in().catalogue(),
      []() -> const understand::Understander& { return built_in().understander(); });
  return linter;
}

lint::Input input_of(const lint::Example& example) {
  lint::Input input;
  input.text = example.text;
  input.form = example.form;
  if (!example.request.empty()) input.request.push_back(example.request);
  return input;
}

std::vector<std::string> rules_in_transcript(std::string_view text) {
  transcript::Reader reader(transcript::memory_input(text), "test");
  transcript::Conversation conversation;
  std::set<std::string> out;
  bool any = false;
  for (transcript::Event e = reader.next(conversation); e != transcript::Event::End;
       e = reader.next(conversation)) {
    if (e == transcript::Event::Problem) ADD_FAILURE() << reader.problem().error.text();
    if (e != transcript::Event::Conversation) continue;
    any = true;
    lint::Report report;
    built_in_linter().conversation(conversation, report);
    collect(report, out);
  }
  EXPECT_TRUE(any) << "no conversation in: " << text;
  return {out.begin(), out.end()};
}

std::vector<std::string> rules_in(const lint::Example& example) {
  if (example.form == lint::Form::Transcript) return rules_in_transcript(example.text);
  lint::Report report;
  built_in_linter().text(input_of(example), report);
  std::set<std::string> out;
  collect(report, out);
  return {out.begin(), out.end()};
}

std::vector<std::string> rules_in_commands(std::string_view text, std::string_view request) {
  return rules_in({lint::Form::Commands, request, text});
}
std::vector<std::string> rules_in_answer(std::string_view text, std::string_view request) {
  return rules_in({lint::Form::Answer, request, text});
}

} // namespace cmdwright::test
