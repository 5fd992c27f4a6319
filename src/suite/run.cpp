#include "suite/run.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>

#include "suite/ordered.h"
#include "text/words.h"
#include "transcript/locate.h"
#include "transcript/reader.h"

namespace cmdwright::suite {

namespace {

/// One conversation to judge, or one to have first.
struct Work {
  const Case* c = nullptr;
  CaseResult result;
  std::shared_ptr<const transcript::Conversation> recorded; ///< nullptr: somebody has to answer
  std::vector<std::string> requests;
  bool done = false; ///< the result stands already
};

std::vector<std::string> requests_of(const transcript::Conversation& conversation) {
  std::vector<std::string> out;
  for (const transcript::Message& m : conversation.messages)
    if (m.role == transcript::Role::User && !m.synthetic) out.push_back(conversation.text_of(m));
  return out;
}

/// What `id` of a case can call a conversation: its id; without one its title, or its number in the file,
/// "#3". Helpers of an agent share the id of their session and are not meant.
std::vector<std::string> names_of(const transcript::Conversation& c) {
  if (c.sidechain) return {};
  if (!c.id.empty()) return {std::string(c.id)};
  std::vector<std::string> out = {"#" + std::to_string(c.index + 1)};
  if (!c.title.empty()) out.emplace_back(c.title);
  return out;
}

bool is_called(const transcript::Conversation& c, const std::string& id) {
  const std::vector<std::string> names = names_of(c);
  return std::find(names.begin(), names.end(), id) != names.end();
}

bool chosen(const Case& c, const RunOptions& options) {
  const auto has = [&](std::string_view tag) {
    return std::find(c.tags.begin(), c.tags.end(), tag) != c.tags.end();
  };
  bool wanted = true;
  bool any_wish = false;
  bool found = false;
  for (const std::string& tag : options.tags) {
    if (tag.starts_with('!')) {
      wanted &= !has(std::string_view(tag).substr(1));
    } else {
      any_wish = true;
      found |= has(tag);
    }
  }
  if (any_wish && !found) wanted = false;
  if (!options.filters.empty() &&
      std::none_of(options.filters.begin(), options.filters.end(),
                   [&](const std::string& f) { return c.name.find(f) != std::string::npos; }))
    wanted = false;
  return wanted;
}

class Run {
public:
  Run(const Judge& judge, const RunOptions& options, const std::atomic<bool>& stop, ResultSink& sink)
      : judge_(judge), options_(options), stop_(stop),
        pool_(
            options.jobs, [this](Work& work) { return perform(work); },
            [this, &sink](CaseResult& result) {
              totals_.add(result.outcome);
              sink.result(result);
            }) {}

  Totals all(const std::vector<Suite>& suites) {
    const auto begin = std::chrono::steady_clock::now();
    bool only = false;
    for (const Suite& s : suites)
      for (const Case& c : s.cases) only |= c.only && chosen(c, options_);
    for (const Suite& s : suites)
      for (std::size_t i = 0; i < s.cases.size() && !stop_.load();) {
        const std::size_t end = group_end(s.cases, i);
        std::vector<const Case*> group;
        for (; i < end; ++i)
          if (chosen(s.cases[i], options_) && (!only || s.cases[i].only)) group.push_back(&s.cases[i]);
        if (group.size() == 1) one(*group.front());
        if (group.size() > 1) from_one_file(group);
      }
    pool_.finish();
    totals_.interrupted = stop_.load();
    totals_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return totals_;
  }

private:
  /// Cases that stand one behind the other and each want one conversation of the same file read it once.
  static std::size_t group_end(const std::vector<Case>& cases, std::size_t from) {
    const auto simple = [](const Case& c) {
      return c.source == Case::Source::Recorded && c.errors.empty() && c.skip.empty() && !c.id.empty() &&
             c.files.size() == 1;
    };
    std::size_t end = from + 1;
    while (end < cases.size() && simple(cases[from]) && simple(cases[end]) &&
           cases[end].files == cases[from].files)
      ++end;
    return end;
  }

  /// Each conversation is one unit of the shards.
  bool mine() { return counter_++ % options_.shards == options_.shard; }

  static CaseResult result_of(const Case& c) {
    CaseResult r;
    r.suite = c.suite;
    r.name = c.name;
    r.place = c.place;
    r.tags = c.tags;
    return r;
  }

  void settled(const Case& c, Outcome outcome, std::string reason) {
    Work work;
    work.c = &c;
    work.result = result_of(c);
    work.result.outcome = outcome;
    work.result.reason = std::move(reason);
    work.done = true;
    pool_.add(std::move(work));
  }

  void one(const Case& c) {
    if (!c.errors.empty()) {
      std::string reason;
      for (const Error& e : c.errors) reason += (reason.empty() ? "" : "\n") + e.text();
      if (mine()) settled(c, Outcome::Broken, std::move(reason));
    } else if (!c.skip.empty()) {
      if (mine()) settled(c, Outcome::Skipped, c.skip);
    } else if (c.source == Case::Source::Recorded) {
      recorded(c);
    } else if (mine()) {
      if (c.source == Case::Source::Dialogue && !options_.agent) {
        Work work;
        work.c = &c;
        work.result = result_of(c);
        Result<transcript::Conversation> read = transcript::read_conversation(c.dialogue, c.suite);
        if (!read) return settled(c, Outcome::Broken, read.error().text());
        work.recorded = std::make_shared<transcript::Conversation>(std::move(*read));
        pool_.add(std::move(work));
      } else {
        ask(c, result_of(c), c.requests);
      }
    }
  }

  void ask(const Case& c, const CaseResult& result, const std::vector<std::string>& requests) {
    for (unsigned run = 1; run <= options_.repeat && !stop_.load(); ++run) {
      Work work;
      work.c = &c;
      work.result = result;
      work.result.run = options_.repeat > 1 ? run : 0;
      work.requests = requests;
      pool_.add(std::move(work));
    }
  }

  void take(const Case& c, std::shared_ptr<const transcript::Conversation> conversation, bool several) {
    CaseResult result = result_of(c);
    if (c.repeats)
      result.run = ++runs_[&c];
    else if (several)
      result.conversation = conversation->id.empty()
                                ? conversation->file + "#" + std::to_string(conversation->index + 1)
                                : std::string(conversation->id);
    if (!conversation->records.empty())
      result.source = conversation->file + ":" + std::to_string(conversation->records.front().line);
    if (options_.agent) return ask(c, result, requests_of(*conversation));
    Work work;
    work.c = &c;
    work.result = std::move(result);
    work.recorded = std::move(conversation);
    pool_.add(std::move(work));
  }

  /// Calls `use` with every conversation of a file; problems break `c`.
  template <class Use> void read(const Case& c, const std::string& file, const Use& use) {
    Result<transcript::Reader> reader = transcript::Reader::open(file);
    if (!reader) {
      if (mine()) settled(c, Outcome::Broken, reader.error().text());
      return;
    }
    auto conversation = std::make_shared<transcript::Conversation>();
    while (!stop_.load()) {
      const transcript::Event event = reader->next(*conversation);
      if (event == transcript::Event::End) return;
      if (event == transcript::Event::Conversation) {
        use(conversation);
        // Its memory is used again, unless another thread still looks at it.
        if (conversation.use_count() > 1) conversation = std::make_shared<transcript::Conversation>();
      } else if (reader->problem().lost && mine()) {
        settled(c, Outcome::Broken, reader->problem().error.text());
      }
    }
  }

  void recorded(const Case& c) {
    bool found = false;
    for (const std::string& file : c.files)
      read(c, file, [&](const std::shared_ptr<const transcript::Conversation>& conversation) {
        if (!c.id.empty() && !is_called(*conversation, c.id)) return;
        found = true;
        if (mine()) take(c, conversation, c.id.empty());
      });
    if (!found && !stop_.load() && mine())
      settled(c, Outcome::Broken,
              c.id.empty() ? "no conversation in " + join(c.files, ", ")
                           : "no conversation called '" + c.id + "' in " + join(c.files, ", "));
  }

  void from_one_file(const std::vector<const Case*>& group) {
    std::multimap<std::string_view, const Case*> by_id;
    for (const Case* c : group) by_id.emplace(c->id, c);
    std::map<const Case*, bool> found;
    read(*group.front(), group.front()->files.front(),
         [&](const std::shared_ptr<const transcript::Conversation>& conversation) {
           for (const std::string& name : names_of(*conversation)) {
             const auto [begin, end] = by_id.equal_range(name);
             for (auto it = begin; it != end; ++it) {
               found[it->second] = true;
               if (mine()) take(*it->second, conversation, false);
             }
           }
         });
    for (const Case* c : group)
      if (!found[c] && !stop_.load() && mine())
        settled(*c, Outcome::Broken, "no conversation called '" + c->id + "' in " + c->files.front());
  }

  CaseResult perform(Work& work) const {
    if (!work.done && work.recorded)
      judge_.judge(*work.c, *work.recorded, work.result);
    else if (!work.done)
      judge_.answer_and_judge(*work.c, work.requests, options_.agent ? &*options_.agent : nullptr, stop_,
                              work.result);
    return std::move(work.result);
  }

  const Judge& judge_;
  const RunOptions& options_;
  const std::atomic<bool>& stop_;
  Totals totals_;
  std::uint64_t counter_ = 0;
  std::map<const Case*, std::uint32_t> runs_;
  OrderedWork<Work, CaseResult> pool_;
};

} // namespace

Totals run_suites(const std::vector<Suite>& suites, const Judge& judge, const RunOptions& options,
                  const std::atomic<bool>& stop, ResultSink& sink) {
  return Run(judge, options, stop, sink).all(suites);
}

} // namespace cmdwright::suite
