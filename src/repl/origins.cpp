#include "repl/origins.h"

#include <algorithm>

namespace cmdwright::repl {

using plan::Draft;
using understand::FileItem;
using understand::Filled;
using understand::Frame;
using understand::RoleFiles;

namespace {

bool same(const Filled& a, const Filled& b) {
  return a.param->name == b.param->name && a.values == b.values && a.source == b.source;
}

bool same(const std::vector<Filled>& a, const std::vector<Filled>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Filled& x, const Filled& y) {
    return x.param->name == y.param->name && x.values == y.values;
  });
}

bool same_files(const Frame& a, const Frame& b) {
  return std::equal(
      a.files.begin(), a.files.end(), b.files.begin(), b.files.end(),
      [](const RoleFiles& x, const RoleFiles& y) { return x.slot == y.slot && x.items == y.items; });
}

class Finder {
public:
  Finder(const Origins& known, std::string_view turn) : known_(known), turn_(turn) {}

  void value(std::size_t frame, const std::string& name, Span source, bool was_there) {
    const std::string key = origin_key(frame, name);
    if (const auto old = known_.find(key); was_there && old != known_.end())
      out_[key] = old->second;
    else if (!source.empty() && source.end <= turn_.size())
      out_[key] = std::string(source.of(turn_));
  }
  Origins take() { return std::move(out_); }

private:
  const Origins& known_;
  std::string_view turn_;
  Origins out_;
};

bool has(const std::vector<Filled>* list, const Filled& wanted) {
  return list != nullptr &&
         std::any_of(list->begin(), list->end(), [&](const Filled& f) { return same(f, wanted); });
}

bool has(const Frame* frame, const FileItem& wanted) {
  if (frame == nullptr) return false;
  for (const RoleFiles& r : frame->files)
    for (const FileItem& i : r.items)
      if (i == wanted && i.source == wanted.source) return true;
  return false;
}

} // namespace

std::string origin_key(std::size_t frame, std::string_view name) {
  return (frame == kSwitches ? "*" : std::to_string(frame)) + " " + std::string(name);
}

bool continues(const Draft& before, const Draft& after) {
  return std::equal(before.frames.begin(), before.frames.end(), after.frames.begin(), after.frames.end(),
                    [](const Frame& a, const Frame& b) { return a.intent == b.intent; });
}

bool same_draft(const Draft& before, const Draft& after) {
  return continues(before, after) && same(before.modifiers, after.modifiers) &&
         std::equal(
             before.frames.begin(), before.frames.end(), after.frames.begin(),
             [](const Frame& a, const Frame& b) { return same(a.params, b.params) && same_files(a, b); });
}

Origins find_origins(const Draft* before, const Origins& known, const Draft& after, std::string_view turn) {
  Finder finder(known, turn);
  for (std::size_t i = 0; i < after.frames.size(); ++i) {
    const Frame& frame = after.frames[i];
    const Frame* old =
        before != nullptr && i < before->frames.size() && before->frames[i].intent == frame.intent
            ? &before->frames[i]
            : nullptr;
    for (const Filled& f : frame.params)
      finder.value(i, std::string(f.param->name), f.source, has(old == nullptr ? nullptr : &old->params, f));
    for (const RoleFiles& r : frame.files)
      for (const FileItem& item : r.items) finder.value(i, "file " + item.text, item.source, has(old, item));
  }
  for (const Filled& f : after.modifiers)
    finder.value(kSwitches, std::string(f.param->name), f.source,
                 has(before == nullptr ? nullptr : &before->modifiers, f));
  return finder.take();
}

} // namespace cmdwright::repl
