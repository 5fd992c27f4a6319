#include "exec/loop.h"

#include <algorithm>
#include <atomic>
#include <csignal>

#include <curl/curl.h>
#include <fcntl.h>
#include <unistd.h>

namespace cmdwright::exec {

namespace {
constexpr long kMostConnections = 16; ///< to one host
} // namespace

namespace {
void prepare_curl() {
  static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
  (void)once;
}
} // namespace

Loop::Loop(double pace) : pace_(pace) {
  prepare_curl();
  multi_ = curl_multi_init();
  // Hundreds of plans share a few connections: a burst of them fills a server's queue, and refused ones wait
  // for seconds.
  curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, kMostConnections);
  if (::pipe2(wake_, O_CLOEXEC | O_NONBLOCK) != 0) wake_[0] = wake_[1] = -1;
}

Loop::~Loop() {
  roots_.clear(); // frames first: what they wait for leaves the lists below
  curl_multi_cleanup(multi_);
  for (const int end : wake_)
    if (end >= 0) ::close(end);
}

void Loop::spawn(Task<void> work) {
  roots_.push_back(std::move(work));
}

void Loop::run() {
  std::size_t started = 0;
  for (;;) {
    for (; started < roots_.size(); ++started) roots_[started].start();
    resume_ready();
    if (started == roots_.size() &&
        std::all_of(roots_.begin(), roots_.end(), [](const auto& r) { return r.done(); }))
      break;
    int running = 0;
    curl_multi_perform(multi_, &running);
    collect_transfers();
    if (!ready_.empty()) continue;
    curl_waitfd wake{wake_[0], CURL_WAIT_POLLIN, 0};
    curl_multi_poll(multi_, &wake, wake_[0] >= 0 ? 1 : 0, next_timeout(), nullptr);
    take_interrupts();
    wake_sleepers(Clock::now());
  }
  std::vector<Task<void>> ended = std::move(roots_);
  roots_.clear();
  for (Task<void>& root : ended) root.result();
}

int Loop::next_timeout() const {
  if (!ready_.empty()) return 0;
  if (sleepers_.empty()) return 60000;
  const auto wait = std::chrono::duration_cast<Milliseconds>(sleepers_.begin()->first - Clock::now()).count();
  return static_cast<int>(std::clamp<long long>(wait + 1, 0, 60000));
}

void Loop::resume_ready() {
  while (!ready_.empty()) {
    const std::coroutine_handle<> next = ready_.front();
    ready_.pop_front();
    next.resume();
  }
}

void Loop::wake_sleepers(Clock::time_point now) {
  while (!sleepers_.empty() && sleepers_.begin()->first <= now) {
    Sleep* sleeper = sleepers_.begin()->second;
    sleepers_.erase(sleepers_.begin());
    sleeper->queued = false;
    ready_.push_back(sleeper->waiting);
  }
}

void Loop::collect_transfers() {
  int left = 0;
  while (CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const auto it = transfers_.find(message->easy_handle);
    if (it != transfers_.end()) end(*it->second, message->data.result);
  }
}

void Loop::end(Transfer& transfer, int code) {
  curl_multi_remove_handle(multi_, transfer.easy);
  transfers_.erase(transfer.easy);
  transfer.code = code;
  ready_.push_back(transfer.waiting);
}

void Loop::interrupt() {
  const char one = 1;
  if (::write(wake_[1], &one, 1) < 0) return; // a full pipe has enough of them
}

void Loop::take_interrupts() {
  char buffer[16];
  const ssize_t n = wake_[0] < 0 ? 0 : ::read(wake_[0], buffer, sizeof buffer);
  if (n <= 0) return;
  interrupts_ += static_cast<unsigned>(n);
  while (!sleepers_.empty()) {
    Sleep* sleeper = sleepers_.begin()->second;
    sleepers_.erase(sleepers_.begin());
    sleeper->queued = false;
    sleeper->whole = false;
    ready_.push_back(sleeper->waiting);
  }
  std::vector<Transfer*> stopped;
  for (const auto& [easy, transfer] : transfers_)
    if (interrupts_ > 1 || transfer->on_interrupt == OnInterrupt::Stop) stopped.push_back(transfer);
  for (Transfer* transfer : stopped) end(*transfer, CURLE_ABORTED_BY_CALLBACK);
}

bool Loop::Sleep::await_ready() {
  whole = loop.interrupts_ == 0;
  return !whole;
}

void Loop::Sleep::await_suspend(std::coroutine_handle<> handle) {
  waiting = handle;
  const auto stretched =
      std::chrono::duration<double, std::milli>(static_cast<double>(time.count()) * loop.pace_);
  place = loop.sleepers_.emplace(Clock::now() + std::chrono::duration_cast<Clock::duration>(stretched), this);
  queued = true;
}

Loop::Sleep::~Sleep() {
  if (queued) loop.sleepers_.erase(place);
}

void Loop::Transfer::await_suspend(std::coroutine_handle<> handle) {
  waiting = handle;
  loop.transfers_.emplace(easy, this);
  curl_multi_add_handle(loop.multi_, easy);
}

Loop::Transfer::~Transfer() {
  if (loop.transfers_.erase(easy) > 0) curl_multi_remove_handle(loop.multi_, easy);
}

namespace {

/// Where all() waits for the last of its works.
struct Gate {
  std::size_t left = 0;
  std::coroutine_handle<> waiting{};
  [[nodiscard]] bool await_ready() const { return left == 0; }
  void await_suspend(std::coroutine_handle<> handle) { waiting = handle; }
  void await_resume() const {}
};

Task<void> counted(Task<void> work, Gate& gate, std::deque<std::coroutine_handle<>>& ready,
                   std::exception_ptr& thrown) {
  try {
    co_await std::move(work);
  } catch (...) {
    thrown = std::current_exception();
  }
  if (--gate.left == 0 && gate.waiting) ready.push_back(gate.waiting);
}

} // namespace

Task<void> Loop::all(std::vector<Task<void>> works) {
  Gate gate;
  gate.left = works.size();
  std::exception_ptr thrown;
  std::vector<Task<void>> running;
  for (Task<void>& work : works) running.push_back(counted(std::move(work), gate, ready_, thrown));
  for (Task<void>& work : running) work.start();
  co_await gate;
  if (thrown) std::rethrow_exception(thrown);
}

namespace {
std::atomic<Loop*> interrupted_loop = nullptr;
void on_signal(int) {
  if (Loop* loop = interrupted_loop.load()) loop->interrupt();
}
} // namespace

InterruptGuard::InterruptGuard(Loop& loop) {
  interrupted_loop = &loop;
  struct sigaction action {};
  action.sa_handler = on_signal;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

InterruptGuard::~InterruptGuard() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
  interrupted_loop = nullptr;
}

} // namespace cmdwright::exec
