#include "exec/service.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace cmdwright::exec {

namespace {

/// Whether the same request may go out again.
bool may_repeat(const Answer& answer, ActionKind kind) {
  const bool harmless = kind == ActionKind::Read || kind == ActionKind::Repeatable;
  switch (answer.kind) {
  case Answer::Kind::NotSent:
    return answer.code != "Certificate";
  case Answer::Kind::Unclear:
    return harmless;
  case Answer::Kind::Refused:
    return answer.code == "HTTP 429" ||
           (answer.rule != nullptr &&
            (answer.rule->retry == Retry::Always || (answer.rule->retry == Retry::Reads && harmless)));
  default:
    return false;
  }
}

std::string one_line(std::string_view text, std::size_t longest) {
  std::string out;
  for (const char c : text.substr(0, longest)) out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  return text.size() > longest ? out + "…" : out;
}

} // namespace

std::string Answer::text() const {
  std::string out = code.empty() ? message : code + ": " + message;
  if (rule != nullptr) {
    out += " (" + std::string(rule->meaning);
    if (!rule->advice.empty()) out += "; " + std::string(rule->advice);
    out += ")";
  }
  if (!request_id.empty()) out += " [request id " + request_id + "]";
  return out;
}

Milliseconds backoff(unsigned attempt, std::uint32_t asked, std::mt19937& random) {
  const double base = 1000.0 * static_cast<double>(1U << std::min(attempt - 1, 6U));
  std::uniform_real_distribution<double> jitter(0.5, 1.5);
  const double wait = std::max(base * jitter(random), 1000.0 * asked);
  return Milliseconds(static_cast<long long>(std::min(wait, 60000.0)));
}

HttpRequest ServiceClient::request(const std::string& action, const std::string& body,
                                   ActionKind kind) const {
  const Service& service = api_.service();
  const ApiCall call{settings_.endpoint.authority,
                     std::string(service.name),
                     action,
                     std::string(service.version),
                     settings_.region,
                     body,
                     settings_.clock()};
  HttpRequest out;
  out.url = settings_.endpoint.base() + "/";
  out.headers = tc3_headers(call, credentials_);
  out.body = body;
  out.timeout = settings_.timeout;
  out.once = kind == ActionKind::Submit || kind == ActionKind::Write;
  out.on_interrupt = kind == ActionKind::Read ? OnInterrupt::Stop : OnInterrupt::Finish;
  return out;
}

Answer ServiceClient::read(const HttpReply& reply, ActionKind kind) const {
  Answer answer;
  switch (reply.failure) {
  case HttpFailure::None:
    break;
  case HttpFailure::NotSent:
  case HttpFailure::Certificate:
    answer.kind = Answer::Kind::NotSent;
    answer.code = reply.failure == HttpFailure::Certificate ? "Certificate" : "Connection";
    answer.message = "no connection to " + settings_.endpoint.authority + ": " + reply.error;
    return answer;
  case HttpFailure::Interrupted:
    answer.kind = kind == ActionKind::Submit || kind == ActionKind::Write ? Answer::Kind::Unclear
                                                                          : Answer::Kind::Interrupted;
    answer.message = "interrupted";
    return answer;
  default:
    answer.kind = Answer::Kind::Unclear;
    answer.code = "Connection";
    answer.message = "no answer from " + settings_.endpoint.authority + ": " + reply.error;
    return answer;
  }
  const std::string shown = without_secrets(one_line(reply.body, 120), http_.secrets());
  if (reply.status != 200) {
    // What is refused before the service is at work was not carried out; what fails inside or behind a
    // gateway may have been.
    const bool refused = reply.status >= 300 && reply.status < 500 && reply.status != 408;
    answer.kind = refused ? Answer::Kind::Refused : Answer::Kind::Unclear;
    answer.code = "HTTP " + std::to_string(reply.status);
    answer.message = shown.empty() ? "no text" : shown;
    return answer;
  }
  Result<Json> parsed = parse_json(reply.body);
  const Json* response = parsed ? member(*parsed, "Response") : nullptr;
  if (response == nullptr || !response->is_object()) {
    answer.kind = Answer::Kind::Unclear;
    answer.code = "Answer";
    answer.message = "the answer is not the service's JSON: " + shown;
    return answer;
  }
  answer.response = *response;
  answer.request_id = text_at(*response, "RequestId");
  if (const Json* error = member(*response, "Error")) {
    answer.code = text_at(*error, "Code");
    answer.message = without_secrets(text_at(*error, "Message"), http_.secrets());
    answer.rule = api_.error(answer.code);
    answer.kind = answer.rule != nullptr && answer.rule->retry == Retry::Reads ? Answer::Kind::Unclear
                                                                               : Answer::Kind::Refused;
  }
  return answer;
}

Task<Answer> ServiceClient::call(std::string action, Json body,
                                 std::function<void(const std::string&)> on_retry) {
  const ActionKind kind = api_.action(action).kind;
  const std::string bytes = dump(body);
  for (unsigned attempt = 1;; ++attempt) {
    HttpRequest outgoing = request(action, bytes, kind);
    const HttpReply reply = co_await http_.send(std::move(outgoing));
    Answer answer = read(reply, kind);
    if (answer.ok() || attempt >= settings_.attempts || !may_repeat(answer, kind)) co_return answer;
    std::uint32_t asked = 0;
    const std::string_view after = reply.header("retry-after");
    std::from_chars(after.data(), after.data() + after.size(), asked);
    const Milliseconds pause = backoff(attempt, asked, random_);
    if (on_retry)
      on_retry(fmt::format("{}; trying again in {:.1f} s", answer.text(),
                           static_cast<double>(pause.count()) / 1000.0));
    const bool whole = co_await http_.loop().sleep(pause);
    if (!whole) {
      if (answer.kind != Answer::Kind::Unclear) answer.kind = Answer::Kind::Interrupted;
      co_return answer;
    }
  }
}

} // namespace cmdwright::exec
