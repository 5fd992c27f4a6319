// The HTTP side of the stand-in.
#include <chrono>
#include <cstdio>
#include <ctime>
#include <thread>

#include <httplib.h>

#include "stand_in/stand_in.h"
#include "stand_in/verify.h"

namespace cmdwright::test {

namespace {

SignedRequest signed_request(const httplib::Request& request) {
  SignedRequest out;
  out.method = request.method;
  out.path = request.path;
  for (const auto& [name, value] : request.params) out.query.emplace_back(name, value);
  for (const auto& [name, value] : request.headers) {
    std::string key = name;
    for (char& c : key) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    out.headers[key] = value;
  }
  out.body = request.body;
  return out;
}

/// An answer whose connection breaks in the middle.
void drop(httplib::Response& response) {
  response.set_content_provider(1000, "application/json",
                                [](std::size_t, std::size_t, httplib::DataSink& sink) {
                                  sink.write("{\"Resp", 6);
                                  return false;
                                });
}

bool before(Fault fault) {
  return fault == Fault::DropBefore || fault == Fault::Throttle || fault == Fault::Http429 ||
         fault == Fault::Http502Before || fault == Fault::InternalErrorBefore || fault == Fault::Expired ||
         fault == Fault::Http503;
}

constexpr const char* kHtml = "<html><body><h1>Bad gateway</h1></body></html>";

std::string error_body(const std::string& code) {
  return Json{
      {"Response",
       {{"Error", {{"Code", code}, {"Message", "stand-in says " + code}}}, {"RequestId", "req-error"}}}}
      .dump();
}

/// True when the answer is made.
bool spoil(Fault fault, httplib::Response& response, const std::string& good) {
  switch (fault) {
  case Fault::DropBefore:
  case Fault::DropAfter:
    drop(response);
    return true;
  case Fault::Throttle:
    response.set_content(error_body("RequestLimitExceeded"), "application/json");
    return true;
  case Fault::InternalErrorBefore:
  case Fault::InternalErrorAfter:
    response.set_content(error_body("InternalError"), "application/json");
    return true;
  case Fault::Http429:
    response.status = 429;
    response.set_content("slow down", "text/plain");
    return true;
  case Fault::Http502Before:
  case Fault::Http502After:
    response.status = 502;
    response.set_content(kHtml, "text/html");
    return true;
  case Fault::Http503:
    response.status = 503;
    response.set_content("down", "text/plain");
    return true;
  case Fault::HtmlAfter:
    response.set_content(kHtml, "text/html");
    return true;
  case Fault::TruncatedAfter:
    response.set_content(good.substr(0, good.size() / 2), "application/json");
    return true;
  case Fault::SlowAfter:
    std::this_thread::sleep_for(std::chrono::milliseconds(StandIn::kSlowMilliseconds));
    return false;
  default:
    return false;
  }
}

std::string xml(const std::string& name, const std::string& content) {
  return "<" + name + ">" + content + "</" + name + ">";
}

} // namespace

struct StandIn::Server {
  explicit Server(StandIn& the_owner) : owner(the_owner) {}

  void api(const httplib::Request& request, httplib::Response& response) {
    const std::string action = request.get_header_value("X-TC-Action");
    const std::string stamp = request.get_header_value("X-TC-Timestamp");
    Fault fault = Fault::None;
    std::string answer;
    {
      const std::lock_guard guard(owner.lock_);
      const Json body = Json::parse(request.body, nullptr, false);
      std::string error =
          verify_tc3(signed_request(request), owner.options_.secret_id, owner.options_.secret_key);
      if (error.empty() &&
          std::abs(std::atoll(stamp.c_str()) - (std::time(nullptr) + owner.options_.clock_skew)) > 300)
        error = "AuthFailure.SignatureExpire";
      if (error.empty() && body.is_discarded()) error = "InvalidParameter";
      if (!error.empty()) {
        owner.signature_errors_.push_back(action + ": " + error);
        response.set_content(error_body(error), "application/json");
        return;
      }
      fault = owner.fault_of(action);
      owner.seen_.push_back({action, body, request.get_header_value("X-TC-Region"), !before(fault)});
      if (owner.options_.log) std::printf("%s %s\n", action.c_str(), body.dump().c_str());
      if (owner.options_.log) std::fflush(stdout);
      if (!before(fault)) {
        Json result = owner.act(action, body, error);
        if (error.empty()) {
          result["RequestId"] = "req-" + std::to_string(owner.seen_.size());
          answer = Json{{"Response", result}}.dump();
        } else {
          answer = error_body(error);
        }
      }
    }
    if (!spoil(fault, response, answer)) response.set_content(answer, "application/json");
  }

  void storage_error(httplib::Response& response, int status, const std::string& code) {
    response.status = status;
    response.set_content(xml("Error", xml("Code", code) + xml("Message", "stand-in says " + code)),
                         "application/xml");
  }

  void storage(const httplib::Request& request, httplib::Response& response) {
    const std::string key = request.path.substr(1);
    const std::string token = request.get_header_value("x-cos-security-token");
    const std::lock_guard guard(owner.lock_);
    Upload* upload = nullptr;
    for (auto& [session, one] : owner.uploads_)
      if (one.token == token) upload = &one;
    const std::string wrong = upload == nullptr
                                  ? "InvalidAccessKeyId"
                                  : verify_cos(signed_request(request), upload->id, upload->key);
    const std::string action = request.method + " " +
                               (key.empty()                       ? "bucket"
                                : request.has_param("partNumber") ? "part"
                                                                  : "object");
    if (!wrong.empty()) {
      owner.signature_errors_.push_back(action + ": " + wrong);
      return storage_error(response, 403, wrong);
    }
    Fault fault = owner.fault_of(action);
    if (fault == Fault::Expired) upload->expired = true;
    owner.seen_.push_back({action, Json(key), {}, !before(fault)});
    if (upload->expired) return storage_error(response, 403, "ExpiredToken");
    if (!before(fault)) stored(request, key, response);
    (void)spoil(fault == Fault::InternalErrorBefore || fault == Fault::Throttle ? Fault::Http503 : fault,
                response, response.body);
  }

  void stored(const httplib::Request& request, const std::string& key, httplib::Response& response) {
    if (request.method == "GET" && key.empty()) return list_uploads(response);
    if (request.method == "GET") return list_parts(request.get_param_value("uploadId"), response);
    if (request.method == "PUT" && request.has_param("partNumber")) {
      const auto it = owner.multiparts_.find(request.get_param_value("uploadId"));
      if (it == owner.multiparts_.end()) return storage_error(response, 404, "NoSuchUpload");
      it->second.parts[std::stoi(request.get_param_value("partNumber"))] = request.body;
      response.set_header("ETag", "\"" + md5_hex(request.body) + "\"");
      return;
    }
    if (request.method == "PUT") {
      owner.objects_[key] = request.body;
      response.set_header("ETag", "\"" + md5_hex(request.body) + "\"");
      return;
    }
    if (request.has_param("uploads")) {
      const std::string id = "multipart-" + std::to_string(owner.next_++);
      owner.multiparts_[id].key = key;
      response.set_content(xml("InitiateMultipartUploadResult", xml("UploadId", id)), "application/xml");
      return;
    }
    complete(request, key, response);
  }

  void list_uploads(httplib::Response& response) {
    std::string uploads;
    for (const auto& [id, one] : owner.multiparts_)
      uploads += xml("Upload", xml("Key", one.key) + xml("UploadId", id));
    response.set_content(xml("ListMultipartUploadsResult", uploads), "application/xml");
  }

  void list_parts(const std::string& id, httplib::Response& response) {
    const auto it = owner.multiparts_.find(id);
    if (it == owner.multiparts_.end()) return storage_error(response, 404, "NoSuchUpload");
    std::string parts;
    for (const auto& [number, body] : it->second.parts)
      parts += xml("Part", xml("PartNumber", std::to_string(number)) +
                               xml("ETag", "&quot;" + md5_hex(body) + "&quot;") +
                               xml("Size", std::to_string(body.size())));
    response.set_content(xml("ListPartsResult", xml("IsTruncated", "false") + parts), "application/xml");
  }

  void complete(const httplib::Request& request, const std::string& key, httplib::Response& response) {
    const auto it = owner.multiparts_.find(request.get_param_value("uploadId"));
    if (it == owner.multiparts_.end()) return storage_error(response, 404, "NoSuchUpload");
    std::string whole;
    int last = 0;
    for (const auto& [number, body] : it->second.parts) {
      const std::string named =
          "<PartNumber>" + std::to_string(number) + "</PartNumber><ETag>\"" + md5_hex(body) + "\"</ETag>";
      if (number != ++last || request.body.find(named) == std::string::npos)
        return storage_error(response, 400, "InvalidPart");
      whole += body;
    }
    owner.objects_[key] = whole;
    owner.multiparts_.erase(it);
    response.set_content(xml("CompleteMultipartUploadResult",
                             xml("ETag", "&quot;" + md5_hex(whole) + "-" + std::to_string(last) + "&quot;")),
                         "application/xml");
  }

  void chat(const httplib::Request& request, httplib::Response& response) {
    Fault fault = Fault::None;
    const Json body = Json::parse(request.body, nullptr, false);
    {
      const std::lock_guard guard(owner.lock_);
      if (request.get_header_value("Authorization") != "Bearer " + owner.options_.chat_token) {
        response.status = 401;
        response.set_content(R"({"error":{"message":"invalid token"}})", "application/json");
        return;
      }
      fault = owner.fault_of("chat");
      owner.seen_.push_back({"POST /v1/chat/completions", body, {}, !before(fault)});
    }
    const Json usage = {{"prompt_tokens", 3}, {"completion_tokens", 5}, {"total_tokens", 8}};
    std::string answer;
    if (body.value("stream", false)) {
      for (const char* piece : {"Hel", "lo, ", "世界"})
        answer += "data: " + Json{{"choices", {{{"delta", {{"content", piece}}}}}}}.dump() + "\r\n\r\n";
      answer += "data: " +
                Json{{"choices", {{{"delta", Json::object()}, {"finish_reason", "stop"}}}}, {"usage", usage}}
                    .dump() +
                "\n\n";
      if (fault == Fault::TruncatedAfter) {
        response.set_content(answer.substr(0, 60), "text/event-stream");
        return;
      }
      answer += "data: [DONE]\n\n";
      if (!spoil(fault, response, answer)) response.set_content(answer, "text/event-stream");
      return;
    }
    answer = Json{
        {"id", "chat-1"},
        {"model", body.value("model", "")},
        {"choices",
         {{{"message", {{"role", "assistant"}, {"content", "Hello"}}}, {"finish_reason", "stop"}}}},
        {"usage",
         usage}}.dump();
    if (!spoil(fault, response, answer)) response.set_content(answer, "application/json");
  }

  void route() {
    http.new_task_queue = [] { return new httplib::ThreadPool(400); }; // an idle connection keeps its thread
    http.set_keep_alive_max_count(100000);
    http.set_keep_alive_timeout(1);
    http.set_tcp_nodelay(true);
    http.set_payload_max_length(std::size_t{1} << 32U);
    http.Post("/v1/chat/completions",
              [this](const auto& request, auto& response) { chat(request, response); });
    const auto any = [this](const httplib::Request& request, httplib::Response& response) {
      if (request.has_header("X-TC-Action"))
        api(request, response);
      else
        storage(request, response);
    };
    http.Post("/.*", any);
    http.Put("/.*", any);
    http.Get("/.*", any);
  }

  StandIn& owner;
  httplib::Server http;
  std::thread thread;
};

StandIn::StandIn(StandInOptions options)
    : options_(std::move(options)), server_(std::make_unique<Server>(*this)) {
  server_->route();
  port_ = options_.port > 0 && server_->http.bind_to_port("127.0.0.1", options_.port)
              ? options_.port
              : server_->http.bind_to_any_port("127.0.0.1");
  server_->thread = std::thread([this] { server_->http.listen_after_bind(); });
  while (!server_->http.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

StandIn::~StandIn() {
  stop();
}

void StandIn::wait() {
  if (server_->thread.joinable()) server_->thread.join();
}

void StandIn::stop() {
  server_->http.stop();
  wait();
}

} // namespace cmdwright::test
