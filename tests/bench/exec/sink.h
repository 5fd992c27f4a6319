// A server that answers everything at once and keeps nothing, so that only the client is measured.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace cmdwright::bench {

class Sink {
public:
  Sink();
  ~Sink();
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;

  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  /// When the first byte of the latest connection came, in steady_clock nanoseconds.
  [[nodiscard]] std::int64_t first_byte() const { return first_byte_; }

private:
  void accept_all();
  void serve(int connection);

  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::atomic<std::int64_t> first_byte_ = 0;
  std::thread acceptor_;
  std::mutex lock_;
  std::vector<std::thread> servers_;
  std::vector<int> connections_;
};

} // namespace cmdwright::bench
