// The one thread that everything of a run happens on: coroutines, timers and transfers (curl's multi
// interface). Hundreds of plans wait here side by side without a thread each.
//
// Not thread-safe, but for interrupt(), which a signal handler may call.
#pragma once

#include <chrono>
#include <coroutine>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

#include "exec/task.h"

using CURL = void;
using CURLM = void;

namespace cmdwright::exec {

using Milliseconds = std::chrono::milliseconds;

/// What Ctrl-C does to a transfer: the first one ends those that only look, the second one ends all.
enum class OnInterrupt : std::uint8_t { Stop, Finish };

class Loop {
public:
  using Clock = std::chrono::steady_clock;

  /// `pace` stretches every sleep; tests make it small.
  explicit Loop(double pace = 1.0);
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// Adds work. It starts when the loop runs.
  void spawn(Task<void> work);
  /// Runs until all spawned work has ended. Rethrows what a coroutine let out.
  void run();

  /// Waits; false at once when the user has interrupted or does so meanwhile.
  auto sleep(Milliseconds time) { return Sleep{*this, time, {}}; }
  /// Runs a prepared transfer to its end; gives the CURLcode.
  auto transfer(CURL* easy, OnInterrupt on_interrupt) { return Transfer{*this, easy, on_interrupt, 0, {}}; }
  /// Seconds since the loop was made, as sleepers count them.
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(Clock::now() - begun_).count() / pace_;
  }
  /// Runs all of them side by side and waits for the last.
  Task<void> all(std::vector<Task<void>> works);

  /// Ctrl-C. Async-signal-safe.
  void interrupt();
  /// How often the user has interrupted.
  [[nodiscard]] unsigned interrupts() const { return interrupts_; }

private:
  struct Sleep {
    Loop& loop;
    Milliseconds time;
    std::multimap<Clock::time_point, Sleep*>::iterator place;
    std::coroutine_handle<> waiting{};
    bool whole = true;
    bool queued = false;
    Sleep(Loop& l, Milliseconds t, std::multimap<Clock::time_point, Sleep*>::iterator p)
        : loop(l), time(t), place(p) {}
    ~Sleep();
    [[nodiscard]] bool await_ready();
    void await_suspend(std::coroutine_handle<> handle);
    [[nodiscard]] bool await_resume() const { return whole; }
  };
  struct Transfer {
    Loop& loop;
    CURL* easy;
    OnInterrupt on_interrupt;
    int code;
    std::coroutine_handle<> waiting;
    ~Transfer();
    [[nodiscard]] bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> handle);
    [[nodiscard]] int await_resume() const { return code; }
  };
  friend struct Sleep;
  friend struct Transfer;

  void resume_ready();
  void collect_transfers();
  void wake_sleepers(Clock::time_point now);
  void take_interrupts();
  void end(Transfer& transfer, int code);
  [[nodiscard]] int next_timeout() const;

  double pace_;
  Clock::time_point begun_ = Clock::now();
  CURLM* multi_;
  int wake_[2] = {-1, -1}; ///< pipe that a signal handler writes to
  unsigned interrupts_ = 0;
  std::vector<Task<void>> roots_;
  std::deque<std::coroutine_handle<>> ready_;
  std::multimap<Clock::time_point, Sleep*> sleepers_;
  std::unordered_map<CURL*, Transfer*> transfers_;
};

/// While it lives, SIGINT and SIGTERM interrupt the loop instead of ending the program. One at a time.
class InterruptGuard {
public:
  explicit InterruptGuard(Loop& loop);
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;
};

} // namespace cmdwright::exec
