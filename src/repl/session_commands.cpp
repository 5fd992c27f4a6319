// The ":" commands.
#include <algorithm>
#include <array>

#include "command/render.h"
#include "repl/check.h"
#include "repl/commands.h"
#include "repl/saved.h"
#include "repl/secrets.h"
#include "repl/session.h"
#include "repl/show.h"
#include "spec/show.h"
#include "text/utf8.h"
#include "text/words.h"

namespace cmdwright::repl {

using Kind = ScreenLine::Kind;

namespace {

constexpr std::size_t kShownHistory = 20; ///< lines

std::pair<std::string_view, std::string_view> first_word(std::string_view words) {
  const std::size_t end = std::min(words.find_first_of(" \n"), words.size());
  return {words.substr(0, end), trim(words.substr(end))};
}

} // namespace

void Session::usage(std::string_view command, Reply& reply) const {
  const CommandEntry* e = find_command(command);
  error(filled(tell(words::kUsage), {std::string(e->name) + " " + std::string(e->argument)}), reply);
}

void Session::command_help(std::string_view words, Reply& reply) {
  std::string wanted = words.empty() || words[0] == ':' ? std::string(words) : ":" + std::string(words);
  if (!wanted.empty() && find_command(wanted) == nullptr) {
    error(filled(tell(words::kUnknownCommand), {wanted}), reply);
    return;
  }
  if (wanted.empty()) reply.lines.emplace_back(Kind::Report, std::string(tell(words::kHelpHead)));
  std::size_t column = 0;
  for (const CommandEntry& e : commands()) column = std::max(column, e.name.size() + e.argument.size() + 3);
  for (const CommandEntry& e : commands()) {
    if (!wanted.empty() && e.name != wanted) continue;
    ScreenLine line(Kind::Report, "  ");
    line.add(std::string(e.name), Style::Option).add(" " + std::string(e.argument));
    line.add(std::string(column - e.name.size() - e.argument.size(), ' ') + std::string(tell(e.summary)));
    reply.lines.push_back(std::move(line));
  }
  if (wanted.empty()) reply.lines.emplace_back(Kind::Report, std::string(tell(words::kHelpKeys)), Style::Dim);
}

void Session::command_explain(std::string_view words, Reply& reply) {
  if (!words.empty() && words != "all") return usage(":explain", reply);
  if (!state_.typed.empty() || (state_.talk == nullptr && !state_.commands.empty())) {
    for (const command::Command& c : state_.commands) explain_command(c, services_.spec, reply.lines);
    return;
  }
  if (!state_.talk) return error(std::string(tell(words::kNoCommand)), reply);
  if (words == "all") {
    const Turn& last = *state_.turns.back();
    show_text(services_.understander().trace(last.text, last.now), reply.lines);
    return;
  }
  explain_understood(state_.talk->draft(), state_.origins, language(), reply.lines);
  for (const command::Command& c : state_.commands) explain_command(c, services_.spec, reply.lines);
}

void Session::command_state(std::string_view, Reply& reply) {
  if (!state_.typed.empty()) {
    reply.lines.emplace_back(Kind::Report, state_.typed);
    return;
  }
  if (!state_.talk) return error(std::string(tell(words::kNoCommand)), reply);
  show_state(reply);
  for (ScreenLine& line : reply.lines) line.kind = Kind::Report;
  if (asking()) {
    state_.choices.clear();
    show_questions(state_.talk->plan(), reply);
  } else {
    show_commands(state_.commands, reply);
  }
}

void Session::command_why(std::string_view words, Reply& reply) {
  if (words.empty() || words.find(' ') != std::string_view::npos) return usage(":why", reply);
  const std::string name = words[0] == '-' ? std::string(words) : "--" + std::string(words);
  const std::vector<const spec::Operation*> known = operations();
  if (known.empty()) return error(std::string(tell(words::kNoCommand)), reply);
  const spec::Param* param = nullptr;
  std::vector<std::string_view> names;
  for (const spec::Operation* o : known) {
    if (param == nullptr) param = o->find(name);
    for (const spec::Param& p : o->params)
      if (std::find(names.begin(), names.end(), p.name) == names.end()) names.push_back(p.name);
  }
  if (param == nullptr) {
    error(filled(tell(words::kNoParam), {name, join(names, ", ")}), reply);
    return;
  }
  bool given = false;
  const auto tell_why = [&](const std::string& value, std::string why) {
    ScreenLine line(Kind::Report, std::string(param->name), Style::Option);
    if (!value.empty()) line.add(" " + value);
    reply.lines.push_back(std::move(line.add(": " + std::move(why))));
    given = true;
  };
  for (const command::Command& c : state_.commands) {
    const command::Option* o = c.find(param->name);
    if (o == nullptr) continue;
    std::string value;
    for (const command::Value& v : o->values) value += (value.empty() ? "" : " ") + v.text;
    if (!state_.typed.empty()) {
      tell_why(value, std::string(tell(words::kWhyTyped)));
      continue;
    }
    // The words are kept by frame; the first that knows this value speaks.
    std::string why;
    const plan::Draft& draft = state_.talk->draft();
    for (std::size_t i = 0; i < draft.frames.size() && why.empty(); ++i) {
      const bool here = draft.frames[i].operation == c.operation;
      for (const std::string& key : {std::string(param->name), "file " + value})
        if (const auto found = state_.origins.find(origin_key(i, key)); here && found != state_.origins.end())
          why = filled(tell(words::kWhySaid), {found->second});
      if (why.empty() && here && draft.frames[i].find(param->name) != nullptr) why = tell(words::kWhyMeant);
    }
    if (const auto found = state_.origins.find(origin_key(kSwitches, param->name));
        why.empty() && found != state_.origins.end())
      why = filled(tell(words::kWhySaid), {found->second});
    if (why.empty())
      why = param->write_default || !param->recommend.empty() ? tell(words::kWhyRecommended)
                                                              : tell(words::kWhyFlow);
    tell_why(value, why);
  }
  if (!given) {
    bool missing = false;
    if (state_.talk && asking())
      for (const plan::Question& q : state_.talk->plan().asks) missing |= q.param == param->name;
    tell_why({}, missing                         ? std::string(tell(words::kWhyMissing))
                 : !param->default_value.empty() ? filled(tell(words::kWhyDefault), {param->default_value})
                                                 : std::string(tell(words::kWhyAbsent)));
  }
  std::string fact = "  " + std::string(spec::type_name(param->type));
  if (param->required) fact += ", " + std::string(tell(words::kRequired));
  if (const std::string accepted = spec::accepts(*param); !accepted.empty()) fact += ", " + accepted;
  if (!param->help.empty()) fact += ": " + std::string(param->help);
  reply.lines.emplace_back(Kind::Report, fact, Style::Dim);
}

void Session::command_lint(std::string_view words, Reply& reply) {
  if (!words.empty()) {
    if (check(words, services_.spec).commands.empty())
      return error(std::string(tell(words::kNoCommand)), reply);
    check_typed(std::string(words), reply);
    return;
  }
  if (!state_.typed.empty()) return check_typed(std::string(state_.typed), reply);
  if (state_.commands.empty()) return error(std::string(tell(words::kNoCommand)), reply);
  std::string all;
  for (const command::Command& c : state_.commands) all += command::render(c, services_.spec) + "\n";
  all.pop_back();
  check_typed(all, reply);
}

const spec::Script* Session::script_named(std::string_view name, Reply& reply) const {
  if (const spec::Script* script = services_.spec.script_or_stem(name)) return script;
  std::vector<std::string_view> names;
  for (const spec::Script& s : services_.spec.scripts()) names.push_back(s.name);
  const std::string_view near = nearest(name, names);
  error(near.empty() ? filled(tell(words::kNoScript), {name, join(names, ", ")})
                     : filled(tell(words::kNearScript), {name, near}),
        reply);
  return nullptr;
}

void Session::command_spec(std::string_view words, Reply& reply) {
  auto [name, sub] = first_word(words);
  if (name.empty()) { // the scripts spoken of, else all
    if (state_.commands.empty()) return show_text(spec::show_pack(services_.spec), reply.lines);
    for (const command::Command& c : state_.commands)
      if (c.script_spec != nullptr) show_text(spec::show_script(*c.script_spec, c.operation), reply.lines);
    return;
  }
  if (name.starts_with(services_.spec.pack().script_dir))
    name.remove_prefix(services_.spec.pack().script_dir.size());
  const spec::Script* script = script_named(name, reply);
  if (script == nullptr) return;
  const spec::Operation* only = sub.empty() ? nullptr : script->find(sub);
  if (!sub.empty() && only == nullptr) {
    std::vector<std::string_view> names;
    for (const spec::Operation& o : script->operations) names.push_back(o.name);
    error(filled(tell(words::kNoSubcommand), {script->name, sub, join(names, ", ")}), reply);
    return;
  }
  show_text(spec::show_script(*script, only), reply.lines);
}

std::vector<std::string> Session::picked(std::string_view words, Reply& reply) const {
  std::vector<std::string> all;
  for (const command::Command& c : state_.commands) all.push_back(command::render(c, services_.spec));
  if (all.empty()) {
    error(std::string(tell(asking() ? words::kOpen : words::kNoCommand)), reply);
    return {};
  }
  if (words.empty()) return all;
  const std::size_t n = all_digits(words) && words.size() < 4 ? std::stoul(std::string(words)) : 0;
  if (n == 0 || n > all.size()) {
    error(filled(tell(words::kNoSuchNumber), {words}), reply);
    return {};
  }
  return {all[n - 1]};
}

void Session::execute(std::string_view words, bool dry, Reply& reply) {
  if (!state_.sound && !state_.typed.empty()) return error(std::string(tell(words::kNotRun)), reply);
  Effect effect{Effect::Kind::Run, picked(words, reply), {}, {}, dry};
  if (!effect.commands.empty()) reply.effects.push_back(std::move(effect));
}

void Session::command_run(std::string_view words, Reply& reply) {
  execute(words, false, reply);
}

void Session::command_dry_run(std::string_view words, Reply& reply) {
  execute(words, true, reply);
}

void Session::command_copy(std::string_view words, Reply& reply) {
  Effect effect{Effect::Kind::Copy, picked(words, reply), {}, {}, false};
  if (effect.commands.empty()) return;
  effect.text = join(effect.commands, "\n");
  reply.effects.push_back(std::move(effect));
}

void Session::command_save(std::string_view words, Reply& reply) {
  const bool replace = words.starts_with('!');
  if (replace) words = trim(words.substr(1));
  if (words.empty()) return usage(":save", reply);
  if (records_.empty()) return error(std::string(tell(words::kNothingToSave)), reply);
  Effect effect{Effect::Kind::Write, {}, {}, std::string(words), replace};
  for (const Record& r : records_)
    if (!has_secret(r.input)) append_saved(effect.text, r.input, r.commands);
  reply.effects.push_back(std::move(effect));
}

void Session::command_load(std::string_view words, Reply& reply) {
  if (words.empty()) return usage(":load", reply);
  reply.effects.push_back({Effect::Kind::Read, {}, {}, std::string(words), false});
}

void Session::load(const std::string& path, const std::string& text, Reply& reply) {
  if (const std::size_t bad = utf8::first_invalid(text); bad != std::string::npos)
    return error(path + ": " + filled(tell(words::kNotUtf8), {std::to_string(bad)}), reply);
  const Loaded loaded = read_saved(text);
  if (loaded.inputs.empty()) return error(filled(tell(words::kNothingInFile), {path}), reply);
  // Only what was said and typed counts; a file runs, writes and reads nothing.
  for (const std::string& input : loaded.inputs) {
    if (trim(input).starts_with(':')) continue;
    Reply one = enter(input);
    reply.lines.emplace_back(Kind::Remark, "> " + input, Style::Dim);
    reply.lines.insert(reply.lines.end(), one.lines.begin(), one.lines.end());
  }
  if (loaded.cut) error(filled(tell(words::kLoadedPart), {std::to_string(kMostLoaded)}), reply);
  const std::string count = std::to_string(loaded.inputs.size());
  remark(language() == understand::Language::Chinese ? filled(words::kLoaded.zh, {path, count})
                                                     : filled(words::kLoaded.en, {count, path}),
         reply);
}

void Session::command_lang(std::string_view words, Reply& reply) {
  if (words.empty()) {
    remark(filled(tell(words::kLanguage), {!settings_.language                           ? "auto"
                                           : language() == understand::Language::Chinese ? "zh"
                                                                                         : "en"}),
           reply);
    return;
  }
  command_set("lang " + std::string(words), reply);
}

void Session::command_set(std::string_view words, Reply& reply) {
  const auto [name, value] = first_word(words);
  if (name.empty()) {
    const std::array<std::string_view, 4> values = {
        !settings_.language                                    ? "auto"
        : *settings_.language == understand::Language::Chinese ? "zh"
                                                               : "en",
        settings_.state == Settings::State::Always      ? "always"
        : settings_.state == Settings::State::Questions ? "questions"
                                                        : "never",
        settings_.colour, settings_.now ? "fixed" : "clock"};
    for (std::size_t i = 0; i < values.size(); ++i) {
      const SettingEntry& s = setting_entries()[i];
      reply.lines.emplace_back(Kind::Report, std::string(s.name) + " = " + std::string(values[i]));
      reply.lines.back().add("  (" + std::string(s.values) + ")", Style::Dim);
    }
    return;
  }
  bool good = true;
  if (name == "lang" && (value == "auto" || value == "en" || value == "zh")) {
    settings_.language.reset();
    if (value == "en") settings_.language = understand::Language::English;
    if (value == "zh") settings_.language = understand::Language::Chinese;
    relearn();
  } else if (name == "state" && (value == "always" || value == "questions" || value == "never")) {
    settings_.state = value == "always"      ? Settings::State::Always
                      : value == "questions" ? Settings::State::Questions
                                             : Settings::State::Never;
  } else if (name == "color" && (value == "auto" || value == "on" || value == "off")) {
    settings_.colour = value;
    reply.effects.push_back({Effect::Kind::Look, {}, std::string(value), {}, false});
  } else if (name == "now" && value == "clock") {
    settings_.now.reset();
  } else if (name == "now" && !value.empty()) {
    const std::optional<understand::Now> at = understand::parse_now(value);
    if (!at) return error(std::string(tell(words::kBadTime)), reply);
    settings_.now = at;
  } else {
    good = false;
  }
  if (good) return remark(filled(tell(words::kSet), {name, value}), reply);
  for (const SettingEntry& s : setting_entries())
    if (s.name == name) return error(filled(tell(words::kBadSetting), {name, s.values}), reply);
  std::vector<std::string_view> names;
  for (const SettingEntry& s : setting_entries()) names.push_back(s.name);
  error(filled(tell(words::kBadSetting), {"NAME", join(names, ", ")}), reply);
}

void Session::command_history(std::string_view words, Reply& reply) {
  const std::vector<std::string>& entries = services_.history.entries();
  std::vector<std::size_t> hits;
  for (std::size_t before = entries.size(); hits.size() < kShownHistory;) {
    const std::optional<std::size_t> hit = services_.history.find_before(words, before);
    if (!hit) break;
    hits.push_back(before = *hit);
  }
  if (hits.empty()) return error(std::string(tell(words::kNoHistory)), reply);
  for (std::size_t i = hits.size(); i-- > 0;) {
    std::string text = entries[hits[i]];
    std::replace(text.begin(), text.end(), '\n', ' ');
    reply.lines.emplace_back(Kind::Report, std::move(text));
  }
}

void Session::command_undo(std::string_view, Reply& reply) {
  undo(reply);
}

void Session::command_new(std::string_view, Reply& reply) {
  State fresh;
  fresh.recorded = state_.recorded;
  advance(std::move(fresh));
  status_ = plan::Status::Ok;
  remark(std::string(tell(words::kForgotten)), reply);
}

void Session::command_quit(std::string_view, Reply& reply) {
  reply.effects.push_back({});
}

Reply Session::finish(const Effect& effect, const Outcome& outcome) {
  Reply reply;
  if (!outcome.done) {
    error(outcome.text, reply);
    return reply;
  }
  switch (effect.kind) {
  case Effect::Kind::Run:
    if (outcome.status != 0) error(filled(tell(words::kRanWith), {std::to_string(outcome.status)}), reply);
    break;
  case Effect::Kind::Copy:
    remark(std::string(tell(words::kCopied)), reply);
    break;
  case Effect::Kind::Write: {
    const auto secrets = static_cast<std::size_t>(
        std::count_if(records_.begin(), records_.end(), [](const Record& r) { return has_secret(r.input); }));
    const std::string count = std::to_string(records_.size() - secrets);
    const bool zh = language() == understand::Language::Chinese;
    if (secrets == 0)
      remark(filled(tell(words::kSaved), {count, effect.path}), reply);
    else
      remark(filled(zh ? words::kSavedWithout.zh : words::kSavedWithout.en,
                    {count, effect.path, std::to_string(secrets)}),
             reply);
    break;
  }
  case Effect::Kind::Read:
    load(effect.path, outcome.text, reply);
    break;
  case Effect::Kind::Look:
  case Effect::Kind::Quit:
    break;
  }
  return reply;
}

} // namespace cmdwright::repl
