#include "repl/loop.h"

#include "repl/editor.h"
#include "repl/paint.h"
#include "repl/secrets.h"
#include "repl/terminal.h"
#include "text/words.h"

namespace cmdwright::repl {

namespace {

constexpr int kEscapeWait = 40; ///< milliseconds in which the rest of an escape sequence has to come

class TerminalLoop {
public:
  TerminalLoop(Session& session, History& history, HistoryFile& file, Effects& effects,
               const LoopOptions& options)
      : session_(session), history_(history), file_(file), effects_(effects), options_(options),
        colour_(options.colour), editor_(history, [&](std::string_view text, std::size_t cursor) {
          return session_.complete(text, cursor);
        }) {}

  bool run() {
    if (!terminal_.enter()) return false;
    show({{{ScreenLine::Kind::Remark, std::string(words::kGreeting.in(session_.language())), Style::Dim}},
          {}});
    // The prompt stands before the history is read.
    repaint();
    if (const std::string notice = file_.load(history_); !notice.empty()) {
      notify(notice);
      repaint();
    }
    session_.prepare();
    while (!over_) step();
    if (alive_) (void)terminal_.write(painter_.leave());
    return true;
  }

private:
  void step() {
    std::string bytes;
    switch (terminal_.read(bytes, reader_.waiting() ? kEscapeWait : -1)) {
    case Terminal::Wait::Gone:
      over_ = true;
      alive_ = false;
      return;
    case Terminal::Wait::Resized:
      size_ = Terminal::size();
      painter_.resized(size_.width);
      break;
    case Terminal::Wait::Timeout:
      press(reader_.flush());
      break;
    case Terminal::Wait::Bytes:
      press(reader_.feed(bytes));
      break;
    }
    if (!over_) repaint();
  }

  void press(const std::vector<Key>& keys) {
    for (const Key& key : keys) {
      if (over_) return;
      switch (editor_.press(key)) {
      case Editor::Event::None:
        break;
      case Editor::Event::Bell:
        out_ += '\a';
        break;
      case Editor::Event::Accept:
        accept();
        break;
      case Editor::Event::Interrupt:
        keep_line();
        (void)editor_.take();
        break;
      case Editor::Event::End:
        over_ = true;
        break;
      case Editor::Event::Clear:
        out_ += "\x1b[H\x1b[2J";
        painter_.cleared();
        break;
      case Editor::Event::Suspend:
        out_ += painter_.erase();
        flush();
        terminal_.suspend();
        size_ = Terminal::size();
        break;
      }
    }
  }

  /// The line as it was typed stays on the screen, without lists below it.
  void keep_line() {
    View view = editor_.view();
    view.cursor = view.text.size();
    view.prompt.clear();
    view.offers.clear();
    out_ += painter_.paint(layout(view, prompt(), size_.width, size_.height, colour_));
    out_ += painter_.leave();
  }

  void accept() {
    keep_line();
    const std::string line = editor_.take();
    const bool unlisted = line.starts_with(' ') || has_secret(line); // blanks in front: as in shells
    if (!unlisted && history_.add(line))
      if (const std::string notice = file_.append(history_.entries().back()); !notice.empty()) notify(notice);
    perform(session_.enter(line));
  }

  void perform(const Reply& reply) {
    show(reply);
    for (const Effect& effect : reply.effects) {
      Outcome outcome;
      switch (effect.kind) {
      case Effect::Kind::Quit:
        over_ = true;
        break;
      case Effect::Kind::Look:
        colour_ = effect.text == "on" || (effect.text == "auto" && options_.colour);
        break;
      case Effect::Kind::Copy:
        if (options_.clipboard)
          out_ += clipboard_bytes(effect.text);
        else
          outcome = {false, 0, "this terminal has no clipboard"};
        break;
      case Effect::Kind::Run:
      case Effect::Kind::Write:
      case Effect::Kind::Read:
        flush();
        if (effect.kind == Effect::Kind::Run) terminal_.leave();
        outcome = effects_.carry_out(effect);
        if (!terminal_.enter()) over_ = true, alive_ = false;
        size_ = Terminal::size();
        break;
      }
      perform(session_.finish(effect, outcome));
    }
  }

  void show(const Reply& reply) {
    for (const ScreenLine& line : reply.lines)
      for (const std::string& row : rows_of(line, size_.width, colour_)) out_ += row + "\r\n";
  }

  void notify(const std::string& notice) {
    out_ += painter_.erase();
    show({{{ScreenLine::Kind::Remark, notice, Style::Notice}}, {}});
  }

  [[nodiscard]] std::string_view prompt() const { return session_.asking() ? "? " : "> "; }

  void repaint() {
    out_ += painter_.paint(layout(editor_.view(), prompt(), size_.width, size_.height, colour_));
    flush();
  }

  void flush() {
    if (!terminal_.write(out_)) over_ = true, alive_ = false;
    out_.clear();
  }

  Session& session_;
  History& history_;
  HistoryFile& file_;
  Effects& effects_;
  const LoopOptions& options_;
  bool colour_;
  Terminal terminal_;
  Terminal::Size size_ = Terminal::size();
  KeyReader reader_;
  Editor editor_;
  Painter painter_;
  std::string out_;
  bool over_ = false;
  bool alive_ = true;
};

} // namespace

bool run_on_terminal(Session& session, History& history, HistoryFile& file, Effects& effects,
                     const LoopOptions& options) {
  return TerminalLoop(session, history, file, effects, options).run();
}

namespace {
void add_plainly(const Reply& reply, PlainAnswer& answer) {
  for (const ScreenLine& line : reply.lines) {
    std::string text;
    for (const std::string& row : rows_of(line, SIZE_MAX / 2, false)) text += row;
    switch (line.kind) {
    case ScreenLine::Kind::Command:
    case ScreenLine::Kind::Report:
      answer.out += text + "\n";
      break;
    case ScreenLine::Kind::Question:
      answer.out += (text.starts_with("? ") ? "" : "? ") + std::string(trim(text)) + "\n";
      break;
    case ScreenLine::Kind::Refusal:
      answer.out += "error: " + text + "\n";
      break;
    case ScreenLine::Kind::Remark:
      answer.err += text + "\n";
      break;
    }
  }
}
} // namespace

PlainAnswer answer_plainly(Session& session, std::string_view line, Effects& effects) {
  PlainAnswer answer;
  std::vector<Reply> open = {session.enter(line)};
  while (!open.empty()) {
    const Reply reply = std::move(open.back());
    open.pop_back();
    add_plainly(reply, answer);
    for (const Effect& effect : reply.effects) {
      Outcome outcome;
      if (effect.kind == Effect::Kind::Quit) answer.quit = true;
      if (effect.kind == Effect::Kind::Copy) outcome = {false, 0, "there is no terminal to copy with"};
      if (effect.kind == Effect::Kind::Run || effect.kind == Effect::Kind::Write ||
          effect.kind == Effect::Kind::Read)
        outcome = effects.carry_out(effect);
      open.push_back(session.finish(effect, outcome));
    }
  }
  return answer;
}

} // namespace cmdwright::repl
