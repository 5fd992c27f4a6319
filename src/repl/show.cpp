#include "repl/show.h"

#include <algorithm>

#include "command/render.h"
#include "command/shell.h"
#include "repl/words.h"
#include "text/utf8.h"
#include "text/words.h"

namespace cmdwright::repl {

using understand::Filled;
using understand::Frame;
using understand::Language;
using Kind = ScreenLine::Kind;

namespace {

constexpr std::size_t kExcerptSide = 32; ///< columns of a command that are shown around a finding

std::string_view label(const understand::Intent& intent, Language language) {
  return language == Language::Chinese ? intent.label_zh : intent.label_en;
}

std::string_view words_of(const Origins& origins, std::size_t frame, const std::string& name) {
  const auto found = origins.find(origin_key(frame, name));
  return found == origins.end() ? std::string_view{} : std::string_view(found->second);
}

/// " --quality hd “720p”"
void add_slot(ScreenLine& line, std::string_view name, const std::string& value, std::string_view words) {
  line.add(" ").add(std::string(name), Style::Option);
  if (!value.empty()) line.add(" " + value);
  if (!words.empty() && words != value) line.add(" “" + std::string(words) + "”", Style::Dim);
}

std::string on_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

} // namespace

ScreenLine show_command(const command::Command& command, const spec::Spec& spec) {
  const std::string text = command::render(command, spec);
  ScreenLine line;
  line.kind = Kind::Command;
  std::size_t done = 0;
  bool options = false;
  for (const command::SimpleCommand& c : command::parse_shell(text).commands) {
    if (c.depth > 0) continue;
    for (const command::Word& w : c.words) {
      if (!w.value.starts_with("--") || w.quote != command::Quote::Bare || w.span.begin < done) continue;
      line.add(text.substr(done, w.span.begin - done), options ? Style::Plain : Style::Strong);
      line.add(text.substr(w.span.begin, w.span.size()), Style::Option);
      done = w.span.end;
      options = true;
    }
  }
  if (done < text.size()) line.add(text.substr(done), options ? Style::Plain : Style::Strong);
  return line;
}

void show_findings(std::string_view text, const std::vector<command::Finding>& findings,
                   std::vector<ScreenLine>& lines) {
  for (const command::Finding& f : findings) {
    const utf8::Line source = utf8::line_at(text, f.span.begin);
    const std::size_t begin = std::min<std::size_t>(f.span.begin - source.begin, source.text.size());
    const std::size_t end = std::clamp<std::size_t>(f.span.end - source.begin, begin, source.text.size());
    std::size_t from = begin - std::min(begin, kExcerptSide);
    while (from < begin && utf8::decode(source.text, from).valid == false) ++from;
    const std::string_view before = source.text.substr(from, begin - from);
    const std::string_view marked = source.text.substr(begin, end - begin);
    const std::string_view after = utf8::prefix_of_width(source.text.substr(end), kExcerptSide);
    ScreenLine excerpt(Kind::Remark, from > 0 ? "  …" : "  ", Style::Dim);
    excerpt.add(std::string(before), Style::Dim).add(std::string(marked), Style::Error);
    excerpt.add(std::string(after) + (end + after.size() < source.text.size() ? "…" : ""), Style::Dim);
    lines.push_back(std::move(excerpt));
    const std::size_t indent = utf8::width(before) + (from > 0 ? 3 : 2);
    lines.emplace_back(Kind::Remark,
                       std::string(indent, ' ') +
                           std::string(std::max<std::size_t>(1, utf8::width(marked)), '^'),
                       Style::Error);
    ScreenLine line(Kind::Refusal, std::string(f.rule), Style::Error);
    line.add(": " + f.message);
    lines.push_back(std::move(line));
  }
}

ScreenLine show_question(const plan::Question& question, const std::vector<std::string>& choices,
                         std::size_t first) {
  ScreenLine line(Kind::Question, "? ", Style::Question);
  std::string text = question.text;
  const std::string list = join(question.allowed, ", ");
  const std::size_t at = list.empty() ? std::string::npos : text.rfind(list);
  std::string behind;
  if (at != std::string::npos) {
    behind = text.substr(at + list.size());
    text.resize(at);
  } else if (!choices.empty()) {
    text += " ";
  }
  if (!question.param.empty()) line.add(question.param + "  ", Style::Option);
  line.add(on_one_line(std::move(text)));
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (i > 0) line.add("  ");
    line.add(std::to_string(first + i) + " ", Style::Number).add(choices[i]);
  }
  if (at != std::string::npos && behind.size() > 1 && behind != "。")
    line.add(on_one_line(std::move(behind)));
  return line;
}

void show_understood(const plan::Draft& draft, const plan::Plan& plan, const Origins& origins,
                     Language language, std::vector<ScreenLine>& lines) {
  for (std::size_t i = 0; i < draft.frames.size(); ++i) {
    const Frame& frame = draft.frames[i];
    ScreenLine line(Kind::Remark, std::string(label(*frame.intent, language)), Style::Strong);
    line.add(":", Style::Strong);
    for (const understand::RoleFiles& r : frame.files)
      for (const understand::FileItem& item : r.items)
        add_slot(line, words::kFile.in(language), on_one_line(item.text),
                 words_of(origins, i, "file " + item.text));
    for (const Filled& f : frame.params)
      add_slot(line, f.param->name, on_one_line(join(f.values, ", ")),
               words_of(origins, i, std::string(f.param->name)));
    if (frame.operation != nullptr) {
      const std::string name = spec::operation_name(*frame.script, *frame.operation);
      bool any = false;
      for (const plan::Question& q : plan.asks)
        if (q.command == name) {
          line.add(any ? " " : "  " + std::string(words::kMissing.in(language)) + " ", Style::Notice);
          line.add(q.param, Style::Option);
          any = true;
        }
    }
    lines.push_back(std::move(line));
  }
  if (draft.modifiers.empty()) return;
  ScreenLine line(Kind::Remark, "+", Style::Strong);
  for (const Filled& f : draft.modifiers)
    add_slot(line, f.param->name, join(f.values, ", "),
             words_of(origins, kSwitches, std::string(f.param->name)));
  lines.push_back(std::move(line));
}

void explain_understood(const plan::Draft& draft, const Origins& origins, Language language,
                        std::vector<ScreenLine>& lines) {
  const auto slot = [&](std::size_t frame, std::string_view name, const std::string& key,
                        const std::string& value, std::string_view how) {
    ScreenLine line(Kind::Report, "  ");
    line.add(std::string(name), Style::Option);
    if (!value.empty()) line.add(" " + on_one_line(value));
    if (const auto found = origins.find(origin_key(frame, key)); found != origins.end())
      line.add("  “" + on_one_line(found->second) + "”", Style::Dim);
    else
      line.add("  " + std::string(words::kWhyMeant.in(language)), Style::Dim);
    if (!how.empty()) line.add(" (" + std::string(how) + ")", Style::Dim);
    lines.push_back(std::move(line));
  };
  for (std::size_t i = 0; i < draft.frames.size(); ++i) {
    const Frame& frame = draft.frames[i];
    ScreenLine head(Kind::Report, std::string(label(*frame.intent, language)), Style::Strong);
    if (frame.operation != nullptr) head.add("  " + spec::operation_name(*frame.script, *frame.operation));
    if (frame.score > 0)
      head.add("  " + filled(words::kScore.in(language), {std::to_string(frame.score)}), Style::Dim);
    if (frame.second != nullptr)
      head.add(", " + filled(words::kSecond.in(language),
                             {label(*frame.second, language), std::to_string(frame.second_score)}),
               Style::Dim);
    lines.push_back(std::move(head));
    for (const understand::RoleFiles& r : frame.files)
      for (const understand::FileItem& item : r.items)
        slot(i, words::kFile.in(language), "file " + item.text, item.text, r.slot->role);
    for (const Filled& f : frame.params)
      slot(i, f.param->name, std::string(f.param->name), join(f.values, ", "), f.rule);
  }
  for (const Filled& f : draft.modifiers)
    slot(kSwitches, f.param->name, std::string(f.param->name), join(f.values, ", "), f.rule);
}

void explain_command(const command::Command& command, const spec::Spec& spec,
                     std::vector<ScreenLine>& lines) {
  if (command.operation == nullptr) return;
  ScreenLine head = show_command(command, spec);
  head.kind = Kind::Report;
  lines.push_back(std::move(head));
  lines.emplace_back(Kind::Report, "  " + std::string(command.operation->summary), Style::Dim);
  for (const command::Option& o : command.options) {
    ScreenLine line(Kind::Report, "  ");
    line.add(o.name, Style::Option);
    for (const command::Value& v : o.values) line.add(" " + on_one_line(v.text));
    if (o.param != nullptr) {
      line.add("  " + std::string(o.param->help), Style::Dim);
      for (const command::Value& v : o.values)
        for (const auto& [value, meaning] : o.param->labels)
          if (value == v.text) line.add("; " + std::string(value) + ": " + std::string(meaning), Style::Dim);
    }
    lines.push_back(std::move(line));
  }
}

void show_text(std::string_view text, std::vector<ScreenLine>& lines) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  for (const std::string_view line : split(text, '\n')) lines.emplace_back(Kind::Report, std::string(line));
}

} // namespace cmdwright::repl
