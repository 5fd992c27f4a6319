// Files first: who needs which file, what has to be uploaded for it. Then one command for each file (or one
// for all), routed, completed with what is always written, and given the modifiers that it knows.
#include "plan/steps.h"

#include <algorithm>

#include "command/render.h"
#include "command/value.h"
#include "spec/condition.h"
#include "text/words.h"

namespace cmdwright::plan {

using command::Command;
using understand::FileItem;
using understand::FileSlot;
using understand::Filled;
using understand::Frame;
using understand::RoleFiles;

namespace {

class StepMaker {
public:
  StepMaker(const spec::Spec& spec, const understand::Grammar& grammar, const Draft& draft)
      : spec_(spec), grammar_(grammar), draft_(draft), frames_(draft.frames) {}

  Steps run() {
    std::erase_if(frames_,
                  [](const Frame& f) { return f.operation == nullptr; }); // soft refusals beside real steps
    inherit();
    for (Frame& f : frames_) add(f);
    for (Step& step : out_.list) finish(step);
    return std::move(out_);
  }

private:
  // ---- files
  // ---------------------------------------------------------------------------------------------------------

  static RoleFiles* main_files(Frame& f) {
    if (f.intent->files.empty()) return nullptr;
    for (RoleFiles& r : f.files)
      if (r.slot == &f.intent->files.front()) return &r;
    return nullptr;
  }

  /// A step that names no file works on the one of the step before it, or else of the next.
  void inherit() {
    for (std::size_t i = 0; i < frames_.size(); ++i) {
      Frame& f = frames_[i];
      if (f.intent->files.empty() || main_files(f) != nullptr || has_file_param(f)) continue;
      if (!f.intent->files.front().required) {
        // "upload the photo, then make a video from it"
        if (i > 0 && f.refers_back && is_upload(frames_[i - 1]) && main_files(frames_[i - 1]) != nullptr) {
          RoleFiles copy;
          copy.slot = &f.intent->files.front();
          copy.items = main_files(frames_[i - 1])->items;
          f.files.insert(f.files.begin(), std::move(copy));
        }
        continue;
      }
      const RoleFiles* source = nullptr;
      for (std::size_t j = i; j-- > 0 && source == nullptr;) source = main_files(frames_[j]);
      for (std::size_t j = i + 1; j < frames_.size() && source == nullptr; ++j)
        if (!is_search(frames_[j])) source = main_files(frames_[j]);
      if (source == nullptr) continue;
      RoleFiles copy;
      copy.slot = &f.intent->files.front();
      copy.items = source->items;
      f.files.insert(f.files.begin(), std::move(copy));
    }
  }
  static bool has_file_param(const Frame& f) {
    const FileSlot& slot = f.intent->files.front();
    for (const spec::Str p : {slot.id, slot.url, slot.path, slot.ref, slot.json})
      if (!p.empty() && f.find(p) != nullptr) return true;
    return false;
  }
  [[nodiscard]] bool is_upload(const Frame& f) const {
    const spec::Pack& pack = spec_.pack();
    return (f.intent->script == pack.local_route.script &&
            f.intent->subcommand == pack.local_route.subcommand) ||
           (f.intent->script == pack.url_route.script && f.intent->subcommand == pack.url_route.subcommand);
  }
  static bool is_search(const Frame& f) {
    return f.operation != nullptr && f.operation->cost == spec::Cost::Query;
  }

  [[nodiscard]] const spec::UploadRoute& route(FileItem::Kind kind) const {
    return kind == FileItem::Kind::Path ? spec_.pack().local_route : spec_.pack().url_route;
  }

  /// Makes sure that `item` is uploaded before the next command; the value that then stands for it.
  std::string stored(const FileItem& item) {
    if (item.kind == FileItem::Kind::Stored) return item.text;
    const spec::UploadRoute& r = route(item.kind);
    if (!uploaded(item)) {
      const spec::Script* script = spec_.script(r.script);
      const spec::Operation* op = script == nullptr ? nullptr : script->find(r.subcommand);
      if (op != nullptr) {
        Step step;
        step.command = command::make_command(*script, *op);
        command::set_value(step.command, *op->find(r.param), item.text);
        share_into(step.command);
        out_.list.push_back(std::move(step));
      }
    }
    return std::string(spec_.pack().placeholder);
  }
  [[nodiscard]] bool uploaded(const FileItem& item) const {
    const spec::UploadRoute& r = route(item.kind);
    return std::any_of(out_.list.begin(), out_.list.end(), [&](const Step& s) {
      return s.command.script == r.script && s.command.value(r.param) == item.text;
    });
  }
  /// An upload that nobody spelled out still happens where the rest of the request happens.
  void share_into(Command& c) const {
    for (const Frame& f : frames_)
      for (const Filled& filled : f.params) {
        const understand::Slot* slot = slot_of(*f.intent, filled.param->name);
        const spec::Param* p = c.operation->find(filled.param->name);
        if (slot != nullptr && slot->share && p != nullptr && !c.has(p->name))
          for (const std::string& v : filled.values) command::add_value(c, *p, v);
      }
  }
  static const understand::Slot* slot_of(const understand::Intent& intent, std::string_view param) {
    for (const understand::Slot& s : intent.slots)
      if (s.param == param) return &s;
    return nullptr;
  }

  // ---- commands
  // ------------------------------------------------------------------------------------------------------

  void add(Frame& f) {
    // A frame for one file that was given several: another intent takes them all.
    if (RoleFiles* main = main_files(f);
        main != nullptr && main->items.size() > 1 && main->slot->several == FileSlot::Several::Switch)
      switch_intent(f, main->slot->switch_to);
    std::vector<std::vector<FileItem>> rounds = rounds_of(f);
    for (const std::vector<FileItem>& files : rounds)
      for (const Frame& variant : variants(f)) add(variant, files);
  }

  void switch_intent(Frame& f, spec::Str name) {
    for (const understand::Intent& intent : grammar_.intents) {
      if (intent.name != name) continue;
      const spec::Script* script = spec_.script(intent.script);
      const spec::Operation* op = script == nullptr ? nullptr : script->find(intent.subcommand);
      if (op == nullptr) return;
      for (RoleFiles& r : f.files) r.slot = &intent.files.front();
      std::vector<Filled> kept;
      for (Filled& p : f.params)
        if (const spec::Param* same = op->find(p.param->name)) p.param = same, kept.push_back(std::move(p));
      f.params = std::move(kept);
      f.intent = &intent, f.script = script, f.operation = op;
      return;
    }
  }

  /// The main files, one list for each command.
  std::vector<std::vector<FileItem>> rounds_of(Frame& f) {
    const RoleFiles* main = main_files(f);
    if (main == nullptr) return {{}};
    std::vector<std::vector<FileItem>> rounds;
    if (main->slot->several != FileSlot::Several::Each) return {main->items};
    for (const FileItem& item : main->items) rounds.push_back({item});
    return rounds;
  }

  /// One frame for each value of a parameter that takes one at a time: usage of images and of videos.
  static std::vector<Frame> variants(const Frame& f) {
    for (std::size_t i = 0; i < f.params.size(); ++i)
      if (f.params[i].each) {
        std::vector<Frame> out;
        for (const std::string& value : f.params[i].values) {
          Frame one = f;
          one.params[i].values = {value};
          one.params[i].each = false;
          out.push_back(std::move(one));
        }
        return out;
      }
    return {f};
  }

  void add(const Frame& f, const std::vector<FileItem>& main) {
    Command c = command::make_command(*f.script, *f.operation);
    for (const Filled& p : f.params)
      for (const std::string& v : p.values)
        if (!v.empty()) command::add_value(c, *p.param, v);
    for (const Filled& p : f.params)
      if (p.param->is_flag()) command::set_value(c, *p.param);
    join_commas(c);
    bool rerouted = false;
    for (const FileSlot& slot : f.intent->files) {
      const bool is_main = &slot == &f.intent->files.front();
      std::vector<FileItem> items = is_main ? main : std::vector<FileItem>{};
      if (!is_main)
        for (const RoleFiles& r : f.files)
          if (r.slot == &slot) items = r.items;
      if (!items.empty()) rerouted |= put_files(c, slot, items);
    }
    if (rerouted && is_duplicate(c)) return;
    route_task(c);
    if (f.intent->fold && fold(c, main)) return;
    Step step;
    step.command = std::move(c);
    step.missing = f.needed;
    if (is_upload(step.command) && is_duplicate(step.command)) return;
    out_.list.push_back(std::move(step));
  }

  /// An upload can start a task flow itself: what only adds parameters that the upload of the same file knows
  /// joins it.
  bool fold(const Command& c, const std::vector<FileItem>& main) {
    if (main.size() != 1 || main[0].kind == FileItem::Kind::Stored) return false;
    const spec::UploadRoute& r = route(main[0].kind);
    for (Step& s : out_.list) {
      if (s.command.script != r.script || s.command.value(r.param) != main[0].text) continue;
      for (const command::Option& o : c.options)
        if (o.param->type != spec::ValueType::FileId && s.command.operation->find(o.param->name) == nullptr)
          return false;
      for (const command::Option& o : c.options)
        if (o.param->type != spec::ValueType::FileId && !o.values.empty())
          command::set_value(s.command, *s.command.operation->find(o.param->name), o.values[0].text);
      return true;
    }
    return false;
  }

  /// Values of a comma list become its one word.
  static void join_commas(Command& c) {
    for (command::Option& o : c.options) {
      if (o.param->list != spec::ListKind::Comma || o.values.size() < 2) continue;
      std::string joined;
      for (const command::Value& v : o.values) joined += (joined.empty() ? "" : ",") + v.text;
      o.values.resize(1);
      o.values[0].text = std::move(joined);
    }
  }

  [[nodiscard]] bool is_upload(const Command& c) const {
    const spec::Pack& pack = spec_.pack();
    return (c.script == pack.local_route.script && c.subcommand == pack.local_route.subcommand) ||
           (c.script == pack.url_route.script && c.subcommand == pack.url_route.subcommand);
  }
  /// The same file may be uploaded by an earlier step already.
  [[nodiscard]] bool is_duplicate(const Command& c) const {
    const spec::Pack& pack = spec_.pack();
    return std::any_of(out_.list.begin(), out_.list.end(), [&](const Step& s) {
      return s.command.script == c.script && s.command.subcommand == c.subcommand &&
             (s.command.value(pack.local_route.param) == c.value(pack.local_route.param) &&
              s.command.value(pack.url_route.param) == c.value(pack.url_route.param));
    });
  }

  void set(Command& c, spec::Str param, std::string value) {
    if (const spec::Param* p = c.operation->find(param)) command::set_value(c, *p, std::move(value));
  }
  void append(Command& c, spec::Str param, std::string value) {
    if (const spec::Param* p = c.operation->find(param)) command::add_value(c, *p, std::move(value));
  }

  static std::string json_text(std::string_view text) {
    std::string out;
    for (const char ch : text) {
      if (ch == '"' || ch == '\\') out.push_back('\\');
      out.push_back(ch);
    }
    return out;
  }
  static std::string in_template(std::string_view pattern, std::string_view value) {
    std::string out(pattern);
    if (const std::size_t at = out.find('$'); at != std::string::npos) out.replace(at, 1, value);
    return out;
  }

  /// Fills the parameters of one file slot. True when the command became another one (an upload of the other
  /// kind).
  bool put_files(Command& c, const FileSlot& slot, const std::vector<FileItem>& items) {
    const bool as_json =
        !slot.json.empty() && (items.size() > 1 || (slot.id.empty() && slot.url == slot.json));
    if (as_json) {
      put_json(c, slot, items);
      return false;
    }
    for (const FileItem& item : items) {
      if (!slot.ref.empty()) {
        const spec::FileRefRule& prefix = spec_.pack().file_refs;
        append(c, slot.ref,
               item.kind == FileItem::Kind::Url ? std::string(prefix.by_url) + item.text
                                                : std::string(prefix.by_id) + stored(item));
      } else if (item.kind == FileItem::Kind::Url && !slot.url.empty()) {
        set(c, slot.url, item.text);
      } else if (item.kind == FileItem::Kind::Path && !slot.path.empty()) {
        set(c, slot.path, item.text);
      } else if (!slot.id.empty()) {
        const spec::Param* p = c.operation->find(slot.id);
        if (p != nullptr && p->list == spec::ListKind::Space)
          append(c, slot.id, stored(item));
        else
          set(c, slot.id, stored(item));
      } else if (item.kind != FileItem::Kind::Stored) {
        reroute(c, item);
        return true;
      }
    }
    return false;
  }

  void put_json(Command& c, const FileSlot& slot, const std::vector<FileItem>& items) {
    std::vector<std::string> parts;
    for (const FileItem& item : items) {
      const bool url = item.kind == FileItem::Kind::Url;
      if (!url && slot.json_id.empty()) continue; // only URLs can be used here
      parts.push_back(
          in_template(url ? slot.json_url : slot.json_id, json_text(url ? item.text : stored(item))));
    }
    if (parts.empty()) return;
    std::string frame(slot.json_frame);
    if (const std::size_t first = frame.find("$1"); first != std::string::npos) {
      frame.replace(first, 2, json_text(items.front().text));
      parts.erase(parts.begin());
    }
    if (const std::size_t all = frame.find("$*"); all != std::string::npos)
      frame.replace(all, 2, join(parts, ","));
    set(c, slot.json, frame);
  }

  /// "upload https://…" is a pull and "pull /a/b" an upload, whatever word was used.
  void reroute(Command& c, const FileItem& item) {
    const spec::UploadRoute& r = route(item.kind);
    const spec::Script* script = spec_.script(r.script);
    const spec::Operation* op = script == nullptr ? nullptr : script->find(r.subcommand);
    if (op == nullptr) return;
    Command other = command::make_command(*script, *op);
    for (const command::Option& o : c.options)
      if (const spec::Param* p = op->find(o.param->name))
        for (const command::Value& v : o.values) command::add_value(other, *p, v.text);
    command::set_value(other, *op->find(r.param), item.text);
    c = std::move(other);
  }

  void route_task(Command& c) {
    const spec::Pack& pack = spec_.pack();
    const std::string id = ascii_lower(c.value(pack.task_param));
    if (id.empty()) return;
    for (const spec::TaskRoute& r : pack.task_routes) {
      const bool here = c.script == r.script && c.subcommand == r.subcommand;
      const bool matches = id.find(r.contains) != std::string::npos &&
                           (r.unless.empty() || id.find(r.unless) == std::string::npos);
      const bool names_its_kind = id.find('-') != std::string::npos;
      if (matches && !here)
        turn_into(c, r);
      else if (!matches && here && names_its_kind)
        turn_into(c, pack.task_default);
    }
  }
  void turn_into(Command& c, const spec::TaskRoute& r) {
    const spec::Script* script = spec_.script(r.script);
    const spec::Operation* op = script == nullptr ? nullptr : script->find(r.subcommand);
    if (op == nullptr) return;
    Command other = command::make_command(*script, *op);
    for (const command::Option& o : c.options) {
      const spec::Param* p = op->find(o.param->name);
      if (p == nullptr) p = known_otherwise(*op, o.param->name);
      if (p == nullptr) continue;
      if (p->is_flag()) command::set_value(other, *p);
      for (const command::Value& v : o.values) command::add_value(other, *p, v.text);
    }
    c = std::move(other);
  }
  /// What `op` calls a parameter that has another name elsewhere: its list of wrong names says so.
  static const spec::Param* known_otherwise(const spec::Operation& op, std::string_view name) {
    for (const spec::Mistake& m : op.mistakes)
      if (m.param == name && !m.use.empty()) return op.find(m.use);
    return nullptr;
  }

  // ---- what every command gets
  // ---------------------------------------------------------------------------------------

  void finish(Step& step) {
    Command& c = step.command;
    for (const Filled& m : draft_.modifiers)
      if (const spec::Param* p = c.operation->find(m.param->name); p != nullptr && p->is_flag())
        command::set_value(c, *p);
    step.dry = !spec_.pack().dry_run.empty() && c.has(spec_.pack().dry_run);
    elements(c);
    for (const spec::Param& p : c.operation->params) {
      if (c.has(p.name)) continue;
      if (p.write_default) command::set_value(c, p, std::string(p.default_value));
      const bool spared =
          std::any_of(p.recommend_unless.begin(), p.recommend_unless.end(), [&](auto o) { return c.has(o); });
      if (!p.recommend.empty() && !spared) command::set_value(c, p, std::string(p.recommend));
    }
    only_possible_values(c);
  }

  void elements(Command& c) {
    const spec::ElementRule& rule = spec_.pack().elements;
    const command::Option* ids = rule.ids_param.empty() ? nullptr : c.find(rule.ids_param);
    const command::Option* text = ids == nullptr ? nullptr : c.find(rule.text_param);
    if (text == nullptr || text->values.empty()) return;
    const std::size_t count = ids->values.empty() ? 0 : split(ids->values.front().text, ',').size();
    command::set_value(c, *text->param, with_placeholders(grammar_, rule, text->values.front().text, count));
  }

  /// A parameter that a rule requires with a single value is no question.
  void only_possible_values(Command& c) {
    class Options : public spec::Options {
    public:
      explicit Options(const Command& command) : command_(command) {}
      [[nodiscard]] bool present(std::string_view p) const override { return command_.has(p); }
      [[nodiscard]] std::string_view value(std::string_view p) const override { return command_.value(p); }

    private:
      const Command& command_;
    };
    for (const spec::Constraint& k : c.operation->constraints) {
      if (k.kind != spec::Constraint::Kind::Limit || k.values.size() != 1 || k.when.any_of.empty() ||
          !spec::holds(k.when, Options(c)))
        continue;
      for (const spec::Str name : k.params)
        for (const spec::Constraint& r : c.operation->constraints)
          if (r.kind == spec::Constraint::Kind::Requires && r.params == std::vector<spec::Str>{name} &&
              !c.has(name) && spec::holds(r.when, Options(c)))
            set(c, name, std::string(k.values.front()));
    }
  }

  const spec::Spec& spec_;
  const understand::Grammar& grammar_;
  const Draft& draft_;
  std::vector<Frame> frames_;
  Steps out_;
};

} // namespace

Steps make_steps(const spec::Spec& spec, const understand::Grammar& grammar, const Draft& draft) {
  return StepMaker(spec, grammar, draft).run();
}

} // namespace cmdwright::plan
