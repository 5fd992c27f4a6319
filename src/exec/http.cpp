#include "exec/http.h"

#include <algorithm>
#include <cstring>
#include <filesystem>

#include <curl/curl.h>

#include "text/words.h"

namespace cmdwright::exec {

namespace {

constexpr std::size_t kLargestAnswer = std::size_t{64} << 20U;
constexpr long kUploadBuffer = 1L << 18U;

/// What the callbacks of one transfer need. Lives in the frame of send().
struct Exchange {
  const HttpRequest& request;
  HttpReply& reply;
  CURL* easy;
  std::uint64_t offset = 0;
  bool too_large = false;
  bool body_failed = false;
};

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* context) {
  auto& exchange = *static_cast<Exchange*>(context);
  const std::string_view piece(data, size * count);
  if (exchange.request.on_data) {
    long status = 0;
    curl_easy_getinfo(exchange.easy, CURLINFO_RESPONSE_CODE, &status);
    if (status == 200) {
      exchange.request.on_data(piece);
      return piece.size();
    }
  }
  if (exchange.reply.body.size() + piece.size() > kLargestAnswer) {
    exchange.too_large = true;
    return 0;
  }
  exchange.reply.body += piece;
  return piece.size();
}

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* context) {
  auto& exchange = *static_cast<Exchange*>(context);
  const std::string_view line = trim({data, size * count});
  if (line.starts_with("HTTP/")) exchange.reply.headers.clear(); // what an interim answer said does not count
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos && exchange.reply.headers.size() < 200)
    exchange.reply.headers.emplace_back(ascii_lower(line.substr(0, colon)),
                                        std::string(trim(line.substr(colon + 1))));
  return size * count;
}

std::size_t on_read(char* buffer, std::size_t size, std::size_t count, void* context) {
  auto& exchange = *static_cast<Exchange*>(context);
  const std::uint64_t left = exchange.request.read_size - exchange.offset;
  const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left, size * count));
  if (wanted == 0) return 0;
  const std::ptrdiff_t n = exchange.request.read(exchange.offset, buffer, wanted);
  if (n <= 0) {
    exchange.body_failed = true;
    return CURL_READFUNC_ABORT;
  }
  exchange.offset += static_cast<std::uint64_t>(n);
  if (exchange.request.on_sent) exchange.request.on_sent(exchange.offset);
  return static_cast<std::size_t>(n);
}

int on_seek(void* context, curl_off_t offset, int origin) {
  if (origin != SEEK_SET) return CURL_SEEKFUNC_CANTSEEK;
  static_cast<Exchange*>(context)->offset = static_cast<std::uint64_t>(offset);
  return CURL_SEEKFUNC_OK;
}

struct HeaderList {
  curl_slist* list = nullptr;
  ~HeaderList() { curl_slist_free_all(list); }
  void add(const std::string& line) { list = curl_slist_append(list, line.c_str()); }
};

HttpFailure failure_of(CURLcode code, CURL* easy, const Exchange& exchange) {
  if (code == CURLE_OK) return HttpFailure::None;
  if (exchange.too_large) return HttpFailure::TooLarge;
  if (exchange.body_failed) return HttpFailure::Body;
  if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE)
    return HttpFailure::Certificate;
  if (code == CURLE_ABORTED_BY_CALLBACK) return HttpFailure::Interrupted;
  long sent = 0; // bytes of the request, 0 when it never came to that
  curl_easy_getinfo(easy, CURLINFO_REQUEST_SIZE, &sent);
  return sent == 0 ? HttpFailure::NotSent : HttpFailure::Broken;
}

/// Many systems keep the authorities as a folder of hashed names too, from which only those that are needed
/// are read; a bundle takes ten times as long. nullptr where there is none.
const char* hashed_authorities() {
  static constexpr const char* kFolder = "/etc/ssl/certs";
  static const bool there = [] {
    std::error_code failed;
    for (std::filesystem::directory_iterator it(kFolder, failed), end; !failed && it != end;
         it.increment(failed)) {
      const std::string name = it->path().filename().string();
      if (name.size() == 10 && name.ends_with(".0")) return true;
    }
    return false;
  }();
  return there ? kFolder : nullptr;
}

} // namespace

std::string_view HttpReply::header(std::string_view name) const {
  for (const auto& [known, value] : headers)
    if (known == name) return value;
  return {};
}

Http::Http(Loop& loop, HttpOptions options) : loop_(loop), options_(std::move(options)) {}

Http::~Http() {
  for (CURL* easy : idle_) curl_easy_cleanup(easy);
}

CURL* Http::take() {
  if (idle_.empty()) return curl_easy_init();
  CURL* easy = idle_.back();
  idle_.pop_back();
  curl_easy_reset(easy);
  return easy;
}

Task<HttpReply> Http::send(HttpRequest request) {
  HttpReply reply;
  CURL* easy = take();
  struct Return { // also when the frame is destroyed in the middle of the transfer
    Http& http;
    CURL* easy;
    ~Return() { http.idle_.push_back(easy); }
  } const give_back{*this, easy};
  Exchange exchange{request, reply, easy};
  HeaderList headers;
  for (const auto& [name, value] : request.headers) headers.add(name + ": " + value);
  headers.add("Expect:"); // wait for nothing
  const bool loopback_http = request.url.starts_with("http://");
  char error[CURL_ERROR_SIZE] = "";

  curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, loopback_http ? "http" : "https");
  if (loopback_http) curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!options_.ca_file.empty()) {
    curl_easy_setopt(easy, CURLOPT_CAINFO, options_.ca_file.c_str());
  } else if (const char* folder = hashed_authorities()) {
    curl_easy_setopt(easy, CURLOPT_CAINFO, nullptr);
    curl_easy_setopt(easy, CURLOPT_CAPATH, folder);
  }
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, static_cast<long>(options_.connect));
  if (request.timeout > 0) {
    curl_easy_setopt(easy, CURLOPT_TIMEOUT, static_cast<long>(request.timeout));
  } else {
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(request.stall));
  }
  if (request.once)
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L); // curl itself repeats on a reused one that died
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, error);
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.list);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &exchange);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &exchange);
  if (request.read) {
    curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(easy, CURLOPT_UPLOAD_BUFFERSIZE, kUploadBuffer);
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, on_read);
    curl_easy_setopt(easy, CURLOPT_READDATA, &exchange);
    curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, on_seek);
    curl_easy_setopt(easy, CURLOPT_SEEKDATA, &exchange);
    curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(request.read_size));
  } else if (request.method != "GET") {
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  }
  curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());

  const auto code = static_cast<CURLcode>(co_await loop_.transfer(easy, request.on_interrupt));
  reply.failure = failure_of(code, easy, exchange);
  if (reply.failure != HttpFailure::None) {
    reply.error = without_secrets(error[0] != '\0' ? error : curl_easy_strerror(code), secrets_);
  } else {
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &reply.status);
  }
  co_return reply;
}

Result<Endpoint> parse_endpoint(std::string_view url) {
  const Error bad{"'" + std::string(url) + "' is no endpoint; write https://HOST[:PORT]", ""};
  const std::size_t colon = url.find("://");
  if (colon == std::string_view::npos) return bad;
  Endpoint out;
  out.scheme = ascii_lower(url.substr(0, colon));
  std::string_view rest = url.substr(colon + 3);
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  out.authority = std::string(rest.substr(0, slash));
  rest = rest.substr(slash);
  while (rest.ends_with('/')) rest.remove_suffix(1);
  out.path = std::string(rest);
  const bool bracket = out.authority.starts_with('[');
  const std::string_view host =
      std::string_view(out.authority)
          .substr(0, bracket ? out.authority.find(']') + 1 : out.authority.find(':'));
  const bool plain = std::all_of(out.authority.begin(), out.authority.end(), [](char c) {
    return is_alnum(c) || c == '.' || c == '-' || c == '_' || c == ':' || c == '[' || c == ']';
  });
  if ((out.scheme != "https" && out.scheme != "http") || host.empty() || !plain ||
      out.path.find_first_of(" ?#\r\n\t") != std::string::npos)
    return bad;
  const std::vector<std::string_view> numbers = split(host, '.');
  out.loopback =
      host == "localhost" || host == "[::1]" ||
      (numbers.size() == 4 && numbers[0] == "127" && std::all_of(numbers.begin(), numbers.end(), [](auto n) {
         return !n.empty() && n.size() < 4 && all_digits(n);
       }));
  if (out.scheme == "http" && !out.loopback)
    return Error{"'" + std::string(url) + "': plain http is for this machine's own addresses only; use https",
                 ""};
  return out;
}

} // namespace cmdwright::exec
