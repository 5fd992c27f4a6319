#include "stand_in/tls.h"

#include <chrono>
#include <memory>
#include <thread>

#include <httplib.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace cmdwright::test {

namespace {

struct Identity {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  std::string pem;

  Identity() {
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 86400);
    X509_set_pubkey(certificate, key);
    X509_NAME* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"),
                               -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    for (const auto& [id, text] :
         {std::pair{NID_subject_alt_name, "DNS:localhost"}, std::pair{NID_basic_constraints, "CA:TRUE"}}) {
      X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, id, text);
      X509_add_ext(certificate, extension, -1);
      X509_EXTENSION_free(extension);
    }
    X509_sign(certificate, key, EVP_sha256());
    BIO* out = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(out, certificate);
    char* text = nullptr;
    const long size = BIO_get_mem_data(out, &text);
    pem.assign(text, static_cast<std::size_t>(size));
    BIO_free(out);
  }
  ~Identity() {
    X509_free(certificate);
    EVP_PKEY_free(key);
  }
  Identity(const Identity&) = delete;
  Identity& operator=(const Identity&) = delete;
};

} // namespace

struct TlsFront::Server {
  explicit Server(const std::string& behind) : url(behind), http(identity.certificate, identity.key) {
    http.set_keep_alive_timeout(1);
    http.Post("/.*", [this](const httplib::Request& request, httplib::Response& response) {
      httplib::Client client(url);
      httplib::Headers headers = request.headers; // the Host header too: it is signed
      for (const char* own :
           {"Content-Length", "Content-Type", "REMOTE_ADDR", "REMOTE_PORT", "LOCAL_ADDR", "LOCAL_PORT"})
        headers.erase(own);
      const auto answer =
          client.Post(request.path, headers, request.body, request.get_header_value("Content-Type"));
      response.status = answer ? answer->status : 502;
      if (answer) response.set_content(answer->body, answer->get_header_value("Content-Type"));
    });
    port = http.bind_to_any_port("127.0.0.1");
    thread = std::thread([this] { http.listen_after_bind(); });
    while (!http.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  ~Server() {
    http.stop();
    thread.join();
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  Identity identity;
  std::string url;
  httplib::SSLServer http;
  int port = 0;
  std::thread thread;
};

TlsFront::TlsFront(const std::string& behind) : server_(std::make_unique<Server>(behind)) {}
TlsFront::~TlsFront() = default;

int TlsFront::port() const {
  return server_->port;
}
const std::string& TlsFront::certificate() const {
  return server_->identity.pem;
}

} // namespace cmdwright::test
