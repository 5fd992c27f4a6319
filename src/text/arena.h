// Memory that is given back all at once. Pieces never move: views into them stay good until clear() or the
// arena's end, also when the arena itself is moved. Not thread-safe.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace cmdwright {

class Arena {
public:
  /// `size` bytes, uninitialised.
  char* allocate(std::size_t size) {
    if (size > left_) grow(size);
    char* piece = next_;
    next_ += size;
    left_ -= size;
    used_ += size;
    return piece;
  }
  /// Gives back the tail of the piece that was allocated last.
  void shrink_last(std::size_t by) {
    next_ -= by;
    left_ += by;
    used_ -= by;
  }
  std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    char* copy = allocate(text.size());
    std::memcpy(copy, text.data(), text.size());
    return {copy, text.size()};
  }

  /// Bytes that are in use.
  [[nodiscard]] std::size_t used() const { return used_; }

  /// Forgets everything; the first block is kept for what comes next.
  void clear() {
    blocks_.resize(blocks_.empty() || blocks_.front().size > kBlock ? 0 : 1);
    next_ = blocks_.empty() ? nullptr : blocks_.front().bytes.get();
    left_ = blocks_.empty() ? 0 : blocks_.front().size;
    used_ = 0;
  }

private:
  static constexpr std::size_t kBlock = std::size_t{64} << 10U;
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0;
  };

  void grow(std::size_t size) {
    const std::size_t room = size > kBlock ? size : kBlock;
    blocks_.push_back({std::unique_ptr<char[]>(new char[room]), room});
    next_ = blocks_.back().bytes.get();
    left_ = room;
  }

  std::vector<Block> blocks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
  std::size_t used_ = 0;
};

} // namespace cmdwright
