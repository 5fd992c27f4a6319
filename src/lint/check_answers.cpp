// What an answer may hold beside commands: sentences, links, the cost notice.
#include <algorithm>

#include "lint/context.h"
#include "lint/costs.h"
#include "text/words.h"

namespace cmdwright::lint {

void check_prose(const Context& context) {
  if (!context.talk().prose) return;
  for (const Said& said : context.talk().said) {
    const std::vector<Sentence>& all = said.answer.sentences;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].speech != Speech::Extra) continue;
      Span span = all[i].span;
      while (i + 1 < all.size() && all[i + 1].speech == Speech::Extra) span.end = all[++i].span.end;
      context.report(rule::kExtraProse, said.source, span,
                     "beside commands, only questions, notices and result links are said");
    }
  }
}

namespace {

std::string_view host_of(std::string_view url) {
  url.remove_prefix(std::min(url.find("//"), url.size() - 2) + 2);
  return url.substr(0, url.find_first_of("/?#:"));
}

/// "playlist.m3u8" of a link to one, else its host.
std::string label_for(std::string_view url) {
  const std::string_view path = url.substr(0, url.find_first_of("?#"));
  const std::size_t slash = path.rfind('/');
  const std::string_view name =
      slash == std::string_view::npos || slash < 8 ? std::string_view{} : path.substr(slash + 1);
  return std::string(name.empty() ? host_of(url) : name);
}

bool said_by_person(const Talk& talk, std::string_view url) {
  return std::any_of(talk.turns.begin(), talk.turns.end(), [&](const Turn& t) {
    return t.who == Turn::Who::Person && t.text.find(url) != std::string_view::npos;
  });
}

} // namespace

void check_links(const Context& context) {
  const Talk& talk = context.talk();
  if (!talk.prose) return;
  for (const Said& said : talk.said)
    for (const LinkUse& link : said.answer.links) {
      if (link.markdown) continue;
      const std::string_view url = link.url.of(said.answer.text);
      const std::vector<Str>& documents = context.words().documents;
      if (std::find(documents.begin(), documents.end(), host_of(url)) != documents.end() ||
          said_by_person(talk, url))
        continue;
      const Sentence* sentence =
          link.sentence == kNoSentence ? nullptr : &said.answer.sentences[link.sentence];
      if (sentence != nullptr && sentence->speech == Speech::Question) continue;
      std::optional<command::Fix> fix;
      if (sentence != nullptr) {
        Span whole = link.span;
        const std::string_view text = said.answer.text;
        if (!link.code && whole.begin > 0 && text[whole.begin - 1] == '<' && whole.end < text.size() &&
            text[whole.end] == '>')
          --whole.begin, ++whole.end;
        fix = command::Fix{
            "write a Markdown link", {{whole, "[" + label_for(url) + "](" + std::string(url) + ")"}}, true};
      }
      context.report(rule::kBareLink, said.source, link.span, "result links are written [text](URL)",
                     std::move(fix));
    }
}

namespace {

/// In its sentences, or in a comment beside the commands.
bool says_cost(const Context& context, const Turn& turn) {
  const Talk& talk = context.talk();
  for (std::uint32_t i = turn.first_answer; i < turn.first_answer + turn.answer_count; ++i) {
    const Answer& answer = talk.said[i].answer;
    for (const Sentence& s : answer.sentences)
      if (s.topics.has(Topic::Cost) && !s.topics.has(Topic::Saving)) return true;
    for (const Code& code : answer.code)
      for (const command::Comment& comment : command::parse_shell(answer.shell, code.span).comments)
        if (context.phrases().topics(comment.span.of(answer.shell)).has(Topic::Cost)) return true;
  }
  return false;
}

bool has_cost_notice(const Context& context, const Turn& turn) {
  const Talk& talk = context.talk();
  // A provider may record one message piece by piece, with outputs between.
  if (!turn.id.empty()) {
    constexpr std::ptrdiff_t kNear = 32;
    const std::ptrdiff_t at = &turn - talk.turns.data();
    const std::ptrdiff_t end = std::min<std::ptrdiff_t>(std::ssize(talk.turns), at + kNear);
    for (std::ptrdiff_t i = std::max<std::ptrdiff_t>(0, at - kNear); i < end; ++i) {
      const Turn& other = talk.turns[static_cast<std::size_t>(i)];
      if (i != at && other.id == turn.id && says_cost(context, other)) return true;
    }
  }
  return says_cost(context, turn);
}
} // namespace

void check_cost(const Context& context) {
  const Talk& talk = context.talk();
  if (!talk.prose) return;
  for (const Turn& turn : talk.turns) {
    if (turn.who != Turn::Who::Agent) continue;
    for (const Act& act : talk.acts_of(turn)) {
      if (act.kind != Act::Kind::Command) continue;
      const Issued& issued = talk.issued[act.index];
      if (!costs_money(issued.command, context.spec().pack())) continue;
      if (!has_cost_notice(context, turn))
        context.report(rule::kCostNotice, issued.source, issued.command.path_span,
                       "this costs money each time, and the answer does not say so");
      break; // one notice serves all commands of an answer
    }
  }
}

} // namespace cmdwright::lint
