#include "exec/chat.h"

#include <charconv>
#include <random>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "exec/service.h"
#include "exec/sse.h"

namespace cmdwright::exec {

namespace {

constexpr unsigned kAttempts = 4;

std::string advice(long status) {
  switch (status) {
  case 400:
    return "see the message and the parameters";
  case 401:
    return "check TENCENTCLOUD_VOD_AIGC_TOKEN; a new token needs about a minute";
  case 403:
    return "the account lacks permission or is in arrears";
  case 404:
    return "check --model";
  case 429:
    return "the gateway takes 10 requests and 100000 tokens a minute by default; wait a moment";
  default:
    return "try later; it may have cost tokens";
  }
}

std::string error_text(const HttpReply& reply, const std::vector<Secret>& secrets) {
  std::string message;
  if (const Result<Json> parsed = parse_json(reply.body)) {
    message = text_at(*parsed, "error.message");
    if (message.empty()) message = text_at(*parsed, "error");
  }
  if (message.empty()) message = reply.body.substr(0, 120);
  std::string out = fmt::format("chat gateway: HTTP {}: {} ({})", reply.status,
                                without_secrets(message, secrets), advice(reply.status));
  if (const std::string_view id = reply.header("x-request-id"); !id.empty())
    out += " [request id " + std::string(id) + "]";
  return out;
}

void read_answer(const HttpReply& reply, ChatReply& out) {
  Result<Json> parsed = parse_json(reply.body);
  if (!parsed || !parsed->is_object()) {
    out.kind = ChatReply::Kind::Failed;
    out.error = "the chat gateway answered with something that is not JSON; it may have cost tokens";
    return;
  }
  out.answer = std::move(*parsed);
  out.text = text_at(out.answer, "choices[0].message.content");
  out.finish = text_at(out.answer, "choices[0].finish_reason");
  if (const Json* usage = member(out.answer, "usage")) out.usage = *usage;
}

/// What the events of a stream say.
class Streamed {
public:
  Streamed(ChatOrder& order, ChatReply& out)
      : order_(order), out_(out), events_([this](std::string_view data) { event(data); }) {}

  void feed(std::string_view bytes) { events_.feed(bytes); }
  void end() {
    events_.end();
    if (!done_ && out_.finish.empty()) out_.kind = ChatReply::Kind::Broken;
  }

private:
  void event(std::string_view data) {
    if (data == "[DONE]") {
      done_ = true;
      return;
    }
    const Result<Json> parsed = parse_json(data);
    if (!parsed) return;
    if (const std::string piece = text_at(*parsed, "choices[0].delta.content"); !piece.empty()) {
      out_.text += piece;
      if (order_.on_text) order_.on_text(piece);
    }
    if (const std::string finish = text_at(*parsed, "choices[0].finish_reason"); !finish.empty())
      out_.finish = finish;
    if (const Json* usage = member(*parsed, "usage"); usage != nullptr && usage->is_object())
      out_.usage = *usage;
  }

  ChatOrder& order_;
  ChatReply& out_;
  bool done_ = false;
  EventStream events_;
};

} // namespace

Task<ChatReply> chat(Http& http, ChatOrder order) {
  std::mt19937 random(std::random_device{}());
  const std::string body = dump(order.body);
  for (unsigned attempt = 1;; ++attempt) {
    ChatReply out;
    Streamed streamed(order, out);
    HttpRequest request;
    request.url = order.endpoint.base() + order.path;
    request.headers = {{"Authorization", "Bearer " + order.token.reveal()},
                       {"Content-Type", "application/json"}};
    request.body = body;
    request.timeout = order.stream ? 0 : order.timeout;
    request.stall = order.timeout;
    request.once = true;
    if (order.stream) request.on_data = [&streamed](std::string_view bytes) { streamed.feed(bytes); };
    const HttpReply reply = co_await http.send(std::move(request));
    bool again = false;
    if (reply.failure == HttpFailure::Interrupted) {
      out.kind = ChatReply::Kind::Interrupted;
      out.error = "interrupted";
    } else if (reply.failure != HttpFailure::None) {
      const bool sent = reply.failure == HttpFailure::Broken || reply.failure == HttpFailure::TooLarge;
      out.kind = sent && !out.text.empty() ? ChatReply::Kind::Broken : ChatReply::Kind::Failed;
      out.error =
          "chat gateway: " + reply.error + (sent ? "; it may have cost tokens" : "; nothing was sent");
      again = reply.failure == HttpFailure::NotSent;
    } else if (reply.status != 200) {
      out.kind = ChatReply::Kind::Failed;
      out.error = error_text(reply, http.secrets());
      again = reply.status == 429 || reply.status == 502 || reply.status == 503;
    } else if (order.stream) {
      streamed.end();
      if (out.kind == ChatReply::Kind::Broken) out.error = "the stream ended before the answer did";
    } else {
      read_answer(reply, out);
    }
    if (!again || attempt == kAttempts) co_return out;
    std::uint32_t asked = 0;
    const std::string_view after = reply.header("retry-after");
    std::from_chars(after.data(), after.data() + after.size(), asked);
    const Milliseconds pause = backoff(attempt, asked, random);
    if (order.on_retry) order.on_retry(out.error);
    const bool whole = co_await http.loop().sleep(pause);
    if (!whole) co_return out;
  }
}

} // namespace cmdwright::exec
