// Results that no output holds: links, values of JSON, ids, and claims that a task is done (seed:
// "fabricating or hallucinating JSON response content is prohibited"). What persons and tools said before,
// and what the commands themselves name, is known.
#include <algorithm>
#include <string>

#include <nlohmann/json.hpp>

#include "lint/context.h"
#include "lint/known.h"
#include "text/json_depth.h"
#include "text/words.h"

namespace cmdwright::lint {

namespace {

/// Ids as people and tools write them: long, with digits.
std::vector<std::string> ids_in(std::string_view text) {
  constexpr std::size_t kShortest = 12;
  std::vector<std::string> out;
  for (std::size_t i = 0; i < text.size();) {
    const auto part = [](char c) { return is_alnum(c) || c == '-' || c == '_'; };
    if (!part(text[i])) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    while (i < text.size() && part(text[i])) ++i;
    const std::string_view word = text.substr(begin, i - begin);
    const auto digits = std::count_if(word.begin(), word.end(), is_digit);
    if (word.size() >= kShortest && digits >= 6) out.emplace_back(word);
  }
  return out;
}

class Results {
public:
  explicit Results(const Context& context) : context_(context) {}

  void hear(const Turn& turn) {
    known_.add(turn.text);
    if (turn.who == Turn::Who::Output) outputs_.push_back(turn.text);
  }
  /// Whatever a command says it says to a tool; repeating that is no invention.
  void issue(const Issued& issued) { known_.add(issued.command.span.of(issued.shell)); }

  void judge(const Said& said) const {
    for (const LinkUse& link : said.answer.links)
      if (const std::string_view url = link.url.of(said.answer.text);
          !url.empty() && !documented(url) && !known_url(url)) {
        report(said, link.span, "no output has this link");
        return;
      }
    for (const Span data : said.answer.data)
      if (const std::string made_up = unknown_in(data.of(said.answer.text)); !made_up.empty()) {
        report(said, data, "no output has '" + made_up + "'");
        return;
      }
    for (const Sentence& s : said.answer.sentences)
      if (const char* why = made_up(said, s)) {
        report(said, s.span, why);
        return;
      }
  }

private:
  /// An output says that a task has finished. Outputs are long and claims are rare, so they are read late.
  [[nodiscard]] bool finished() const {
    for (; !finished_ && searched_ < outputs_.size(); ++searched_)
      for (const std::string_view line : split(outputs_[searched_], '\n')) {
        const Topics topics = context_.phrases().topics(line);
        finished_ |= topics.has(Topic::Finished) && !topics.has(Topic::Running);
      }
    return finished_;
  }
  [[nodiscard]] bool documented(std::string_view url) const {
    const std::size_t host = std::min(url.find("//"), url.size() - std::min<std::size_t>(2, url.size())) + 2;
    const std::string_view name =
        host > url.size() ? url : url.substr(host, url.find_first_of("/?#:", host) - host);
    const std::vector<Str>& documents = context_.words().documents;
    return std::find(documents.begin(), documents.end(), name) != documents.end();
  }
  [[nodiscard]] bool known_url(std::string_view url) const {
    if (known_.has(url)) return true;
    // As JSON writes it.
    std::string escaped;
    for (const char c : url) escaped.append(c == '/' ? "\\/" : std::string(1, c));
    if (known_.has(escaped)) return true;
    escaped.clear();
    for (const char c : url) escaped.append(c == '&' ? "\\u0026" : std::string(1, c));
    return known_.has(escaped);
  }

  /// A value of a JSON text that nobody knows; empty when there is none or when it is no JSON.
  [[nodiscard]] std::string unknown_in(std::string_view text) const {
    text = trim(text);
    if (text.empty() || (text[0] != '{' && text[0] != '[') || nests_too_deep(text)) return {};
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (json.is_discarded()) return {};
    const auto flat = json.flatten();
    for (const auto& [path, leaf] : flat.items()) {
      std::string value;
      if (leaf.is_string()) value = leaf.get<std::string>();
      if (leaf.is_number()) value = leaf.dump();
      constexpr std::size_t kTelling = 3; // shorter ones are everywhere
      if (value.size() >= kTelling && !known_url(value)) return value;
    }
    return {};
  }

  [[nodiscard]] const char* made_up(const Said& said, const Sentence& s) const {
    if (s.speech == Speech::Question || s.speech == Speech::Lead || s.speech == Speech::Cost ||
        s.speech == Speech::Credentials || s.speech == Speech::Refusal || s.command)
      return nullptr;
    const std::string_view text = s.span.of(said.answer.text);
    if (const std::string made = unknown_in(text.substr(std::min(text.find('{'), text.size())));
        !made.empty())
      return "no output has these values";
    for (const std::string& id : ids_in(text))
      if (text.find("://") == std::string_view::npos && !known_.has(id)) return "no output has this id";
    const bool claims = s.topics.has(Topic::ClaimsResult) && !s.topics.has(Topic::Conditional) &&
                        !s.topics.has(Topic::Running);
    if (claims && !finished()) return "no output says that the task has finished";
    if (outputs_.empty() && s.value) return "nothing was run that could have told this";
    return nullptr;
  }

  void report(const Said& said, Span span, std::string message) const {
    context_.report(rule::kFabricatedResult, said.source, span, std::move(message));
  }

  const Context& context_;
  Known known_;
  std::vector<std::string_view> outputs_;
  mutable std::size_t searched_ = 0; ///< outputs that were looked through,
  mutable bool finished_ = false;    ///< … and what they said
};

} // namespace

void check_results(const Context& context) {
  const Talk& talk = context.talk();
  if (!talk.transcript) return;
  Results results(context);
  for (const Turn& turn : talk.turns) {
    if (turn.who != Turn::Who::Agent) {
      results.hear(turn);
      continue;
    }
    for (const Act& act : talk.acts_of(turn))
      if (act.kind == Act::Kind::Command) results.issue(talk.issued[act.index]);
    for (std::uint32_t a = turn.first_answer; a < turn.first_answer + turn.answer_count; ++a)
      results.judge(talk.said[a]);
  }
}

} // namespace cmdwright::lint
