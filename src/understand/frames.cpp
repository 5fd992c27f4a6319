// From groups to frames: which words a frame may draw on, its files, and what is said once for all.
#include "understand/frames.h"

#include <algorithm>

#include "text/words.h"
#include "understand/phrase.h"
#include "understand/slots.h"

namespace cmdwright::understand {

const Filled* Frame::find(std::string_view param) const {
  for (const Filled& f : params)
    if (f.param->name == param) return &f;
  return nullptr;
}
Filled* Frame::find(std::string_view param) {
  for (Filled& f : params)
    if (f.param->name == param) return &f;
  return nullptr;
}

namespace {

bool contains(const std::vector<Id>& list, Id id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

} // namespace

bool is_file(const Grammar& g, const Mention& m) {
  return m.typed && (m.concept_id == g.builtin(Builtin::Url) || m.concept_id == g.builtin(Builtin::Path) ||
                     g.concepts[m.concept_id].name == "file_id");
}

FileItem as_file(const Grammar& g, const Analysis& a, const Mention& m) {
  FileItem item;
  item.kind = m.concept_id == g.builtin(Builtin::Url)    ? FileItem::Kind::Url
              : m.concept_id == g.builtin(Builtin::Path) ? FileItem::Kind::Path
                                                         : FileItem::Kind::Stored;
  item.text = m.value;
  item.source = a.span(m.first, m.last);
  return item;
}

namespace {

class FrameBuilder {
public:
  FrameBuilder(const spec::Spec& spec, const Grammar& g, const Analysis& a)
      : spec_(spec), g_(g), a_(a), used_(a.mentions.size(), false) {}

  std::vector<Frame> run() {
    for (std::size_t k = 0; k < a_.groups.size(); ++k) build(k);
    share();
    return std::move(frames_);
  }

private:
  void build(std::size_t k) {
    const Group& group = a_.groups[k];
    const std::uint32_t from = k == 0 ? 0 : group.first;
    const std::uint32_t to =
        k + 1 < a_.groups.size() ? a_.groups[k + 1].first : static_cast<std::uint32_t>(a_.segments.size());
    Scope whole;
    for (std::uint32_t s = from; s < to; ++s) whole.segments.push_back(s);
    // Paths and URLs that are values of parameters are no files to divide by, so the whole is read first.
    const std::vector<bool> before = used_;
    std::vector<bool> values = used_;
    Frame all = frame(group, whole, values);
    const std::vector<Scope> scopes = divide(group, whole);
    if (scopes.size() == 1) {
      used_ = std::move(values);
      frames_.push_back(std::move(all));
      note_doubts(frames_.back(), whole);
      return;
    }
    for (const Scope& scope : scopes) {
      std::vector<bool> used = before;
      frames_.push_back(frame(group, scope, used));
      for (std::size_t i = 0; i < used.size(); ++i) used_[i] = used_[i] || used[i];
    }
    note_doubts(frames_.back(), whole);
  }

  /// What the frame leaves unexplained.
  void note_doubts(Frame& f, const Scope& scope) const {
    const auto filled = [&](Span s) {
      return std::any_of(frames_.begin(), frames_.end(), [&](const Frame& x) {
        return std::any_of(x.params.begin(), x.params.end(),
                           [&](const Filled& p) { return !p.source.empty() && p.source.overlaps(s); });
      });
    };
    std::vector<bool> known(a_.tokens.list.size(), false);
    for (std::size_t i = 0; i < a_.mentions.size(); ++i) {
      const Mention& m = a_.mentions[i];
      for (std::uint32_t t = m.first; t < m.last; ++t) known[t] = true;
      if (used_[i] || m.negated || !is_definite(m) || a_.in_text(m.first) ||
          !scope.has(a_.segment_of(m.first)))
        continue;
      if (const Span s = a_.span(m.first, m.last); !filled(s)) f.unused.emplace_back(s.of(a_.text));
    }
    for (const std::uint32_t s : scope.segments)
      for (std::uint32_t t = a_.segments[s].first; t < a_.segments[s].last; ++t) {
        const Token& token = a_.token(t);
        const bool content = token.kind != TokenKind::Symbol && token.kind != TokenKind::Newline;
        if (content && !known[t] && !token.glued && !a_.in_text(t) && !filled(token.span))
          f.unknown.emplace_back(token.span.of(a_.text));
      }
  }

  /// A value that was said on purpose: digits, quotes, JSON, key=value. Words such as "yesterday" may just be
  /// talk.
  [[nodiscard]] bool is_definite(const Mention& m) const {
    if (!m.typed || m.spelled) return false;
    for (const Builtin b : {Builtin::Word, Builtin::Literal, Builtin::Ordinal})
      if (m.concept_id == g_.builtin(b)) return false;
    const Token& token = a_.token(m.first);
    if (m.concept_id == g_.builtin(Builtin::Quoted)) return !token.title && !has_other_sense(m);
    if (m.concept_id == g_.builtin(Builtin::Number) && numbers_story(m)) return false;
    if (m.concept_id == g_.builtin(Builtin::Number) && (is_item_mark(m) || counts_things(m))) return false;
    if (m.concept_id == g_.builtin(Builtin::Date) || m.concept_id == g_.builtin(Builtin::Duration)) {
      const std::string_view said = a_.span(m.first, m.last).of(a_.text);
      return std::any_of(said.begin(), said.end(), is_digit);
    }
    return true;
  }

  /// 'environment check' in quotation marks: the lexicon knows the words.
  [[nodiscard]] bool has_other_sense(const Mention& m) const {
    return std::any_of(a_.mentions.begin(), a_.mentions.end(), [&](const Mention& o) {
      return &o != &m && !o.typed && o.first == m.first && o.last == m.last;
    });
  }

  /// "Ticket 88213": a number that stands behind a word of the story, in a clause that says nothing else.
  [[nodiscard]] bool numbers_story(const Mention& m) const {
    const Segment& s = a_.segments[a_.segment_of(m.first)];
    if (m.first != s.first + 1 && m.first != s.first + 2) return false;
    return m.last == s.last && std::none_of(a_.mentions.begin(), a_.mentions.end(), [&](const Mention& o) {
             return o.first >= s.first && o.last <= m.first && g_.concepts[o.concept_id].label &&
                    g_.concepts[o.concept_id].name != "obj.task";
           });
  }

  /// "3 local files": a number that says how many were given.
  [[nodiscard]] bool counts_things(const Mention& m) const {
    double files = 0;
    double tasks = 0;
    for (const Mention& o : a_.mentions) {
      files += is_file(g_, o) ? 1 : 0;
      tasks += g_.concepts[o.concept_id].name == "task_id" ? 1 : 0;
    }
    return m.number > 1 &&
           (m.number == files || m.number == tasks || m.number == static_cast<double>(frames_.size()));
  }

  /// "1." and "(2)" number the items of a list.
  [[nodiscard]] bool is_item_mark(const Mention& m) const {
    const bool year = m.number >= 1800 && m.number < 2200 && m.value.size() == 4;
    if (year && m.first > 0 && a_.token(m.first - 1).kind == TokenKind::Word)
      return true; // "our 1893 photograph"
    if (m.number > 20 || m.last >= a_.tokens.list.size()) return false;
    const std::string_view next = a_.token(m.last).folded;
    return next == ")" || next == "." || next == ":" ||
           (next == "," && a_.token(m.last).glued && m.first == a_.segments[a_.segment_of(m.first)].first);
  }

  Frame frame(const Group& group, const Scope& scope, std::vector<bool>& used) {
    Frame f = empty_frame(spec_, *group.intent);
    f.score = group.score;
    f.second = group.second;
    f.second_score = group.second_score;
    f.span = a_.span(a_.segments[scope.segments.front()].first, a_.segments[scope.segments.back()].last);
    if (f.operation == nullptr) return f;
    f.refers_back = std::any_of(a_.mentions.begin(), a_.mentions.end(), [&](const Mention& m) {
      return m.concept_id == g_.role(Role::Again) && !a_.in_text(m.first) &&
             scope.has(a_.segment_of(m.first));
    });
    add_texts(a_, scope, f);
    fill_slots(g_, a_, scope, f, {}, used);
    slot_files_ = used;
    add_files(g_, a_, scope, f, used);
    std::erase_if(f.params, [&](const Filled& p) { return p.weak && excluded(f, *p.param); });
    for (const Slot& slot : group.intent->slots)
      if (needed(slot, scope) && f.find(slot.param) == nullptr &&
          !excluded(f, *f.operation->find(slot.param)))
        f.needed.emplace_back(slot.param);
    return f;
  }

  [[nodiscard]] bool needed(const Slot& slot, const Scope& scope) const {
    return std::any_of(a_.mentions.begin(), a_.mentions.end(), [&](const Mention& m) {
      return contains(slot.needed_by, m.concept_id) && !m.negated && !a_.in_text(m.first) &&
             scope.has(a_.segment_of(m.first));
    });
  }

  /// "A to 720p, B to 360p": one scope a file when each has values of its own. Segments without a file belong
  /// to the file before them; those behind the last file belong to it, and to the others where they lack the
  /// parameter (share).
  std::vector<Scope> divide(const Group& group, const Scope& whole) const {
    const auto& slots = group.intent->files;
    if (slots.empty() || slots.front().several != FileSlot::Several::Each || slots.size() > 1) return {whole};
    std::vector<std::uint32_t> with_file;
    for (const std::uint32_t s : whole.segments) {
      bool file = false;
      for (std::size_t i = 0; i < a_.mentions.size(); ++i) {
        const Mention& m = a_.mentions[i];
        file |= is_file(g_, m) && !slot_files_[i] && m.first >= a_.segments[s].first &&
                m.first < a_.segments[s].last && !a_.in_text(m.first) && !m.negated;
      }
      if (file) with_file.push_back(s);
    }
    if (with_file.size() < 2) return {whole};
    std::vector<Scope> scopes;
    unsigned with_values = 0;
    for (std::size_t i = 0; i < with_file.size(); ++i) {
      const std::uint32_t until = i + 1 < with_file.size() ? with_file[i + 1] : whole.segments.back() + 1;
      Scope scope;
      for (std::uint32_t s = whole.segments.front(); s < with_file[0]; ++s) scope.segments.push_back(s);
      bool values = false;
      for (std::uint32_t s = with_file[i]; s < until; ++s) {
        scope.segments.push_back(s);
        values |= has_value(s, *group.intent);
      }
      with_values += values ? 1 : 0;
      scopes.push_back(std::move(scope));
    }
    if (with_values < 2) return {whole};
    // Trailing segments hold for every file.
    for (std::size_t i = 0; i + 1 < scopes.size(); ++i)
      for (std::uint32_t s = with_file.back() + 1; s <= whole.segments.back(); ++s)
        scopes[i].segments.push_back(s);
    return scopes;
  }

  [[nodiscard]] bool has_value(std::uint32_t s, const Intent& intent) const {
    for (const Mention& m : a_.mentions) {
      if (m.first < a_.segments[s].first || m.first >= a_.segments[s].last || is_file(g_, m) || m.negated)
        continue;
      for (const Slot& slot : intent.slots) {
        if (slot.share) continue;
        if (contains(slot.accepts, m.concept_id) && (m.typed || g_.concepts[m.concept_id].has_values))
          return true;
        if (const Choice* c = find_choice(g_, slot, m); c != nullptr && !c->cued) return true;
      }
    }
    return false;
  }

  /// What is said once holds for every step that knows it: sub-application, region, and whatever is said of
  /// "each".
  void share() {
    for (std::size_t i = 0; i < frames_.size(); ++i)
      for (std::size_t j = 0; j < frames_.size(); ++j) {
        if (i == j || frames_[i].operation == nullptr || frames_[j].operation == nullptr) continue;
        for (const Filled& f : std::vector<Filled>(frames_[i].params)) {
          const Slot* slot = slot_of(*frames_[j].intent, f.param->name);
          const spec::Param* param = frames_[j].operation->find(f.param->name);
          if (slot == nullptr || param == nullptr || frames_[j].find(f.param->name) != nullptr ||
              excluded(frames_[j], *param))
            continue;
          if (!slot->share && !(said_of_each(f.source) && !slot->is_text && !f.source.empty())) continue;
          Filled copy = f;
          copy.param = param;
          frames_[j].params.push_back(std::move(copy));
        }
      }
  }

  /// A parameter that excludes one which is there already (a sub-application by name and by id).
  [[nodiscard]] static bool excluded(const Frame& frame, const spec::Param& param) {
    for (const spec::Constraint& c : frame.operation->constraints) {
      if (c.kind != spec::Constraint::Kind::Exclusive ||
          std::find(c.params.begin(), c.params.end(), param.name) == c.params.end())
        continue;
      for (const spec::Str other : c.params)
        if (other != param.name && frame.find(other) != nullptr) return true;
    }
    return false;
  }

  [[nodiscard]] bool said_of_each(Span source) const {
    for (const Segment& s : a_.segments) {
      const Span span = a_.span(s.first, s.last);
      if (!span.overlaps(source)) continue;
      for (const Mention& m : a_.mentions)
        if (m.first >= s.first && m.first < s.last && m.concept_id == g_.role(Role::Each)) return true;
    }
    return false;
  }

  static const Slot* slot_of(const Intent& intent, std::string_view param) {
    for (const Slot& s : intent.slots)
      if (s.param == param) return &s;
    return nullptr;
  }

  const spec::Spec& spec_;
  const Grammar& g_;
  const Analysis& a_;
  std::vector<bool> used_;
  std::vector<bool> slot_files_; ///< mentions that became values of parameters, of the frame read last
  std::vector<Frame> frames_;
};

} // namespace

Frame empty_frame(const spec::Spec& spec, const Intent& intent) {
  Frame f;
  f.intent = &intent;
  if (intent.script.empty()) return f;
  f.script = spec.script(intent.script);
  f.operation = f.script == nullptr ? nullptr : f.script->find(intent.subcommand);
  if (f.operation == nullptr) return f;
  for (const auto& [name, value] : intent.set)
    if (const spec::Param* p = f.operation->find(name)) {
      Filled filled{p, {}, {}, "the request's kind", false};
      if (!p->is_flag()) filled.values.emplace_back(value);
      f.params.push_back(std::move(filled));
    }
  return f;
}

void add_texts(const Analysis& a, const Scope& scope, Frame& f) {
  for (const TextSpan& t : a.texts) {
    if (t.intent != f.intent || !scope.has(a.segment_of(t.first))) continue;
    if (Filled* known = f.find(t.slot->param)) { // a further text of the same kind makes a further command
      known->values.push_back(t.value);
      known->each = true;
      continue;
    }
    if (const spec::Param* p = f.operation->find(t.slot->param))
      f.params.push_back({p, {t.value}, a.span(t.first, t.last), "text", false, t.weak});
  }
}

namespace {

/// What the extension of a path or URL says: image, video, audio, or nothing.
std::string_view media_of(std::string_view address) {
  address = address.substr(0, std::min(address.find_first_of("?#"), address.size()));
  const std::size_t dot = address.rfind('.');
  if (dot == std::string_view::npos) return {};
  const std::string e = ascii_lower(address.substr(dot + 1));
  for (const std::string_view image : {"jpg", "jpeg", "png", "gif", "bmp", "webp", "heic", "svg", "tiff"})
    if (e == image) return "image";
  for (const std::string_view video :
       {"mp4", "mov", "mkv", "flv", "avi", "wmv", "webm", "m3u8", "mpg", "mpeg", "ts", "m4v"})
    if (e == video) return "video";
  for (const std::string_view audio : {"mp3", "wav", "aac", "flac", "ogg", "m4a", "wma"})
    if (e == audio) return "audio";
  for (const std::string_view other :
       {"pdf", "csv", "txt", "doc", "docx", "json", "xml", "srt", "vtt", "md", "xlsx"})
    if (e == other) return "file";
  return {};
}

bool can_be(const FileSlot& slot, const Mention& m) {
  if (slot.media.empty()) return true;
  const std::string_view kind = media_of(m.value);
  return kind.empty() || std::find(slot.media.begin(), slot.media.end(), kind) != slot.media.end();
}

} // namespace

void add_files(const Grammar& g, const Analysis& a, const Scope& scope, Frame& f, std::vector<bool>& used,
               const Frame* so_far) {
  if (f.intent->files.empty()) return;
  struct Found {
    std::uint32_t mention;
    std::size_t role;
    std::int32_t distance;
  };
  std::vector<Found> found;
  for (std::uint32_t i = 0; i < a.mentions.size(); ++i) {
    const Mention& m = a.mentions[i];
    if (!is_file(g, m) || used[i] || m.negated || a.in_text(m.first) || !scope.has(a.segment_of(m.first)))
      continue;
    Found best{i, 0, 99};
    for (std::size_t r = 0; r < f.intent->files.size(); ++r)
      for (const Mention& c : a.mentions) {
        if (!contains(f.intent->files[r].cues, c.concept_id) || a.in_text(c.first) ||
            !scope.has(a.segment_of(c.first)))
          continue;
        if (!can_be(f.intent->files[r], m)) continue;
        std::int32_t d = 0;
        if (c.last <= m.first)
          d = static_cast<std::int32_t>(m.first - c.last);
        else if (c.first >= m.last)
          d = static_cast<std::int32_t>(c.first - m.last) + 1;
        for (std::uint32_t s = std::min(a.segment_of(c.first), a.segment_of(m.first)) + 1;
             s <= std::max(a.segment_of(c.first), a.segment_of(m.first)); ++s)
          d += a.segments[s].before == Break::Colon || a.segments[s].before == Break::Paren ? 1 : 5;
        if (d < best.distance && d < 12) best.role = r, best.distance = d;
      }
    found.push_back(best);
  }
  // A file without a cue plays the first part that it can and that no other file plays.
  for (Found& x : found) {
    if (x.distance < 99) continue;
    for (std::size_t r = 0; r < f.intent->files.size(); ++r) {
      if (!can_be(f.intent->files[r], a.mentions[x.mention])) continue;
      const bool taken = std::any_of(found.begin(), found.end(),
                                     [&](const Found& y) { return y.distance < 99 && y.role == r; });
      const bool many = f.intent->files[r].several != FileSlot::Several::Each || f.intent->files.size() == 1;
      if (!taken || (many && r == 0)) {
        x.role = r;
        break;
      }
    }
  }
  // A part that is full leaves further files to an empty one; a part that must be played gets one from the
  // next.
  const auto playing = [&](std::size_t r) {
    return static_cast<std::uint32_t>(
        std::count_if(found.begin(), found.end(), [&](const Found& x) { return x.role == r; }));
  };
  const auto played_before = [&](std::size_t r) {
    return so_far != nullptr &&
           std::any_of(so_far->files.begin(), so_far->files.end(),
                       [&](const RoleFiles& x) { return x.slot == &f.intent->files[r]; });
  };
  for (std::size_t r = 0; r + 1 < f.intent->files.size(); ++r) {
    const FileSlot& part = f.intent->files[r];
    if (part.most == 0) continue;
    if (playing(r) > part.most && playing(r + 1) == 0) {
      std::uint32_t kept = 0;
      for (Found& x : found)
        if (x.role == r && ++kept > part.most) x.role = r + 1;
    } else if (part.required && playing(r) == 0 && playing(r + 1) > 1 && !played_before(r)) {
      for (Found& x : found)
        if (x.role == r + 1) {
          x.role = r;
          break;
        }
    }
  }
  for (std::size_t r = 0; r < f.intent->files.size(); ++r) {
    RoleFiles files;
    files.slot = &f.intent->files[r];
    for (const Found& x : found)
      if (x.role == r) {
        FileItem item = as_file(g, a, a.mentions[x.mention]);
        if (std::find(files.items.begin(), files.items.end(), item) == files.items.end())
          files.items.push_back(std::move(item));
        used[x.mention] = true;
      }
    if (files.items.empty()) continue;
    for (const auto& [name, value] : files.slot->implies)
      if (const spec::Param* p = f.operation->find(name); p != nullptr && f.find(name) == nullptr)
        f.params.push_back(
            {p, {std::string(value)}, {}, "follows from the " + std::string(files.slot->role), false});
    f.files.push_back(std::move(files));
  }
}

std::vector<Frame> build_frames(const spec::Spec& spec, const Grammar& g, const Analysis& a) {
  return FrameBuilder(spec, g, a).run();
}

} // namespace cmdwright::understand
