// Server-sent events, cut out of a stream of bytes that arrives in pieces of any size.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace cmdwright::exec {

/// Calls back for the data of each event line ("data: …"). Takes LF and CRLF, "data:" without the blank too,
/// and ignores other lines.
class EventStream {
public:
  explicit EventStream(std::function<void(std::string_view)> on_data) : on_data_(std::move(on_data)) {}

  void feed(std::string_view bytes);
  /// The end of the stream, where a last line may lack its end.
  void end();
  /// A line grew beyond any sense; what follows is ignored.
  [[nodiscard]] bool overflowed() const { return overflowed_; }

private:
  void line(std::string_view text);

  std::function<void(std::string_view)> on_data_;
  std::string rest_;
  bool overflowed_ = false;
};

} // namespace cmdwright::exec
