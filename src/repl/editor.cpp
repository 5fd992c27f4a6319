// Three modes share the line: plain editing; an open list of completions (any key but Tab closes it and keeps
// what stands in the line); incremental search through the history.
#include "repl/editor.h"

#include <algorithm>
#include <array>

namespace cmdwright::repl {

using Kind = Key::Kind;
using Event = Editor::Event;

Event Editor::press(const Key& key) {
  if (searching_) return search_key(key);
  if (key.kind == Kind::Tab || key.kind == Kind::BackTab) return complete(key.kind == Kind::Tab);
  if (!offers_.candidates.empty()) {
    offers_ = {};
    chosen_ = SIZE_MAX;
    if (key.kind == Kind::Escape) return Event::None;
  }
  return edit(key);
}

std::string Editor::take() {
  std::string line = buffer_.text();
  buffer_.clear();
  recalled_ = SIZE_MAX;
  own_.clear();
  offers_ = {};
  chosen_ = SIZE_MAX;
  return line;
}

View Editor::view() const {
  View v;
  v.text = buffer_.text();
  v.cursor = buffer_.cursor();
  if (searching_) v.prompt = (failed_ ? "(no match) " : "(search) ") + query_ + ": ";
  for (const Completion::Candidate& c : offers_.candidates) v.offers.push_back(c.text);
  v.chosen = chosen_;
  return v;
}

namespace {

/// Keys that do one thing to the line and nothing else.
using Action = void (LineBuffer::*)();
struct KindAction {
  Kind kind;
  Action action;
};
constexpr std::array kKinds = {
    KindAction{Kind::Backspace, &LineBuffer::erase_left},
    KindAction{Kind::Delete, &LineBuffer::erase_right},
    KindAction{Kind::Left, &LineBuffer::left},
    KindAction{Kind::Right, &LineBuffer::right},
    KindAction{Kind::WordLeft, &LineBuffer::word_left},
    KindAction{Kind::WordRight, &LineBuffer::word_right},
    KindAction{Kind::Home, &LineBuffer::line_begin},
    KindAction{Kind::End, &LineBuffer::line_end},
};

struct LetterAction {
  char letter;
  Action action;
};
constexpr std::array kControls = {
    LetterAction{'a', &LineBuffer::line_begin},
    LetterAction{'b', &LineBuffer::left},
    LetterAction{'e', &LineBuffer::line_end},
    LetterAction{'f', &LineBuffer::right},
    LetterAction{'k', &LineBuffer::kill_to_line_end},
    LetterAction{'t', &LineBuffer::swap_characters},
    LetterAction{'u', &LineBuffer::kill_to_line_begin},
    LetterAction{'w', &LineBuffer::kill_blank_word_left},
    LetterAction{'y', &LineBuffer::yank},
    LetterAction{'_', &LineBuffer::undo},
};
constexpr std::array kAlts = {
    LetterAction{'b', &LineBuffer::word_left},       LetterAction{'f', &LineBuffer::word_right},
    LetterAction{'d', &LineBuffer::kill_word_right}, LetterAction{'\x7f', &LineBuffer::kill_word_left},
    LetterAction{'\b', &LineBuffer::kill_word_left}, LetterAction{'<', &LineBuffer::text_begin},
    LetterAction{'>', &LineBuffer::text_end},
};

template <class Table> bool act(const Table& table, char letter, LineBuffer& buffer) {
  for (const LetterAction& a : table)
    if (a.letter == letter) {
      (buffer.*a.action)();
      return true;
    }
  return false;
}

} // namespace

Event Editor::edit(const Key& key) {
  for (const KindAction& a : kKinds)
    if (a.kind == key.kind) {
      (buffer_.*a.action)();
      return Event::None;
    }
  switch (key.kind) {
  case Kind::Text:
    buffer_.insert(key.text);
    break;
  case Kind::Paste: { // the line end of the last line is no new line
    const std::size_t last = key.text.find_last_not_of('\n');
    buffer_.insert(std::string_view(key.text).substr(0, last == std::string::npos ? 0 : last + 1));
    break;
  }
  case Kind::Enter:
    return Event::Accept;
  case Kind::Up:
    if (!buffer_.line_up()) recall(true);
    break;
  case Kind::Down:
    if (!buffer_.line_down()) recall(false);
    break;
  case Kind::Control:
    return control(key.letter);
  case Kind::Alt:
    return alt(key.letter);
  default:
    break;
  }
  return Event::None;
}

Event Editor::control(char letter) {
  if (act(kControls, letter, buffer_)) return Event::None;
  switch (letter) {
  case 'c':
    return Event::Interrupt;
  case 'd':
    if (buffer_.empty()) return Event::End;
    buffer_.erase_right();
    return Event::None;
  case 'l':
    return Event::Clear;
  case 'n':
    if (!buffer_.line_down()) recall(false);
    return Event::None;
  case 'p':
    if (!buffer_.line_up()) recall(true);
    return Event::None;
  case 'r':
    searching_ = true;
    query_.clear();
    found_ = SIZE_MAX;
    failed_ = false;
    before_search_ = buffer_.text();
    return Event::None;
  case 'z':
    return Event::Suspend;
  default:
    return Event::Bell;
  }
}

Event Editor::alt(char letter) {
  if (letter == '\r' || letter == '\n')
    buffer_.insert("\n");
  else if (!act(kAlts, letter, buffer_))
    return Event::Bell;
  return Event::None;
}

void Editor::recall(bool older) {
  const std::size_t count = history_.size();
  if (older) {
    if (count == 0 || recalled_ == 0) return;
    if (recalled_ == SIZE_MAX) own_ = buffer_.text();
    recalled_ = recalled_ == SIZE_MAX ? count - 1 : std::min(recalled_, count) - 1;
  } else {
    if (recalled_ == SIZE_MAX) return;
    if (++recalled_ >= count) {
      recalled_ = SIZE_MAX;
      buffer_.set(own_);
      return;
    }
  }
  buffer_.set(history_.entries()[recalled_]);
}

// ---- completion

Event Editor::complete(bool forward) {
  if (!offers_.candidates.empty()) { // the list is open: walk through it
    const std::size_t count = offers_.candidates.size();
    chosen_ = chosen_ == SIZE_MAX ? (forward ? 0 : count - 1) : (chosen_ + (forward ? 1 : count - 1)) % count;
    buffer_.replace(offers_.begin, buffer_.cursor(), offers_.candidates[chosen_].text);
    return Event::None;
  }
  if (!forward || !completer_) return Event::Bell;
  Completion found = completer_(buffer_.text(), buffer_.cursor());
  if (found.candidates.empty()) return Event::Bell;
  if (found.candidates.size() == 1) {
    const Completion::Candidate& only = found.candidates[0];
    const bool blank = buffer_.cursor() < buffer_.text().size() && buffer_.text()[buffer_.cursor()] == ' ';
    buffer_.replace(found.begin, buffer_.cursor(), only.text + (only.finished && !blank ? " " : ""));
    return Event::None;
  }
  const std::string shared = common_prefix(found.candidates);
  if (shared.size() > buffer_.cursor() - found.begin) buffer_.replace(found.begin, buffer_.cursor(), shared);
  offers_ = std::move(found);
  return Event::None;
}

// ---- search

Event Editor::search_older() {
  const auto hit = history_.find_before(query_, found_ == SIZE_MAX ? history_.size() : found_);
  failed_ = !hit;
  if (!hit) return Event::Bell;
  found_ = *hit;
  buffer_.set(history_.entries()[found_]);
  return Event::None;
}

Event Editor::search_newer() {
  if (found_ == SIZE_MAX) return Event::Bell;
  const auto hit = history_.find_after(query_, found_);
  failed_ = !hit;
  if (!hit) return Event::Bell;
  found_ = *hit;
  buffer_.set(history_.entries()[found_]);
  return Event::None;
}

void Editor::leave_search(bool keep) {
  searching_ = false;
  if (!keep) buffer_.set(before_search_);
  recalled_ = keep && found_ != SIZE_MAX ? found_ : SIZE_MAX;
  if (recalled_ != SIZE_MAX) own_ = before_search_;
}

Event Editor::search_key(const Key& key) {
  switch (key.kind) {
  case Kind::Text:
  case Kind::Paste:
    query_ += key.text.substr(0, key.text.find('\n'));
    // What matched may match the longer query too.
    if (found_ != SIZE_MAX) ++found_;
    return search_older();
  case Kind::Backspace:
    query_.erase(previous_character(query_, query_.size()));
    found_ = SIZE_MAX;
    failed_ = false;
    if (!query_.empty()) return search_older();
    buffer_.set(before_search_);
    return Event::None;
  case Kind::Control:
    if (key.letter == 'r') return query_.empty() ? Event::Bell : search_older();
    if (key.letter == 's') return search_newer();
    if (key.letter == 'c' || key.letter == 'g') {
      leave_search(false);
      return Event::None;
    }
    break;
  case Kind::Escape:
  case Kind::Tab:
    leave_search(true);
    return Event::None;
  default:
    break;
  }
  leave_search(true);
  return press(key);
}

} // namespace cmdwright::repl
