// explain: the catalogue of the linter's rules for people, as Markdown (docs/rules.md) and as JSON.
#include "cli/explain_command.h"

#include <algorithm>

#include "cli/pack_option.h"
#include "lint/catalogue.h"
#include "text/json_string.h"
#include "text/words.h"

namespace cmdwright::cli {

namespace {

using lint::Example;
using lint::Rule;

std::string_view article_of(const Example& e) {
  return e.form == lint::Form::Answer       ? " (an answer)"
         : e.form == lint::Form::Transcript ? " (a transcript)"
                                            : "";
}

std::string_view without_end(std::string_view text) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  return text;
}

void append_example(std::string& out, const char* title, const Example& e) {
  out += std::string(title) + std::string(article_of(e)) + ":\n";
  if (!e.request.empty()) out += "    [" + std::string(e.request) + "]\n";
  for (const std::string_view line : split(without_end(e.text), '\n'))
    out += "    " + std::string(line) + "\n";
}

std::string text_of(const Rule& r) {
  std::string out = std::string(r.slug) + " (" + std::string(lint::severity_name(r.severity)) + ", " +
                    std::string(r.group) + ")\n\n" + std::string(r.summary) + "\n";
  if (!r.why.empty()) out += "\n" + std::string(without_end(r.why)) + "\n";
  append_example(out += "\n", "Bad", r.bad);
  append_example(out += "\n", "Good", r.good);
  out += "\nSuppress it on one line with: # cmdwright: ignore[" + std::string(r.slug) + "] reason\n";
  return out;
}

/// A fence that the text does not hold.
std::string fenced(const Example& e) {
  std::string fence = "```";
  while (e.text.find(fence) != std::string_view::npos) fence += "`";
  const char* language = e.form == lint::Form::Commands ? "sh"
                         : e.form == lint::Form::Answer ? "markdown"
                                                        : "text";
  std::string out;
  if (!e.request.empty()) out += "Request: " + std::string(e.request) + "\n\n";
  return out + fence + language + "\n" + std::string(without_end(e.text)) + "\n" + fence + "\n";
}

std::string markdown_of(const Rule& r) {
  return "### `" + std::string(r.slug) + "`\n\n" + std::string(r.summary) +
         " Severity: " + std::string(lint::severity_name(r.severity)) + ".\n\n" +
         std::string(without_end(r.why)) + "\n\nBad" + std::string(article_of(r.bad)) + ":\n\n" +
         fenced(r.bad) + "\nGood" + std::string(article_of(r.good)) + ":\n\n" + fenced(r.good) + "\n";
}

std::string json_of(const Rule& r) {
  const auto example = [](const Example& e) {
    return "{\"as\":" +
           json::quoted(e.form == lint::Form::Answer       ? "answer"
                        : e.form == lint::Form::Transcript ? "transcript"
                                                           : "commands") +
           (e.request.empty() ? "" : ",\"request\":" + json::quoted(e.request)) +
           ",\"text\":" + json::quoted(e.text) + "}";
  };
  return "{\"rule\":" + json::quoted(r.slug) + ",\"group\":" + json::quoted(r.group) +
         ",\"severity\":" + json::quoted(lint::severity_name(r.severity)) +
         ",\"summary\":" + json::quoted(r.summary) + ",\"why\":" + json::quoted(without_end(r.why)) +
         ",\"bad\":" + example(r.bad) + ",\"good\":" + example(r.good) + "}";
}

class ExplainCommand final : public Subcommand {
public:
  void declare(Arguments& a) override {
    a.flag("--all", all_, "All rules");
    a.choice("--format", format_, {"text", "markdown", "json"}, "Output");
    pack_.declare(a);
    a.positionals("RULE", names_, "Rules to explain", false);
    a.footer("Exit status: 0, or 2 when there is no such rule.");
  }

  int run(World& world) override {
    const std::unique_ptr<Engine> engine = pack_.load(world);
    if (!engine) return kExitUsage;
    const std::vector<Rule>& rules = engine->catalogue().rules;
    std::vector<const Rule*> wanted;
    for (const std::string& name : names_) {
      const Rule* rule = engine->catalogue().find(name);
      if (rule == nullptr) return unknown(world, rules, name);
      wanted.push_back(rule);
    }
    if (names_.empty() && !all_) {
      list(world, rules);
      return kExitOk;
    }
    if (all_)
      for (const Rule& r : rules) wanted.push_back(&r);
    print(world, wanted);
    return kExitOk;
  }

private:
  static int unknown(World& world, const std::vector<Rule>& rules, const std::string& name) {
    std::vector<std::string_view> slugs;
    for (const Rule& r : rules) slugs.push_back(r.slug);
    const std::string_view near = nearest(name, slugs);
    world.err.line(
        "cmdwright explain: there is no rule '" + name + "'" +
        (near.empty() ? "; 'cmdwright explain' lists them" : ", did you mean '" + std::string(near) + "'?"));
    return kExitUsage;
  }

  static void list(World& world, const std::vector<Rule>& rules) {
    std::string_view group;
    for (const Rule& r : rules) {
      if (r.group != group) world.out.line((group.empty() ? "" : "\n") + std::string(r.group));
      group = r.group;
      std::string line = "  " + std::string(r.slug);
      line.resize(std::max<std::size_t>(line.size() + 2, 30), ' ');
      std::string severity(lint::severity_name(r.severity));
      severity.resize(9, ' ');
      world.out.line(line + severity + std::string(r.summary));
    }
  }

  void print(World& world, const std::vector<const Rule*>& rules) const {
    if (format_ == "json") {
      world.out.write("[");
      for (std::size_t i = 0; i < rules.size(); ++i)
        world.out.write((i > 0 ? ",\n" : "\n") + json_of(*rules[i]));
      world.out.line("\n]");
      return;
    }
    if (format_ == "markdown" && all_)
      world.out.write("# Rules\n\nWritten by `cmdwright explain --all --format markdown`; edit "
                      "`rules/lint.yaml` instead.\n\n");
    std::string_view group;
    for (std::size_t i = 0; i < rules.size(); ++i) {
      if (format_ == "markdown") {
        if (rules[i]->group != group) world.out.write("## " + std::string(rules[i]->group) + "\n\n");
        group = rules[i]->group;
        world.out.write(markdown_of(*rules[i]));
      } else {
        world.out.write((i > 0 ? "\n" : "") + text_of(*rules[i]));
      }
    }
  }

  bool all_ = false;
  std::string format_ = "text";
  PackOption pack_;
  std::vector<std::string> names_;
};

} // namespace

std::unique_ptr<Subcommand> make_explain_command() {
  return std::make_unique<ExplainCommand>();
}

} // namespace cmdwright::cli
