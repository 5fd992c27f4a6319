// Coroutines: work that waits for the network, written as if it were sequential. A Task starts when it is
// awaited (or spawned on the Loop, see loop.h), runs on the loop's one thread, and gives its value to whoever
// awaits it.
//
//     Task<int> both(Loop& loop) {
//       const int a = co_await first(loop);
//       co_return a + co_await second(loop);
//     }
//
// Whatever a coroutine refers to by reference must outlive it; parameters by value live in its frame.
// Destroying a Task that has not ended destroys its frame and everything it waits for.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace cmdwright::exec {

template <class T> class Task;

namespace task_detail {

struct PromiseBase {
  std::coroutine_handle<> continuation = std::noop_coroutine();
  std::exception_ptr thrown;

  struct Final {
    [[nodiscard]] bool await_ready() const noexcept { return false; }
    template <class P> std::coroutine_handle<> await_suspend(std::coroutine_handle<P> ended) noexcept {
      return ended.promise().continuation;
    }
    void await_resume() const noexcept {}
  };
  std::suspend_always initial_suspend() noexcept { return {}; }
  Final final_suspend() noexcept { return {}; }
  void unhandled_exception() noexcept { thrown = std::current_exception(); }
};

template <class T> struct Promise : PromiseBase {
  std::optional<T> value;
  Task<T> get_return_object();
  template <class U> void return_value(U&& result) { value.emplace(std::forward<U>(result)); }
  T take() {
    if (thrown) std::rethrow_exception(thrown);
    return std::move(*value);
  }
};

template <> struct Promise<void> : PromiseBase {
  Task<void> get_return_object();
  void return_void() noexcept {}
  void take() const {
    if (thrown) std::rethrow_exception(thrown);
  }
};

} // namespace task_detail

template <class T = void> class [[nodiscard]] Task {
public:
  using promise_type = task_detail::Promise<T>;
  using Handle = std::coroutine_handle<promise_type>;

  explicit Task(Handle handle) : handle_(handle) {}
  Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}
  Task& operator=(Task&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;
  ~Task() {
    if (handle_) handle_.destroy();
  }

  struct Awaiter {
    Handle handle;
    [[nodiscard]] bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiting) noexcept {
      handle.promise().continuation = waiting;
      return handle;
    }
    T await_resume() { return handle.promise().take(); }
  };
  Awaiter operator co_await() && noexcept { return {handle_}; }

  /// For the loop: runs until the first wait.
  void start() const { handle_.resume(); }
  [[nodiscard]] bool done() const { return !handle_ || handle_.done(); }
  /// REQUIRES: done(). Throws what the coroutine threw.
  T result() { return handle_.promise().take(); }

private:
  Handle handle_;
};

namespace task_detail {
template <class T> Task<T> Promise<T>::get_return_object() {
  return Task<T>(std::coroutine_handle<Promise<T>>::from_promise(*this));
}
inline Task<void> Promise<void>::get_return_object() {
  return Task<void>(std::coroutine_handle<Promise<void>>::from_promise(*this));
}
} // namespace task_detail

} // namespace cmdwright::exec
