// A stand-in for the service, its object storage and its chat gateway, on a loopback port. It checks every
// signature with code of its own, keeps media, uploads and tasks, refuses repeated SessionIds as the service
// does, and fails on demand in every way that the real one can.
//
// Thread-safe: requests are served by many threads while a test asks what has happened.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace cmdwright::test {

using Json = nlohmann::json;

enum class Fault : std::uint8_t {
  None,
  DropBefore, ///< the connection breaks, nothing was done
  DropAfter,  ///< done, and the connection breaks in the answer
  Throttle,   ///< RequestLimitExceeded, nothing was done
  Http429,
  Http502Before, ///< a gateway's HTML
  Http502After,  ///< done, and a gateway's HTML in place of the answer
  InternalErrorBefore,
  InternalErrorAfter,
  HtmlAfter,      ///< done, and HTML with status 200
  TruncatedAfter, ///< done, and half of the JSON
  SlowAfter,      ///< done, and the answer comes after `slow_milliseconds`
  Expired,        ///< storage: the temporary credentials have run out
  Http503,
};

struct StandInOptions {
  int port = 0; ///< 0: any free one
  std::string secret_id = "AKIDEXAMPLE0000000000000000000000001";
  std::string secret_key = "SecretKeyExample00000000000000001";
  std::string chat_token = "ChatTokenExample0000000000001";
  unsigned polls = 2;          ///< queries until a task has finished
  std::int64_t clock_skew = 0; ///< seconds that its clock is ahead
  bool log = false;            ///< one line for each request on standard output
};

struct SeenRequest {
  std::string action; ///< API action, "PUT key", "POST /v1/chat/completions"
  Json body;
  std::string region;
  bool done = false; ///< carried out
};

struct StandInTask {
  std::string id, action, session, type;
  Json request;
  unsigned polls = 0;
  bool finished = false;
};

class StandIn {
public:
  explicit StandIn(StandInOptions options = {});
  ~StandIn();
  StandIn(const StandIn&) = delete;
  StandIn& operator=(const StandIn&) = delete;

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  /// Blocks until stop(), for the program.
  void wait();
  void stop();

  /// Asked for each request; called with the lock held.
  void set_fault(std::function<Fault(const std::string& action)> fault);
  /// The next requests of an action fail like this, one each.
  void fail_next(const std::string& action, std::vector<Fault> faults);
  /// Tasks of these actions end badly.
  void fail_tasks(std::set<std::string> actions);
  void set_polls(unsigned polls);
  void forget_tasks();

  [[nodiscard]] std::vector<SeenRequest> seen() const;
  [[nodiscard]] std::vector<std::string> actions() const;
  [[nodiscard]] Json body_of(const std::string& action) const;
  [[nodiscard]] unsigned count(const std::string& action) const;
  [[nodiscard]] std::vector<StandInTask> tasks() const;
  /// Tasks beyond the first of the same request without its SessionId, and the same SessionId if a person
  /// chose it.
  [[nodiscard]] unsigned duplicates() const;
  [[nodiscard]] std::map<std::string, std::string> objects() const;
  [[nodiscard]] std::vector<std::string> signature_errors() const;

  static constexpr int kSlowMilliseconds = 1500;

private:
  struct Server;
  struct Upload {
    std::string media_key, cover_key, id, key, token;
    bool committed = false, expired = false;
    std::string file_id;
  };
  struct Multipart {
    std::string key;
    std::map<int, std::string> parts;
  };
  friend struct Server;

  [[nodiscard]] Fault fault_of(const std::string& action);
  Json act(const std::string& action, const Json& body, std::string& error);
  Json start_task(const std::string& action, const Json& body, std::string& error);
  Json task_answer(StandInTask& task);

  StandInOptions options_;
  int port_ = 0;
  mutable std::mutex lock_;
  std::function<Fault(const std::string&)> fault_;
  std::map<std::string, std::vector<Fault>> next_faults_;
  std::set<std::string> failing_;
  std::vector<SeenRequest> seen_;
  std::vector<StandInTask> tasks_;
  std::set<std::string> sessions_;
  std::map<std::string, Upload> uploads_; ///< by session key
  std::map<std::string, Multipart> multiparts_;
  std::map<std::string, std::string> objects_;
  std::map<std::string, Json> media_; ///< by FileId
  std::vector<std::string> tokens_;
  std::vector<std::string> signature_errors_;
  unsigned next_ = 1;
  std::unique_ptr<Server> server_;
};

} // namespace cmdwright::test
