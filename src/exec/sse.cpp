#include "exec/sse.h"

namespace cmdwright::exec {

namespace {
constexpr std::size_t kLongestLine = std::size_t{16} << 20U;
}

void EventStream::line(std::string_view text) {
  if (text.ends_with('\r')) text.remove_suffix(1);
  if (!text.starts_with("data:")) return;
  text.remove_prefix(5);
  if (text.starts_with(' ')) text.remove_prefix(1);
  on_data_(text);
}

void EventStream::feed(std::string_view bytes) {
  if (overflowed_) return;
  for (std::size_t end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n')) {
    if (rest_.empty()) {
      line(bytes.substr(0, end));
    } else {
      rest_ += bytes.substr(0, end);
      line(rest_);
      rest_.clear();
    }
    bytes.remove_prefix(end + 1);
  }
  rest_ += bytes;
  overflowed_ = rest_.size() > kLongestLine;
  if (overflowed_) rest_.clear();
}

void EventStream::end() {
  if (!rest_.empty()) line(rest_);
  rest_.clear();
}

} // namespace cmdwright::exec
