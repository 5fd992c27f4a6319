// Work that is done by several threads and handed out in the order in which it came in. Private to the suite
// room.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace cmdwright::suite {

/// `In` is worked on by `work` (on any thread), its `Out` goes to `give` (on the caller's thread). At most
/// four pieces of work a thread are kept in memory.
template <class In, class Out> class OrderedWork {
public:
  OrderedWork(unsigned threads, std::function<Out(In&)> work, std::function<void(Out&)> give)
      : work_(std::move(work)), give_(std::move(give)), limit_(4 * std::size_t{threads}) {
    if (threads > 1)
      for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { serve(); });
  }
  ~OrderedWork() { finish(); }
  OrderedWork(const OrderedWork&) = delete;
  OrderedWork& operator=(const OrderedWork&) = delete;

  void add(In piece) {
    if (threads_.empty()) {
      Out out = work_(piece);
      give_(out);
      return;
    }
    std::unique_lock lock(mutex_);
    waiting_.push_back({next_in_++, std::move(piece)});
    changed_.notify_all();
    hand_out(lock, limit_);
  }

  /// Waits for all of it.
  void finish() {
    if (threads_.empty()) return;
    {
      std::unique_lock lock(mutex_);
      hand_out(lock, 0);
      ended_ = true;
      changed_.notify_all();
    }
    for (std::thread& t : threads_) t.join();
    threads_.clear();
  }

private:
  struct Piece {
    std::size_t number;
    In in;
  };

  /// Gives what is ready and next, until no more than `most` pieces are on their way.
  void hand_out(std::unique_lock<std::mutex>& lock, std::size_t most) {
    for (;;) {
      auto it = done_.find(next_out_);
      if (it != done_.end()) {
        Out out = std::move(it->second);
        done_.erase(it);
        ++next_out_;
        lock.unlock();
        give_(out);
        lock.lock();
        continue;
      }
      if (next_in_ - next_out_ <= most) return;
      changed_.wait(lock);
    }
  }

  void serve() {
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [this] { return ended_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      Piece piece = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      Out out = work_(piece.in);
      lock.lock();
      done_.emplace(piece.number, std::move(out));
      changed_.notify_all();
    }
  }

  std::function<Out(In&)> work_;
  std::function<void(Out&)> give_;
  std::size_t limit_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Piece> waiting_;
  std::map<std::size_t, Out> done_;
  std::size_t next_in_ = 0;
  std::size_t next_out_ = 0;
  bool ended_ = false;
  std::vector<std::thread> threads_;
};

} // namespace cmdwright::suite
