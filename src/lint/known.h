// Everything that persons said and tools printed, to look literals up in. Private to the lint room.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cmdwright::lint {

class Known {
public:
  /// `text` must outlive the object.
  void add(std::string_view text) { texts_.push_back(text); }
  [[nodiscard]] bool empty() const { return texts_.empty(); }

  /// `literal` stands in one of the texts, not as a part of a longer word or number. Once kMostWork bytes
  /// were searched, everything counts as known: a talk of that size is not judged further.
  [[nodiscard]] bool has(std::string_view literal) const;

private:
  static constexpr std::size_t kMostWork = std::size_t{1} << 30U;
  std::vector<std::string_view> texts_;
  mutable std::size_t work_ = 0;
  mutable std::unordered_map<std::string, std::pair<bool, std::size_t>>
      seen_; ///< answer, and how many texts it covers
};

} // namespace cmdwright::lint
