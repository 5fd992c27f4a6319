#include "transcript/plain_text.h"

#include <array>

#include "text/words.h"

namespace cmdwright::transcript {

namespace {

struct LabelWord {
  std::string_view word; ///< in lower case
  Role role;
};
constexpr std::array kLabels = {
    LabelWord{"user", Role::User},        LabelWord{"human", Role::User},
    LabelWord{"用户", Role::User},        LabelWord{"assistant", Role::Assistant},
    LabelWord{"agent", Role::Assistant},  LabelWord{"ai", Role::Assistant},
    LabelWord{"bot", Role::Assistant},    LabelWord{"助手", Role::Assistant},
    LabelWord{"system", Role::System},    LabelWord{"系统", Role::System},
    LabelWord{"tool result", Role::Tool}, LabelWord{"tool output", Role::Tool},
    LabelWord{"tool", Role::Tool},        LabelWord{"工具", Role::Tool},
    LabelWord{"工具输出", Role::Tool},
};

std::string_view without_decoration(std::string_view text) {
  while (!text.empty() && (text.front() == '*' || text.front() == '#' || is_blank(text.front())))
    text.remove_prefix(1);
  return text;
}

} // namespace

std::optional<Label> speaker_label(std::string_view line) {
  const std::string_view rest = without_decoration(line);
  for (const LabelWord& label : kLabels) {
    if (!equals_ignoring_case(rest.substr(0, label.word.size()), label.word)) continue;
    std::string_view after = rest.substr(label.word.size());
    while (after.starts_with('*') || after.starts_with(' ')) after.remove_prefix(1);
    if (after.starts_with(":"))
      after.remove_prefix(1);
    else if (after.starts_with("："))
      after.remove_prefix(3);
    else
      continue;
    while (after.starts_with("*")) after.remove_prefix(1);
    while (!after.empty() && is_blank(after.front())) after.remove_prefix(1);
    return Label{label.role, line.size() - after.size()};
  }
  return std::nullopt;
}

bool is_conversation_rule(std::string_view line) {
  return line.starts_with("===") && trim(line).ends_with("===");
}

std::string_view title_of_rule(std::string_view line) {
  line = trim(line);
  while (line.starts_with('=')) line.remove_prefix(1);
  while (line.ends_with('=')) line.remove_suffix(1);
  return trim(line);
}

bool PlainText::add_line(Conversation& to, std::string_view line, std::uint64_t offset, std::uint64_t number,
                         std::size_t largest_message) {
  if (const std::optional<Label> label = speaker_label(line)) {
    finish_message(to);
    open_ = true;
    overfull_ = false;
    offset_ = offset;
    line_ = number;
    role_ = label->role;
    text_begin_ = label->text_begin;
  }
  if (!open_ || overfull_) return true;
  overfull_ = bytes_.size() + line.size() > largest_message;
  if (!overfull_) bytes_ += line;
  return !overfull_;
}

void PlainText::finish_message(Conversation& to) {
  if (!open_) return;
  open_ = false;
  const std::string_view bytes = to.arena().keep(bytes_);
  bytes_.clear();
  const auto record = static_cast<std::uint32_t>(to.records.size());
  to.records.push_back({bytes, offset_, line_, 0, 0});
  Message& message = to.add_message(role_);
  const std::string_view said = trim(bytes.substr(std::min(text_begin_, bytes.size())));
  const auto end = static_cast<std::uint32_t>(trim(bytes).size());
  message.origin = {record, Coding::Verbatim, {0, end}, {}};
  if (said.empty()) return;
  const auto begin = static_cast<std::uint32_t>(said.data() - bytes.data());
  const Span raw{begin, begin + static_cast<std::uint32_t>(said.size())};
  to.add_part(Part::Kind::Text, {said, {record, Coding::Verbatim, raw, {0, raw.size()}}});
}

} // namespace cmdwright::transcript
