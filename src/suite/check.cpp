#include "suite/check.h"

#include <algorithm>

#include <fmt/format.h>

#include "command/shell.h"
#include "suite/align.h"
#include "text/words.h"

namespace cmdwright::suite {

namespace {

std::string quoted_list(const std::vector<std::string>& items) {
  return items.empty() ? "none" : join(items, ", ");
}

/// "--file-id" and "FileId" alike.
std::string folded(std::string_view text) {
  std::string out = ascii_lower(text);
  std::erase_if(out, [](char c) { return c == ' ' || c == '-' || c == '_' || c == '\n'; });
  return out;
}

/// One scope: a turn, or all of them.
class Scope {
public:
  Scope(const Evidence& evidence, const AskWords& words, std::uint32_t turn, Captures& captures,
        std::vector<Failure>& out)
      : evidence_(evidence), words_(words), turn_(turn), captures_(captures), out_(out) {
    const std::vector<AgentTurn>& all = evidence.behaviour.turns;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (turn == 0 || i + 1 == turn) turns_.push_back(&all[i]);
    for (const AgentTurn* t : turns_)
      for (const GivenCommand& given : t->commands) commands_.push_back(&given);
  }

  void check(const Expectations& e) {
    if (e.commands) commands("commands", *e.commands);
    if (e.script) scripts(*e.script);
    if (e.params) params(*e.params);
    if (e.asks) asks(*e.asks);
    if (e.refuses) refuses(*e.refuses);
    if (e.rules) rules(*e.rules);
    if (e.says) says(*e.says);
    if (e.never_says) never_says(*e.never_says);
    if (e.links) links(*e.links);
    if (e.max_turns) max_turns(*e.max_turns);
    if (e.tool_calls) tools(*e.tool_calls);
    if (e.agrees) agrees(*e.agrees);
  }

private:
  template <class T>
  Failure& fail(std::string_view expectation, const Stated<T>& stated, std::string message) {
    Failure& f = out_.emplace_back();
    f.expectation = std::string(expectation);
    f.place = stated.place;
    f.line = stated.line;
    f.column = stated.column;
    f.own = stated.own;
    f.turn = turn_;
    f.message = std::move(message);
    return f;
  }

  std::vector<std::string> given_texts() const {
    std::vector<std::string> out;
    for (const GivenCommand* given : commands_) out.push_back(given->text);
    return out;
  }

  void commands(std::string_view key, const Stated<CommandsExpected>& stated) {
    const std::vector<CommandPattern>& expected = stated.value.commands;
    const bool extras = stated.value.order == Order::Subset;
    const Alignment alignment = align(expected, commands_, captures_);
    const bool order_wrong = stated.value.order == Order::Ordered && !alignment.in_order;
    if (alignment.all_equal() && (extras || alignment.extras.empty()) && !order_wrong) return;
    std::vector<Difference> differences = differences_of(alignment, expected, commands_, captures_, extras);
    std::string message;
    if (differences.empty())
      message = "the commands stand in another order";
    else if (commands_.empty())
      message = "no command was given";
    else if (expected.empty())
      message = fmt::format("no command was expected, {} given", commands_.size());
    else
      message = difference_text(differences.front());
    if (differences.size() > 1 && !commands_.empty() && !expected.empty())
      message += fmt::format(", and {} more", differences.size() - 1);
    Failure& f = fail(key, stated, std::move(message));
    for (const CommandPattern& p : expected) f.expected.push_back(p.source());
    f.actual = given_texts();
    f.differences = std::move(differences);
    f.accept_list.emplace();
    for (const GivenCommand* given_command : commands_)
      f.accept_list->push_back(literal_pattern(given_command->text));
  }

  void scripts(const Stated<std::vector<std::string>>& stated) {
    std::vector<std::string> given;
    for (const GivenCommand* c : commands_) given.push_back(operation_of(c->command));
    const std::vector<std::string>& expected = stated.value;
    bool same = given.size() == expected.size();
    for (std::size_t i = 0; same && i < given.size(); ++i)
      same = given[i] == expected[i] || given[i].starts_with(expected[i] + " ");
    if (same) return;
    Failure& f =
        fail("script", stated, "calls " + quoted_list(given) + " instead of " + quoted_list(expected));
    f.expected = expected;
    f.actual = given_texts();
    f.accept_list = std::move(given);
  }

  /// The command with exactly these parameters, for comparison with one of the same script.
  Result<CommandPattern> pattern_of(const std::vector<ParamExpected>& params,
                                    const command::Command& c) const {
    const spec::Pack& pack = evidence_.spec.pack();
    std::string text = std::string(pack.interpreter) + " " + std::string(pack.script_dir) + c.script;
    if (!c.subcommand.empty()) text += " " + c.subcommand;
    for (const ParamExpected& p : params) {
      if (p.absent) continue;
      text += " " + p.name;
      for (const std::string& value : p.values) text += " " + command::double_quoted(value);
    }
    return CommandPattern::parse(text, evidence_.spec);
  }

  void params(const Stated<std::vector<ParamExpected>>& stated) {
    std::vector<Difference> best;
    std::string wrong;
    bool first = true;
    for (const GivenCommand* given : commands_) {
      const Result<CommandPattern> pattern = pattern_of(stated.value, given->command);
      if (!pattern) {
        wrong = pattern.error().message;
        continue;
      }
      std::vector<Difference> here;
      for (ParamDifference& d : pattern->partial_differences(given->command, captures_))
        here.push_back({operation_of(given->command), std::move(d)});
      for (const ParamExpected& p : stated.value)
        if (p.absent && given->command.has(p.name))
          here.push_back({operation_of(given->command),
                          {p.name, {}, std::string(given->command.value(p.name)), false, true}});
      if (here.empty()) return;
      if (first || here.size() < best.size()) best = std::move(here);
      first = false;
    }
    if (best.empty()) {
      fail("params", stated, wrong.empty() ? "no command was given" : wrong);
      return;
    }
    std::string message = difference_text(best.front());
    if (best.size() > 1) message += fmt::format(", and {} more", best.size() - 1);
    Failure& f = fail("params", stated, std::move(message));
    f.actual = given_texts();
    f.differences = std::move(best);
  }

  /// The turn asks about this parameter: names it, or uses one of its words.
  bool asks_about(const AgentTurn& turn, const std::string& param) const {
    if (std::find(turn.asked.begin(), turn.asked.end(), param) != turn.asked.end()) return true;
    const std::string text = folded(turn.said);
    const auto in = [&](const std::string& word) {
      return !word.empty() && text.find(word) != std::string::npos;
    };
    if (in(folded(param))) return true;
    const std::vector<std::string> words = words_ ? words_(param) : std::vector<std::string>{};
    return std::any_of(words.begin(), words.end(), [&](const std::string& w) { return in(folded(w)); });
  }

  void asks(const Stated<AsksExpected>& stated) {
    std::vector<const AgentTurn*> asking;
    for (const AgentTurn* t : turns_)
      if (t->commands.empty() && (t->asks || !t->asked.empty())) asking.push_back(t);
    if (!stated.value.wanted) {
      if (asking.empty()) return;
      Failure& f = fail("asks", stated, "a question was asked");
      f.actual = {asking.front()->said};
      f.accept_scalar = "true";
      return;
    }
    if (asking.empty()) {
      Failure& f =
          fail("asks", stated,
               commands_.empty() ? "nothing was asked" : "commands were given instead of a question");
      f.actual = answers();
      f.accept_scalar = "false";
      return;
    }
    std::vector<std::string> missing;
    for (const std::string& param : stated.value.params)
      if (std::none_of(asking.begin(), asking.end(),
                       [&](const AgentTurn* t) { return asks_about(*t, param); }))
        missing.push_back(param);
    if (missing.empty()) return;
    Failure& f = fail("asks", stated, "nothing was asked about " + join(missing, ", "));
    f.expected = stated.value.params;
    for (const AgentTurn* t : asking) f.actual.push_back(t->said);
    f.accept_scalar = "true";
  }

  std::vector<std::string> answers() const {
    std::vector<std::string> out = given_texts();
    for (const AgentTurn* t : turns_)
      if (t->commands.empty() && !t->said.empty()) out.push_back(t->said);
    return out;
  }

  void refuses(const Stated<bool>& stated) {
    const bool refused = !turns_.empty() && decision_of(*turns_.back()) == Decision::Refusal &&
                         !trim(turns_.back()->said).empty();
    if (refused == stated.value) return;
    std::string instead = "the agent said nothing";
    if (!turns_.empty() && !refused && decision_of(*turns_.back()) != Decision::Refusal)
      instead = "the agent gives " + std::string(decision_name(decision_of(*turns_.back())));
    Failure& f =
        fail("refuses", stated, stated.value ? instead + " instead of a refusal" : "the agent refuses");
    f.actual = answers();
    f.accept_scalar = refused ? "true" : "false";
  }

  void rules(const Stated<RulesExpected>& stated) {
    std::vector<std::string> left = stated.value.rules;
    std::vector<std::string> too_many;
    std::vector<std::string> lines;
    std::vector<std::string> all;
    for (const Found& found : evidence_.faults) {
      if (turn_ != 0 && found.turn + 1 != turn_) continue;
      lines.push_back(found.rule + ": " + found.message);
      all.push_back(found.rule);
      const auto it = std::find(left.begin(), left.end(), found.rule);
      if (it != left.end())
        left.erase(it);
      else
        too_many.push_back(found.rule);
    }
    if (stated.value.kind == RulesExpected::Kind::AtMost) left.clear();
    if (too_many.empty() && left.empty()) return;
    std::string message;
    if (!too_many.empty()) message = "found " + join(too_many, ", ");
    if (!left.empty()) message += (message.empty() ? "" : "; ") + ("not found: " + join(left, ", "));
    Failure& f = fail("rules", stated, std::move(message));
    f.expected = stated.value.rules;
    f.actual = std::move(lines);
    if (all.empty())
      f.accept_scalar = "clean";
    else
      f.accept_list = std::move(all);
  }

  std::string all_said() const {
    std::string out;
    for (const AgentTurn* t : turns_) out += (out.empty() ? "" : "\n") + t->said;
    return out;
  }

  void says(const Stated<std::vector<Regex>>& stated) {
    const std::string text = all_said();
    for (const Regex& regex : stated.value)
      if (!found_in(regex, text)) {
        Failure& f = fail("says", stated, "does not say /" + regex.source + "/");
        f.expected = {regex.source};
        f.actual = {text};
      }
  }

  void never_says(const Stated<std::vector<Regex>>& stated) {
    const std::string text = all_said();
    for (const Regex& regex : stated.value)
      if (found_in(regex, text)) fail("never_says", stated, "says /" + regex.source + "/").actual = {text};
  }

  void links(const Stated<LinksExpected>& stated) {
    std::vector<std::string> links;
    for (const AgentTurn* t : turns_)
      for (const GivenLink& link : t->links)
        if (link.markdown) links.push_back(link.url);
    if (stated.value.urls.empty()) {
      if (stated.value.any == links.empty())
        fail("links", stated, stated.value.any ? "no Markdown link was given" : "a link was given").actual =
            links;
      return;
    }
    std::vector<std::string> missing;
    for (const std::string& url : stated.value.urls)
      if (std::find(links.begin(), links.end(), url) == links.end()) missing.push_back(url);
    if (missing.empty()) return;
    Failure& f = fail("links", stated, "no Markdown link to " + join(missing, ", "));
    f.expected = stated.value.urls;
    f.actual = links;
  }

  void max_turns(const Stated<std::uint32_t>& stated) {
    std::size_t answered = 0;
    for (const AgentTurn* t : turns_) answered += t->messages > 0 ? 1 : 0;
    if (answered > stated.value)
      fail("max_turns", stated, fmt::format("{} turns, at most {} were expected", answered, stated.value));
  }

  static bool is_call(const ToolExpected& expected, const GivenCall& call) {
    return expected.name == call.tool &&
           (!expected.arguments || found_in(*expected.arguments, call.arguments) ||
            found_in(*expected.arguments, call.shell));
  }

  void tools(const Stated<ToolsExpected>& stated) {
    std::vector<const GivenCall*> calls;
    std::vector<std::string> shown;
    for (const AgentTurn* t : turns_)
      for (const GivenCall& call : t->calls) {
        calls.push_back(&call);
        shown.push_back(std::string(call.tool) + " " +
                        std::string(call.shell.empty() ? call.arguments : call.shell));
      }
    const ToolsExpected& expected = stated.value;
    const auto report = [&](std::string message) {
      fail("tool_calls", stated, std::move(message)).actual = shown;
    };
    if (expected.at_most && calls.size() > *expected.at_most)
      report(fmt::format("{} tool calls, at most {} were expected", calls.size(), *expected.at_most));
    for (const ToolExpected& never : expected.never)
      for (const GivenCall* call : calls)
        if (is_call(never, *call)) {
          report("calls " + never.name + (never.arguments ? " with /" + never.arguments->source + "/" : ""));
          break;
        }
    std::vector<bool> used(calls.size());
    std::size_t next = 0;
    for (const ToolExpected& wanted : expected.calls) {
      std::size_t i = expected.order == Order::Ordered ? next : 0;
      while (i < calls.size() && (used[i] || !is_call(wanted, *calls[i]))) ++i;
      if (i == calls.size()) {
        report("no call of " + wanted.name +
               (wanted.arguments ? " with /" + wanted.arguments->source + "/" : "") +
               (expected.order == Order::Ordered && next > 0 ? " behind those before it" : ""));
        return;
      }
      used[i] = true;
      next = i + 1;
    }
    if (expected.calls_stated && expected.order == Order::Unordered && calls.size() > expected.calls.size())
      report(fmt::format("{} tool calls, {} were expected", calls.size(), expected.calls.size()));
  }

  void agrees(const Stated<bool>& stated) {
    const Disagreement* first = nullptr;
    for (const Disagreement& d : evidence_.disagreements)
      if (turn_ == 0 || d.turn + 1 == turn_) {
        first = &d;
        break;
      }
    if (stated.value == (first == nullptr)) return;
    if (first == nullptr) {
      fail("agrees", stated, "agrees with the generator, which was not expected");
      return;
    }
    Failure& f = fail("agrees", stated, first->message);
    if (f.turn == 0) f.turn = first->turn + 1;
    f.expected = first->expected;
    f.actual = first->actual;
    f.differences = first->differences;
  }

  const Evidence& evidence_;
  const AskWords& words_;
  std::uint32_t turn_;
  Captures& captures_;
  std::vector<Failure>& out_;
  std::vector<const AgentTurn*> turns_;
  std::vector<const GivenCommand*> commands_;
};

template <class Wanted> bool any_scope(const Case& c, const Wanted& wanted) {
  return wanted(c.whole) || std::any_of(c.turns.begin(), c.turns.end(), wanted);
}

} // namespace

std::vector<Failure> check(const Case& c, const Evidence& evidence, const AskWords& words) {
  std::vector<Failure> out;
  Captures captures;
  for (std::uint32_t i = 0; i < c.turns.size(); ++i) {
    if (c.turns[i].empty()) continue;
    if (i >= evidence.behaviour.turns.size()) {
      Failure& f = out.emplace_back();
      f.expectation = "turns";
      f.place = c.place;
      f.turn = i + 1;
      f.message =
          fmt::format("there is no such turn; the conversation has {}", evidence.behaviour.turns.size());
      continue;
    }
    Scope(evidence, words, i + 1, captures, out).check(c.turns[i]);
  }
  Captures whole;
  Scope(evidence, words, 0, whole, out).check(c.whole);
  return out;
}

bool needs_rules(const Case& c) {
  return any_scope(c, [](const Expectations& e) { return e.rules.has_value(); });
}
bool needs_oracle(const Case& c) {
  return any_scope(c, [](const Expectations& e) { return e.agrees.has_value(); });
}

} // namespace cmdwright::suite
